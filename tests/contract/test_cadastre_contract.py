"""What every cadastre promises, over the one in memory and the GeoPackage."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.cadastre import FakeCadastre
from fakes.land import FACTS, cadastre_of, key_of, square

from shubbak.domain.parcel_key import ParcelKey, make_key
from shubbak.ports.cadastre import Cadastre
from shubbak.services.plan_sheet import SitePlan, make_site_plan

NUMBERS = ("7", "8", "9/1")


@pytest.fixture(params=["memory", "geopackage"])
def cadastre(request: pytest.FixtureRequest, tmp_path: Path) -> Cadastre:
    if request.param == "memory":
        return FakeCadastre(FACTS, *map(key_of, NUMBERS))
    return cadastre_of(tmp_path, {number: square(20 * place, 0) for place, number in enumerate(NUMBERS)})


def asked(country: str = "JO", **parts: str) -> ParcelKey:
    key = make_key(country, parts)
    assert isinstance(key, ParcelKey)
    return key


def test_it_says_whose_land_it_is(cadastre: Cadastre) -> None:
    facts = cadastre.facts()
    assert (facts.municipality, facts.country, facts.epsg, facts.sample) == (FACTS.municipality, "JO", 28191, False)


def test_a_key_finds_its_parcel_in_any_spelling_with_parts_missing_or_added(cadastre: Cadastre) -> None:
    for key in (key_of("٠٧"), asked(parcel="7"), key_of("7", sheet="3"), key_of("7", basin="حوض ١")):
        (found,) = cadastre.find(key)
        assert (found.key.number(), found.area_m2, found.zone is not None) == ("7", pytest.approx(600), True)
        assert cadastre.parcel(found.id) == found


def test_what_is_not_there_is_not_found(cadastre: Cadastre) -> None:
    assert cadastre.find(key_of("7", basin="2")) == () == cadastre.find(asked("KW", plot="7"))
    assert cadastre.parcel(12345) is None


def test_a_list_is_bounded_and_in_order(cadastre: Cadastre) -> None:
    assert len(cadastre.find(asked(parcel="9/1"), most=1)) == 1
    assert cadastre.find(key_of("7"), most=0) == ()


def test_a_window_shows_the_neighbours(cadastre: Cadastre) -> None:
    (middle,) = cadastre.find(key_of("8"))
    plan = make_site_plan(cadastre, middle)
    assert isinstance(plan, SitePlan)
    assert sorted(each.number for each in plan.surroundings.parcels) == sorted(NUMBERS)
    assert [rule.code for rule in plan.surroundings.rules] == ["RA"]

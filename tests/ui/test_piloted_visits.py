"""Services on the kiosk's own screens from first touch to receipt: some of each country, and all (`make visits`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from piloted import PilotedKiosk, at_kiosks, shipped
from PySide6.QtCore import QtMsgType

from shubbak.domain.text import Language

#: Some of each country that ask in most of the ways in which a kiosk can ask; one has its plan drawn at once.
SAMPLE = {
    "jo": ("jo.biz.name_transfer", "jo.gen.complaint", "jo.zoning.site_plan"),
    "kw": ("kw.camp.refund",),
    "om": ("om.ad.approve",),
    "sa": ("sa.gen.verify", "sa.shop.amend"),
}
COUNTRIES = pytest.mark.parametrize("country", SAMPLE, ids=("jordan", "kuwait", "oman", "saudi"))
Opened = Callable[[str], PilotedKiosk]


@pytest.fixture
def opened(qapp: object, qtlog: Any) -> Iterator[Opened]:
    kiosks: list[PilotedKiosk] = []

    def at(country: str) -> PilotedKiosk:
        kiosks.append(PilotedKiosk(country))
        return kiosks[-1]

    yield at
    for kiosk in kiosks:
        kiosk.close()
    assert [record.message for record in qtlog.records if record.type is not QtMsgType.QtDebugMsg] == []


def stops(kiosk: PilotedKiosk, services: tuple[str, ...]) -> list[str]:
    """Play services one after another, in Arabic and English in turn, and return where a visit came to a stop."""
    played = [kiosk.play(one, (Language.AR, Language.EN)[place % 2]) for place, one in enumerate(services)]
    return [stop for stop in played if stop]


def kinds_asked(services: tuple[str, ...]) -> set[str]:
    return {field.kind for one in services for page in shipped().services[one].pages for field in page.fields}


@COUNTRIES
def test_some_services_of_a_country_come_to_their_receipt(country: str, opened: Opened) -> None:
    assert stops(opened(country), SAMPLE[country]) == []


def test_the_sample_asks_in_every_way_that_services_ask() -> None:
    everywhere = tuple(one for country in SAMPLE for one in at_kiosks(country))
    sampled = tuple(one for services in SAMPLE.values() for one in services)
    assert kinds_asked(sampled) == kinds_asked(everywhere)


@pytest.mark.visits
@COUNTRIES
def test_every_service_of_a_country_comes_to_its_receipt(country: str, opened: Opened) -> None:
    services = tuple(at_kiosks(country))
    assert len(services) > 25
    assert stops(opened(country), services) == []

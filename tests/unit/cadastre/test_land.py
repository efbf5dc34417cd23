"""The station's cadastre: found by keys, seen through windows, built on within setbacks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import shapely
from fakes.land import EAST, NORTH, cadastre_of, key_of, square

from shubbak.adapters.cadastre import window
from shubbak.adapters.cadastre.envelope import Side, envelope, sides
from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.cadastre.sample_town import make_sample_town
from shubbak.domain.parcel_key import ParcelKey, read_key
from shubbak.domain.text import Text
from shubbak.ports.cadastre import MOST_PARCELS, Box, CadastreError, ZoneRule

RULE = ZoneRule("R", Text("س", "R"), "residential", front_m=5, side_m=2, rear_m=4)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> GpkgCadastre:
    path = tmp_path_factory.mktemp("town") / "town.gpkg"
    make_sample_town(path, "JO", 12, 12)
    return GpkgCadastre(path)


def read(text: str) -> ParcelKey:
    key = read_key("JO", text)
    assert isinstance(key, ParcelKey)
    return key


def test_a_whole_key_finds_one_parcel_however_it_is_spelled(town: GpkgCadastre) -> None:
    (one,) = town.find(read("أراضي الواحة / عين النخيل / 1 / 113"))
    assert town.find(read("الواحة / قرية عين النّخيل / حوض ١ / قطعة رقم ٠١١٣")) == (one,)
    assert town.parcel(one.id) == one
    assert one.zone is not None and one.approval is not None and one.approval.plan_number == "ت 114/2019"


def test_parts_that_are_missing_give_a_list_to_choose_from(town: GpkgCadastre) -> None:
    found = town.find(read("113"))
    assert [parcel.key["basin_no"] for parcel in found] == ["1", "2", "3", "4"]
    assert len(town.find(read("1"), most=1)) == 1 and MOST_PARCELS == 20


def test_a_part_that_the_register_leaves_blank_fits_every_wish(town: GpkgCadastre) -> None:
    assert len(town.find(read("village=عين النخيل, basin_no=1, neighbourhood=الشرقي, sheet=5, parcel=113"))) == 1


def test_strangers_and_other_countries_are_not_found(town: GpkgCadastre) -> None:
    other = read_key("KW", "السالمية/4/12")
    assert isinstance(other, ParcelKey)
    assert town.find(other) == town.find(read("99999")) == ()
    assert town.parcel(999_999) is None


def test_an_omani_krooki_finds_its_plot(tmp_path: Path) -> None:
    make_sample_town(tmp_path / "om.gpkg", "OM", 2, 2)
    cadastre = GpkgCadastre(tmp_path / "om.gpkg")
    key = read_key("OM", "krooki=1103")
    assert isinstance(key, ParcelKey)
    assert [parcel.key["plot"] for parcel in cadastre.find(key)] == ["3"]


def test_a_window_is_cut_at_its_edge(tmp_path: Path) -> None:
    cadastre = cadastre_of(tmp_path, {"1": square(0, 0), "2": square(20, 0), "3": square(500, 0)})
    (one,) = cadastre.find(key_of("1"))
    seen = cadastre.around(Box(EAST - 10, NORTH + 5, EAST + 30, NORTH + 25), one)
    assert [each.number for each in seen.parcels] == ["1", "2"]
    assert {max(east for east, _ in each.shape[0].outer) for each in seen.parcels} == {EAST + 20, EAST + 30}
    assert seen.parcels[1].label_at == (EAST + 25, NORTH + 15)


def test_a_street_that_is_ground_has_an_axis_for_its_name_and_a_net_of_streets_has_none(tmp_path: Path) -> None:
    band, net = square(0, -12, 200, 12), square(0, 40, 100, 100).difference(square(10, 50, 80, 80))
    cadastre = cadastre_of(tmp_path, {"1": square(0, 0)}, streets=(band, net))
    (one,) = cadastre.find(key_of("1"))
    first, second = cadastre.around(Box(EAST - 10, NORTH - 20, EAST + 150, NORTH + 200), one).streets
    assert first.axis == (((EAST + 150, NORTH - 6), (EAST, NORTH - 6)),) or first.axis == (
        ((EAST, NORTH - 6), (EAST + 150, NORTH - 6)),
    )
    assert first.ground and not first.middle and second.axis == ()


def test_more_than_a_sheet_can_show_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cadastre = cadastre_of(tmp_path, {str(place): square(20 * place, 0) for place in range(8)})
    monkeypatch.setattr(window, "_MOST_THINGS", 5)
    (one,) = cadastre.find(key_of("1"))
    with pytest.raises(CadastreError, match="cadastre-too-much"):
        cadastre.around(Box(EAST, NORTH, EAST + 999, NORTH + 99), one)


def test_threads_share_a_cadastre(town: GpkgCadastre) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: town.find(read(f"عين النخيل / 1 / {number}")), range(1, 21)))
    assert [parcels[0].key.number() for parcels in found] == [str(number) for number in range(1, 21)]


def box(east: float, north: float, wide: float, high: float) -> Any:
    return shapely.box(east, north, east + wide, north + high)


def test_setbacks_count_from_street_sides_and_rear() -> None:
    lot = box(0, 0, 20, 30)
    others = [box(-20, 0, 20, 30), box(20, 0, 20, 30), box(-20, 30, 60, 30)]
    assert {side for _, side in sides(lot, others)} == {Side.FRONT, Side.SIDE, Side.REAR}
    left = envelope(lot, others, RULE)
    assert left is not None and left.bounds == pytest.approx((2, 5, 18, 26))


def test_a_corner_parcel_has_two_fronts_and_one_without_a_street_has_no_building_line() -> None:
    lot, others = box(0, 0, 20, 30), [box(20, 0, 20, 30), box(0, 30, 40, 30)]
    left = envelope(lot, others, RULE)
    assert left is not None and left.bounds[:2] == pytest.approx((5, 5))
    assert envelope(lot, [*others, box(-20, -20, 20, 80), box(0, -20, 40, 20)], RULE) is None
    assert envelope(box(0, 0, 6, 6), [], RULE) is None
    assert envelope(lot, others, ZoneRule("G", Text("ح", "G"), "green")) is None

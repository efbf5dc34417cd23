"""Sheets are chosen so that a parcel fits, corners are numbered, and words never stand on each other."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import shapely
from fakes.land import EAST, NORTH, cadastre_of, square
from hypothesis import given, settings
from hypothesis import strategies as some
from plan_samples import parcel_of, plan_of

from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.cadastre.sample_town import make_sample_town
from shubbak.domain.problem import Problem
from shubbak.resources import load_wording
from shubbak.services.label_room import Label, LabelRoom, stands_in
from shubbak.services.plan_corners import corners_of
from shubbak.services.plan_labels import plan_labels
from shubbak.services.plan_paper import frame_of
from shubbak.services.plan_sheet import SCALES, Paper, PlanWish, make_site_plan


@pytest.mark.parametrize(
    ("metres", "wish", "sheet", "remarks"),
    [
        ((20, 30), PlanWish(), (500, Paper.A4), ()),
        ((80, 60), PlanWish(), (1000, Paper.A4), ()),
        ((20, 30), PlanWish(None, Paper.A3), (500, Paper.A3), ()),
        ((20, 30), PlanWish(2500), (2500, Paper.A4), ()),
        ((80, 40), PlanWish(500), (500, Paper.A4), ()),
        ((90, 90), PlanWish(500), (500, Paper.A3), ("larger-paper",)),
        ((200, 200), PlanWish(500), (1000, Paper.A3), ("larger-paper", "smaller-scale")),
        ((200, 100), PlanWish(500, Paper.A3), (1000, Paper.A3), ("smaller-scale",)),
        ((500, 500), PlanWish(), (2500, Paper.A3), ("larger-paper",)),
    ],
)
def test_the_sheet_is_chosen(
    tmp_path: Path, metres: tuple[int, int], wish: PlanWish, sheet: tuple[int, Paper], remarks: tuple[str, ...]
) -> None:
    plan = plan_of(cadastre_of(tmp_path, {"1": square(0, 0, *metres)}), "1", wish)
    assert ((plan.scale, plan.paper), plan.remarks) == (sheet, remarks)
    assert plan.box.west < plan.parcel.box.west and plan.box.north > plan.parcel.box.north


@pytest.mark.parametrize(
    ("metres", "scale", "code"), [(900, None, "plan-too-large"), (900, 500, "plan-too-large"), (20, 750, "plan-scale")]
)
def test_what_no_sheet_shows_is_said(tmp_path: Path, metres: int, scale: int | None, code: str) -> None:
    cadastre = cadastre_of(tmp_path, {"1": square(0, 0, metres, metres)})
    assert make_site_plan(cadastre, parcel_of(cadastre, "1"), PlanWish(scale)) == Problem(code)


def test_a_parcel_of_a_cadastre_that_was_replaced_is_not_drawn(tmp_path: Path) -> None:
    old = parcel_of(cadastre_of(tmp_path, {"1": square(0, 0)}), "1")
    assert make_site_plan(cadastre_of(tmp_path, {"1": square(5, 0)}), old) == Problem("parcel-replaced")


def test_corners_run_clockwise_from_the_north_west_and_holes_follow(tmp_path: Path) -> None:
    ring = [(0, 0), (10, 0), (20, 0), (20, 30), (0, 30)]
    shape = shapely.Polygon([(EAST + x, NORTH + y) for x, y in ring]).difference(square(5, 5, 4, 4))
    corners = corners_of(parcel_of(cadastre_of(tmp_path, {"1": shape}), "1"))
    places = [(round(each.place[0] - EAST, 6), round(each.place[1] - NORTH, 6)) for each in corners]
    assert places[:4] == [(0, 30), (20, 30), (20, 0), (0, 0)], "a point on a straight line is no corner"
    assert [each.length_m for each in corners] == pytest.approx([20, 30, 20, 30, 4, 4, 4, 4])
    assert [each.number for each in corners] == list(range(1, 9))
    assert corners[0].outside == (0, 1) and corners[1].outside == (1, 0)
    # About a hole the ground lies outside of it, so that outside of the ground is inside the hole.
    hole = shapely.box(EAST + 5, NORTH + 5, EAST + 9, NORTH + 9)
    for each in corners[4:]:
        middle = [(a + b) / 2 + step * 0.5 for a, b, step in zip(each.place, each.following, each.outside, strict=True)]
        assert hole.covers(shapely.Point(middle))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> GpkgCadastre:
    path = tmp_path_factory.mktemp("town") / "town.gpkg"
    make_sample_town(path, "JO", 6, 6)
    return GpkgCadastre(path)


@pytest.mark.parametrize("scale", SCALES)
def test_words_never_stand_on_each_other_nor_beyond_the_frame(town: GpkgCadastre, scale: int) -> None:
    plan = plan_of(town, "الواحة / عين النخيل / 1 / 113", PlanWish(scale))
    frame = frame_of(plan)
    labels = plan_labels(plan, frame, corners_of(plan.parcel), load_wording())
    shapes = [shapely.Polygon(label.outline()) for label in labels]
    pairs = [(a, b) for at, a in enumerate(shapes) for b in shapes[at + 1 :] if a.intersection(b).area > 1e-9]
    assert pairs == [] and len(labels) > 10
    assert all(shapely.box(0, 0, frame.width, frame.height).covers(shape) for shape in shapes)
    assert {label.kind for label in labels} >= {"own", "street", "neighbour"}
    assert all(-110 <= label.degrees < 70 for label in labels), "nothing is upside down"


def test_a_number_too_wide_for_its_parcel_has_a_line_to_it(town: GpkgCadastre) -> None:
    plan = plan_of(town, "الواحة / عين النخيل / 1 / 113", PlanWish(1250))
    labels = plan_labels(plan, frame_of(plan), corners_of(plan.parcel), load_wording())
    led = {label.text: label for label in labels if label.leader is not None}
    assert led and all(math.dist(label.leader or (0, 0), (label.x, label.y)) > 5 for label in led.values())


_COORDINATE = some.floats(0, 60)


@settings(max_examples=40)
@given(some.lists(some.tuples(_COORDINATE, _COORDINATE, some.floats(-90, 90), some.integers(1, 9)), max_size=25))
def test_what_was_given_room_never_meets(tried: list[tuple[float, float, float, int]]) -> None:
    room = LabelRoom(60, 60)
    labels = [Label("8" * long, x, y, 8, "own", degrees) for x, y, degrees, long in tried]
    placed = [shapely.Polygon(label.outline()) for label in labels if room.place(label)]
    assert not [1 for at, a in enumerate(placed) for b in placed[at + 1 :] if a.intersection(b).area > 1e-9]


def test_words_in_a_ring_are_not_cut_by_a_notch() -> None:
    ring = [(0, 0), (20, 0), (20, 10), (11, 10), (10, 2), (9, 10), (0, 10)]
    across = Label("12345", 10, 6, 8, "own").outline()
    assert not stands_in(across, [ring]) and stands_in(Label("1", 4, 5, 8, "own").outline(), [ring])

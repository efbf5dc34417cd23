"""What a site plan says and shows, on paper and as data."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import page as pdfa
import pytest
import zxingcpp
from fakes.land import cadastre_of, square
from PIL import Image
from plan_samples import ISSUE, pages, plan_of, rendered, words

from shubbak.adapters.cadastre.gpkg_cadastre import GpkgCadastre
from shubbak.adapters.cadastre.sample_town import make_sample_town
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.text import Text
from shubbak.resources import load_wording
from shubbak.services.plan_sheet import Paper, PlanWish
from shubbak.services.site_plan import plan_digest, site_plan_order

GOLDEN = Path(__file__).parents[2] / "samples" / "plans"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> GpkgCadastre:
    path = tmp_path_factory.mktemp("town") / "town.gpkg"
    make_sample_town(path, "JO", 6, 6)
    return GpkgCadastre(path)


@pytest.fixture(scope="module")
def sheet(town: GpkgCadastre) -> bytes:
    return pages(plan_of(town, "الواحة / عين النخيل / 1 / 113", PlanWish(500)))


def test_the_words_are_found_in_both_languages(sheet: bytes) -> None:
    said = words(sheet)
    wanted = ["مخطط موقع تنظيمي", "بلدية مدينة الواحة", "عين النخيل", "سكن", "87"]
    wanted += ["Zoning site plan", "PL-2026-004512", "1:500", "EPSG:28191", "238138.89", "30.01", "558.00"]
    assert [each for each in wanted if each not in said] == []


def test_the_page_is_pdf_a_and_its_code_is_read(sheet: bytes, tmp_path: Path) -> None:
    report = pdfa.validate_pdf_bytes(sheet, profile=pdfa.ValidationProfile.PDF_A_2A)
    assert [failure.rule_id for failure in report.failures] == []
    (code,) = zxingcpp.read_barcodes(rendered(sheet, tmp_path, 200))
    assert code.text == ISSUE.code_text


@pytest.mark.parametrize(
    ("name", "key", "wish"),
    [
        ("hole-500-a4", "الواحة / عين النخيل / 1 / 113", PlanWish(500)),
        ("corner-1000-a4", "الواحة / عين النخيل / 1 / 111", PlanWish(1000)),
        ("town-2500-a3", "الواحة / عين النخيل / 1 / 120/2", PlanWish(2500, Paper.A3)),
    ],
)
def test_the_sheet_looks_as_it_was_looked_at(
    town: GpkgCadastre, tmp_path: Path, name: str, key: str, wish: PlanWish
) -> None:
    seen = rendered(pages(plan_of(town, key, wish)), tmp_path, 50)
    Image.fromarray(seen).save(tmp_path / f"{name}.png")
    told = f"look at {tmp_path / name}.png beside {GOLDEN / name}.png; copy it there where it is right"
    kept = np.asarray(Image.open(GOLDEN / f"{name}.png"))
    assert kept.shape == seen.shape, told
    # Another release of Poppler smooths otherwise; a line or a word that is not the same shows in its square.
    off = np.abs(kept.astype(float) - seen)[: seen.shape[0] // 8 * 8, : seen.shape[1] // 8 * 8]
    squares = off.reshape(off.shape[0] // 8, 8, -1, 8).mean(axis=(1, 3))
    assert squares.max() < 12, told


def data(plan: Any, **changes: Any) -> dict[str, Any]:
    return dict(site_plan_order(plan, dataclasses.replace(ISSUE, **changes), load_wording()).data)


def test_real_land_bears_no_sample_mark_and_what_is_unknown_is_said(tmp_path: Path) -> None:
    told = data(plan_of(cadastre_of(tmp_path, {"7": square(0, 0)}, zone="X"), "7"))
    assert told["sample"] is None
    unknown = [row["label"]["en"] for row in told["facts"] if row["value"]["en"] == "not in the municipality's data"]
    assert unknown == [
        "Land use (zone)",
        "Setbacks: front / side / rear",
        "Greatest height, floors",
        "Greatest coverage",
    ]


def test_kuwait_calls_the_parcel_its_own_word(town: GpkgCadastre) -> None:
    plan = plan_of(town, "الواحة / عين النخيل / 1 / 1")
    rows = {
        name: data(dataclasses.replace(plan, facts=dataclasses.replace(plan.facts, country=name)))
        for name in ("KW", "OM")
    }
    assert [rows[name]["legend"]["rows"][0]["ar"] for name in rows] == ["القسيمة المطلوبة", "القطعة المطلوبة"]
    blocks = [next(label["text"] for label in rows[name]["labels"] if label["kind"] == "block") for name in rows]
    assert ["قطعة" in blocks[0], "بلوك" in blocks[1]] == [True, True]


def test_numbers_that_find_no_room_are_confessed(tmp_path: Path, town: GpkgCadastre) -> None:
    crowd = {f"10000{place}": square(3.0 * place, 0, 3, 3) for place in range(60)}
    told = data(plan_of(cadastre_of(tmp_path, crowd), "1000030", PlanWish(1250)))
    assert [each["en"][:19] for each in told["remarks"]] == ["The map has no room"]
    assert data(plan_of(town, "الواحة / عين النخيل / 1 / 113", PlanWish(500)))["remarks"] == []


def test_copies_and_codes_are_marked(town: GpkgCadastre) -> None:
    plan = plan_of(town, "الواحة / عين النخيل / 1 / 1")
    assert data(plan)["copy"] is None and data(plan)["code"] is not None
    copied = data(plan, copy=CopyMark(2, CopyReason.LOST), code_text="")
    assert (copied["copy"]["en"], copied["code"]) == ("Copy \u20662\u2069, for a lost one", None)
    assert set(load_wording().keys()) >= {f"plan.copy.{reason.value}" for reason in CopyReason}


def test_the_digest_is_that_of_the_land(town: GpkgCadastre) -> None:
    plan = plan_of(town, "الواحة / عين النخيل / 1 / 1")
    assert plan_digest(plan) == plan_digest(plan_of(town, "أراضي الواحة / عين النخيل / ١ / ٠١"))
    moved = dataclasses.replace(plan.parcel, area_m2=plan.parcel.area_m2 + 1)
    assert plan_digest(dataclasses.replace(plan, parcel=moved)) != plan_digest(plan)
    assert plan_digest(plan_of(town, "الواحة / عين النخيل / 1 / 2")) != plan_digest(plan)


def test_every_zone_has_a_look_of_its_own_beside_its_colour(town: GpkgCadastre) -> None:
    order = site_plan_order(plan_of(town, "الواحة / عين النخيل / 1 / 111", PlanWish(2500)), ISSUE, load_wording())
    marks = [
        svg.decode().split("patternTransform=", 1)[1] for name, svg in order.pictures.items() if name[:5] == "zone-"
    ]
    assert len(marks) > 3
    assert len(set(marks)) == len(marks)


def test_many_corners_are_counted_where_the_table_ends(tmp_path: Path) -> None:
    round_one = square(0, 0).centroid.buffer(15, quad_segs=16)
    table = data(plan_of(cadastre_of(tmp_path, {"7": round_one}), "7", PlanWish(500, Paper.A4)))["corners"]
    assert len(table["rows"]) == 24 and "\u206640\u2069" in table["more"]["en"]


def test_long_words_are_set_smaller_and_never_beyond_the_sheet(town: GpkgCadastre, tmp_path: Path) -> None:
    plan = plan_of(town, "الواحة / عين النخيل / 1 / 113", PlanWish(500))
    arabic = "أمانة المنطقة وبلدياتها الفرعية ومكاتبها المعتمدة في المدن والقرى التابعة لها "
    long = Text(arabic * 2, "Municipality " * 12)
    assert plan.parcel.zone is not None and plan.parcel.approval is not None
    parcel = dataclasses.replace(
        plan.parcel,
        zone=dataclasses.replace(plan.parcel.zone, name=long),
        approval=dataclasses.replace(plan.parcel.approval, authority=long, plan_number=long.ar),
    )
    crowded = dataclasses.replace(plan, parcel=parcel, remarks=("larger-paper", "smaller-scale"))
    pdf = pages(crowded, dataclasses.replace(ISSUE, office=long, copy=CopyMark(1, CopyReason.UNSURE)))
    said = words(pdf)
    assert said.count("\f") == 1 and "not fitted to the page" in said
    (code,) = zxingcpp.read_barcodes(rendered(pdf, tmp_path, 200))
    assert code.text == ISSUE.code_text

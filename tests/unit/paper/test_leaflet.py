"""The printed guide to a service: one sheet a language, its letters in the file, its code on the paper."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from shubbak.cli.main import main
from shubbak.qtkit.leaflet_columns import columns_of
from shubbak.qtkit.leaflet_rows import HeadingRow, LeafletType, Section, SmallRow

PORTAL = "https://portal.example.jo"


@pytest.mark.parametrize("service", ["om.build.major", "kw.shop.inquiry"])
def test_a_guide_is_two_sheets_with_their_letters_in_the_file(service: str, tmp_path: Path, qapp: object) -> None:
    into = tmp_path / "guide.pdf"
    assert main(["services", "leaflet", service, "--portal", PORTAL, "--into", str(into)]) == 0
    body = into.read_bytes()
    assert body.count(b"/Type /Page\n") == 2
    assert body.count(b"/FontFile2") >= 2  # regular and semi-bold are embedded…
    assert body.count(b"/ToUnicode") >= 2  # …and their letters can be selected


def test_the_code_leads_to_the_services_page(tmp_path: Path, qapp: object) -> None:
    into = tmp_path / "guide.png"
    assert main(["services", "leaflet", "jo.tax.building_land", "--portal", f"{PORTAL}/", "--into", str(into)]) == 0
    for language in ("ar", "en"):
        with Image.open(tmp_path / f"guide-{language}.png") as sheet:
            (code,) = zxingcpp.read_barcodes(sheet.convert("L"))
        assert code.text == f"{PORTAL}/services/jo.tax.building_land"
    assert len(list(tmp_path.iterdir())) == 2


def test_without_a_portal_there_is_no_code_and_no_word_of_it(tmp_path: Path, qapp: object) -> None:
    assert main(["services", "leaflet", "kw.shop.inquiry", "--into", str(tmp_path / "guide.png")]) == 0
    with Image.open(tmp_path / "guide-ar.png") as sheet:
        assert zxingcpp.read_barcodes(sheet.convert("L")) == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param(["no.such.one", "--portal", PORTAL], 'there is no service "no.such.one"', id="no service"),
        pytest.param(["kw.shop.inquiry", "--portal", "portal"], "begins with https://", id="no address"),
        pytest.param(
            ["kw.shop.inquiry", "--portal", PORTAL, "--into", "guide.doc"], "a .pdf or a .png", id="no format"
        ),
    ],
)
def test_what_cannot_be_made_is_said(words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "leaflet", *words]) == 1
    assert complaint in capsys.readouterr().err


def section(setter: LeafletType, rows: int) -> Section:
    return Section(HeadingRow(setter, "رأس", 900), tuple(SmallRow(setter, "سطر", 900) for _ in range(rows)))


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "parted"])
@pytest.mark.parametrize("rows", [1, 7, 90])
def test_every_row_stands_once_within_its_column(rows: int, whole: bool, qapp: object) -> None:
    setter = LeafletType(rtl=True, scale=1.0)
    sections = [section(setter, rows), section(setter, 3), section(setter, rows)]
    pages = columns_of(sections, 1200, 1500, whole=whole)
    stand = [row for page in pages for column in page for row in column]
    assert stand == [row for one in sections for row in (one.heading, *one.rows)]
    for place, page in enumerate(pages):
        room = 1500 if place else 1200
        assert all(sum(row.height for row in column) <= room for column in page)
        assert all(not isinstance(column[-1], HeadingRow) for column in page if column)

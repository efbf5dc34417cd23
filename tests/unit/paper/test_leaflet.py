"""The printed guide to a service: a sheet a language, its letters in the file, its code on the paper."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import page as pdfa
import pikepdf
import pytest
import zxingcpp
from PIL import Image

sys.path.append(str(Path(__file__).parents[1] / "forms"))

from service_samples import SOUND

from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.cli.main import main
from shubbak.domain.leaflet_form import read_leaflet_form
from shubbak.domain.text import Text
from shubbak.forms.load import load_service
from shubbak.forms.service import Service
from shubbak.resources import load_leaflet_form, load_wording, root
from shubbak.services.leaflet_sheet import leaflet_order

PORTAL = "https://portal.example.jo"
SERVICE = load_service(SOUND, "sound.yaml")
LINK = f"{PORTAL}/services/{SERVICE.id}"
GOLDEN = Path(__file__).parent / "golden_outputs"


def leaflet(service: Service, link: str = LINK) -> bytes:
    order = leaflet_order([(service, link)], load_leaflet_form(), load_wording(), date(2026, 3, 1))
    return TypstEngine(root() / "outputs", root() / "fonts").set_pages(order)


@cache
def sound() -> bytes:
    return leaflet(SERVICE)


def words(pdf: bytes, *how: str) -> str:
    done = subprocess.run(["pdftotext", *how, "-", "-"], input=pdf, capture_output=True, check=True, timeout=30)
    return " ".join(re.sub("[\u202a-\u202e]", "", done.stdout.decode()).split())


def pictures(pdf: bytes, dots_an_inch: int) -> list[Image.Image]:
    """Return both sheets in grey."""
    program = ["pdftoppm", "-r", str(dots_an_inch), "-gray", "-singlefile", "-f"]
    drawn = [subprocess.run([*program, n, "-"], input=pdf, capture_output=True, check=True, timeout=30) for n in "12"]
    return [Image.open(io.BytesIO(one.stdout)) for one in drawn]


def test_the_guide_looks_as_it_was_judged(tmp_path: Path) -> None:
    for number, drawn in enumerate(pictures(sound(), 40), 1):
        golden = GOLDEN / f"leaflet-{number}.png"
        drawn.save(tmp_path / golden.name)  # to look at beside the other, or to take its place
        with Image.open(golden) as judged:
            distance = np.abs(np.asarray(drawn, np.int16) - np.asarray(judged, np.int16))
        assert distance.max() < 40, f"see {tmp_path / golden.name} and {golden}"


def test_it_is_pdf_a_and_light() -> None:
    report = pdfa.validate_pdf_bytes(sound(), profile=pdfa.ValidationProfile.PDF_A_2A)
    assert [failure.rule_id for failure in report.failures] == []
    assert len(sound()) < 200_000


def test_its_words_come_out_as_they_are_written() -> None:
    named = Text("تاريخ اكتمال الدفع بالريال في الأكثر", "How much is due")
    said = words(leaflet(replace(SERVICE, name=named, owner=Text("أمانة عمّان الكبرى", "Amman"))))
    for expected in (
        named.ar,
        named.en,
        "أمانة عمان الكبرى",
        "من يحق له التقديم",
        "للشكاوى والاستفسار",
        "What to bring",
    ):
        assert expected in said
    assert [sign for sign in said if "\ufb50" <= sign <= "\ufdff" or "\ufe70" <= sign <= "\ufefe"] == []


def test_the_code_on_both_sheets_leads_to_the_services_page() -> None:
    for sheet in pictures(sound(), 150):
        (code,) = zxingcpp.read_barcodes(np.asarray(sheet))
        assert code.text == LINK


def test_without_a_portal_there_is_no_code_and_no_word_of_it() -> None:
    plain = leaflet(SERVICE, "")
    assert [zxingcpp.read_barcodes(np.asarray(sheet)) for sheet in pictures(plain, 150)] == [[], []]
    assert "Scan to read" in words(sound()) and "Scan to read" not in words(plain)


def test_what_no_sheet_holds_goes_on_over_leaf_and_stands_once() -> None:
    step = SERVICE.procedure.steps[0]
    steps = tuple(
        replace(step, id=f"s{n}", title=Text(f"خطوة {n}", f"Step {n} of very many that a case takes"), outcomes=())
        for n in range(1, 131)
    )
    endless = replace(SERVICE, procedure=replace(SERVICE.procedure, steps=steps))
    pdf = leaflet(endless)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) > 4
    said = words(pdf)
    assert [said.count(f"Step {n} of very many that") for n in range(1, 131)] == [1] * 130
    assert said.count("continued") > 2


def test_the_command_writes_pages_as_pictures_and_every_service_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "sound.yaml").write_text(SOUND, encoding="utf-8")
    asked = ["services", "leaflet", "--from", str(tmp_path), "--portal", f"{PORTAL}/", "--into"]
    assert main([*asked, str(tmp_path / "guide.png"), SERVICE.id]) == 0
    with Image.open(tmp_path / "guide-2.png") as sheet:
        (code,) = zxingcpp.read_barcodes(sheet.convert("L"))
    assert code.text == LINK
    assert main([*asked, str(tmp_path / "all"), "--all"]) == 0
    assert [path.name for path in (tmp_path / "all").iterdir()] == [f"{SERVICE.id}.pdf"]


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        pytest.param(["no.such.one", "--portal", PORTAL], 'there is no service "no.such.one"', id="no service"),
        pytest.param(["kw.shop.inquiry", "--portal", "portal"], "begins with https://", id="no address"),
        pytest.param(
            ["kw.shop.inquiry", "--portal", PORTAL, "--into", "guide.doc"], "a .pdf or a .png", id="no format"
        ),
    ],
)
def test_what_cannot_be_made_is_said(asked: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "leaflet", *asked]) == 1
    assert complaint in capsys.readouterr().err


def test_a_municipality_orders_the_parts_and_leaves_some_out() -> None:
    form = replace(
        load_leaflet_form(), languages=load_leaflet_form().languages[1:], parts=("law", "who"), facts=("get",)
    )
    order = leaflet_order([(SERVICE, "")], form, load_wording(), date(2026, 3, 1))
    (sheet,) = order.data["sheets"]
    assert [part["title"] for part in sheet["parts"]] == ["Legal basis", "Who may apply"]
    assert [fact["label"] for fact in sheet["facts"]] == ["What you get"]


@pytest.mark.parametrize(
    "changed", [{"languages": []}, {"facts": ["price"]}, {"parts": ["who", "who"]}, {"parts": "who"}, {"logo": "x"}]
)
def test_a_form_that_asks_for_what_is_not_there_is_refused(changed: dict[str, object]) -> None:
    tree = {"template": "leaflet", "languages": ["ar"], "facts": ["get"], "parts": ["who"]}
    assert read_leaflet_form(tree).facts == ("get",)
    with pytest.raises(ValueError, match=r"form|each once"):
        read_leaflet_form({**tree, **changed})

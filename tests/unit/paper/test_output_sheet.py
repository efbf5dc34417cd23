"""Licences and certificates on A4: what stands on them and where, and that machines can read it."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import output_samples
import page as pdfa
import pikepdf
import pytest
import zxingcpp
from output_samples import CERTIFICATE, CODE, FULL, LICENCE
from paper_samples import service
from PIL import Image

from shubbak.domain.issued_output import OutputFact
from shubbak.domain.output_form import read_output_form
from shubbak.domain.text import LRI, PDI, Text, upright
from shubbak.forms.load import OUTPUTS
from shubbak.forms.service import Field, Option, Page
from shubbak.ports.typesetter import TypesetError
from shubbak.resources import load_output_form, load_wording, root
from shubbak.services.output_facts import answer_facts
from shubbak.wire.output_said import SaidError, SaidText, read_said, said_digest, write_said

GOLDEN = Path(__file__).parent / "golden_outputs"
#: What is printed elsewhere: on the receipt printer, on the plan's own sheet, and in the printed guide.
ELSEWHERE = {"receipt", "plan", "information"}


@cache
def pdf(name: str) -> bytes:
    return output_samples.engine().set_pages(output_samples.order(output_samples.ALL[name]))


def poppler(name: str, program: str, *words: str) -> bytes:
    return subprocess.run([program, *words], input=pdf(name), capture_output=True, check=True, timeout=30).stdout


def words(name: str, *how: str) -> str:
    return poppler(name, "pdftotext", *how, "-", "-").decode()


def picture(name: str, dpi: int, page: int = 1) -> Image.Image:
    number = str(page)
    drawn = poppler(name, "pdftoppm", "-r", str(dpi), "-gray", "-f", number, "-l", number, "-")
    return Image.open(io.BytesIO(drawn))


def pages(name: str) -> int:
    with pikepdf.open(io.BytesIO(pdf(name))) as opened:
        return len(opened.pages)


@pytest.mark.parametrize("name", output_samples.ALL)
def test_every_page_looks_as_it_was_judged(name: str, tmp_path: Path) -> None:
    for number in range(1, pages(name) + 1):
        drawn, golden = picture(name, 40, number), GOLDEN / f"{name}-{number}.png"
        drawn.save(tmp_path / golden.name)  # to look at beside the other, or to take its place
        with Image.open(golden) as judged:
            distance = np.abs(np.asarray(drawn, np.int16) - np.asarray(judged, np.int16))
        assert distance.max() < 40, f"see {tmp_path / golden.name} and {golden}"


@pytest.mark.parametrize("name", output_samples.ALL)
def test_every_output_is_pdf_a(name: str) -> None:
    report = pdfa.validate_pdf_bytes(pdf(name), profile=pdfa.ValidationProfile.PDF_A_2A)
    # A stream whose own last byte is a carriage return is a byte too long to page-validation: one in 256 is.
    by_chance = {"PDFA2A-STREAM-LENGTH-001"} if b"\r\nendstream" in pdf(name) else set()
    assert {failure.rule_id for failure in report.failures} - by_chance == set()


def test_words_numbers_and_codes_come_out_as_they_were_put_in() -> None:
    said = " ".join(words("licence-full", "-raw").split())
    for expected in ("BL-2026-00482", "285041512345", "+965 2224 8888", "12/345", "REQ-2026-004512", "1,270.678"):
        assert expected in said
    told = words("licence")
    for expected in ("ترخيص صحي", "بلدية محافظة الواحة", "عبد الرحمن محمد إبراهيم", "تاريخ الإصدار"):
        assert expected in told
    assert "العزيز يوسف السعدون" in words("licence-full")  # no space within a word, where letters stand apart


def test_the_code_is_read_from_the_page_with_modules_of_half_a_millimetre() -> None:
    (found,) = zxingcpp.read_barcodes(np.asarray(picture("licence", 200)), zxingcpp.BarcodeFormat.QRCode)
    assert found.text == CODE
    side = (found.position.top_right.x - found.position.top_left.x) / 200 * 25.4
    modules = zxingcpp.create_barcode(CODE, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image().shape[0]
    assert side / modules > 0.5
    assert found.position.top_left.x < 0.2 * 1654 and found.position.top_left.y > 0.6 * 2339


def test_the_marks_of_a_copy_and_of_its_paper_stand_on_it() -> None:
    said = words("licence-full")
    assert "Copy no. 2: the one before was lost" in said and "A 0045127" in said and "بدل فاقد" in said
    assert "Copy no." not in words("licence") and "Controlled paper" not in words("licence")


def test_a_sample_is_void_on_its_face() -> None:
    assert "VOID SAMPLE" in words("permit-void") and "VOID" not in words("licence")


def test_what_is_said_is_read_back_and_nothing_else_is() -> None:
    said = output_samples.record(LICENCE).said
    assert write_said(read_said(said)) == said, "every program writes the same bytes"
    assert said_digest(said) != said_digest(output_samples.record(replace(LICENCE, holder=Text("غيره", "Other"))).said)
    for hostile, code in (
        (said.replace('"version":1', '"version":2'), "licence-newer"),
        (said.replace('"sample":null', '"sample":null,"free":1'), "licence-not-set"),
        (said.replace('"officials"', '"nobody"'), "licence-not-set"),
        ("[" * 60_000, "licence-not-set"),
        (said + " " * 65_536, "licence-not-set"),
        ('{"version":"\ud800"}', "licence-not-set"),
    ):
        with pytest.raises(SaidError, match=code):
            read_said(hostile)


def test_a_template_that_asks_for_what_was_not_said_sets_no_page() -> None:
    order = output_samples.order(LICENCE)
    less = {name: value for name, value in order.data.items() if name != "title"}
    with pytest.raises(TypesetError) as refused:
        output_samples.engine().set_pages(replace(order, data=less))
    assert "Abdulrahman" not in str(refused.value)


def test_what_somebody_wrote_cannot_turn_its_neighbours() -> None:
    hostile = replace(LICENCE, subject=Text("محل \u202e رقم \u2069 5% \u2066-3", "shop\u202e"))
    said = read_said(output_samples.record(hostile).said)
    assert said.subject == SaidText("محل رقم \u20665%\u2069 \u2066-3\u2069", "shop")


def test_a_name_in_latin_letters_reads_from_the_left_on_the_arabic_side() -> None:
    assert upright("FATIMA AL-SABAH") == f"{LRI}FATIMA AL-SABAH{PDI}"
    assert upright("مخبز John's Bakery. رقم BL-7") == f"مخبز {LRI}John's Bakery{PDI}. رقم {LRI}BL-7{PDI}"


def test_nothing_private_stands_in_what_is_logged() -> None:
    assert "Abdulrahman" not in repr(LICENCE) + repr(output_samples.order(FULL)) + repr(CERTIFICATE)


@pytest.mark.parametrize("kind", sorted(set(OUTPUTS) - ELSEWHERE))
def test_every_kind_of_output_has_its_sheet(kind: str) -> None:
    form = load_output_form(kind)
    assert (root() / "outputs" / f"{form.template}.typ").is_file() and form.signatures
    assert load_wording().text(f"output.kind.{kind}")


def test_no_template_fetches_anything() -> None:
    assert [path.name for path in (root() / "outputs").glob("*.typ") if '"@' in path.read_text("utf-8")] == []


@pytest.mark.parametrize(
    "tree",
    [
        None,
        {"template": "x"},
        {"template": "x", "signatures": [{"left": 200, "bottom": 0, "width": 60, "height": 20}]},
        {"template": "x", "signatures": [{"left": 0, "bottom": 0, "width": 10, "height": 20}]},
        {"template": "x", "signatures": [{}] * 5},
    ],
)
def test_a_form_that_puts_signatures_beside_the_sheet_is_refused(tree: object) -> None:
    with pytest.raises(ValueError, match="sign"):
        read_output_form(tree)


def test_answers_become_lines_in_the_order_that_is_asked_for() -> None:
    option = Option("cafe", Text("مقهى", "Café"))
    questions = (
        Field("area", "number", Text("المساحة", "Area")),
        Field("activity", "choice", Text("النشاط", "Activity"), options=(option,)),
        Field("phone", "phone", Text("الهاتف", "Telephone"), required=False),
    )
    asking = replace(service(), pages=(Page("shop", Text("المحل", "Shop"), questions),))
    facts = answer_facts(asking, {"area": "86", "activity": "cafe"}, ("activity", "area", "phone"))
    assert facts == (
        OutputFact(Text("النشاط", "Activity"), Text("مقهى", "Café")),
        OutputFact(Text("المساحة", "Area"), Text("86", "86")),
    )


def test_setting_a_page_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    output_samples.engine().set_pages(output_samples.order(LICENCE))
    assert list(tmp_path.rglob("*")) == []

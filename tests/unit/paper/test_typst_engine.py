"""Pages come out as PDF/A in reading order, and data is never carried out nor told."""

from __future__ import annotations

import subprocess
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import page as pdfa
import pytest

from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.ports.typesetter import PageOrder, TypesetError
from shubbak.resources import root

SHEET = '#import "/sheet.typ": *\n#show: sheet.with(title: "x")\n'
SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
AT = [2026, 11, 22, 9, 30]


def engine(folder: Path, body: str) -> TypstEngine:
    (folder / "sheet.typ").write_bytes((root() / "outputs" / "sheet.typ").read_bytes())
    (folder / "page.typ").write_text(SHEET + body, encoding="utf-8")
    return TypstEngine(folder, root() / "fonts")


def order(**data: object) -> PageOrder:
    return PageOrder("page", {"printed_at": AT, **data}, {"square": SQUARE})


def words(pdf: bytes) -> str:
    program = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(program, input=pdf, capture_output=True, check=True, timeout=30).stdout.decode()


def test_words_with_joined_letters_are_found_as_they_are_written(tmp_path: Path) -> None:
    told = "الترخيص في البلدية إلى لا الإصلاحات للأشغال"
    said = words(engine(tmp_path, "#data.told").set_pages(order(told=told)))
    assert told in said


def test_letters_with_signs_on_them_are_found_once_and_without_vowels(tmp_path: Path) -> None:
    vowelled, apart = "سلطنة عُمان أُعطيت لمُحمَّدٍ", unicodedata.normalize("NFD", "آل إبراهيم سؤال")
    said = words(engine(tmp_path, "#data.told").set_pages(order(told=f"{vowelled} {apart}")))
    assert "سلطنة عمان أعطيت لمحمد آل إبراهيم سؤال" in said


def test_pages_are_pdf_a_with_their_pictures(tmp_path: Path) -> None:
    pdf = engine(tmp_path, '#picture("square", alt: "مربع", width: 9mm) *عريض*').set_pages(order())
    report = pdfa.validate_pdf_bytes(pdf, profile=pdfa.ValidationProfile.PDF_A_2A)
    assert [failure.rule_id for failure in report.failures] == []


def test_data_is_set_and_not_carried_out(tmp_path: Path) -> None:
    hostile = '#panic("x") *bold* $x$ ]) #read("/sheet.typ") <!-- \\u{41}'
    assert hostile in words(engine(tmp_path, "#text(dir: ltr, data.told)").set_pages(order(told=hostile)))


@pytest.mark.parametrize("body", ["#panic(data.told)", "#(data.told + 1)", "#data.missing", '#picture("no")'])
def test_what_goes_wrong_names_the_place_and_no_data(tmp_path: Path, body: str) -> None:
    with pytest.raises(TypesetError) as refused:
        engine(tmp_path, body).set_pages(order(told="SALIM"))
    assert ".typ:" in str(refused.value) and "SALIM" not in str(refused.value)


@pytest.mark.parametrize(
    "body", ['#read("/../secret")', "#while data.told != none {}", '#import "@preview/x:1.0.0": y']
)
def test_a_template_reads_nothing_else_and_ends(tmp_path: Path, body: str) -> None:
    with pytest.raises(TypesetError):
        engine(tmp_path, body).set_pages(order(told="x"))


@pytest.mark.parametrize("name", ["../page", "none", "", "a/b"])
def test_a_template_is_a_name_in_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(TypesetError):
        engine(tmp_path, "").set_pages(PageOrder(name, {}))


def test_too_much_and_what_is_no_data_is_refused(tmp_path: Path) -> None:
    for told in ("x" * 24_000_001, float("nan"), object()):
        with pytest.raises(TypesetError):
            engine(tmp_path, "#data.told").set_pages(order(told=told))


def test_a_text_too_long_for_a_code_is_refused_and_not_told(tmp_path: Path) -> None:
    with pytest.raises(TypesetError) as refused:
        engine(tmp_path, "").set_pages(PageOrder("page", {"printed_at": AT}, codes={"code": "SALIM" * 2_000}))
    assert "SALIM" not in str(refused.value)


def test_threads_share_an_engine(tmp_path: Path) -> None:
    shared = engine(tmp_path, "#data.told")
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda n: words(shared.set_pages(order(told=f"WA-{n}"))).strip(), range(8)))
    assert [f"WA-{n}" in said for n, said in enumerate(pages)] == [True] * 8


def test_the_same_data_gives_the_same_bytes(tmp_path: Path) -> None:
    one = engine(tmp_path, "#data.told")
    assert one.set_pages(order(told="x")) == one.set_pages(order(told="x"))

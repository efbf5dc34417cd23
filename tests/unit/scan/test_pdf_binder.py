"""Judged pages become one light PDF/A-2b that says all that they said, and nothing else."""

from __future__ import annotations

import io
import subprocess
from functools import cache

import cv2
import numpy as np
import page as pdfa
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from fakes.drawn_page import CODE, Picture, drawn_page, jpeg

from shubbak.adapters.scan.binding.packing import HEAVIEST, Sheet, pack
from shubbak.adapters.scan.binding.pdf_binder import PdfBinder
from shubbak.domain.page import Page

BINDER = PdfBinder()
GRAIN = np.random.default_rng(1).integers(0, 256, (1100, 800, 3), np.uint8)


@cache
def page(kind: str) -> Page:
    pictures = {
        "form": drawn_page,
        "bare": lambda: drawn_page(bare=True, noise=0.5),
        "grain": lambda: cv2.resize(GRAIN, (1240, 1754), interpolation=cv2.INTER_CUBIC),
        "card": lambda: GRAIN[:540, :640],
    }
    picture = pictures[kind]()
    return Page(jpeg(picture), picture.shape[1], picture.shape[0], looks="card" if kind == "card" else "page")


KINDS = ("form", "bare", "grain", "card")


@cache
def sheet(kind: str) -> Sheet:
    return pack(page(kind))


@cache
def packed(kind: str) -> bytes:
    return BINDER.pack(page(kind))


def drawn(body: bytes, kind: str, number: int = 0) -> Picture:
    """Return a page as PDFium draws it, as large as it was."""
    with pypdfium2.PdfDocument(body) as document:
        scale = page(kind).width / document[number].get_width()
        shown = document[number].render(scale=scale).to_numpy()[..., :3]
        return np.asarray(cv2.resize(shown, (page(kind).width, page(kind).height)), np.uint8)


def poppler(body: bytes, program: str, *words: str) -> bytes:
    return subprocess.run([program, *words], input=body, capture_output=True, check=True, timeout=30).stdout


def complaints(body: bytes) -> list[str]:
    report = pdfa.validate_pdf_bytes(body, profile=pdfa.ValidationProfile.PDF_A_2B)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_light_and_pdf_a(kind: str) -> None:
    assert len(packed(kind)) < 300_000 < 2 * HEAVIEST
    assert complaints(packed(kind)) == []


def test_the_judge_of_pdf_a_finds_what_is_missing() -> None:
    with pikepdf.open(io.BytesIO(packed("form"))) as pdf:
        del pdf.Root.OutputIntents
        kept = io.BytesIO()
        pdf.save(kept)
    assert complaints(kept.getvalue())


def test_lines_of_text_are_kept_as_ink_over_a_soft_ground() -> None:
    assert sheet("form").tones and sheet("form").ink and sheet("form").ground
    assert sheet("form").weight < len(page("form").body) / 2


def test_black_on_white_is_kept_in_two_tones_alone() -> None:
    assert sheet("bare").tones
    assert not (sheet("bare").ground or sheet("bare").ink or sheet("bare").strips)


def test_a_card_is_kept_as_it_was_taken() -> None:
    assert pikepdf_image(packed("card")) == page("card").body


def pikepdf_image(body: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(body)) as pdf:
        return pdf.pages[0].Resources.XObject.Ground.read_raw_bytes()


def test_what_is_neither_light_nor_text_is_encoded_until_it_is_light() -> None:
    assert len(page("grain").body) > 2 * HEAVIEST
    assert sheet("grain").tones is None
    assert sheet("grain").weight <= HEAVIEST


def test_small_print_light_letters_and_the_stamp_survive() -> None:
    before = cv2.imdecode(np.frombuffer(page("form").body, np.uint8), cv2.IMREAD_COLOR)
    after = drawn(packed("form"), "form")
    assert [code.text for code in zxingcpp.read_barcodes(after)] == [CODE]
    soft, soft_after = (cv2.GaussianBlur(each, (0, 0), 1.5).astype(int) for each in (before, after))
    header = np.s_[60:120, 75:-75]  # light letters on a dark bar
    assert np.abs(soft[header] - soft_after[header]).mean() < 6
    assert np.abs(soft - soft_after).mean() < 6
    stamp = soft[1754 - 390 : 1754 - 150, 750:990], soft_after[1754 - 390 : 1754 - 150, 750:990]
    blue, blue_after = ((each[..., 0] - each[..., 2] > 60).sum() for each in stamp)
    assert 0.7 < blue_after / blue < 1.4


def test_poppler_draws_what_pdfium_draws() -> None:
    ours = drawn(packed("form"), "form")
    theirs = cv2.imdecode(np.frombuffer(poppler(packed("form"), "pdftoppm", "-r", "75", "-"), np.uint8), 1)
    ours, theirs = (cv2.GaussianBlur(cv2.resize(each, (620, 877)), (0, 0), 2).astype(int) for each in (ours, theirs))
    assert np.abs(ours - theirs).mean() < 8


def test_pages_are_bound_in_their_order_each_at_its_paper_size() -> None:
    pages = [page("card"), page("form"), page("bare")]
    bound = BINDER.bind([pages[0], Page(b"", 0, 0, packed=packed("form")), pages[2]])
    with pypdfium2.PdfDocument(bound) as document:
        sizes = [(round(one.get_width()), round(one.get_height())) for one in document]
    assert sizes == [(243, 205), (595, 842), (595, 842)]
    assert complaints(bound) == []
    assert np.array_equal(drawn(bound, "form", 1), drawn(packed("form"), "form"))
    assert bound.count(b"/OutputIntent ") == 1


def test_the_same_pages_give_the_same_bytes() -> None:
    again = Page(page("card").body, page("card").width, page("card").height, looks="card")
    assert BINDER.pack(again) == packed("card")
    assert BINDER.bind([page("card")] * 2) == BINDER.bind([again] * 2)


def test_nothing_is_told_of_when_and_by_whom() -> None:
    said = poppler(BINDER.bind([page("card")]), "pdfinfo", "-").decode()
    assert not any(word in said for word in ("Title", "Author", "Creator", "Producer", "Date"))
    assert "JavaScript:      no" in said


def test_what_is_no_jpeg_is_no_page() -> None:
    for body in (b"", b"\xff\xd8\xff", b"%PDF-1.7"):
        with pytest.raises(ValueError, match="JPEG"):
            BINDER.pack(Page(body, 10, 10))
    with pytest.raises(ValueError, match="nothing"):
        BINDER.bind([])

"""Signed licences: who signed, what was changed afterwards, what poppler's pdfsig says of the same file, and PDF/A."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache

import output_samples
import page as pdfa
import pikepdf
import pytest
from fakes.official_signer import NAME, Authority, signed
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from shubbak.adapters.paper.pdf_signatures import check_pdf_signatures
from shubbak.adapters.paper.places_to_sign import ArchivedPdfWriter, with_places_to_sign
from shubbak.adapters.paper.signature_worker import judged
from shubbak.resources import load_output_form

NOW = datetime.now(UTC)
AUTHORITY = Authority()


@cache
def unsigned() -> bytes:
    pdf = output_samples.engine().set_pages(output_samples.order(output_samples.FULL))
    return with_places_to_sign(pdf, load_output_form("licence"), 2)


@cache
def once() -> bytes:
    return signed(unsigned(), AUTHORITY.official(), "official-1")


@cache
def twice() -> bytes:
    return signed(once(), AUTHORITY.official("Noura"), "official-2")


@cache
def certified() -> bytes:
    return signed(unsigned(), AUTHORITY.official(), "official-1", last=True)


def tampered(pdf: bytes) -> bytes:
    """Return the file with one bit of the first page's content turned."""
    body = bytearray(pdf)
    body[body.find(b"stream") + 40] ^= 1
    return bytes(body)


def amended(pdf: bytes) -> bytes:
    """Return the file with another page's content appended, as an editor saves it."""
    writer = ArchivedPdfWriter(pdf)
    page, _ = writer.find_page_for_modification(0)
    page.get_object()["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 99 99 re f"))
    writer.update_container(page.get_object())
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def painted_over(pdf: bytes, sides: tuple[int, int] = (600, 800)) -> bytes:
    """Return the file with one more place to sign, nobody's, whose look covers the first page."""
    writer = ArchivedPdfWriter(pdf)
    append_signature_field(writer, SigFieldSpec("shadow", box=(0, 0, *sides), empty_field_appearance=True))
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 600, 800)))
    form = {"/Type": generic.NameObject("/XObject"), "/Subtype": generic.NameObject("/Form"), "/BBox": box}
    paint = generic.StreamObject(form, stream_data=b"1 0 0 rg 0 0 600 800 re f")
    shadow = writer.root["/AcroForm"]["/Fields"][-1]
    shadow["/AP"] = generic.DictionaryObject({generic.NameObject("/N"): writer.add_object(paint)})
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def problems(pdf: bytes, authority: Authority = AUTHORITY, at: datetime = NOW) -> list[list[str]]:
    said = judged(pdf, [authority.root], at)
    return [each["problems"] for each in said["signatures"]] if "signatures" in said else [[said["problem"]]]


def pdfsig(pdf: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return subprocess.run(["pdfsig", "-nocert", file.name], capture_output=True, timeout=30).stdout.decode()


def pdf_a(pdf: bytes) -> list[str]:
    report = pdfa.validate_pdf_bytes(pdf, profile=pdfa.ValidationProfile.PDF_A_2A)
    return [failure.rule_id for failure in report.failures]


def test_two_officials_sign_one_after_the_other_and_both_stand() -> None:
    assert problems(once()) == [[]] and problems(twice()) == [[], []]
    said = judged(twice(), [AUTHORITY.root], NOW)["signatures"]
    assert [(each["field"], each["signer"]) for each in said] == [("official-1", NAME), ("official-2", "Noura")]
    assert pdfsig(twice()).count("Signature is Valid") == 2


def test_it_is_still_pdf_a() -> None:
    assert pdf_a(unsigned()) == [] and pdf_a(once()) == []


def test_a_turned_bit_is_found_by_us_and_by_pdfsig() -> None:
    assert problems(tampered(once())) == [["pdf-signature-broken"]]
    assert "Digest Mismatch" in pdfsig(tampered(once()))


def test_what_is_appended_after_signing_is_told() -> None:
    assert problems(amended(once())) == [["pdf-signature-changed"]]
    assert "Not total document signed" in pdfsig(amended(once()))


def test_a_place_that_was_added_afterwards_and_covers_the_page_is_told() -> None:
    assert problems(painted_over(once())) == [["pdf-signature-changed"]]
    assert problems(painted_over(twice())) == [["pdf-signature-changed"]] * 2
    covered = signed(painted_over(once()), AUTHORITY.official("Noura"), "official-2")
    assert problems(covered) == [["pdf-signature-changed"], []], "whoever signs last answers for what was seen then"
    assert problems(painted_over(once(), (0, 0))) == [["pdf-signature-changed"]], "nobody signed to the end"


def test_nobody_signs_after_the_last_word() -> None:
    assert problems(certified()) == [[]]
    assert "pdf-signature-changed" in problems(amended(certified()))[0]


def test_a_stranger_and_an_ended_certificate_are_not_trusted() -> None:
    assert problems(once(), Authority()) == [["pdf-signature-untrusted"]]
    assert problems(once(), Authority("Al-Waha Authority")) == [["pdf-signature-untrusted"]]
    assert problems(once(), at=NOW + timedelta(days=900)) == [["pdf-signature-untrusted"]]


def test_an_unsigned_page_and_no_pdf_are_told_apart() -> None:
    assert problems(unsigned()) == [["pdf-unsigned"]]
    assert [problem.code for problem in check_pdf_signatures(b"%PDF-1.7 no", [], NOW).problems] == ["pdf-unreadable"]


def test_the_process_of_its_own_says_the_same() -> None:
    verdict = check_pdf_signatures(twice(), [AUTHORITY.root], NOW)
    assert verdict.sound and [each.place for each in verdict.signatures] == ["official-1", "official-2"]
    assert NAME not in repr(verdict)
    assert not check_pdf_signatures(once(), [Authority().root], NOW).sound


@pytest.mark.parametrize(
    "worker",
    ["import time; time.sleep(30)", "print('no')", "print('[]')", "raise SystemExit(3)", "print('x' * 200_000)"],
)
def test_a_worker_that_hangs_or_dies_proves_nothing(worker: str) -> None:
    verdict = check_pdf_signatures(once(), [AUTHORITY.root], NOW, 0.5, [sys.executable, "-S", "-c", worker])
    assert [problem.code for problem in verdict.problems] == ["pdf-unreadable"] and not verdict.sound


def test_the_places_lie_where_the_sheet_draws_them() -> None:
    with pikepdf.open(io.BytesIO(unsigned())) as opened:
        boxes = [[round(float(edge) / 72 * 25.4) for edge in note["/Rect"]] for note in opened.pages[-1]["/Annots"]]
    places = load_output_form("licence").signatures
    assert boxes == [[each.left, each.bottom, each.left + each.width, each.bottom + each.height] for each in places]

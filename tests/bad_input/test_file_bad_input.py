"""Files of several pages, sound and hostile, where a document is asked for: only pixels come in, in bounded time."""

from __future__ import annotations

import io
import random
import struct
import sys
import time
import zlib
from functools import cache

import numpy as np
import pikepdf
import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, Case, many, refused, show
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from shubbak.adapters.scan.file_pages import FilePageTaker, file_pages
from shubbak.adapters.scan.file_worker import MOST_PAGES
from shubbak.adapters.scan.page_taker import JudgingPageTaker
from shubbak.domain.problem import Problem
from shubbak.resources import load_document_kinds

CODES = ("image-unreadable", "image-too-large", "file-locked", "page-count", "file-heic", "file-kind")
SECRET = b"app.alert('290031544172')"
IMAGE = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "BitsPerComponent": 8}


def page(mode: str = "RGB", side: int = 300) -> Image.Image:
    image = Image.new("RGB", (side, side * 4 // 3), "white")
    draw = ImageDraw.Draw(image)
    for row in range(10, side, 40):
        draw.rectangle((20, row, side - 20, row + 12), fill="black")
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


@cache
def taker() -> FilePageTaker:
    return FilePageTaker(JudgingPageTaker(load_document_kinds()))


@cache
def plain_pdf(pages: int = 2) -> bytes:
    return encoded(page(), "PDF", save_all=True, append_images=[page()] * (pages - 1))


def mended(change: str) -> bytes:
    """Return a sound PDF with something in it that must not come in."""
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        root, first = pdf.Root, pdf.pages[0]
        if change == "script":
            root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(SECRET.decode()))
        elif change == "launch":
            action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
            first.AA = pikepdf.Dictionary(O=action)
        elif change == "attachment":
            pdf.attachments["run.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ" + SECRET)
        elif change == "pixels":
            big = pdf.make_stream(zlib.compress(bytes(4)), Width=20_000, Height=20_000, **IMAGE)
            big.ColorSpace, big.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.FlateDecode
            first.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Big=big))
            first.Contents = pdf.make_stream(b"q 500 0 0 500 0 0 cm /Big Do Q")
        elif change == "count":
            for _ in range(MOST_PAGES):
                pdf.pages.append(first)
        elif change == "endless":
            bomb = b"q 0.001 0 0 0.001 0 0 cm 0 0 m 9 9 l S Q " * 60
            form = pdf.make_stream(bomb, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9999, 9999])
            for _ in range(6):
                names = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
                body = b"/F Do " * 60
                form = pdf.make_stream(
                    body, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9999, 9999], Resources=names
                )
            first.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
            first.Contents = pdf.make_stream(b"/F Do")
        kept = io.BytesIO()
        locked = pikepdf.Encryption(user="1234", owner="5678") if change == "locked" else None
        pdf.save(kept, encryption=locked or False)
    return kept.getvalue()


def taken(body: bytes) -> tuple[int, ...] | str:
    """Return the sides of what came in, or why nothing did."""
    found = file_pages(body)
    if isinstance(found, Problem):
        return found.code
    sides = []
    for one in found:
        assert not any(word in one for word in (SECRET, b"JavaScript", b"%PDF", b"MZ\x90", b"Exif"))
        with Image.open(io.BytesIO(one), formats=("JPEG", "PNG", "WEBP")) as image:
            image.load()
            sides.append(max(image.size))
    return tuple(sides)


@pytest.mark.parametrize("change", ["", "script", "launch", "attachment"])
def test_of_a_pdf_only_the_pixels_come_in(change: str) -> None:
    assert taken(mended(change)) == (1400, 1400)


@pytest.mark.parametrize(
    ("change", "code"),
    [("locked", "file-locked"), ("pixels", "image-too-large"), ("count", "page-count")],
)
def test_a_pdf_that_cannot_be_taken_is_refused_by_its_reason(change: str, code: str) -> None:
    assert taken(mended(change)) == code


def test_a_pdf_that_would_take_for_ever_is_given_up() -> None:
    began = time.monotonic()
    problem = file_pages(mended("endless"), deadline_s=1.0)
    assert problem == Problem("image-too-large")
    assert time.monotonic() - began < 60  # a generous bound for a busy machine; unbounded it would take years


def test_every_page_of_a_tiff_comes_in_whatever_its_colours() -> None:
    deep = Image.fromarray(np.asarray(page("L")).astype(np.uint16) * 257)
    others = [page("L"), page("CMYK"), page("RGBA"), deep]
    several = encoded(page("1"), "TIFF", save_all=True, append_images=others)
    found = file_pages(several)
    assert isinstance(found, tuple)
    for one in found:
        with Image.open(io.BytesIO(one)) as image:
            seen = np.asarray(image.convert("L"), int)
            assert np.abs(seen - np.asarray(page("L"), int)).mean() < 4
    assert len(found) == 5


def tiff_header(width: int, height: int) -> bytes:
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    tags += [(273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, 100)]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + struct.pack("<I", 8) + bytes(99)


HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(400)
REFUSED = {
    "empty": (b"", "image-unreadable"),
    "cut": (plain_pdf()[:300], "image-unreadable"),
    "only a head": (b"%PDF-1.7\n", "image-unreadable"),
    "no pages": (b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF", "image-unreadable"),
    "tiff of 20,000 by 20,000": (tiff_header(20_000, 20_000), "image-too-large"),
    "heic": (HEIC, "file-heic"),
    "gif": (encoded(page(), "GIF"), "file-kind"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file-kind"),
    "office": (b"PK\x03\x04" + bytes(100), "file-kind"),
    "noise": (random.Random(1).randbytes(5000), "image-unreadable"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused_by_its_reason(name: str) -> None:
    body, code = REFUSED[name]
    assert taken(body) == code


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_moving_picture_comes_in_as_a_picture(kind: str) -> None:
    """Its first one, as the decoder of pages takes it."""
    moving = encoded(page(), kind, save_all=True, append_images=[page().rotate(180)] * 3)
    pages = taker().take(moving, "other")
    assert isinstance(pages, tuple)
    assert len(pages) == 1


def test_blank_pages_between_are_left_out_and_only_blank_ones_are_a_blank_page() -> None:
    blank = Image.new("RGB", (300, 400), "white")
    mixed = taker().take(encoded(blank, "TIFF", save_all=True, append_images=[page(), blank, page()]), "other")
    assert isinstance(mixed, tuple)
    assert len(mixed) == 2
    assert taker().take(encoded(blank, "TIFF", save_all=True, append_images=[blank]), "other") == Problem("page-blank")


def test_a_process_that_falls_over_or_babbles_is_a_file_that_cannot_be_read() -> None:
    for code, expected in (
        ("import os; os.abort()", "image-unreadable"),
        ("import resource, os; os.kill(os.getpid(), 24)", "image-too-large"),
        ("print('x' * 99)", "image-too-large"),
        ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\5!nope')", "image-unreadable"),
        ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\1.')", "image-unreadable"),
    ):
        assert file_pages(plain_pdf(), command=[sys.executable, "-c", code]) == Problem(expected), code


def damaged(chance: random.Random) -> bytes:
    kind = chance.choice(["pdf", "tiff", "stream"])
    body = bytearray(plain_pdf(1) if kind != "tiff" else small_tiff())
    for _ in range(chance.randrange(1, 9)):
        place = chance.randrange(len(body))
        body[place] = chance.randrange(256)
    if chance.random() < 0.3:
        del body[chance.randrange(len(body)) :]
    return bytes(body)


@cache
def small_tiff() -> bytes:
    return encoded(page("L", 60), "TIFF", save_all=True, append_images=[page("1", 60)])


def file_door(body: bytes) -> str:
    found = taken(body)
    return found if isinstance(found, str) else TAKEN


@pytest.mark.parametrize("every", FORMS)
def test_a_damaged_file_is_taken_or_refused(every: int, count: Count) -> None:
    cases: list[Case[bytes]] = list(many("damaged-file", 60, damaged))
    answers = show(cases, file_door, every)
    count("file", "damaged", answers)
    refused(answers, (*CODES, TAKEN))


@pytest.mark.badinput
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(min_value=0, max_value=2**64 - 1))
def test_five_hundred_damaged_files_are_never_an_accident(seed: int) -> None:
    assert file_door(damaged(random.Random(seed))) in (*CODES, TAKEN)

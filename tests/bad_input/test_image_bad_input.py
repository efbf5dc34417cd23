"""300 images and 200 PDFs where a scanned page or card is asked for: bombs, cuts, lies in headers, polyglots."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, Case, many, refused, show
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from shubbak import resources
from shubbak.adapters.scan.mrz_reader import MrzReader
from shubbak.adapters.scan.page_taker import PAGE_DPI, JudgingPageTaker
from shubbak.domain.page import PageFault
from shubbak.domain.problem import Problem

CARDS = Path(__file__).parents[1] / "samples" / "cards"
REFUSALS = ("image-unreadable", "image-too-large", "page-blank", "page-dark")
#: The longest usual page, 356 mm, and a pixel for rounding.
LONGEST_SIDE = round(356 / 25.4 * PAGE_DPI) + 1
TOKEN = b"GPS-29.3759N-47.9774E"


@cache
def page(mode: str = "RGB", side: int = 400) -> Image.Image:
    image = Image.new("RGB", (side, side * 4 // 3), "white")
    draw = ImageDraw.Draw(image)
    for row in range(10, side, 40):
        draw.rectangle((20, row, side - 20, row + 12), fill="black")
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, body: bytes, *, end: bool = True) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [b"\x89PNG\r\n\x1a\n", png_chunk(b"IHDR", head), png_chunk(b"IDAT", body)]
    return b"".join([*parts, png_chunk(b"IEND", b"") if end else b""])


def empty(chance: random.Random) -> bytes:
    return b"\x00" * chance.choice([0, 0, 1, 2, 10, 1000])


def noise(chance: random.Random) -> bytes:
    heads = [
        b"",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"BM",
        b"RIFF1234WEBPVP8 ",
        b"II*\0",
        b"MM\0*",
        b"P5 ",
        b"GIF89a",
    ]
    return chance.choice(heads) + chance.randbytes(chance.choice([0, 5, 60, 5000]))


def cut(chance: random.Random) -> bytes:
    body = encoded(page(), chance.choice(["PNG", "JPEG", "TIFF", "BMP", "WEBP", "PPM"]))
    return body[: chance.randrange(8, len(body) // 3)]


def pixel_bomb(chance: random.Random) -> bytes:
    width, height = chance.choice(
        [(20_000, 20_000), (65_535, 65_535), (2**31 - 1, 2), (100_000_000, 24), (40_000, 2_000)]
    )
    kind = chance.randrange(4)
    if kind == 0:
        return png(width, height, zlib.compress(b"\0" * 1_000_000))
    if kind == 1:
        return b"P6\n%d %d\n255\n" % (width, height) + b"\0" * 100
    if kind == 2:
        return b"BM" + struct.pack("<IHHIIiiHH", 200, 0, 0, 54, 40, width % 2**31, height % 2**31, 1, 24) + bytes(100)
    entries = struct.pack("<HHHIIHHII", 2, 256, 4, 1, width, 257, 4, 1, height)
    return b"II*\0" + struct.pack("<I", 8) + entries + bytes(40)


def unfolding(chance: random.Random) -> bytes:
    """A small file that says a modest size and unfolds into much more."""
    return png(1000, 1000, much_zero(chance.choice([50_000_000, 100_000_000])))


@cache
def much_zero(size: int) -> bytes:
    return zlib.compress(b"\0" * size, 1)


def lying_header(chance: random.Random) -> bytes:
    body = bytearray(encoded(page(), "PNG"))
    struct.pack_into(">II", body, 16, chance.choice([1, 23, 999]), chance.choice([0, 3, 999]))
    return bytes(body)


def blank(chance: random.Random) -> bytes:
    return encoded(Image.new("RGB", (600, 800), chance.choice(["white", "black", "#cccccc"])), "PNG")


def other_file(chance: random.Random) -> bytes:
    heads = [
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"PK\x03\x04" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"MZ" + bytes(200),
        b"\x00\x00\x00\x18ftypheic" + bytes(400),
        b"#!/bin/sh\nrm -rf /\n",
        b"push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'url(https://evil.example)'\n",
        b"%!PS\n(/etc/passwd) (r) file\n",
    ]
    return chance.choice(heads)


def odd_but_sound(chance: random.Random) -> bytes:
    """CMYK, 16 bits, a palette, transparency, many frames, turned by EXIF: the page is there and is cleaned."""
    kind = chance.randrange(7)
    if kind == 0:
        return encoded(page("CMYK"), "JPEG")
    if kind == 1:
        return encoded(Image.fromarray(np.asarray(page("L")).astype(np.uint16) * 257), "PNG")
    if kind == 2:
        return encoded(page("P"), "PNG")
    if kind == 3:
        return encoded(page("RGBA"), "PNG")
    if kind == 4:
        return encoded(page(), "TIFF", save_all=True, append_images=[page()] * 3)
    exif = Image.Exif()
    exif[0x0112] = chance.randrange(1, 9)
    exif[0x010E] = TOKEN.decode()
    if kind == 5:
        return encoded(page(), "JPEG", exif=exif)
    return encoded(page(), "JPEG", exif=exif, comment=TOKEN) + b"<script>" + TOKEN + b"</script>%PDF-1.4"


def pdf(chance: random.Random) -> bytes:
    parts = [
        b"<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>",
        b"<< /S /Launch /F (cmd.exe) >>",
        b"<< /Type /EmbeddedFile /Length 4 >> stream\nMZ\x90\x00\nendstream",
        b"<< /Encrypt 3 0 R >>",
        b"<< /Type /ObjStm /N 1000000 /First 9999999 >>",
        b"<< /Prev 0 /Size 99999999 >>",
        b"<< /Type /Pages /Count 100000 /Kids [1 0 R] >>",
    ]
    body = b"%PDF-1." + str(chance.randrange(9)).encode() + b"\n1 0 obj\n" + chance.choice(parts) + b"\nendobj\n"
    body += chance.randbytes(chance.choice([0, 50, 2000]))
    if chance.random() < 0.3:
        body = encoded(page(), "PNG")[: chance.randrange(20, 60)] + body
    return body + b"xref\n0 0\ntrailer\n<< >>\nstartxref\n0\n%%EOF"


KINDS: dict[str, tuple[Callable[[random.Random], bytes], int]] = {
    "empty": (empty, 20),
    "noise": (noise, 80),
    "cut": (cut, 50),
    "pixel-bomb": (pixel_bomb, 40),
    "unfolding": (unfolding, 20),
    "lying-header": (lying_header, 20),
    "blank": (blank, 20),
    "other-file": (other_file, 30),
    "pdf": (pdf, 200),
}


def cases(kind: str) -> Iterator[Case[bytes]]:
    make, number = KINDS[kind]
    return many(kind, number, make)


@cache
def taker() -> JudgingPageTaker:
    return JudgingPageTaker(resources.load_document_kinds())


def page_door(body: bytes) -> str:
    taken = taker().take(body, "letter")
    if isinstance(taken, Problem):
        return taken.code
    for page in taken:
        with Image.open(io.BytesIO(page.body)) as image:
            image.load()
            assert image.format == "JPEG"
            assert max(image.size) <= LONGEST_SIDE
            assert not image.getexif()
        assert TOKEN not in page.body
    # A black picture is not refused but shown, as one that was taken in the dark.
    return "page-dark" if all(page.faults == (PageFault("page-dark"),) for page in taken) else TAKEN


@cache
def reader() -> MrzReader:
    return MrzReader(lambda: date(2026, 3, 1))


def card_door(body: bytes) -> str:
    reading = reader().read(body)
    assert (reading.document is None) == bool(reading.problems)
    return reading.problems[0].code if reading.problems else TAKEN


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_page_is_refused(kind: str, every: int, count: Count) -> None:
    answers = show(cases(kind), page_door, every)
    count("PDF" if kind == "pdf" else "image", kind, answers)
    refused(answers, REFUSALS)


@pytest.mark.parametrize("every", FORMS)
def test_an_odd_page_is_cleaned_and_carries_nothing_else(every: int, count: Count) -> None:
    answers = show(many("odd-but-sound", 40, odd_but_sound), page_door, every)
    count("image", "odd-but-sound", answers)
    assert set(answers) == {TAKEN}


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_card_is_refused(kind: str, every: int, count: Count) -> None:
    answers = show(cases(kind), card_door, every)
    count("card", kind, answers)
    refused(answers, ("image-unreadable", "image-too-large", "mrz-not-found", "image-blurred"))


@pytest.mark.badinput
@settings(max_examples=10_000, deadline=None)
@given(st.integers(min_value=0, max_value=2**64 - 1))
def test_ten_thousand_damaged_pictures_are_never_an_accident(seed: int) -> None:
    chance = random.Random(seed)
    body = bytearray(small_picture(chance.choice(["PNG", "JPEG", "TIFF", "BMP", "WEBP", "PPM"])))
    for _ in range(chance.randrange(1, 8)):
        body[chance.randrange(min(len(body), 400))] = chance.randrange(256)
    assert page_door(bytes(body))


@cache
def small_picture(kind: str) -> bytes:
    return encoded(page(side=60), kind)

"""A page that travels is a plain picture: bounded, of a sensible size, and without anything the camera noted."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from shubbak.adapters.scan.page_cleaner import LONGEST_SIDE, JpegPageCleaner
from shubbak.domain.problem import Problem

CLEANER = JpegPageCleaner()


def page(width: int = 600, height: int = 850, exif: bytes = b"") -> bytes:
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((20, 30, 60), (60, 80, width // 2, 140))
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def exif_of(orientation: int) -> bytes:
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010E] = "taken at home, 29.37 N 47.97 E"
    return notes.tobytes()


def test_what_the_camera_noted_does_not_travel() -> None:
    dirty = page(exif=exif_of(1))
    assert b"taken at home" in dirty
    clean = CLEANER.clean(dirty)
    assert isinstance(clean, bytes)
    assert b"taken at home" not in clean
    assert not Image.open(io.BytesIO(clean)).getexif()


def test_a_photo_taken_sideways_stands_upright() -> None:
    clean = CLEANER.clean(page(exif=exif_of(6)))
    assert isinstance(clean, bytes)
    assert Image.open(io.BytesIO(clean)).size == (850, 600)


def test_a_large_scan_travels_at_a_sensible_size() -> None:
    clean = CLEANER.clean(page(2480, 3508))
    assert isinstance(clean, bytes)
    assert max(Image.open(io.BytesIO(clean)).size) == LONGEST_SIDE


def test_a_blank_page_is_told_at_once() -> None:
    _, blank = cv2.imencode(".png", np.full((400, 300, 3), 246, np.uint8))
    assert CLEANER.clean(blank.tobytes()) == Problem("page-blank")


@pytest.mark.parametrize("nonsense", [b"", b"not an image", page()[:300], b"%PDF-1.7 ..."])
def test_what_is_no_image_is_refused(nonsense: bytes) -> None:
    assert CLEANER.clean(nonsense) == Problem("image-unreadable")

"""Portraits in JPEG 2000: whole ones become plain JPEGs; what is cut or claims to be huge is never decoded."""

from __future__ import annotations

import io
import struct

import cv2
import numpy as np
import pytest
from PIL import Image

from shubbak.adapters.scan.card_portrait import plain_face
from shubbak.adapters.scan.jpeg2000 import decode_portrait
from shubbak.domain.problem import Problem

RED = Image.new("RGB", (120, 160), (220, 30, 20))
TOO_LARGE, UNREADABLE = Problem("image-too-large"), Problem("image-unreadable")


def coded(picture: Image.Image = RED, *, bare: bool = True, **options: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, "JPEG2000", no_jp2=bare, **options)
    return held.getvalue()


def claiming(place: int, form: str, *values: int) -> bytes:
    """Return a codestream whose marker SIZ says something else at this place."""
    body = bytearray(coded())
    struct.pack_into(form, body, place, *values)
    return bytes(body)


@pytest.mark.parametrize("bare", [True, False], ids=["codestream", "jp2"])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_a_whole_portrait_becomes_a_plain_jpeg(mode: str, bare: bool) -> None:
    face = plain_face(coded(RED.convert(mode), bare=bare))
    shown = cv2.imdecode(np.frombuffer(face, np.uint8), cv2.IMREAD_COLOR)
    assert shown is not None
    assert shown.shape == (160, 120, 3)
    blue, _, red = shown[80, 60]
    assert int(red) - int(blue) > 150 or mode == "L"


@pytest.mark.parametrize("bare", [True, False], ids=["codestream", "jp2"])
def test_one_that_is_cut_is_none_however_little_is_missing(bare: bool) -> None:
    whole = coded(bare=bare)
    for length in (12, 40, 60, len(whole) // 2, len(whole) - 1):
        assert decode_portrait(whole[:length]) == UNREADABLE
        assert plain_face(whole[:length]) == b""


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (claiming(8, ">II", 2**32 - 1, 2**32 - 1), TOO_LARGE),
        (claiming(8, ">II", 60_000, 60_000), TOO_LARGE),
        (claiming(24, ">II", 1, 1), TOO_LARGE),  # 19,200 tiles
        (claiming(24, ">II", 0, 0), UNREADABLE),
        (claiming(8, ">II", 0, 0), UNREADABLE),
        (claiming(40, ">H", 16_384), UNREADABLE),  # components
        (claiming(42, ">B", 37), UNREADABLE),  # 38 bits
        (coded() + b"\0" * 1_000_000, TOO_LARGE),
    ],
)
def test_what_a_codestream_claims_is_judged_before_it_is_decoded(
    body: bytes, problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shubbak.adapters.scan.jpeg2000._decoded", lambda _: pytest.fail("decoded"))
    assert decode_portrait(body) == problem


def test_a_wrapping_that_claims_another_size_than_its_codestream_is_refused() -> None:
    body = bytearray(coded(bare=False))
    sizes = body.index(b"ihdr") + 4
    for side, problem in ((2**31 - 1, TOO_LARGE), (2_000, UNREADABLE)):
        struct.pack_into(">II", body, sizes, side, side)
        assert decode_portrait(bytes(body)) == problem

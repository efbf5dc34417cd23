"""Portraits of chips that are cut, changed and grafted, in JPEG 2000 and JPEG: a plain small face, or nothing."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, Case, many, refused, show
from PIL import Image, ImageDraw

from shubbak.adapters.scan.card_portrait import plain_face

NOTHING = "image-unreadable"
#: No face is handed on taller than this.
HIGHEST = 480


def face() -> Image.Image:
    drawn = Image.new("RGB", (90, 120), "#d8cfc0")
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((25, 20, 65, 80), fill="#a8764e")
    pen.rectangle((10, 85, 80, 120), fill="#23415f")
    return drawn


def encoded(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    face().save(out, kind, **options)
    return out.getvalue()


SOUND = {
    "codestream": encoded("JPEG2000", no_jp2=True),
    "jp2": encoded("JPEG2000"),
    "tiled": encoded("JPEG2000", no_jp2=True, tile_size=(32, 32), irreversible=True),
    "jpeg": encoded("JPEG"),
}


def damaged(kind: str, chance: random.Random) -> bytes:
    """Some bytes are others; sometimes a piece is missing, stands twice, or is another picture's. The first four stay:
    the question is what the decoder for this kind makes of it.
    """
    body = bytearray(SOUND[kind])
    for _ in range(chance.choice([0, 1, 1, 3, 20])):
        # Where the sizes, the tables and the lengths stand, more often than in the picture itself.
        place = chance.randrange(4, min(len(body), chance.choice([120, 120, len(body)])))
        body[place] = chance.choice([0, 0xFF, body[place] ^ 1 << chance.randrange(8)])
    begin, end = sorted(chance.randrange(4, len(body)) for _ in range(2))
    other = SOUND[chance.choice(list(SOUND))]
    match chance.randrange(5):
        case 0:
            del body[begin:end]
        case 1:
            body[begin:begin] = body[begin:end]
        case 2:
            body[begin:end] = other[begin:end]
    return bytes(body)


def door(untrusted: bytes) -> str:
    plain = plain_face(untrusted)
    if not plain:
        return NOTHING
    shown = cv2.imdecode(np.frombuffer(plain, np.uint8), cv2.IMREAD_COLOR)
    assert shown is not None
    assert shown.shape[0] <= HIGHEST
    return TAKEN


def cases_of(kind: str) -> Iterator[Case[bytes]]:
    return many(f"{kind}-portrait", 2_500, lambda chance: damaged(kind, chance))


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", SOUND)
def test_a_damaged_portrait_is_a_small_plain_one_or_none(kind: str, every: int, count: Count) -> None:
    assert door(SOUND[kind]) == TAKEN
    answers = show(cases_of(kind), door, every)
    refused(answers, (NOTHING, TAKEN))
    assert answers[NOTHING] > answers.total() // 10
    count("portrait", kind, answers)

"""The documents that lie in one image: told apart by their zones, and cut out by where the standard puts a zone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.card_portrait import portrait_on
from shubbak.adapters.scan.images import decode_as
from shubbak.domain.mrz_zone import shape_of
from shubbak.domain.problem import Problem
from shubbak.ports.reader import LyingCard, Reading, ZoneFinder

_DOTS_PER_MM = 8.0
_QUALITY = 85
_ROW = 0.12
"""Cards whose zones are no farther apart than this share of the image's height lie in one row."""


class _Size(NamedTuple):
    """A document in millimetres (Doc 9303-4 to -6): its page, and the box of its zone's print, lines and pitches."""

    wide: float
    high: float
    zone_wide: float
    zone_high: float
    below: float


_PITCH = 2.54
#: below: from the foot of the last line's box to the foot of the page.
_SIZES = {
    "TD1": _Size(85.6, 54.0, 30 * _PITCH, 3 * 4.23, 4.6),
    "TD2": _Size(105.0, 74.0, 36 * _PITCH, 2 * 6.35, 6.0),
    "TD3": _Size(125.0, 88.0, 44 * _PITCH, 2 * 6.35, 6.0),
}


def lying_cards(untrusted_image: bytes, finder: ZoneFinder) -> tuple[LyingCard, ...]:
    """Return the documents as `ports.reader.CardSorter` says; none for what is no image."""
    # As it is stored, like the zones' places: an image that its EXIF turns would be cut elsewhere.
    image = decode_as(untrusted_image, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    if isinstance(image, Problem):
        return ()
    found = sorted(_each_once(finder.read_all(untrusted_image)), key=_as_they_lie)
    return tuple(_cut_out(image, reading) for reading in found)


def _each_once(readings: Sequence[Reading]) -> list[Reading]:
    """Leave out visas, further looks at a document, and what has no place of its own; the surest come first."""
    kept: dict[tuple[str, ...], Reading] = {}
    for reading in readings:
        document = reading.document or reading.likely
        name = (document.issuer, document.number) if document else reading.lines
        if reading.corners and not reading.lines[0].startswith("V"):
            kept.setdefault(name, reading)
    return list(kept.values())


def _as_they_lie(reading: Reading) -> tuple[int, float]:
    middle = np.mean(reading.corners, 0)
    return int(middle[1] / _ROW), float(middle[0])


def _cut_out(image: Gray, reading: Reading) -> LyingCard:
    size = _SIZES.get(shape_of(reading.lines), _SIZES["TD3"])
    seen = np.asarray(np.multiply(reading.corners, image.shape[1::-1]), np.float32)
    turn = cv2.getPerspectiveTransform(seen, _zone_on(size))
    whole = (round(size.wide * _DOTS_PER_MM), round(size.high * _DOTS_PER_MM))
    card = cv2.warpPerspective(image, turn, whole, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT)
    upright = np.asarray(card, np.uint8)
    body = cv2.imencode(".jpg", upright, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))[1].tobytes()
    return LyingCard(reading, body, portrait_on(upright))


def _zone_on(size: _Size) -> Floats:
    """Return where the zone's corners are on the picture of its page, in pixels."""
    left, foot = (size.wide - size.zone_wide) / 2, size.high - size.below
    right, head = left + size.zone_wide, foot - size.zone_high
    corners = [(left, head), (right, head), (right, foot), (left, foot)]
    return np.asarray(np.multiply(corners, _DOTS_PER_MM), np.float32)

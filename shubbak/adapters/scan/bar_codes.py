"""Bar codes in a scan or a camera frame: QR, PDF417, Data Matrix, Code 128 and Aztec, at any angle, in bounded time.

A text is never acted on here, and no address in one is ever opened; `services.paper_scan` says what it is.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import cv2
import numpy as np
import zxingcpp

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.bar_direction import bar_fields, levelled
from shubbak.adapters.scan.images import decode
from shubbak.domain.page import Place
from shubbak.domain.problem import Problem

#: Larger pictures are shrunk: a module of a small code on an A4 page of this length still has three pixels.
LONGEST_SIDE = 3000
#: Of computing, after which no further attempt begins; the first one takes at most 0.8 s on the largest picture.
PATIENCE_S = 1.5
MOST_CODES = 20
#: A picture this small is looked at once more, enlarged and softened: noise spoils modules of three pixels.
_SMALL = 1600
#: PDF417 is read wrongly at times where it lies at an angle: beyond so many degrees it is not believed, but read again
#: when it is level; and not believed then where it is bent.
_LEVEL_DEGREES, _LEVELLED_DEGREES = 2.5, 5.0
_PDF417 = zxingcpp.BarcodeFormat.PDF417
_KINDS = {
    zxingcpp.BarcodeFormat.QRCode: "qr",
    zxingcpp.BarcodeFormat.PDF417: "pdf417",
    zxingcpp.BarcodeFormat.DataMatrix: "data-matrix",
    zxingcpp.BarcodeFormat.Code128: "code-128",
    zxingcpp.BarcodeFormat.Aztec: "aztec",
}
_ALL = zxingcpp.BarcodeFormats(tuple(_KINDS))
_BARS = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.PDF417, zxingcpp.BarcodeFormat.Code128))


@dataclass(frozen=True, slots=True)
class BarCode:
    """A code that was read: its kind (qr, pdf417, data-matrix, code-128, aztec), its text, and where it is."""

    kind: str
    untrusted_text: str = field(repr=False)
    place: Place


def read_bar_codes(untrusted_body: bytes) -> tuple[BarCode, ...] | Problem:
    """Return the codes in an image, none where there is none; problems as `images.decode`."""
    image = decode(untrusted_body)
    return image if isinstance(image, Problem) else find_bar_codes(image)


def find_bar_codes(image: Gray) -> tuple[BarCode, ...]:
    """Return the codes in a decoded image: those that are seen at once, then those whose bars stand at an angle."""
    until = time.thread_time() + PATIENCE_S
    seen = _shrunk(image)
    found = _codes(seen, _ALL, None)
    for bars in bar_fields(seen):
        if time.thread_time() > until or len(found) >= MOST_CODES:
            break
        if not any(_overlap(code.place, _place(bars.corners, seen)) for code in found):
            found += _codes(levelled(seen, bars), _BARS, _place(bars.corners, seen))
    if not found and max(seen.shape) <= _SMALL and time.thread_time() < until:
        found = _codes(_enlarged(seen), _ALL, None)
    return tuple(found[:MOST_CODES])


def _codes(image: Gray, formats: zxingcpp.BarcodeFormats, place: Place | None) -> list[BarCode]:
    codes = zxingcpp.read_barcodes(image, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    steepest = _LEVEL_DEGREES if place is None else _LEVELLED_DEGREES
    sure = [code for code in codes if code.text and (code.format != _PDF417 or _tilt(code) <= steepest)]
    return [BarCode(_KINDS[code.format], str(code.text), place or _where(code, image)) for code in sure]


def _tilt(code: zxingcpp.Barcode) -> float:
    """Return by how many degrees the steepest edge of a code leaves the image's own."""
    corners = _corners(code)
    along = np.roll(corners, -1, axis=0) - corners
    degrees = np.degrees(np.arctan2(along[:, 1], along[:, 0])) % 90
    return float(np.minimum(degrees, 90 - degrees).max())


def _where(code: zxingcpp.Barcode, image: Gray) -> Place:
    return _place(_corners(code), image)


def _corners(code: zxingcpp.Barcode) -> Floats:
    at = code.position
    corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    return np.array([(corner.x, corner.y) for corner in corners], np.float32)


def _place(corners: Floats, image: Gray) -> Place:
    height, width = image.shape
    shares = np.clip(corners / np.array((width, height), np.float32), 0, 1)
    (left, top), (right, bottom) = shares.min(0), shares.max(0)
    return Place(float(left), float(top), float(right), float(bottom))


def _overlap(one: Place, other: Place) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _enlarged(image: Gray) -> Gray:
    twice = cv2.resize(image, (image.shape[1] * 2, image.shape[0] * 2), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.GaussianBlur(twice, (0, 0), 1.2), np.uint8)


def _shrunk(image: Gray) -> Gray:
    scale = LONGEST_SIDE / max(image.shape)
    if scale >= 1:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)

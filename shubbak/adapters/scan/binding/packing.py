"""How a page is packed: ink in two tones over a soft ground, two tones alone, or one picture; as small as it may be.

Which of them is decided by measuring: a page is taken apart, put together, and compared with itself. What was lost is
laid over it as it was; where that is most of the page, or the page is a card or a photo, it stays one picture.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, TiffImagePlugin

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.binding.layers import Layers, Picture, split
from shubbak.adapters.scan.binding.likeness import Box, unlike
from shubbak.domain.page import Page

#: A page weighs no more than this with its frame.
HEAVIEST = 290_000
#: An A4 page's longer side, and an identity card's, in inches.
_LONG_SIDE = {"card": 3.37, "photo": 2.36, "": 11.69}
_PICTURES = ("card", "photo")
_MOST_LOST = 0.5
_LAYER_QUALITY, _PATCH_QUALITY = 50, 65
#: Tried one after another until the page is light enough; then it shrinks.
_QUALITIES = (80, 70, 60, 50, 40)
_SHRUNK = 0.8
#: Paper and ink this even and this far apart are black on white, whatever the lamp made of them.
_WHITE, _BLACK, _COLOUR = 200, 90, 14
_STRIP_OFFSETS, _STRIP_LENGTHS = 273, 279


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A picture as JPEG; grey: it has one channel."""

    body: bytes
    width: int
    height: int
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Tones:
    """The shape of the ink as CCITT Group 4 (ITU-T T.6), in which ink is black."""

    body: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn, in this order: the ground, the ink in its colours (black without), and strips laid over it.

    width, height: of the page in pixels, in which the strips' boxes are. inches: of its longer side.
    """

    width: int
    height: int
    inches: float
    ground: Jpeg | None = None
    tones: Tones | None = None
    ink: Jpeg | None = None
    strips: tuple[tuple[Box, Jpeg], ...] = ()

    @property
    def weight(self) -> int:
        parts = (self.ground, self.tones, self.ink, *(strip for _, strip in self.strips))
        return sum(len(part.body) for part in parts if part is not None)


def pack(page: Page) -> Sheet:
    """Return the lightest way to draw a page in which nothing is lost; raises ValueError for what is no JPEG."""
    jpeg = page.body.startswith(b"\xff\xd8\xff")
    picture = cv2.imdecode(np.frombuffer(page.body, np.uint8), cv2.IMREAD_COLOR_BGR) if jpeg else None
    if picture is None:
        raise ValueError("a page is a JPEG")
    inches = _LONG_SIDE.get(page.looks, _LONG_SIDE[""])
    plain = _plain(page, np.asarray(picture, np.uint8), inches)
    if page.looks in _PICTURES:
        return plain
    layered = _layered(np.asarray(picture, np.uint8), inches)
    return layered if layered is not None and layered.weight < plain.weight else plain


def _plain(page: Page, picture: Picture, inches: float) -> Sheet:
    """The page as it came where it is light enough, else encoded anew."""
    height, width = picture.shape[:2]
    ground = Jpeg(page.body, width, height, grey=_channels(page.body) == 1)
    sides, qualities = picture, list(_QUALITIES)
    while len(ground.body) > HEAVIEST:
        if not qualities:
            sides = _shrink(sides)
        ground = _jpeg(sides, qualities.pop(0) if qualities else _QUALITIES[-1])
    return Sheet(width, height, inches, ground)


def _layered(picture: Picture, inches: float) -> Sheet | None:
    """The page in layers, or None where most of it would be lost or it would be too heavy."""
    height, width = picture.shape[:2]
    dpi = max(height, width) / inches
    layers = split(picture, dpi)
    if _black_on_white(picture, layers, dpi):
        return Sheet(width, height, inches, tones=_group4(layers.ink_at))
    lost = unlike(picture, layers, dpi)
    if sum((right - left) * (bottom - top) for left, top, right, bottom in lost) > _MOST_LOST * width * height:
        return None
    strips = tuple((box, _jpeg(picture[box[1] : box[3], box[0] : box[2]], _PATCH_QUALITY)) for box in lost)
    ground, ink = _jpeg(layers.ground, _LAYER_QUALITY), _jpeg(layers.ink, _LAYER_QUALITY)
    sheet = Sheet(width, height, inches, ground, _group4(layers.ink_at), ink, strips)
    return sheet if sheet.weight <= HEAVIEST else None


def _black_on_white(picture: Picture, layers: Layers, dpi: float) -> bool:
    """Whether one black and one white say it all: nothing is lost when the page has but these two colours."""
    places = cv2.resize(layers.ink_at, (layers.ink.shape[1], layers.ink.shape[0]), interpolation=cv2.INTER_AREA)
    if not places.any():
        return False
    black = np.median(layers.ink[places > 0], axis=0)
    white = np.median(layers.ground.reshape(-1, 3), axis=0)
    if black.max() > _BLACK or white.min() < _WHITE or max(np.ptp(black), np.ptp(white)) > _COLOUR:
        return False
    two = Layers(layers.ink_at, *(colour.astype(np.uint8).reshape(1, 1, 3) for colour in (white, black)))
    return not unlike(picture, two, dpi)


def _shrink(picture: Picture) -> Picture:
    return np.asarray(cv2.resize(picture, None, fx=_SHRUNK, fy=_SHRUNK, interpolation=cv2.INTER_AREA), np.uint8)


def _jpeg(picture: Picture, quality: int) -> Jpeg:
    settings = (cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1)
    _, body = cv2.imencode(".jpg", picture, settings)
    return Jpeg(body.tobytes(), picture.shape[1], picture.shape[0])


def _channels(body: bytes) -> int:
    with Image.open(io.BytesIO(body)) as image:
        return len(image.getbands())


def _group4(ink_at: Gray) -> Tones:
    """Encode by libtiff, in one strip, in memory; T.6 calls black what has a 1."""
    kept = io.BytesIO()
    two = Image.fromarray(ink_at).convert("1", dither=Image.Dither.NONE)
    two.save(kept, "TIFF", compression="group4", strip_size=1 << 30)
    kept.seek(0)
    with Image.open(kept) as image:
        assert isinstance(image, TiffImagePlugin.TiffImageFile)
        tags = image.tag_v2
        (start,), (length,) = tags[_STRIP_OFFSETS], tags[_STRIP_LENGTHS]
        return Tones(kept.getvalue()[start : start + length], two.width, two.height)

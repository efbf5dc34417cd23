"""The holder's picture, cut out of a picture of an identity document."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.images import decode_as
from shubbak.adapters.scan.jpeg2000 import decode_portrait, is_jpeg2000
from shubbak.adapters.scan.pages.portraits import crop, find_portrait
from shubbak.domain.page import Page
from shubbak.domain.problem import Problem
from shubbak.ports.pages import PageTaker

_HIGHEST = 480
_QUALITY = 88


def card_portrait(untrusted_image: bytes, taker: PageTaker) -> bytes:
    """Return the first portrait among the cards in an image as a JPEG; b"" where none is seen, and where there are
    several: nobody knows then whose face it is.
    """
    pages = taker.take(untrusted_image, "id_card")
    shown = [] if isinstance(pages, Problem) else [page for page in pages if page.portrait is not None]
    return _cropped(shown[0]) if len(shown) == 1 else b""


def portrait_on(card: Gray) -> bytes:
    """Return the portrait on a card that is cut out and upright as a JPEG; b"" where none is seen."""
    place = find_portrait(card)
    return b"" if place is None else _encoded(crop(card, place))


def plain_face(untrusted_picture: bytes) -> bytes:
    """Return a picture that is a portrait already, bounded and without metadata; b"" for what is no picture."""
    jpeg2000 = is_jpeg2000(untrusted_picture)
    face = decode_portrait(untrusted_picture) if jpeg2000 else decode_as(untrusted_picture, cv2.IMREAD_COLOR)
    return b"" if isinstance(face, Problem) else _encoded(face)


def _cropped(page: Page) -> bytes:
    card = cv2.imdecode(np.frombuffer(page.body, np.uint8), cv2.IMREAD_COLOR)
    if card is None or page.portrait is None:
        return b""
    return _encoded(crop(np.asarray(card, np.uint8), page.portrait))


def _encoded(face: Gray) -> bytes:
    smaller = min(1.0, _HIGHEST / face.shape[0])
    face = np.asarray(cv2.resize(face, None, fx=smaller, fy=smaller, interpolation=cv2.INTER_AREA), np.uint8)
    return cv2.imencode(".jpg", face, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))[1].tobytes()

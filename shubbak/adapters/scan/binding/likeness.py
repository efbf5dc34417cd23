"""Where a page that was taken apart and put together again no longer says what it said."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.binding.layers import Layers, Picture, joined

#: A tile of the page: left, top, right, bottom, in pixels.
Box = tuple[int, int, int, int]
#: A difference that shows, in grey levels, once the finest noise is smoothed away.
_SHOWS = 16
#: A block is another one when so much of it differs.
_SHARE = 0.03
_BLOCKS_AN_INCH, _BLOCKS_A_TILE = 12, 4
#: Pages are compared at no more than these dots an inch, softened by a Gauss of so many of them.
_LOOKED_AT_DPI, _SOFTENED = 200, 0.8
#: Ink over more than this share of a block counts as ink there.
_INK = 64


def unlike(picture: Picture, layers: Layers, dpi: float) -> list[Box]:
    """Return the strips of the page in which something was lost: light letters on dark, fine lines, pictures.

    The edges of ink are left out of it: they come back sharper than they were.
    """
    height, width = picture.shape[:2]
    side = max(1, round(dpi / _BLOCKS_AN_INCH))
    blocks = (max(1, width // side), max(1, height // side))
    shows = _shows(picture, layers, min(1.0, _LOOKED_AT_DPI / dpi))
    lost = (cv2.resize(shows.astype(np.float32), blocks, interpolation=cv2.INTER_AREA) > _SHARE).astype(np.uint8)
    near = np.asarray(cv2.dilate(lost, np.ones((3, 3), np.uint8)), np.uint8)
    return _strips(near, side, width, height)


def _shows(picture: Picture, layers: Layers, scale: float) -> Gray:
    """Return where the page differs from what it was, at the sharpness of an ordinary scan."""
    seen = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    height, width = seen.shape[:2]
    again = joined(layers, width, height)
    soft, soft_again = (cv2.GaussianBlur(each, (0, 0), _SOFTENED) for each in (seen, again))
    shows = cv2.absdiff(soft, soft_again).max(2) > _SHOWS
    return np.asarray(shows & _away_from_edges(layers.ink_at, width, height))


def _away_from_edges(ink_at: Gray, width: int, height: int) -> Gray:
    ink = (cv2.resize(ink_at, (width, height), interpolation=cv2.INTER_AREA) > _INK).astype(np.uint8)
    brush = np.ones((5, 5), np.uint8)
    return np.asarray(cv2.dilate(ink, brush) == cv2.erode(ink, brush))


def _strips(lost: Gray, side: int, width: int, height: int) -> list[Box]:
    """Cover the lost blocks with tiles, those side by side in one strip; side: a block's, in pixels."""
    step, tile, found = _BLOCKS_A_TILE, _BLOCKS_A_TILE * side, list[Box]()
    for row in range(0, lost.shape[0], step):
        band = lost[row : row + step]
        wanted = [bool(band[:, column : column + step].any()) for column in range(0, lost.shape[1], step)]
        top, bottom = row * side, height if row + step >= lost.shape[0] else (row + step) * side
        for first, last in _runs(wanted):
            right = width if last * step >= lost.shape[1] else last * tile
            found.append((first * tile, top, right, bottom))
    return _stacked(found)


def _runs(wanted: list[bool]) -> list[tuple[int, int]]:
    """Return where runs of True begin, and end (exclusive)."""
    edges = [place for place in range(len(wanted) + 1) if _at(wanted, place) != _at(wanted, place - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _at(wanted: list[bool], place: int) -> bool:
    return 0 <= place < len(wanted) and wanted[place]


def _stacked(strips: list[Box]) -> list[Box]:
    """Join strips of one width that lie on each other."""
    found: list[Box] = []
    for left, top, right, bottom in strips:
        above = next((box for box in found if (box[0], box[2], box[3]) == (left, right, top)), None)
        if above:
            found[found.index(above)] = (left, above[1], right, bottom)
        else:
            found.append((left, top, right, bottom))
    return found

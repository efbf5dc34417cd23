"""What else lies in a picture beside the zone that was read: another card's, which must look like it.

All documents print their zones with one pitch, 2.54 mm, so on one glass, and nearly so under one camera, another zone
is as large as the first. That spares most of a whole search: one level of the pyramid, and rows of one pitch. On a
picture of 300 dpi it costs 50 to 90 ms of a processor for a card's part of the glass and 170 to 230 for a whole A4,
against some 800 for `read_all`; it is spent once a visit, since only a document that was read has company.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.blocks import find_blocks, spans
from shubbak.adapters.scan.glyphs import FAINT, ORDINARY, PATTERNED, find_glyphs
from shubbak.adapters.scan.looks import ZonePlane
from shubbak.adapters.scan.mrz_search import Site
from shubbak.adapters.scan.pyramid import Pyramid
from shubbak.adapters.scan.rows import find_rows

_DIRECTIONS = 6
_MOST_BLOCKS = 4
#: How much larger a zone nearer to a camera may be.
_NEARER = 1.5
_ROOM = 1.0


def company_sites(image: Gray, zone: ZonePlane) -> Iterator[tuple[Pyramid, Site]]:
    """Yield where other zones may stand in an image, and the image without the zone that was read."""
    pitch = _pitch(zone)
    pyramid = Pyramid(_without(image, zone))
    level = pyramid.number_for(pitch)
    here = pitch / 2**level
    for threshold in (ORDINARY, FAINT, PATTERNED):
        rows = find_rows(find_glyphs(pyramid.level(level), threshold), _DIRECTIONS)
        alike = [row for row in rows if here / _NEARER < row.pitch < here * _NEARER]
        for block in find_blocks(alike)[:_MOST_BLOCKS]:
            for lines, span in spans(block):
                yield pyramid, Site(level, lines, span)


def _pitch(zone: ZonePlane) -> float:
    middle, line = (zone.columns - 1) / 2, (zone.lines - 1) / 2
    here, right = zone.points([(middle, line), (middle + 1, line)])
    return float(np.linalg.norm(right - here))


def _without(image: Gray, zone: ZonePlane) -> Gray:
    """Return the image with paper in the zone's place, so that its rows are not joined with those of a neighbour."""
    columns, lines = zone.columns - 1 + _ROOM, zone.lines - 1 + _ROOM / 2
    corners = zone.points([(-_ROOM, -_ROOM / 2), (columns, -_ROOM / 2), (columns, lines), (-_ROOM, lines)])
    left, top, wide, high = cv2.boundingRect(corners)
    around = image[max(0, top) : max(0, top + high), max(0, left) : max(0, left + wide)]
    paper = int(np.percentile(around, 75)) if around.size else 255
    return np.asarray(cv2.fillConvexPoly(image.copy(), np.rint(corners).astype(np.int32), paper), np.uint8)

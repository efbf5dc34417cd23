"""A sheet cut out of its picture: straightened, without a scanner's black edges, and no larger than it need be."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.pages.scaling import halved, shrunk
from shubbak.adapters.scan.pages.sheets import Sheet

_TRIM_SIDE = 600
_MOST_TRIMMED = 0.12
_DARK = 80
_RIM = 0.006


def cut(picture: Gray, sheet: Sheet, longest: int, margin: float = 0.0) -> Gray:
    """Return the sheet as a rectangle, its longer side at most `longest` pixels and never larger than it was.

    margin: what to show beyond each edge, in shares of the sheet.
    """
    width, height = sheet.sides
    scale = min(1.0, longest / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    border = round(size[0] * margin), round(size[1] * margin)
    target = rectangle(*size) + np.asarray(border, np.float32)
    # Pixels are counted from their middles: without the half, a page would move by one of its own.
    turn = cv2.getPerspectiveTransform(sheet.corners - 0.5, target - 0.5)
    whole = size[0] + 2 * border[0], size[1] + 2 * border[1]
    near, halvings = halved(picture, scale)
    # Back from a pixel of the smaller picture to that of the larger, middles again.
    factor = 2.0**halvings
    back = np.array([[factor, 0, (factor - 1) / 2], [0, factor, (factor - 1) / 2], [0, 0, 1]])
    turned = cv2.warpPerspective(near, turn @ back, whole, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def whole_sheet(picture: Gray) -> Sheet:
    """Return the whole picture as a sheet, less the dark strips that a scanner leaves along its edges."""
    height, width = picture.shape[:2]
    scale = min(1.0, _TRIM_SIDE / max(height, width))
    small = cv2.cvtColor(shrunk(picture, scale), cv2.COLOR_BGR2GRAY)
    gray = np.asarray(small, np.uint8)
    left, right = _dark_ends(gray)
    top, bottom = _dark_ends(np.ascontiguousarray(gray.T))
    kept = rectangle(width - (left + right) / scale, height - (top + bottom) / scale)
    return Sheet(np.asarray(kept + np.array((left / scale, top / scale)), np.float32))


def rectangle(width: float, height: float) -> Floats:
    """Return the corners of a rectangle at the origin, clockwise from the top left."""
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)


def _dark_ends(gray: Gray) -> tuple[int, int]:
    """Return how many columns at the left and the right are mostly dark on a page that is mostly bright."""
    if float(np.median(gray)) < 1.6 * _DARK:
        return 0, 0
    dark = (gray < _DARK).mean(0) > 0.4
    most = int(gray.shape[1] * _MOST_TRIMMED)
    return _run(dark[:most]), _run(dark[::-1][:most])


def _run(dark: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    """Return where the last dark column of an unbroken run ends, and one more for its soft edge."""
    if not dark[:3].any():
        return 0
    bright = np.flatnonzero(~dark[3:])
    return (3 + int(bright[0]) if len(bright) else len(dark)) + 1


def levelled(page: Gray, degrees: float) -> Gray:
    """Return a page whose lines fell by so many degrees to the right, turned level; corners take the rim's colour."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def at_rim(sheet: Sheet, picture: Gray) -> tuple[str, ...]:
    """Return the sides of the picture that a sheet meets: left, top, right, bottom."""
    height, width = picture.shape[:2]
    near = max(2.0, _RIM * max(height, width))
    x, y = sheet.corners[:, 0], sheet.corners[:, 1]
    meets = {
        "left": x.min() < near,
        "top": y.min() < near,
        "right": x.max() > width - near,
        "bottom": y.max() > height - near,
    }
    return tuple(side for side, met in meets.items() if met)

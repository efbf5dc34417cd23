"""The edges of a page: whether print runs off them, and whether a hand lies over them."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.pages.print_map import PrintMap
from shubbak.domain.page import Place

#: What a page is shown with beyond its edges, in shares of its sides, when a hand is looked for.
MARGIN = 0.08
_SIDE = 420
_CUT_BAND = 0.006
_LEAST_CUT_LETTERS = 4
_LEAST_DEPTH = 0.02


def print_at_edges(print_map: PrintMap) -> Place | None:
    """Return the edge at which letters are cut: several touch it, as the end of lines or the half of one does."""
    height, width = print_map.gray.shape
    boxes = print_map.letters
    if len(boxes) < _LEAST_CUT_LETTERS:
        return None
    band = max(2.0, _CUT_BAND * max(height, width))
    left, top = boxes[:, 0], boxes[:, 1]
    right, bottom = left + boxes[:, 2], top + boxes[:, 3]
    usual = float(np.median(boxes[:, 3]))
    sized = (boxes[:, 3] > 0.4 * usual) & (boxes[:, 3] < 3 * usual)
    touching = {
        "left": left < band,
        "top": top < band,
        "right": right > width - band,
        "bottom": bottom > height - band,
    }
    side, marks = max(touching.items(), key=lambda each: int((each[1] & sized).sum()))
    return edge_place(side) if (marks & sized).sum() >= _LEAST_CUT_LETTERS else None


def edge_place(side: str, depth: float = 0.06) -> Place:
    """Return the strip along one side of a page."""
    return {
        "left": Place(0.0, 0.0, depth, 1.0),
        "top": Place(0.0, 0.0, 1.0, depth),
        "right": Place(1 - depth, 0.0, 1.0, 1.0),
        "bottom": Place(0.0, 1 - depth, 1.0, 1.0),
    }[side]


def covering(shown: Gray, margin: float) -> Place | None:
    """Return where something lies over an edge of a page, in shares of the page.

    shown: the page in colour with a margin around it, in shares of the page on each side; 0 when there is none. With
    one, what covers the page has one colour on both sides of its edge, unlike page and desk; without, skin is looked
    for.
    """
    scale = min(1.0, _SIDE / max(shown.shape[:2]))
    small = cv2.resize(shown, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    lab = np.asarray(cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB), np.float32)
    height, width = lab.shape[:2]
    inset = round(height * margin / (1 + 2 * margin)), round(width * margin / (1 + 2 * margin))
    page = lab[inset[0] : height - inset[0], inset[1] : width - inset[1]]
    strange = _strange(lab, page, inset, margin, np.asarray(small, np.uint8))
    return _largest(strange, inset)


def _strange(lab: Floats, page: Floats, inset: tuple[int, int], margin: float, small: Gray) -> Gray:
    """Return 255 where the picture has neither the colour of the paper nor that of the desk around it."""
    paper = np.median(page.reshape(-1, 3), 0)
    mask = _unlike(lab, paper) & _smooth(lab)
    if margin:
        rim = np.ones(lab.shape[:2], bool)
        rim[inset[0] : -inset[0], inset[1] : -inset[1]] = False
        mask &= _unlike(lab, np.median(lab[rim], 0))
    else:
        mask &= _skin(small)
    return np.asarray(
        cv2.morphologyEx(np.asarray(mask * 255, np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), np.uint8
    )


def _unlike(lab: Floats, colour: Floats) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Another colour, or so much darker that no shadow explains it."""
    hue = np.hypot(lab[..., 1] - colour[1], lab[..., 2] - colour[2])
    return np.asarray((hue > 11) | (lab[..., 0] < 0.4 * colour[0]))


def _smooth(lab: Floats) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    light = lab[..., 0]
    rough = cv2.blur(np.abs(light - cv2.blur(light, (7, 7))), (7, 7))
    return np.asarray(rough < 9)


def _skin(small: Gray) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """The range of red and blue differences that skin of every shade falls into (Chai and Ngan 1999)."""
    coded = cv2.cvtColor(small, cv2.COLOR_BGR2YCrCb)
    red, blue = coded[..., 1], coded[..., 2]
    return np.asarray((red >= 136) & (red <= 175) & (blue >= 77) & (blue <= 125))


def _largest(strange: Gray, inset: tuple[int, int]) -> Place | None:
    """Return the largest spot that reaches over an edge of the page into it, neither a sliver nor most of a side."""
    down, right = inset
    height, width = strange.shape[0] - 2 * down, strange.shape[1] - 2 * right
    count, labels, _, _ = cv2.connectedComponentsWithStats(strange)
    found: list[tuple[int, Place]] = []
    for index in range(1, count):
        spot = labels == index
        inside = spot[down : down + height, right : right + width]
        rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
        if not len(rows) or not _crosses(inside, spot, inset):
            continue
        high, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
        share = int(inside.sum()) / inside.size
        solid = inside.sum() / (high * wide)
        if 0.004 < share < 0.3 and max(high / height, wide / width) < 0.6 and solid > 0.45:
            place = Place(columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height)
            found.append((int(inside.sum()), place))
    return max(found, key=lambda each: each[0])[1] if found else None


def _crosses(
    inside: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    spot: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    inset: tuple[int, int],
) -> bool:
    """Whether a spot meets an edge of the page and, where there is a margin, goes on beyond it."""
    height, width = inside.shape
    deep = max(3, round(_LEAST_DEPTH * max(height, width)))
    touches = inside[:2].any() or inside[-2:].any() or inside[:, :2].any() or inside[:, -2:].any()
    reaches = bool(inside[deep:-deep, deep:-deep].any())
    beyond = int(spot.sum()) - int(inside.sum())
    return bool(touches) and reaches and (not any(inset) or beyond > 0.12 * inside.sum())

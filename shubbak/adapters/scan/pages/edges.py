"""The edges of a page: whether print runs off them, and whether a hand lies over them."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.pages.fingers import finger
from shubbak.adapters.scan.pages.print_map import PrintMap
from shubbak.adapters.scan.pages.scaling import shrunk
from shubbak.domain.page import Place

#: What a page is shown with beyond its edges, in shares of its sides, when a hand is looked for.
MARGIN = 0.08
_SIDE = 420
_RIM = 2
_LEAST_STROKES = 4
_BEHIND = 24
_LEAST_DEPTH = 0.02
_SHADOW = 0.25
_LEAST_HAND, _MOST_HAND = 0.002, 0.3
_SPOT = np.ones((5, 5), np.uint8)


def print_at_edges(print_map: PrintMap) -> Place | None:
    """Return the edge at which print is cut off: many strokes meet it, and few the one across.

    Ruled paper meets two edges alike, and what is cut is letters, ends of lines, and the lines of tables and drawings.
    """
    ink = print_map.ink
    met = {
        "left": _strokes(ink.T),
        "right": _strokes(ink.T[::-1]),
        "top": _strokes(ink),
        "bottom": _strokes(ink[::-1]),
    }
    for one, other in (("left", "right"), ("top", "bottom")):
        fewer, more = sorted((one, other), key=met.__getitem__)
        if met[more] >= _LEAST_STROKES and met[more] >= 3 * met[fewer]:
            return edge_place(more)
    return None


def _strokes(ink: Gray) -> int:
    """Return how many separate strokes meet the first row, none longer than print is thick, with more print behind.

    None where the paper's shadow lies along it, whose crumbs are no print. Where paper ends beside the lid of a glass,
    crumbs of its edge lie in the first rows, and behind them is a margin.
    """
    rim, inner = ink[_RIM : _RIM + 2].max(0) > 0, ink[_RIM + 4 : _RIM + _BEHIND].max(0) > 0
    ends = np.flatnonzero(np.diff(np.concatenate(([0], rim.astype(np.int8), [0]))))
    starts, lengths = ends[::2], ends[1::2] - ends[::2]
    if len(lengths) and lengths.max() > _SHADOW * len(rim):
        return 0
    usual = (lengths >= 2) & (lengths < 0.04 * len(rim))
    spans = zip(starts, lengths, strict=True)
    behind = [inner[max(0, start - 2) : start + length + 2].any() for start, length in spans]
    return int((usual & np.array(behind, bool)).sum())


def edge_place(side: str, depth: float = 0.06) -> Place:
    """Return the strip along one side of a page."""
    return {
        "left": Place(0.0, 0.0, depth, 1.0),
        "top": Place(0.0, 0.0, 1.0, depth),
        "right": Place(1 - depth, 0.0, 1.0, 1.0),
        "bottom": Place(0.0, 1 - depth, 1.0, 1.0),
    }[side]


def covering(shown: Gray, margin: float, *, to_rim: bool = False) -> Place | None:
    """Return where something lies over an edge of a page, in shares of the page.

    shown: the page in colour with a margin around it, in shares of the page on each side; 0 when there is none. With
    one, what covers the page has one colour on both sides of its edge, unlike page and desk; without, skin is looked
    for. to_rim: whether the page seems to reach the picture's end, as one does that was cut out together with a finger:
    its shape is then looked for too. On pages whose edges are all seen a card's gold chip has that shape.
    """
    scale = min(1.0, _SIDE / max(shown.shape[:2]))
    small = shrunk(shown, scale)
    lab = np.asarray(cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB), np.float32)
    height, width = lab.shape[:2]
    inset = round(height * margin / (1 + 2 * margin)), round(width * margin / (1 + 2 * margin))
    page = lab[inset[0] : height - inset[0], inset[1] : width - inset[1]]
    strange = _strange(lab, page, inset, margin, small)
    # A coloured band or frame on the page may run into what covers it; skin is then told from both.
    skin = _skin(small)
    found = _largest(strange, inset) or _largest(np.where(skin, strange, 0).astype(np.uint8), inset)
    if found or not to_rim:
        return found
    return finger(skin & _unlike(lab, np.median(page.reshape(-1, 3), 0)) & _smooth(lab), inset)


def _strange(lab: Floats, page: Floats, inset: tuple[int, int], margin: float, small: Gray) -> Gray:
    """Return 255 where the picture has neither the colour of the paper nor that of the desk around it."""
    paper = np.median(page.reshape(-1, 3), 0)
    mask = _unlike(lab, paper) & _smooth(lab)
    if margin:
        rim = np.ones(lab.shape[:2], bool)
        rim[inset[0] : -inset[0], inset[1] : -inset[1]] = False
        # Skin counts on a wooden desk too, whose colour it has.
        mask &= _unlike(lab, np.median(lab[rim], 0)) | _skin(small)
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
    inner = np.ascontiguousarray(strange[down : down + height, right : right + width])
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(inner, cv2.MORPH_OPEN, _SPOT))
    found: list[tuple[int, Place]] = []
    for index in range(1, count):
        left, top, wide, high, area = (int(value) for value in stats[index])
        usual = max(high / height, wide / width) < 0.6 and area > 0.3 * high * wide
        if usual and _LEAST_HAND < area / inner.size < _MOST_HAND and _crosses(labels == index, strange, inset):
            place = Place(left / width, top / height, (left + wide) / width, (top + high) / height)
            found.append((area, place))
    return max(found, key=lambda each: each[0])[1] if found else None


def _crosses(spot: np.ndarray[tuple[int, int], np.dtype[np.bool_]], strange: Gray, inset: tuple[int, int]) -> bool:
    """Whether a spot meets an edge of the page, lies deep in it and, where there is a margin, goes on beyond it."""
    deep = max(3, round(_LEAST_DEPTH * max(spot.shape)))
    if not spot[deep:-deep, deep:-deep].any():
        return False
    down, right = inset
    foot = min(strange.shape[0] - 1, down + spot.shape[0] + 3)
    side = min(strange.shape[1] - 1, right + spot.shape[1] + 3)
    rims = (
        (spot[:3].any(0), strange[max(0, down - 4), right : right + spot.shape[1]]),
        (spot[-3:].any(0), strange[foot, right : right + spot.shape[1]]),
        (spot[:, :3].any(1), strange[down : down + spot.shape[0], max(0, right - 4)]),
        (spot[:, -3:].any(1), strange[down : down + spot.shape[0], side]),
    )
    met, beyond = max(rims, key=lambda each: int(each[0].sum()))
    return int(met.sum()) >= 3 and (not any(inset) or float((beyond[met] > 0).mean()) > 0.5)

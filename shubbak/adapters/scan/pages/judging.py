"""What would send a page back from the municipality, said before it is queued and paid for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.pages.blur import measure_blur
from shubbak.adapters.scan.pages.edges import covering, print_at_edges
from shubbak.adapters.scan.pages.light import Light, measure_light
from shubbak.adapters.scan.pages.looks import Looks, looks_like, measure_looks
from shubbak.adapters.scan.pages.print_map import PrintMap
from shubbak.adapters.scan.pages.shapes import cut_short
from shubbak.domain.document_kind import DocumentKind, PageLimits
from shubbak.domain.page import PageFault

_MOSTLY = 0.35
_MM_AN_INCH = 25.4
_USUAL_MM = 297.0
_LOOKS_MM = {"card": 85.6, "page": _USUAL_MM}
#: Windows and signs of a street that may be letters are fewer; and a sky may be as white as a reflection.
_FEW_LETTERS = 120
_MUCH, _HOPELESS = 0.6, 0.45
_SHARP_PX = 1.2
_SMALL_LETTER = 1.5
#: What is one flat colour in so much of it is no photograph, but something small on a glass or a desk.
_MOSTLY_EMPTY = 0.75
#: Pixels that the widest edge allowed must have before the edges of a page tell whether it is blurred.
_TELLING = 1.2


@dataclass(frozen=True, slots=True)
class CutPage:
    """A page as it was cut out.

    picture: in colour, upright. shown: smaller, with `margin` of what lies around it (shares of its sides).
    dots_per_mm: of the picture, by the size that its kind usually has. taken: the same before it was made smaller.
    outlined: whether its edges were seen. at_rim: sides at which it meets the end of the picture. zone: whether it has
    a machine-readable zone.
    """

    picture: Gray
    print_map: PrintMap
    shown: Gray
    margin: float
    dots_per_mm: float
    taken: float
    outlined: bool
    at_rim: tuple[str, ...]
    zone: bool


def judge(page: CutPage, kind: DocumentKind) -> tuple[tuple[PageFault, ...], str]:
    """Return the faults, and what the page looks like. A blank page has no other fault."""
    limits = kind.limits
    light = measure_light(page.print_map)
    if light.paper < limits.dark:
        # In the dark no print is told from paper: nothing else can be said of it, least of all that it is blank.
        return (PageFault("page-dark"),), ""
    if _blank(page.print_map, limits):
        return (PageFault("page-blank"),), ""
    seen = measure_looks(page.picture, page.print_map)
    looks = looks_like(seen, page.zone)
    empty = kind.looks == ("photo",) and seen.flat > _MOSTLY_EMPTY
    if looks in kind.looks or not (looks or empty):
        faults = [*_light_faults(light, limits), *_sharpness_faults(page, limits), *_edge_faults(page, kind, seen)]
        return tuple(faults), looks
    # A poor picture of the right thing may look like another: it is called poor, and told from others the next time.
    poor = (*_light_faults(light, limits), *_unlike_faults(page, looks, limits))
    side = cut_short(seen.aspect, page.outlined, page.at_rim, kind) if kind.limits.cut else None
    poor = (*poor, PageFault("page-cut", side)) if side else poor
    poor = (*poor, *_covered_faults(page, kind))
    # Of a card in a few pixels nothing is left but its colours.
    hopeless = "card" in kind.looks and _coarseness(page.taken, limits) < _HOPELESS
    pictured = looks == "photo" and seen.letters < _FEW_LETTERS and not hopeless
    return poor if poor and not pictured else (PageFault("page-kind"),), looks


def _unlike_faults(page: CutPage, looks: str, limits: PageLimits) -> Iterator[PageFault]:
    """What made it look like another thing: letters of too few pixels, or edges too wide for what it looks like."""
    if page.taken * _MM_AN_INCH < limits.dpi and _letter_px(page) < _SMALL_LETTER * limits.letter_px:
        yield PageFault("page-small")
        return
    per_mm = max(page.picture.shape[:2]) / _LOOKS_MM.get(looks, _USUAL_MM)
    if per_mm * limits.blurred_mm >= _TELLING:
        yield from _blur_faults(page, per_mm, page.taken * per_mm / page.dots_per_mm, limits)


def _blank(print_map: PrintMap, limits: PageLimits) -> bool:
    """Whether hardly anything is printed on it, its rim aside, where folds and shadows lie."""
    high, wide = print_map.ink.shape
    inner = print_map.ink[high // 25 : high - high // 25, wide // 25 : wide - wide // 25]
    return float(inner.mean()) / 255 < limits.blank


def _light_faults(light: Light, limits: PageLimits) -> Iterator[PageFault]:
    if light.contrast < limits.contrast:
        yield PageFault("page-dark")
    if light.glare > limits.glare:
        yield PageFault("page-glare", light.glare_place)


def _sharpness_faults(page: CutPage, limits: PageLimits) -> Iterator[PageFault]:
    """Too few pixels, or edges too wide: one of them, since pixels that are too few make wide edges."""
    letter, coarse = _letter_px(page), _coarseness(page.taken, limits)
    if (coarse < 1 and letter < limits.letter_px) or (coarse < _MUCH and letter < 2 * limits.letter_px):
        yield PageFault("page-small")
    else:
        yield from _blur_faults(page, page.dots_per_mm, page.taken, limits)


def _letter_px(page: CutPage) -> float:
    """Return the height of the usual letter in pixels of the picture as it was taken."""
    return page.print_map.letter_height / page.print_map.scale * page.taken / page.dots_per_mm


def _coarseness(taken: float, limits: PageLimits) -> float:
    return taken * _MM_AN_INCH / limits.dpi if limits.dpi else 1.0


def _blur_faults(page: CutPage, per_mm: float, taken: float, limits: PageLimits) -> Iterator[PageFault]:
    gray = np.asarray(cv2.cvtColor(page.picture, cv2.COLOR_BGR2GRAY), np.uint8)
    blur = measure_blur(gray, per_mm, limits.blurred_mm)
    if blur.width_mm > limits.blurred_mm:
        # A sharp page of few pixels has edges as wide as one of them: what helps is to scan it finer.
        few = _coarseness(taken, limits) < 1 and blur.width_mm * taken < _SHARP_PX
        yield PageFault("page-small" if few else "page-blurred")
    elif blur.blurred_share > _MOSTLY:
        yield PageFault("page-blurred", blur.place)


def _edge_faults(page: CutPage, kind: DocumentKind, seen: Looks) -> Iterator[PageFault]:
    cut = None
    if kind.limits.cut and (page.at_rim or not page.outlined):
        cut = cut_short(seen.aspect, page.outlined, page.at_rim, kind) or print_at_edges(page.print_map)
    if cut:
        yield PageFault("page-cut", cut)
    yield from _covered_faults(page, kind)


def _covered_faults(page: CutPage, kind: DocumentKind) -> Iterator[PageFault]:
    covered = covering(page.shown, page.margin, to_rim=bool(page.at_rim)) if kind.limits.covered else None
    if covered:
        yield PageFault("page-covered", covered)


def dots_per_mm(width: float, height: float, kind: DocumentKind) -> float:
    """Return the resolution, taking the page for the usual size of its kind that has the likest shape."""
    longer, shorter = max(width, height), max(1.0, min(width, height))
    sizes = kind.sizes_mm or ((_USUAL_MM, _USUAL_MM / 1.414),)
    size = min(sizes, key=lambda each: abs(each[0] / each[1] - longer / shorter))
    return longer / size[0]

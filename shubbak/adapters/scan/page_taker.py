"""From an untrusted scan or photo to judged pages: found, cut out, upright, bounded, without metadata."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.images import decode_as
from shubbak.adapters.scan.pages.cutting import at_rim, cut, levelled, whole_sheet
from shubbak.adapters.scan.pages.edges import MARGIN
from shubbak.adapters.scan.pages.judging import CutPage, dots_per_mm, judge
from shubbak.adapters.scan.pages.marks import mark_of
from shubbak.adapters.scan.pages.patterns import pattern_of
from shubbak.adapters.scan.pages.portraits import find_portrait
from shubbak.adapters.scan.pages.print_map import PrintMap, map_print
from shubbak.adapters.scan.pages.scaling import halved
from shubbak.adapters.scan.pages.sheets import Sheet, find_sheets
from shubbak.adapters.scan.pages.upright import quarter_turn, skew, upside_down, zone_height
from shubbak.adapters.scan.seen_card import SeenCard
from shubbak.domain.document_kind import DocumentKind, DocumentKinds
from shubbak.domain.page import Page, PageFault, same_card
from shubbak.domain.problem import Problem

#: Dots an inch that pages and cards travel with at most: small print stays legible, an A4 page weighs about 400 kB.
PAGE_DPI, CARD_DPI = 200, 300
QUALITY = 80
_SHOWN_SIDE = 440
_COARSE_SIDE = 1100
_TURNED = 1.5
_LEAST_SKEW = 0.4
_MOST_ON_GLASS = 8
_UNKNOWN = "other"
_USUAL, _FILLING = 0.08, 0.2
#: Below so many letters, each at least so high in shares of the page, what was taken may be a booklet's page.
_FEW_LETTERS, _LARGE_LETTERS = 260, 0.02

ReadCard = Callable[[bytes], SeenCard]
"""Reads the card in an image (BMP); blocking."""


class JudgingPageTaker:
    """Implements ports.pages.PageTaker for single images; one instance serves all threads."""

    def __init__(self, kinds: DocumentKinds, read_card: ReadCard = lambda _image: SeenCard()) -> None:
        self._kinds = kinds
        self._read_card = read_card

    def take(self, untrusted_body: bytes, kind: str) -> tuple[Page, ...] | Problem:
        """Return the pages of one picture. An unknown kind is judged as one that anything is good enough for."""
        # A photo's EXIF says which way up it was taken; it is obeyed here, because it does not travel.
        picture = decode_as(untrusted_body, cv2.IMREAD_COLOR)
        if isinstance(picture, Problem):
            return picture
        wanted = self._kinds.get(kind) or self._kinds[_UNKNOWN]
        cuts = [_cut_out(picture, sheet, outlined, wanted) for sheet, outlined in _sheets(picture, wanted)]
        pages = [(self._page(each, wanted), each.zone) for each in cuts]
        kept = [each for each in pages if not any(fault.code == "page-blank" for fault in each[0].faults)]
        ordered = fronts_first(kept) if wanted.sides == 2 else tuple(page for page, _ in kept)
        return ordered or Problem("page-blank")

    def _page(self, taken: CutPage, kind: DocumentKind) -> Page:
        faults, looks = judge(taken, kind)
        seen = self._read_card(_bitmap(taken.picture)) if kind.zone and taken.zone else SeenCard()
        if seen.expired:
            faults = (*faults, PageFault("page-expired"))
        _, body = cv2.imencode(".jpg", taken.picture, (cv2.IMWRITE_JPEG_QUALITY, QUALITY))
        height, width = taken.picture.shape[:2]
        portrait = find_portrait(taken.picture) if kind.card and looks == "card" else None
        mark, pattern = mark_of(taken.print_map), pattern_of(taken.print_map)
        return Page(
            body.tobytes(), width, height, mark, faults, looks, portrait=portrait, zone=seen.zone, pattern=pattern
        )


def fronts_first(sides: Sequence[tuple[Page, bool]]) -> tuple[Page, ...]:
    """Return the sides of cards that lay on one glass, two by two: the one with the zone after the other.

    sides: each with whether it has a zone, in the order of their places.
    """
    ordered: list[Page] = []
    left = list(sides)
    while left:
        page, zone = left.pop(0)
        others = [each for each in left if each[1] != zone and same_card(page, each[0])]
        if not others:
            ordered.append(page)
            continue
        left.remove(others[0])
        ordered += [others[0][0], page] if zone else [page, others[0][0]]
    return tuple(ordered)


def _sheets(picture: Gray, kind: DocumentKind) -> list[tuple[Sheet, bool]]:
    """Return what was found, or the whole picture; and whether its edges were seen."""
    aspects = [longer / shorter for longer, shorter in kind.sizes_mm]
    most, least = (_MOST_ON_GLASS, 0.025) if kind.card else (1, 0.05)
    coarse, _ = halved(picture, _COARSE_SIDE / max(picture.shape[:2]))
    found = () if kind.pictured else find_sheets(coarse, aspects, most, least)
    if "photo" in kind.looks:
        # A photograph is full of windows and signs; only what fills it and has a page's shape is one.
        found = tuple(sheet for sheet in found if _fills(sheet, coarse, aspects))
    sheets = [(sheet, True) for sheet in found] or [(whole_sheet(coarse), False)]
    back = np.array([picture.shape[1] / coarse.shape[1], picture.shape[0] / coarse.shape[0]], np.float32)
    return [(Sheet(sheet.corners * back), outlined) for sheet, outlined in sheets]


def _fills(sheet: Sheet, picture: Gray, aspects: list[float]) -> bool:
    width, height = sheet.sides
    usual = any(abs(sheet.aspect / each - 1) < _USUAL for each in aspects)
    return usual and width * height > _FILLING * picture.shape[0] * picture.shape[1]


def _cut_out(picture: Gray, sheet: Sheet, outlined: bool, kind: DocumentKind) -> CutPage:
    per_mm = dots_per_mm(*sheet.sides, kind)
    dpi = CARD_DPI if kind.card else PAGE_DPI
    longest = max(sheet.sides) * min(1.0, dpi / 25.4 / per_mm)
    margin = MARGIN if outlined else 0.0
    views = _stood_up(cut(picture, sheet, round(longest)), cut(picture, sheet, _SHOWN_SIDE, margin), outlined, kind)
    few = len(views.print_map.letters) < _FEW_LETTERS
    large = views.print_map.letter_height > _LARGE_LETTERS * min(views.print_map.gray.shape)
    zone = zone_height(views.page) is not None if "card" in kind.looks or (few and (large or kind.pictured)) else False
    scale = max(views.page.shape[:2]) / max(sheet.sides)
    return CutPage(
        views.page, views.print_map, views.shown, margin, per_mm * scale, per_mm, outlined, at_rim(sheet, picture), zone
    )


class _Views(NamedTuple):
    """A page, the same with what lies around it, and its print."""

    page: Gray
    shown: Gray
    print_map: PrintMap

    def turned(self, quarters: int) -> _Views:
        """Return all of it turned counter-clockwise."""
        page, shown = (np.ascontiguousarray(np.rot90(each, quarters)) for each in (self.page, self.shown))
        return _Views(page, shown, map_print(page))


def _stood_up(page: Gray, shown: Gray, outlined: bool, kind: DocumentKind) -> _Views:
    """Turn a page upright, and level its lines where no edge of paper has done so."""
    views = _Views(page, shown, map_print(page))
    if kind.pictured:
        return views
    ratio = quarter_turn(views.print_map)
    height, width = page.shape[:2]
    if ratio > _TURNED or (kind.card and height > width and ratio > 1 / _TURNED):
        views = views.turned(1)
    if upside_down(views.page, views.print_map, card=kind.card):
        views = views.turned(2)
    degrees = 0.0 if outlined else skew(views.print_map)
    if abs(degrees) >= _LEAST_SKEW:
        level, around = levelled(views.page, degrees), levelled(views.shown, degrees)
        views = _Views(level, around, map_print(level))
    return views


def _bitmap(picture: Gray) -> bytes:
    """Return the picture as BMP, which costs no time to make and to read."""
    return cv2.imencode(".bmp", picture)[1].tobytes()

"""What makes a scanned page fit to travel: decoded, cut out, judged, stripped of everything but the picture, bound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from shubbak.domain.page import Page
from shubbak.domain.problem import Problem


class PageTaker(Protocol):
    """Turns what a scanner, a camera or a file gave into judged pages; never raises on bad input."""

    def take(self, untrusted_body: bytes, kind: str) -> tuple[Page, ...] | Problem:
        """Return the pages in order, each with its faults by the thresholds of this kind of document
        (resources/documents/kinds.yaml); blank sides of a stack are left out.

        One picture may show several cards, one file may have several pages. Problems: image-unreadable,
        image-too-large, page-blank when nothing but blank pages came, file-locked, page-count for more pages than any
        document has.
        """


class PortraitFinder(Protocol):
    """Finds the holder's picture on an identity document; never raises on bad input."""

    def portrait(self, untrusted_image: bytes) -> bytes:
        """Return it upright as a JPEG without metadata, at most 480 pixels high; b"" where none is seen."""

    def face(self, untrusted_picture: bytes) -> bytes:
        """Return a chip's picture of its holder (JPEG, JPEG 2000) in the same form; b"" for what is none."""


class PageBinder(Protocol):
    """Makes one PDF/A of judged pages; the same pages always give the same bytes."""

    def pack(self, page: Page) -> bytes:
        """Return one page as a PDF of one page."""

    def bind(self, pages: Sequence[Page]) -> bytes:
        """Return all pages as one PDF/A-2b, taking `packed` where a page has it."""


class ImageRoom(Protocol):
    """Where images are looked at, apart from the screen, for one visit at a time."""

    def warm(self) -> None:
        """Get ready without waiting for it: a visit begins."""

    def forget(self) -> None:
        """Let everything of the visit go: it is over."""

"""A reader of identity documents: from an image to what its machine-readable zone says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.page import Place
from shubbak.domain.problem import Problem

LONGER = "longer"
"""The reason of a doubt that no certainty shows: the line goes on behind its last column, and the zone may be a part of
a longer one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found: the zone's lines, the document when all check digits hold and every character is sure enough, or
    the problems that say why not.

    problems use: image-unreadable, image-too-large, image-blurred, mrz-not-found, mrz-line-unclear (its param `line`
    counts from 1), mrz-check-digit, mrz-unsupported (a zone of a kind that is not taken here), mrz-several (more
    than one document is seen, where a visit is begun with one). `ms` is the time taken.
    certainties: how sure each character of each line is, 0 (not seen) to 1. doubts: every place that keeps the
    zone from being believed, with the reasons of `Doubt` or LONGER. likely: without a document, the one that it is
    unless a person reads one of the doubted letters of its names otherwise (`domain.mrz_likely`). place: where the zone
    stands in the image as it is stored, its EXIF turn unused; corners: the same as the card lies, clockwise from the
    top left of its first character, (across, down) in shares, beyond 0 to 1 for what the image does not show.
    """

    lines: tuple[str, ...] = field(repr=False)
    document: IdentityDocument | None
    problems: tuple[Problem, ...]
    ms: float
    certainties: tuple[tuple[float, ...], ...] = field(default=(), repr=False)
    doubts: tuple[Doubt, ...] = ()
    place: Place | None = None
    likely: IdentityDocument | None = None
    corners: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LyingCard:
    """One of several documents in an image. picture: the side of it that bears the zone, upright and cut out, a JPEG
    without metadata; portrait: its holder's, as `ports.pages.PortraitFinder` gives it, b"" where none is on that side.
    """

    reading: Reading = field(repr=False)
    picture: bytes = field(repr=False)
    portrait: bytes = field(default=b"", repr=False)


class DocumentReader(Protocol):
    """Reads identity documents; never raises on bad input, a bad image is a Reading with problems."""

    def read(self, untrusted_image: bytes) -> Reading:
        """Return the first zone that may be believed, or why there is none."""
        ...


class CardSorter(Protocol):
    """Tells the documents apart that lie in one image; never raises on bad input."""

    def cards(self, untrusted_image: bytes) -> tuple[LyingCard, ...]:
        """Return each document whose zone is seen, once, as they lie: from the top, then from the left. The other side
        of one has no zone and is not among them, nor is a visa.
        """
        ...


class ZoneFinder(Protocol):
    """Reads every document in an image; like `DocumentReader` it never raises on bad input."""

    def read_all(self, untrusted_image: bytes) -> tuple[Reading, ...]:
        """Return every zone that may be believed, then those that are there and may not; at least one reading.

        For several cards on one glass, or both sides of one. Takes longer than `read`: all of the image is searched.
        """
        ...

"""The reader of identity documents: image in, the document of its machine-readable zone out, or why not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import cv2
import numpy as np

from shubbak import resources
from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.company import company_sites
from shubbak.adapters.scan.images import decode
from shubbak.adapters.scan.looks import ZonePlane
from shubbak.adapters.scan.mrz_search import sites
from shubbak.adapters.scan.network import GlyphNetwork
from shubbak.adapters.scan.pyramid import Pyramid
from shubbak.adapters.scan.reading import overlap, reading_of
from shubbak.adapters.scan.sharpness import blurred
from shubbak.adapters.scan.witness import Witness
from shubbak.adapters.scan.zone_reading import ZoneCandidate, read_rows
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.problem import Problem
from shubbak.ports.reader import Reading

MODEL, WITNESS = "mrz_glyphs.onnx", "mrz_witness.onnx"
_THREADS = 2
_MOST_SITES = 16
_VAIN_SHARE = 0.4
"""A page of other print is given up after so many places where nothing like a zone stands."""
_CLEAR = -0.5
_SEEN_BESIDE = -0.6
"""Of drawn cards alone on a glass none showed anything beside its zone, spoilt second cards -0.50 and more."""
_OTHER_SIZES = (0.8, 1.25)
"""Of 24 good pictures that could not be read, 11 could in another size (0.8: 8, 1.25: 8, both together 11)."""
_SETTLED = -0.05
_MOST_SETTLED = 3
"""A zone that was read whole and clearly, and doubted three times, stays in doubt: asked often enough, the network is
once certain of anything.
"""


class MrzReader:
    """Implements `ports.reader.DocumentReader` and `ZoneFinder`; one instance serves all threads.

    `today` says the local date (for centuries of two-digit years); `deadline_s` bounds the search: no further
    place is looked at after it.
    """

    def __init__(self, today: Callable[[], date], model: Path | None = None, deadline_s: float = 5.0) -> None:
        cv2.setNumThreads(_THREADS)
        self._today = today
        models = resources.root() / "models"
        self._network = GlyphNetwork(model or models / MODEL, _THREADS)
        self._witness = Witness(models / WITNESS, _THREADS)
        self._deadline_s = deadline_s

    def warm(self) -> None:
        """Load the network now and not with the first card."""
        self._network.load()
        self._witness.load()

    def read(self, untrusted_image: bytes) -> Reading:
        started = time.perf_counter()
        image = decode(untrusted_image)
        found = _refused(image) if isinstance(image, Problem) else self._first(image, started)
        return replace(found, ms=(time.perf_counter() - started) * 1000)

    def read_all(self, untrusted_image: bytes) -> tuple[Reading, ...]:
        started = time.perf_counter()
        image = decode(untrusted_image)
        found = (_refused(image),) if isinstance(image, Problem) else self._every(image, started)
        ms = (time.perf_counter() - started) * 1000
        return tuple(replace(reading, ms=ms) for reading in found)

    def read_alone(self, untrusted_image: bytes) -> Reading:
        """Return what `read` returns, or mrz-several where another document's zone is seen beside it, be it ever so
        unclear: nobody knows then whose visit it is. A visa belongs to the passport it is stuck into, which is read.
        """
        started = time.perf_counter()
        image = decode(untrusted_image)
        found = _refused(image) if isinstance(image, Problem) else self._alone(image, started)
        return replace(found, ms=(time.perf_counter() - started) * 1000)

    def _alone(self, image: Gray, started: float) -> Reading:
        image, first = self._look(image, started)
        found = self._nothing(image) if first is None else reading_of(first, image.shape, self._today())
        document = found.document or found.likely
        if first is None or first.plane is None or document is None:
            return found
        # With time of its own: a search cut off by a slow first one would call a card alone that is not.
        for other in self._beside(image, first.plane, time.perf_counter()):
            beside = reading_of(other, image.shape, self._today())
            if other.zone.kind.startswith("MRV") or _same(document, beside.document or beside.likely):
                continue
            if not document.visa:
                return _refused(Problem("mrz-several"))
            if beside.document or beside.likely:
                found = beside
        return found

    def _beside(self, image: Gray, zone: ZonePlane, started: float) -> Iterator[ZoneCandidate]:
        """Yield the most that can be seen of each place where something like another zone stands."""
        for pyramid, site in company_sites(image, zone):
            if time.perf_counter() > started + self._deadline_s:
                return
            seen = list(read_rows(pyramid, site.level, site.rows, site.span, self._network, self._witness))
            if seen and max(each.clarity for each in seen) >= _SEEN_BESIDE:
                yield min(seen, key=lambda each: len(each.doubts))

    def _first(self, image: Gray, started: float) -> Reading:
        image, first = self._look(image, started)
        return self._nothing(image) if first is None else reading_of(first, image.shape, self._today())

    def _look(self, image: Gray, started: float) -> tuple[Gray, ZoneCandidate | None]:
        """Return the first candidate and the image in the size in which it was seen: as it came, or in another where
        nothing, or something that contradicts itself, was seen.
        """
        first = self._first_candidate(image, started)
        if not _worth_another_size(first):
            return image, first
        for size in _OTHER_SIZES:
            other = _resized(image, size)
            again = self._first_candidate(other, started)
            if again is not None and all(doubt.reason == "unsure" for doubt in again.doubts):
                return other, again
        return image, first

    def _first_candidate(self, image: Gray, started: float) -> ZoneCandidate | None:
        """Take the first candidate without doubts; else the clearest tells what is wrong."""
        clearest: ZoneCandidate | None = None
        settled = 0
        for candidate in self._candidates(image, started, directions=2, most_blocks=3, most_sites=_MOST_SITES):
            if not candidate.doubts:
                return candidate
            settled += candidate.careful and candidate.clarity >= _SETTLED
            if settled == _MOST_SETTLED:
                return candidate
            if clearest is None or candidate.clarity > clearest.clarity:
                clearest = candidate
        return clearest

    def _every(self, image: Gray, started: float) -> tuple[Reading, ...]:
        """Take every zone without doubts, and of the other places those where something clear stands."""
        sure: list[Reading] = []
        unsure: list[tuple[float, Reading]] = []
        for candidate in self._candidates(image, started, directions=6, most_blocks=12, most_sites=4 * _MOST_SITES):
            reading = reading_of(candidate, image.shape, self._today())
            if not any(overlap(reading.place, other.place) for other in sure):
                if not candidate.doubts:
                    sure.append(reading)
                elif candidate.clarity >= _CLEAR:
                    unsure.append((candidate.clarity, reading))
        found = list(sure)
        for _, reading in sorted(unsure, key=lambda pair: -pair[0]):
            if not any(overlap(reading.place, other.place) for other in found):
                found.append(reading)
        return tuple(found) or (self._first(image, started),)

    def _candidates(
        self, image: Gray, started: float, *, directions: int, most_blocks: int, most_sites: int
    ) -> Iterator[ZoneCandidate]:
        pyramid = Pyramid(image)
        in_vain = 0
        for number, site in enumerate(sites(pyramid, directions, most_blocks)):
            late = time.perf_counter() > started + self._deadline_s
            if late or number >= most_sites or in_vain >= most_sites * _VAIN_SHARE:
                return
            found = False
            for candidate in read_rows(pyramid, site.level, site.rows, site.span, self._network, self._witness):
                found = True
                yield candidate
            in_vain += not found

    def _nothing(self, image: Gray) -> Reading:
        return _refused(Problem("image-blurred" if blurred(image) else "mrz-not-found"))


def _worth_another_size(candidate: ZoneCandidate | None) -> bool:
    """Whether a row may have been missed or a character misread: digits that do not hold beside what is unsure. Digits
    that do not hold where all is sure were printed so.
    """
    reasons = {doubt.reason for doubt in candidate.doubts} if candidate is not None else set()
    return candidate is None or ("check-digit" in reasons and len(reasons) > 1)


def _resized(image: Gray, size: float) -> Gray:
    how = cv2.INTER_AREA if size < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=size, fy=size, interpolation=how), np.uint8)


def _refused(problem: Problem) -> Reading:
    return Reading((), None, (problem,), 0.0)


def _same(one: IdentityDocument | None, other: IdentityDocument | None) -> bool:
    return one is not None and other is not None and (one.issuer, one.number) == (other.issuer, other.number)

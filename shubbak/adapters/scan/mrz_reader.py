"""The reader of identity documents: image in, the document of its machine-readable zone out, or why not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from shubbak import resources
from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.blocks import find_blocks
from shubbak.adapters.scan.glyphs import FAINT, ORDINARY, PATTERNED, Threshold, find_glyphs
from shubbak.adapters.scan.images import decode
from shubbak.adapters.scan.network import GlyphNetwork
from shubbak.adapters.scan.rows import find_rows
from shubbak.adapters.scan.sharpness import blurred
from shubbak.adapters.scan.zone_reading import LEAST_AT_A_GLANCE, LEAST_LETTER, ZoneCandidate, read_block
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz import parse_zone
from shubbak.domain.problem import Problem
from shubbak.ports.reader import Reading

MODEL = "mrz_glyphs.onnx"
_THREADS = 2
_MOST_BLOCKS = 3


class _Found(NamedTuple):
    lines: tuple[str, ...]
    document: IdentityDocument | None
    problems: tuple[Problem, ...]


class MrzReader:
    """Implements `ports.reader.DocumentReader`; one instance serves all threads.

    `today` says the local date (for centuries of two-digit years); `deadline_s` bounds the search: no further
    block is looked at after it.
    """

    def __init__(self, today: Callable[[], date], model: Path | None = None, deadline_s: float = 5.0) -> None:
        cv2.setNumThreads(_THREADS)
        self._today = today
        self._network = GlyphNetwork(model or resources.root() / "models" / MODEL, _THREADS)
        self._deadline_s = deadline_s

    def read(self, untrusted_image: bytes) -> Reading:
        started = time.perf_counter()
        image = decode(untrusted_image)
        found = self._understand(image, started) if not isinstance(image, Problem) else _Found((), None, (image,))
        return Reading(found.lines, found.document, found.problems, (time.perf_counter() - started) * 1000)

    def _understand(self, image: Gray, started: float) -> _Found:
        """Take the first candidate that adds up and is certain; else the clearest tells what is wrong."""
        clearest: ZoneCandidate | None = None
        looks: dict[tuple[str, ...], list[float]] = {}
        for candidate in self._candidates(image, started + self._deadline_s):
            if candidate.adds_up and _certain(candidate, looks):
                parsed = parse_zone(candidate.lines, self._today())
                return _Found(candidate.lines, parsed.document, parsed.problems)
            if clearest is None or candidate.clarity > clearest.clarity:
                clearest = candidate
        if clearest is None:
            return _Found((), None, (Problem("image-blurred" if blurred(image) else "mrz-not-found"),))
        # Digits that add up in characters that may be guesses prove nothing: ask for a better image.
        problem = Problem("image-blurred" if clearest.adds_up else "mrz-check-digit")
        return _Found(clearest.lines, None, (problem,))

    def _candidates(self, image: Gray, deadline: float) -> Iterator[ZoneCandidate]:
        today = self._today()
        for scale, threshold in _passes(image):
            scaled = _scaled(image, scale)
            for block in find_blocks(find_rows(find_glyphs(scaled, threshold)))[:_MOST_BLOCKS]:
                yield from read_block(scaled, block, self._network, today)
                if time.perf_counter() > deadline:
                    return


def _certain(candidate: ZoneCandidate, looks: dict[tuple[str, ...], list[float]]) -> bool:
    """Whether no letter is a guess: in one sure glance, or in the mean of all looks at this text so far.

    The mean, since the network, asked often enough from cuts that differ by a hair, is once certain of anything: a
    blot over an M was at last a B.
    """
    if candidate.glance:
        return candidate.letter >= LEAST_AT_A_GLANCE
    seen = looks.setdefault(candidate.lines, [])
    seen.append(candidate.letter)
    return sum(seen) / len(seen) >= LEAST_LETTER


def _passes(image: Gray) -> Iterator[tuple[float, Threshold]]:
    """Two sizes and three ways to tell ink from paper, the commonest first."""
    longer = max(image.shape)
    first = 1.0 if longer <= 1500 else 1400 / longer
    for threshold in (ORDINARY, FAINT, PATTERNED):
        yield first, threshold
    yield (700 / longer if longer > 900 else 1.6), ORDINARY


def _scaled(image: Gray, scale: float) -> Gray:
    if scale == 1.0:
        return image
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=way), np.uint8)

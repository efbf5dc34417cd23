"""The reader of identity documents: image in, the document of its machine-readable zone out, or why not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import cv2
import numpy as np

from shubbak import resources
from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.blocks import find_blocks
from shubbak.adapters.scan.glyphs import FAINT, ORDINARY, PATTERNED, Threshold, find_glyphs
from shubbak.adapters.scan.images import decode
from shubbak.adapters.scan.network import GlyphNetwork
from shubbak.adapters.scan.rows import find_rows
from shubbak.adapters.scan.sharpness import sharpness
from shubbak.adapters.scan.zone_reading import ZoneCandidate, read_block
from shubbak.domain.mrz import parse_zone
from shubbak.domain.problem import Problem
from shubbak.ports.reader import Reading

MODEL = "mrz_glyphs.onnx"
BLURRED_BELOW = 60.0
_THREADS = 2


class MrzReader:
    """Implements `ports.reader.DocumentReader`; one instance serves all threads.

    `today` says the local date (for centuries of two-digit years); `deadline_s` bounds the search: no further pass
    over the image is begun after it.
    """

    def __init__(self, today: Callable[[], date], model: Path | None = None, deadline_s: float = 5.0) -> None:
        cv2.setNumThreads(_THREADS)
        self._today = today
        self._network = GlyphNetwork(model or resources.root() / "models" / MODEL, _THREADS)
        self._deadline_s = deadline_s

    def read(self, untrusted_image: bytes) -> Reading:
        started = time.perf_counter()
        lines, problem = self._read(untrusted_image, started + self._deadline_s)
        parsed = parse_zone(lines, self._today()) if problem is None else None
        ms = (time.perf_counter() - started) * 1000
        if problem is not None or parsed is None:
            return Reading(lines, None, (problem,) if problem else (), ms)
        return Reading(lines, parsed.document, parsed.problems, ms)

    def _read(self, untrusted_image: bytes, deadline: float) -> tuple[tuple[str, ...], Problem | None]:
        image = decode(untrusted_image)
        if isinstance(image, Problem):
            return (), image
        best: ZoneCandidate | None = None
        for candidate in self._candidates(image, deadline):
            if candidate.holds:
                return candidate.lines, None
            if best is None or candidate.certainty > best.certainty:
                best = candidate
        if best is not None:
            return best.lines, Problem("mrz-check-digit")
        return (), Problem("image-blurred" if sharpness(image) < BLURRED_BELOW else "mrz-not-found")

    def _candidates(self, image: Gray, deadline: float) -> Iterator[ZoneCandidate]:
        for scale, threshold in _passes(image):
            if time.perf_counter() > deadline:
                return
            scaled = _scaled(image, scale)
            for block in find_blocks(find_rows(find_glyphs(scaled, threshold)))[:3]:
                yield from read_block(scaled, block, self._network, self._today())


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

"""From a block of rows to lines of text, the quick way first, and how far they may be believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.blocks import Block, Layout, layouts
from shubbak.adapters.scan.exact_decoding import decode_exactly
from shubbak.adapters.scan.grammar import allows, columns_of
from shubbak.adapters.scan.greedy_decoding import characters, read_on_grid
from shubbak.adapters.scan.network import GlyphNetwork
from shubbak.adapters.scan.strips import cut_strips
from shubbak.domain.mrz import parse_zone

_MOST_LAYOUTS = 5
_LEAST_MEAN_CERTAINTY = 0.8
_LEAST_CERTAINTY = 0.5
_LEAST_SCORE = -4.0


@dataclass(frozen=True, slots=True)
class ZoneCandidate:
    """Lines that have the shape of a zone; `holds` says that every check holds and no character is a guess.

    certainty: the mean over all characters, 0 to 1.
    """

    lines: tuple[str, ...]
    certainty: float
    holds: bool


def read_block(image: Gray, block: Block, network: GlyphNetwork, today: date) -> Iterator[ZoneCandidate]:
    """Yield what the block may say; a candidate that holds is the last one worth asking for."""
    for layout in layouts(block)[:_MOST_LAYOUTS]:
        upright = layout.rows[0].frame.along[0] >= 0
        ways = [network.log_probabilities(cut_strips(image, layout, upside_down=way)) for way in (not upright, upright)]
        for probabilities in ways:
            yield from _quickly(layout, probabilities, today)
        for probabilities in ways:
            yield from _carefully(layout, probabilities, today)


def _quickly(layout: Layout, probabilities: Sequence[Floats], today: date) -> Iterator[ZoneCandidate]:
    length = len(columns_of(layout.kind)[0])
    seen = [characters(each) for each in probabilities]
    reading = read_on_grid(seen, length)
    if reading is not None and allows(layout.kind, reading.lines):
        yield from _candidate(reading.lines, reading.certainties, today)


def _carefully(layout: Layout, probabilities: Sequence[Floats], today: date) -> Iterator[ZoneCandidate]:
    sorts = columns_of(layout.kind)
    decoded = [decode_exactly(each, sort) for each, sort in zip(probabilities, sorts, strict=True)]
    lines = [line for line in decoded if line is not None]
    if len(lines) == len(sorts) and np.mean([line.score for line in lines]) > _LEAST_SCORE:
        yield from _candidate(tuple(line.text for line in lines), tuple(line.certainties for line in lines), today)


def _candidate(lines: tuple[str, ...], certainties: Sequence[Sequence[float]], today: date) -> Iterator[ZoneCandidate]:
    """Check digits guard most columns but neither names nor states, so no single character may be a guess."""
    every = [certainty for line in certainties for certainty in line]
    mean = float(np.mean(every))
    if mean >= _LEAST_MEAN_CERTAINTY:
        holds = min(every) >= _LEAST_CERTAINTY and parse_zone(lines, today).document is not None
        yield ZoneCandidate(lines, mean, holds)

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
from shubbak.adapters.scan.greedy_decoding import GridReading, characters, read_on_grid
from shubbak.adapters.scan.network import GlyphNetwork
from shubbak.adapters.scan.strips import cut_strips
from shubbak.domain.mrz import parse_zone

_MOST_LAYOUTS = 5
_LEAST_MEAN_CERTAINTY = 0.8
_LEAST_SCORE = -4.0
_LEAST_CLARITY = -0.5
_LIFTS = (-0.16, 0.0, 0.16)


@dataclass(frozen=True, slots=True)
class _Demand:
    """How certain the least certain character must be: digits have check digits behind them, letters may not.

    The digits 7-3-1 see no difference between characters ten apart in value, such as 8 and S or U and K, and none
    at all guard names, states and sex.
    """

    letters: float
    digits: float

    def met_by(self, reading: GridReading, kind: str) -> bool:
        return all(
            certainty >= (self.digits if sort in "dD" else self.letters)
            for certainties, sorts in zip(reading.certainties, columns_of(kind), strict=True)
            for certainty, sort in zip(certainties, sorts, strict=True)
        )


_AT_A_GLANCE = _Demand(letters=0.995, digits=0.995)
_AFTER_THREE_LOOKS = _Demand(letters=0.8, digits=0.35)


@dataclass(frozen=True, slots=True)
class ZoneCandidate:
    """Lines that have the shape of a zone.

    adds_up: every check digit and column is right. certain: no character is a guess. clarity: the mean certainty of
    all characters, 0 to 1.
    """

    lines: tuple[str, ...]
    clarity: float
    adds_up: bool
    certain: bool

    @property
    def holds(self) -> bool:
        return self.adds_up and self.certain


def read_block(image: Gray, block: Block, network: GlyphNetwork, today: date) -> Iterator[ZoneCandidate]:
    """Yield what the block may say; a candidate that holds is the last one worth asking for."""
    for layout in layouts(block)[:_MOST_LAYOUTS]:
        glances: list[tuple[float, bool]] = []
        for upside_down in (False, True):
            glance = network.log_probabilities(cut_strips(image, layout, upside_down=upside_down))
            yield from _believed(_quickly(layout, glance), layout, today, _AT_A_GLANCE)
            glances.append((float(np.mean([each.max(0).mean() for each in glance])), upside_down))
        clarity, upside_down = max(glances)
        if clarity >= _LEAST_CLARITY:
            looks = _several_looks(image, layout, network, upside_down)
            yield from _believed(_quickly(layout, looks), layout, today, _AFTER_THREE_LOOKS)
            yield from _believed(_carefully(layout, looks), layout, today, _AFTER_THREE_LOOKS)


def _several_looks(image: Gray, layout: Layout, network: GlyphNetwork, upside_down: bool) -> list[Floats]:
    """Return the mean probabilities of cuts that lie a little higher and lower."""
    looks = [
        network.log_probabilities(cut_strips(image, layout, upside_down=upside_down, lift=lift)) for lift in _LIFTS
    ]
    return [_mean(each) for each in zip(*looks, strict=True)]


def _mean(looks: Sequence[Floats]) -> Floats:
    """Return the logarithm of the mean probability: where the looks disagree, nothing stays certain."""
    return np.asarray(np.log(np.mean(np.exp(np.stack(looks)), axis=0) + 1e-30), np.float32)


def _quickly(layout: Layout, probabilities: Sequence[Floats]) -> GridReading | None:
    return read_on_grid([characters(each) for each in probabilities], columns_of(layout.kind))


def _carefully(layout: Layout, probabilities: Sequence[Floats]) -> GridReading | None:
    sorts = columns_of(layout.kind)
    decoded = [decode_exactly(each, sort) for each, sort in zip(probabilities, sorts, strict=True)]
    lines = [line for line in decoded if line is not None]
    if len(lines) < len(sorts) or np.mean([line.score for line in lines]) < _LEAST_SCORE:
        return None
    return GridReading(tuple(line.text for line in lines), tuple(line.certainties for line in lines))


def _believed(reading: GridReading | None, layout: Layout, today: date, demand: _Demand) -> Iterator[ZoneCandidate]:
    if reading is None or not allows(layout.kind, reading.lines):
        return
    clarity = float(np.mean([certainty for line in reading.certainties for certainty in line]))
    if clarity >= _LEAST_MEAN_CERTAINTY:
        adds_up = parse_zone(reading.lines, today).document is not None
        yield ZoneCandidate(reading.lines, clarity, adds_up, demand.met_by(reading, layout.kind))

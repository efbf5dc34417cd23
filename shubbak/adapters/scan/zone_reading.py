"""From a block of rows to lines of text, the quick way first, and how far they may be believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.blocks import Block, Layout, layouts
from shubbak.adapters.scan.exact_decoding import decode_exactly
from shubbak.adapters.scan.grammar import allows, columns_of
from shubbak.adapters.scan.greedy_decoding import GridReading, characters, read_on_grid
from shubbak.adapters.scan.ink import blotted
from shubbak.adapters.scan.network import GlyphNetwork
from shubbak.adapters.scan.placement import in_place
from shubbak.adapters.scan.strips import cut_strips
from shubbak.domain.mrz import parse_zone

_MOST_LAYOUTS = 5
_LEAST_MEAN_CERTAINTY = 0.8
_LEAST_SCORE = -4.0
_LEAST_CLARITY = -0.5
_LIFTS = (-0.16, 0.0, 0.16)


LEAST_AT_A_GLANCE = 0.995
LEAST_LETTER = 0.8
_LEAST_DIGIT = 0.35


@dataclass(frozen=True, slots=True)
class ZoneCandidate:
    """Lines that have the shape of a zone, and how far they may be believed (certainties are 0 to 1).

    adds_up: every check digit and column is right. clarity: the mean certainty of all characters. letter: that of the
    least certain character outside the columns of digits, 0 where a blot or a wild guess is among any. glance:
    whether that was one look or the mean of three.

    Digits have check digits behind them. These see no difference between characters ten apart in value, such as 8 and
    S or U and K, and none at all guard names, states and sex: letters must be certain by themselves.
    """

    lines: tuple[str, ...]
    adds_up: bool
    clarity: float
    letter: float
    glance: bool


@dataclass(frozen=True, slots=True)
class _Print:
    """What a layout shows, one way up: its strips, and what the network sees in them."""

    kind: str
    strips: list[Floats]
    log_probabilities: list[Floats]

    @property
    def clarity(self) -> float:
        """The mean logarithm of the best class of each step."""
        return float(np.mean([each.max(0).mean() for each in self.log_probabilities]))


def read_block(image: Gray, block: Block, network: GlyphNetwork, today: date) -> Iterator[ZoneCandidate]:
    """Yield what the block may say; a candidate that holds is the last one worth asking for."""
    for layout in layouts(block)[:_MOST_LAYOUTS]:
        glances: list[tuple[float, bool, _Print]] = []
        for upside_down in (False, True):
            strips = cut_strips(image, layout, upside_down=upside_down)
            glance = _Print(layout.kind, strips, network.log_probabilities(strips))
            yield from _judged(_quickly(glance), glance, today, glance=True)
            glances.append((glance.clarity, upside_down, glance))
        clarity, upside_down, glance = max(glances, key=lambda seen: seen[0])
        if clarity >= _LEAST_CLARITY:
            looks = replace(glance, log_probabilities=_several_looks(image, layout, network, upside_down))
            yield from _judged(_quickly(looks), looks, today, glance=False)
            yield from _judged(_carefully(looks), looks, today, glance=False)


def _several_looks(image: Gray, layout: Layout, network: GlyphNetwork, upside_down: bool) -> list[Floats]:
    """Return the mean probabilities of cuts that lie a little higher and lower."""
    looks = [
        network.log_probabilities(cut_strips(image, layout, upside_down=upside_down, lift=lift)) for lift in _LIFTS
    ]
    return [_mean(each) for each in zip(*looks, strict=True)]


def _mean(looks: Sequence[Floats]) -> Floats:
    """Return the logarithm of the mean probability: where the looks disagree, nothing stays certain."""
    return np.asarray(np.log(np.mean(np.exp(np.stack(looks)), axis=0) + 1e-30), np.float32)


def _quickly(shown: _Print) -> GridReading | None:
    return read_on_grid([characters(each) for each in shown.log_probabilities], columns_of(shown.kind))


def _carefully(shown: _Print) -> GridReading | None:
    sorts = columns_of(shown.kind)
    decoded = [decode_exactly(each, sort) for each, sort in zip(shown.log_probabilities, sorts, strict=True)]
    lines = [line for line in decoded if line is not None]
    if len(lines) < len(sorts) or np.mean([line.score for line in lines]) < _LEAST_SCORE:
        return None
    return GridReading(
        tuple(line.text for line in lines),
        tuple(line.certainties for line in lines),
        tuple(line.middles for line in lines),
    )


def _judged(reading: GridReading | None, shown: _Print, today: date, *, glance: bool) -> Iterator[ZoneCandidate]:
    """Yield the reading as a candidate when it is one: of the right sorts, each character in its place, and clear
    enough to be print at all.
    """
    if reading is None or not allows(shown.kind, reading.lines) or not in_place(reading.middles):
        return
    least = {"digit": 1.0, "letter": 1.0}
    for certainties, sorts in zip(reading.certainties, columns_of(shown.kind), strict=True):
        for certainty, sort in zip(certainties, sorts, strict=True):
            of = "digit" if sort in "dD" else "letter"
            least[of] = min(least[of], certainty)
    clarity = float(np.mean([certainty for line in reading.certainties for certainty in line]))
    if clarity >= _LEAST_MEAN_CERTAINTY:
        clean = least["digit"] >= _LEAST_DIGIT and not blotted(shown.strips, reading.lines, reading.middles)
        adds_up = parse_zone(reading.lines, today).document is not None
        yield ZoneCandidate(reading.lines, adds_up, clarity, least["letter"] if clean else 0.0, glance)

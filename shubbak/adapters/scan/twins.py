"""O and 0 where the network cannot tell them apart: the zone's check digits are asked."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from shubbak.adapters.scan.alignment import Alignment, ZoneLines
from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.cells import Cells
from shubbak.adapters.scan.network import CLASSES
from shubbak.domain.mrz_columns import COLUMNS
from shubbak.domain.mrz_twins import TWINS, Place, answers

_CLASSES = [CLASSES.index(char) + 1 for char in TWINS]
_LEAST_DOUBT, _LEAST_TWIN = 0.02, 0.25
"""A twin seen with more than the first may have been printed; with less than the second it is not what stands there,
whatever the digits say.
"""
_UNLIKE_NEIGHBOURS = 0.03
"""Side by side in one print an O and a 0 show their difference; two that look alike are the same."""
_CLEARLY = 0.995
"""So likely one answer must be beside the others that the digits allow."""
_UNSURE = 0.3


def twins_told_apart(cells: Cells, alignment: Alignment, zone: ZoneLines) -> ZoneLines:
    """Return the zone with O and 0, where both were seen in a guarded column, as its check digits say.

    Nothing else speaks for one or the other then, so that the certainty is that of both together. Where the digits
    allow several answers of some likelihood the places are unsure. Unchanged where they allow none.
    """
    places = _both_seen(cells, alignment, zone)
    found = answers(zone.lines, places) if places else ()
    if not found:
        return zone
    shares = {place: _shares(_cell(cells, alignment, place)) for place in places}
    likely = [_likelihood(answer, shares) for answer in found]
    best = found[likely.index(max(likely))]
    if max(likely) < _CLEARLY * sum(likely):
        return _rated(zone, dict.fromkeys(places, _UNSURE))
    if any(shares[place][best[place[0]][place[1]]] < _LEAST_TWIN for place in places):
        return zone
    together = {place: _together(_cell(cells, alignment, place)) for place in places}
    return replace(_rated(zone, together), lines=best)


def _both_seen(cells: Cells, alignment: Alignment, zone: ZoneLines) -> list[Place]:
    """Return the guarded places where an O or a 0 was read and may be the other, the least certain first."""
    places = [
        (number, column)
        for number, sorts in enumerate(COLUMNS[zone.kind])
        for column, sort in enumerate(sorts)
        if sort == "g" and zone.lines[number][column] in TWINS
    ]
    other = {place: float(_cell(cells, alignment, place)[_CLASSES].min()) for place in places}
    return sorted((place for place in places if other[place] >= _LEAST_DOUBT), key=lambda place: -other[place])


def _cell(cells: Cells, alignment: Alignment, place: Place) -> Floats:
    return np.asarray(cells.seen[alignment.line + place[0], alignment.start + place[1]], np.float32)


def _shares(seen: Floats) -> dict[str, float]:
    both = seen[_CLASSES] / seen[_CLASSES].sum()
    return dict(zip(TWINS, both.tolist(), strict=True))


def _likelihood(answer: tuple[str, ...], shares: dict[Place, dict[str, float]]) -> float:
    """Return how well an answer goes with what was seen. Neighbours are mistaken together or not at all: a run of one
    character counts as one.
    """
    likelihood = 1.0
    for run in _runs(sorted(shares)):
        chars = [answer[line][column] for line, column in run]
        seen = math.prod(shares[place][char] for place, char in zip(run, chars, strict=True))
        likelihood *= seen ** (1 / len(run)) if len(set(chars)) == 1 else seen * _UNLIKE_NEIGHBOURS
    return likelihood


def _runs(places: list[Place]) -> list[list[Place]]:
    """Return the places in groups of neighbours."""
    runs: list[list[Place]] = []
    for line, column in places:
        if runs and runs[-1][-1] == (line, column - 1):
            runs[-1].append((line, column))
        else:
            runs.append([(line, column)])
    return runs


def _together(seen: Floats) -> float:
    return round(float(seen[_CLASSES].sum() / max(seen.sum(), 1e-6)), 4)


def _rated(zone: ZoneLines, certainties: dict[Place, float]) -> ZoneLines:
    """Return the zone with other certainties in some places; what was crowded or spoilt (0) stays so."""
    rated = tuple(
        tuple(certainties.get((number, column), old) if old > 0 else old for column, old in enumerate(line))
        for number, line in enumerate(zone.certainties)
    )
    return replace(zone, certainties=rated)

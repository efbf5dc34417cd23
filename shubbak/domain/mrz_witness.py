"""What a second reader must have seen before what no check digit guards is believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shubbak.domain.mrz_columns import COLUMNS, SORTS
from shubbak.domain.mrz_gate import Doubt

Testimony = Mapping[str, float]
"""How likely (0 to 1) each character stands in one column, and UNREADABLE; they need not add up to 1."""

UNREADABLE = "?"
WITNESSED = frozenset("nx")
"""The sorts of column that are shown to a witness: names, and the optional data of visas."""

_LEAST, _LEAST_OF_UPRIGHT = 0.9, 0.985
"""Of 45,000 letters that the gate let pass on drawn cards one in 700 has less in one of two views, and of 69 wrong ones
none that the gate might let pass had more; but a worn M that the reader was sure to be an H had 0.97.
"""
_UPRIGHT = frozenset("HNT")
"""Strokes that wear took make one of these of an M."""


def contradicted(
    kind: str, lines: tuple[str, ...], views: Sequence[Sequence[Sequence[Testimony]]]
) -> tuple[Doubt, ...]:
    """Return where a character was not seen as it was read in each view. views: line by line, empty for a line without
    columns to be shown.
    """
    return tuple(
        Doubt(row, column, "unsure")
        for row, (line, sorts) in enumerate(zip(lines, COLUMNS[kind], strict=True))
        for column, (char, sort) in enumerate(zip(line, sorts, strict=True))
        if sort in WITNESSED and share_of(char, sort, [view[row][column] for view in views]) < _least(char)
    )


def share_of(char: str, sort: str, testimonies: Sequence[Testimony]) -> float:
    """Return the least share that a character has of all that may stand in its column, in any testimony."""
    return min(
        seen[char] / max(seen[UNREADABLE] + sum(seen[other] for other in SORTS[sort]), 1e-6) for seen in testimonies
    )


def _least(char: str) -> float:
    return _LEAST_OF_UPRIGHT if char in _UPRIGHT else _LEAST

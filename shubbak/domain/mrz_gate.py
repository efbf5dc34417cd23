"""The gate before a zone is believed: how sure each character must have been seen, and what is in doubt.

A wrong document that looks right is worse than none. Digits have check digits behind them; these do not see
characters ten apart in value, such as 8 and S or U and K, and none guards names, states and sex: letters must be
certain by themselves. Nothing is ever changed to make digits hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.domain.mrz_columns import COLUMNS
from shubbak.domain.mrz_names import odd_places, settled_from
from shubbak.domain.mrz_zone import FRENCH, columns


@dataclass(frozen=True, slots=True)
class Demands:
    """The least certainty (0 to 1) of a letter, of one in a name that print seldom makes doubtful when it is right, of
    a digit that check digits guard, and of an odd letter of a name.
    """

    letter: float
    plain: float
    digit: float
    odd: float


AT_A_GLANCE = Demands(letter=0.99, plain=0.995, digit=0.5, odd=0.999)
"""For one look."""

AFTER_LOOKS = Demands(letter=0.85, plain=0.95, digit=0.35, odd=0.98)
"""For the mean of several looks, in which a character that depends on the cut has lost its certainty."""


_PLAIN = frozenset("BCEFGHKLNPRSVWXZ<")
"""Nearly all of these are certain beyond 0.97 when they are right, in poor pictures too; A, D, I, J, M, O, Q, T, U and
Y are not. A worn M that is taken for an H, or half an O for an L, seldom gets that far.
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a zone is not believed, and where; line and column count from 0.

    reason: unsure (a character may be another), covered (nothing legible stands there), check-digit (the digit that
    stands there does not hold), impossible (the field that begins there says what no document says).
    """

    line: int
    column: int
    reason: str


def find_doubts(
    kind: str, lines: Sequence[str], certainties: Sequence[Sequence[float]], demands: Demands
) -> tuple[Doubt, ...]:
    """Return every doubt about lines of this kind, in reading order; none: they may be believed.

    certainties: 0 to 1 for each character, 0 for one that was not seen.
    """
    doubts = [
        Doubt(row, column, "unsure" if certainty > 0 else "covered")
        for row, (line, line_certainties) in enumerate(zip(lines, certainties, strict=True))
        for column, (certainty, least) in enumerate(
            zip(line_certainties, _least(kind, row, line, demands), strict=True)
        )
        if certainty < least
    ]
    return (*doubts, *failed_checks(tuple(lines)))


def failed_checks(lines: tuple[str, ...]) -> tuple[Doubt, ...]:
    """Return where check digits stand that do not hold."""
    zone = columns(lines)
    failed = [check for check in zone.checks if not check.holds] if zone else []
    return tuple(Doubt(check.line, check.column, "check-digit") for check in failed)


def _least(kind: str, row: int, line: str, demands: Demands) -> list[float]:
    """Return the certainty demanded of each column of a line."""
    sorts = COLUMNS[kind][row]
    least = [_least_of(sort, char, demands) for sort, char in zip(sorts, line, strict=True)]
    begin, end = sorts.find("n"), sorts.rfind("n") + 1
    if begin < 0 or kind == FRENCH:
        return least
    names = line[begin:end]
    for place in odd_places(names):
        least[begin + place] = demands.odd
    for place in range(settled_from(names), len(names)):
        # Behind the names only fillers may stand: one that a thumb hides says nothing.
        least[begin + place] = 0.0 if line[begin + place] == "<" else demands.odd
    return least


def _least_of(sort: str, char: str, demands: Demands) -> float:
    if sort in "dD":
        return demands.digit
    return demands.plain if sort == "n" and char in _PLAIN else demands.letter

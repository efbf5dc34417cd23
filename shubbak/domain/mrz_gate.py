"""The gate before a zone is believed: how sure each character must have been seen, and what is in doubt.

A wrong document that looks right is worse than none. Digits have check digits behind them; these do not see
characters ten apart in value, such as 8 and S or U and K, and none guards names, states and sex: letters must be
certain by themselves. None guards the optional data of a visa either, where an O may stand as well as a 0. Nothing is
ever changed to make digits hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.domain.mrz_columns import COLUMNS, place_of
from shubbak.domain.mrz_names import odd_places, settled_from
from shubbak.domain.mrz_states import known_state
from shubbak.domain.mrz_twins import TWINS, answers
from shubbak.domain.mrz_zone import FRENCH, columns


@dataclass(frozen=True, slots=True)
class Demands:
    """The least certainty (0 to 1) of a letter in guarded data or a state's code, of a digit that they guard, and of
    letters in names: of any, of a round one or an M, of one that print seldom makes doubtful when it is right, of an H,
    N or T, and of an odd one.
    """

    letter: float
    digit: float
    name: float
    round: float
    plain: float
    upright: float
    odd: float


AT_A_GLANCE = Demands(letter=0.97, digit=0.8, name=0.95, round=0.97, plain=0.96, upright=0.993, odd=0.99)
"""For one look."""

AFTER_LOOKS = Demands(letter=0.85, digit=0.8, name=0.9, round=0.97, plain=0.92, upright=0.993, odd=0.985)
"""For the mean of several looks, in which a character that depends on the cut has lost its certainty.

Chosen on 860 drawn cards, 540 of them in cuts that training never saw and 500 as poor as they can be read, and raised
where the judge (benchmarks/mrz) found one wrong: above the surest wrong letter of each sort (a worn I as T at 0.978, an
M as H at 0.986, a broken O as D at 0.966, a B printed for an 8 as that 8 at 0.731).
"""

_ROUND, _UPRIGHT = frozenset("DMOQ"), frozenset("HNT")
_OVAL, _OVAL_LIKE = frozenset("0O"), frozenset("0DOQ")
_OVAL_AS_SEEN = 0.998
"""Beyond this an O was never seen as a 0, nor the other way round."""
_PLAIN = frozenset("BCEFGKLPRSVWXZ<")
"""Nearly all of these are certain beyond 0.97 when they are right, in poor pictures too; not so A, I, J, U and Y."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a zone is not believed, and where; line and column count from 0.

    reason: unsure (a character may be another), covered (nothing legible stands there), check-digit (the digit that
    stands there does not hold), impossible (the field that begins there says what no document says); readers add
    `ports.reader.LONGER`.
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
        for row, (line, line_certainties) in enumerate(
            zip(lines, _with_states_twice(kind, lines, certainties), strict=True)
        )
        for column, (certainty, least) in enumerate(
            zip(line_certainties, _least(kind, row, line, demands), strict=True)
        )
        if certainty < least
    ]
    swapped = _swapped_unseen(kind, tuple(lines), certainties, demands.upright)
    doubts += [Doubt(row, column, "unsure") for row, column in swapped]
    return (*sorted(set(doubts), key=lambda one: (one.line, one.column)), *failed_checks(tuple(lines)))


def _swapped_unseen(
    kind: str, lines: tuple[str, ...], certainties: Sequence[Sequence[float]], least: float
) -> set[tuple[int, int]]:
    """Return where an O or a 0 is less sure than `least` and may be the other, together with more of them, without any
    digit noticing. A number of digits alone has no O.
    """
    uncertain = [
        (row, column)
        for row, sorts in enumerate(COLUMNS[kind])
        for column, sort in enumerate(sorts)
        if sort == "g" and lines[row][column] in TWINS and certainties[row][column] < _OVAL_AS_SEEN
        if _among_letters(lines[row], sorts, column)
    ]
    uncertain.sort(key=lambda place: certainties[place[0]][place[1]])
    return {
        (row, column)
        for answer in (answers(lines, uncertain) if len(uncertain) > 1 else ())
        for row, column in uncertain
        if answer[row][column] != lines[row][column] and certainties[row][column] < least
    }


def _among_letters(line: str, sorts: str, column: int) -> bool:
    """Whether the guarded run around a column has a letter that is no O."""
    begin, end = column, column
    while begin > 0 and sorts[begin - 1] == "g" and line[begin - 1] != "<":
        begin -= 1
    while end < len(sorts) and sorts[end] == "g" and line[end] != "<":
        end += 1
    return any(char.isalpha() and char not in TWINS for char in line[begin:end])


def _with_states_twice(
    kind: str, lines: Sequence[str], certainties: Sequence[Sequence[float]]
) -> Sequence[Sequence[float]]:
    """Return the certainties, where issuer and nationality say the same state each letter as sure as the surer of both.

    Letters that are seen apart from each other are not mistaken alike, and for another state that there is.
    """
    (row, column), (other_row, other_column) = place_of(kind, "issuer"), place_of(kind, "nationality")
    code = lines[row][column : column + 3]
    if kind == FRENCH or code != lines[other_row][other_column : other_column + 3] or not known_state(code):
        return certainties
    joined = [list(line) for line in certainties]
    for at in range(3):
        one, other = certainties[row][column + at], certainties[other_row][other_column + at]
        if min(one, other) > 0:
            joined[row][column + at] = joined[other_row][other_column + at] = max(one, other)
    return joined


def failed_checks(lines: tuple[str, ...]) -> tuple[Doubt, ...]:
    """Return where check digits stand that do not hold."""
    zone = columns(lines)
    failed = [check for check in zone.checks if not check.holds] if zone else []
    return tuple(Doubt(check.line, check.column, "check-digit") for check in failed)


def _least(kind: str, row: int, line: str, demands: Demands) -> list[float]:
    """Return the certainty demanded of each column of a line."""
    sorts = COLUMNS[kind][row]
    # The number of a visa has one check digit and no second one over all of it.
    sorts_there = sorts.replace("g", "o") if kind.startswith("MRV") else sorts
    least = [_least_of(sort, char, demands) for sort, char in zip(sorts_there, line, strict=True)]
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
    if sort == "x":
        return demands.odd if char in _OVAL else demands.round
    if sort == "o" and char in _OVAL_LIKE:
        return demands.round
    if sort != "n":
        return demands.letter
    if char in _PLAIN:
        return demands.plain
    return demands.round if char in _ROUND else demands.upright if char in _UPRIGHT else demands.name

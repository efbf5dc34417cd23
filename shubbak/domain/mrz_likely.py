"""A zone that is right but for a few letters of its names: which document it may be, and which letters are in doubt.

No check digit guards names, so what a program cannot settle there a person can, who holds the document. Anything else
in doubt (a number, a date, a place where nothing legible stands) is no question for a person in a hurry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_columns import COLUMNS
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.mrz_zone import FRENCH, shape_of

#: A person compares so many letters one by one; with more of them in doubt a look decides nothing.
MOST_UNSURE = 3
#: Likelier than everything else together. Of 300 drawn cards letters under a finger or glare came out of the reader at
#: 0.13 at most, right ones that the gate doubts at 0.84 and more: nobody is asked to confirm a guess.
LEAST_CERTAINTY = 0.5


@dataclass(frozen=True, slots=True)
class DoubtedLetters:
    """Places in a document's surname and given names, from 0; the place behind the last letter means that something may
    follow it.
    """

    surname: tuple[int, ...] = ()
    given_names: tuple[int, ...] = ()


def likely_document(
    lines: tuple[str, ...],
    certainties: Sequence[Sequence[float]],
    document: IdentityDocument | None,
    doubts: Sequence[Doubt],
) -> IdentityDocument | None:
    """Return the document that the lines say (`parse_zone`, None where they say none) if nothing but its names is in
    doubt, these in three characters at most, and each of them likelier than not; else None. Without a doubt it is not
    likely, but read. certainties: 0 to 1 for each character.
    """
    sorts = COLUMNS.get(shape_of(lines))
    if document is None or sorts is None or not 0 < len(doubts) <= MOST_UNSURE:
        return None
    for one in doubts:
        named = one.reason == "unsure" and sorts[one.line][one.column] == "n"
        if not named or certainties[one.line][one.column] < LEAST_CERTAINTY:
            return None
    return document


def doubted_letters(lines: tuple[str, ...], doubts: Sequence[Doubt]) -> DoubtedLetters:
    """Return where the doubts about names stand in the names as `parse_zone` spells them."""
    kind = shape_of(lines)
    if not kind:
        return DoubtedLetters()
    if kind == FRENCH:
        return DoubtedLetters(_places(lines, 0, (5, 30), doubts), _places(lines, 1, (13, 27), doubts))
    row = next(row for row, sorts in enumerate(COLUMNS[kind]) if "n" in sorts)
    begin, end = COLUMNS[kind][row].index("n"), COLUMNS[kind][row].rindex("n") + 1
    # A surname's own doubt may stand in the double filler behind it: it may be a letter longer.
    parting = lines[row].find("<<", begin)
    given = end if parting < 0 else min(parting + 2, end)
    return DoubtedLetters(_places(lines, row, (begin, given), doubts), _places(lines, row, (given, end), doubts))


def _places(lines: tuple[str, ...], row: int, span: tuple[int, int], doubts: Sequence[Doubt]) -> tuple[int, ...]:
    """Return the doubts within a span of columns as places in the words that stand there."""
    shown = _shown_columns(lines[row], *span)
    within = [one.column for one in doubts if one.line == row and span[0] <= one.column < span[1]]
    return tuple(sorted({bisect_left(shown, column) for column in within}))


def _shown_columns(line: str, begin: int, end: int) -> list[int]:
    """Return the columns whose characters are spelt: letters, and one filler between two words as their space."""
    letters = [column for column in range(begin, end) if line[column] != "<"]
    return [
        column
        for column in range(begin, end)
        if line[column] != "<" or (column - 1 in letters and letters[-1] > column)
    ]

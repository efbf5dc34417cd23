"""The zone in what another reader returns, and the free repair by grammar: what a column's place demands of it."""

from __future__ import annotations

import re

from benchmarks.mrz.zones import DIGITS, LETTERS

ALPHABET = set(DIGITS + LETTERS + "<")
SHAPES = ((3, 30), (2, 44), (2, 36))
ANGLES = str.maketrans({"«": "<<", "《": "<<", "‹": "<", "≤": "<", "(": "<", "〈": "<", "＜": "<"})
TO_DIGIT = str.maketrans("OISBZ", "01582")
TO_LETTER = str.maketrans("01582", "OISBZ")


def cleaned(line: str) -> str:
    """A line in capitals without blanks, angle quotes as fillers, and nothing that no zone has."""
    return "".join(c for c in line.upper().translate(ANGLES) if c in ALPHABET)


def zone_of(lines: list[str]) -> tuple[str, ...]:
    """The last rows of one zone's exact size that follow each other and start as zones do, or nothing."""
    rows = [row for row in map(cleaned, lines) if row]
    for count, length in SHAPES:
        for at in range(len(rows) - count, -1, -1):
            block = rows[at : at + count]
            if all(len(row) == length for row in block) and block[0][0] in LETTERS:
                return tuple(block)
    return ()


def _fitted(row: str, length: int) -> str:
    """The row with its longest run of fillers made longer or shorter, as recognisers count them badly."""
    if len(row) == length or not length - 9 <= len(row) <= length + 9:
        return row
    runs = [(match.end() - match.start(), match.start()) for match in re.finditer("<+", row)]
    best, at = max(runs, default=(0, -1))
    change = length - len(row)
    if at < 0 or best + change < 0:
        return row
    return row[:at] + "<" * (best + change) + row[at + best :]


def _columns(rows: tuple[str, ...], row: int) -> tuple[list[int], list[int]]:
    """The columns that must hold digits, and those that must hold letters."""
    if len(rows) == 3:
        return (
            ([], [0, 2, 3, 4]),
            ([*range(7), *range(8, 15), 29], [7, 15, 16, 17]),
            ([], list(range(30))),
        )[row]
    length = len(rows[0])
    if row == 0:
        return [], list(range(length))
    last = {44: [42, 43], 36: [35]}[length] if rows[0][0] != "V" else []  # a visa ends with optional data
    return [9, *range(13, 20), *range(21, 28), *last], [10, 11, 12, 20]


def repaired(lines: list[str]) -> tuple[str, ...]:
    """The zone after the free repair: lengths by the fillers, and O, I, S, B, Z or 0, 1, 5, 8, 2 by the column."""
    rows = [row for row in map(cleaned, lines) if len(row) > 20]
    best: tuple[int, tuple[str, ...]] = (99, ())
    for count, length in SHAPES:
        for at in range(len(rows) - count + 1):
            block = rows[at : at + count]
            off = sum(abs(len(row) - length) for row in block)
            fitted = [_fitted(row, length) for row in block]
            starts = block[0][0] in LETTERS and "<" in "".join(block)
            if off <= best[0] and starts and all(len(row) == length for row in fitted):
                best = off, tuple(fitted)
    return tuple(_by_grammar(row, *_columns(best[1], at)) for at, row in enumerate(best[1]))


def _by_grammar(row: str, digits: list[int], letters: list[int]) -> str:
    out = list(row)
    for column in digits:
        out[column] = out[column].translate(TO_DIGIT)
    for column in letters:
        out[column] = out[column].translate(TO_LETTER)
    return "".join(out)

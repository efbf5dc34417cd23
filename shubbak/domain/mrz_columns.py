"""What may stand in each column of each kind of zone: letters, digits, or both."""

from __future__ import annotations

from shubbak.domain.mrz_zone import FRENCH

_DIGITS, _LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

SORTS = {
    "t": "ACIP",  # first letter of a document's code
    "v": "V",  # of a visa's
    "i": "I",
    "l": _LETTERS,
    "a": _LETTERS + "<",
    "n": _LETTERS + "<",  # names
    "d": _DIGITS,
    "D": _DIGITS + "<",
    "s": "MF<",
    "g": _LETTERS + _DIGITS + "<",
    "x": _LETTERS + _DIGITS + "<",
}
"""The characters that each sort of column may hold; "d", "D" and "g" have check digits behind them."""


def _two_lines(code: str, length: int, tail: str) -> tuple[str, str]:
    return code + "alaa" + "n" * (length - 5), "g" * 9 + "Dlaa" + "D" * 6 + "ds" + "D" * 6 + "d" + tail


COLUMNS = {
    "TD1": (
        "tal" + "aa" + "g" * 9 + "D" + "g" * 15,
        "D" * 6 + "ds" + "D" * 6 + "d" + "laa" + "g" * 11 + "d",
        "n" * 30,
    ),
    "TD2": _two_lines("t", 36, "g" * 7 + "d"),
    "TD3": _two_lines("t", 44, "g" * 14 + "Dd"),
    "MRV-A": _two_lines("v", 44, "x" * 16),
    "MRV-B": _two_lines("v", 36, "x" * 8),
    FRENCH: ("ilaaa" + "n" * 25 + "g" * 6, "dddd" + "ggg" + "ddddd" + "d" + "n" * 14 + "D" * 6 + "dsd"),
}
"""One letter of SORTS a column, line by line."""


def allows(kind: str, lines: tuple[str, ...]) -> bool:
    """Whether every character stands where its sort may; the lines have the kind's lengths."""
    return all(
        char in SORTS[sort]
        for line, sorts in zip(lines, COLUMNS[kind], strict=True)
        for char, sort in zip(line, sorts, strict=True)
    )


_TWO_LINES = {
    "code": (0, 0), "issuer": (0, 2), "names": (0, 5), "number": (1, 0), "nationality": (1, 10), "birth": (1, 13),
    "sex": (1, 20), "expiry": (1, 21),
}  # fmt: skip
_CARD = {
    "code": (0, 0), "issuer": (0, 2), "number": (0, 5), "birth": (1, 0), "sex": (1, 7), "expiry": (1, 8),
    "nationality": (1, 15), "names": (2, 0),
}  # fmt: skip
_OLD_FRENCH = {
    "code": (0, 0), "issuer": (0, 2), "names": (0, 5), "number": (1, 0), "issued": (1, 0), "given": (1, 13),
    "birth": (1, 27), "sex": (1, 34),
}  # fmt: skip


def place_of(kind: str, field: str) -> tuple[int, int]:
    """Return the line and column, from 0, where a field of `ZoneColumns` begins; the start where it has no place."""
    fields = {"TD1": _CARD, FRENCH: _OLD_FRENCH}.get(kind, _TWO_LINES)
    return fields.get(field, (0, 0))

"""A machine-readable zone as fixed columns: which kind it is, what stands where, and whether its digits hold."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import NamedTuple

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
FRENCH = "FRA-ID"
LINE_LENGTHS = {
    "TD1": (30, 30, 30),
    "TD2": (36, 36),
    "TD3": (44, 44),
    "MRV-A": (44, 44),
    "MRV-B": (36, 36),
    FRENCH: (36, 36),
}
"""Cards, passports, visas in two sizes (their code begins with V), and the French national card of 1988 to 2021."""

_VALUE = {char: index for index, char in enumerate(ALPHABET[:-1])} | {"<": 0}


def check_digit(text: str) -> str:
    """Return the check digit of ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1, A=10 to Z=35, the filler counts 0.

    Raises KeyError for a character that no zone can hold.
    """
    return str(sum(_VALUE[char] * weight for char, weight in zip(text, cycle((7, 3, 1)), strict=False)) % 10)


def shape_of(lines: tuple[str, ...]) -> str:
    """Return the kind in LINE_LENGTHS when the lines have exactly its shape and alphabet, else ""."""
    lengths = tuple(len(line) for line in lines)
    if not set("".join(lines)) <= set(ALPHABET):
        return ""
    if lengths == (36, 36):
        return "MRV-B" if lines[0][0] == "V" else FRENCH if _french(*lines) else "TD2"
    if lengths == (44, 44):
        return "MRV-A" if lines[0][0] == "V" else "TD3"
    return "TD1" if lengths == LINE_LENGTHS["TD1"] else ""


def _french(first: str, second: str) -> bool:
    """The given names of the old French card stand where TD2 has dates."""
    return first.startswith("IDFRA") and not any(char.isdigit() for char in second[13:27])


class Check(NamedTuple):
    """A check digit as printed, what it checks, and where it stands; line and column count from 0."""

    text: str
    printed: str
    line: int
    column: int

    def __repr__(self) -> str:
        return f"Check({self.line}, {self.column})"

    @property
    def holds(self) -> bool:
        return check_digit(self.text) == self.printed


@dataclass(frozen=True, slots=True, repr=False)
class ZoneColumns:
    """The columns of one zone as printed, fillers kept.

    `number` is joined with its continuation where a long number (9303-5 and 9303-6, note j) runs into the optional
    data. `issued` is the year and month of a French card, else "".
    """

    kind: str
    code: str
    issuer: str
    names: str
    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    optional: tuple[str, ...]
    checks: tuple[Check, ...]
    issued: str = ""

    def holds(self) -> bool:
        """Whether every check digit, the composite one included, is the right one."""
        return all(check.holds for check in self.checks)


def columns(lines: tuple[str, ...]) -> ZoneColumns | None:
    """Cut the lines into columns, or return None when they have no shape of LINE_LENGTHS."""
    kind = shape_of(lines)
    if kind == "TD1":
        return _card_columns(*lines)
    if kind == FRENCH:
        return _french_columns(*lines)
    return _two_line_columns(kind, *lines) if kind else None


def _card_columns(first: str, second: str, third: str) -> ZoneColumns:
    """TD1, Doc 9303-5 section 4.2.2."""
    number, number_check, rest = _long_number(first[5:14], first[14], first[15:30], (0, 14))
    composite = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    return ZoneColumns(
        kind="TD1",
        code=first[0:2],
        issuer=first[2:5],
        names=third,
        number=number,
        nationality=second[15:18],
        birth=second[0:6],
        sex=second[7],
        expiry=second[8:14],
        optional=(rest, second[18:29]),
        checks=(
            number_check,
            Check(second[0:6], second[6], 1, 6),
            Check(second[8:14], second[14], 1, 14),
            Check(composite, second[29], 1, 29),
        ),
    )


def _two_line_columns(kind: str, first: str, second: str) -> ZoneColumns:
    """TD2 (Doc 9303-6, 4.2.2), TD3 (9303-4, 4.2.2) and both visas (9303-7, 4.2 and 5.2), which end in optional data
    that nothing checks.
    """
    number, optional = second[0:9], second[28:]
    number_checks: tuple[Check, ...] = (Check(number, second[9], 1, 9),)
    composite: tuple[Check, ...] = ()
    if kind == "TD2":
        number, number_check, optional = _long_number(number, second[9], second[28:35], (1, 9))
        number_checks = (number_check,)
    elif kind == "TD3":
        optional = second[28:42]
        number_checks += _optional_check(optional, second[42])
    if kind in ("TD2", "TD3"):
        composite = (Check(second[0:10] + second[13:20] + second[21:-1], second[-1], 1, len(second) - 1),)
    return ZoneColumns(
        kind=kind,
        code=first[0:2],
        issuer=first[2:5],
        names=first[5:],
        number=number,
        nationality=second[10:13],
        birth=second[13:19],
        sex=second[20],
        expiry=second[21:27],
        optional=(optional,),
        checks=(
            *number_checks,
            Check(second[13:19], second[19], 1, 19),
            Check(second[21:27], second[27], 1, 27),
            *composite,
        ),
    )


def _french_columns(first: str, second: str) -> ZoneColumns:
    """The French card before 2021, as published with decree 55-1397: surname and office, then number (year and month
    of issue, office, serial), given names, birth and sex; it prints no expiry and its holders are French.
    """
    return ZoneColumns(
        kind=FRENCH,
        code=first[0:2],
        issuer=first[2:5],
        names=f"{first[5:30].rstrip('<')}<<{second[13:27].replace('<<', '<')}",
        number=second[0:12],
        nationality="FRA",
        birth=second[27:33],
        sex=second[34],
        expiry="<" * 6,
        optional=(first[30:36],),
        checks=(
            Check(second[0:12], second[12], 1, 12),
            Check(second[27:33], second[33], 1, 33),
            Check(first + second[:35], second[35], 1, 35),
        ),
        issued=second[0:4],
    )


def _optional_check(optional: str, printed: str) -> tuple[Check, ...]:
    """An empty optional field of a passport may carry a filler in place of its digit (9303-4, 4.2.2.2)."""
    return () if printed == "<" and not optional.strip("<") else (Check(optional, printed, 1, 42),)


def _long_number(head: str, printed: str, optional: str, place: tuple[int, int]) -> tuple[str, Check, str]:
    """Return (number, its check, optional data left), following a number of more than nine characters into the
    optional data, where it ends with its digit and a filler.
    """
    if printed != "<":
        return head, Check(head, printed, *place), optional
    tail, _, left = optional.partition("<")
    number = head + tail[:-1]
    return number, Check(number, tail[-1:], *place), left

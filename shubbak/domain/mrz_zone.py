"""A machine-readable zone as fixed columns: which shape it has, what stands where, and whether its digits hold."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
LINE_LENGTHS = {"TD1": (30, 30, 30), "TD2": (36, 36), "TD3": (44, 44)}
_VALUE = {char: index for index, char in enumerate(ALPHABET[:-1])} | {"<": 0}


def check_digit(text: str) -> str:
    """Return the check digit of ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1, A=10 to Z=35, the filler counts 0.

    Raises KeyError for a character that no zone can hold.
    """
    return str(sum(_VALUE[char] * weight for char, weight in zip(text, cycle((7, 3, 1)), strict=False)) % 10)


def shape_of(lines: tuple[str, ...]) -> str:
    """Return TD1, TD2 or TD3 when the lines have exactly that shape and alphabet, else ""."""
    lengths = tuple(len(line) for line in lines)
    if not set("".join(lines)) <= set(ALPHABET):
        return ""
    return next((kind for kind, wanted in LINE_LENGTHS.items() if wanted == lengths), "")


@dataclass(frozen=True, slots=True)
class ZoneColumns:
    """The columns of one zone as printed, fillers kept.

    `number` is joined with its continuation where a long number (9303-5 and 9303-6, note j) runs into the optional
    data; `checks` are pairs (checked text, digit as printed).
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
    checks: tuple[tuple[str, str], ...]

    def holds(self) -> bool:
        """Whether every check digit, the composite one included, is the right one."""
        return all(check_digit(text) == printed for text, printed in self.checks)


def columns(lines: tuple[str, ...]) -> ZoneColumns | None:
    """Cut the lines into columns, or return None when they have no shape of Doc 9303."""
    kind = shape_of(lines)
    if kind == "TD1":
        return _card_columns(*lines)
    return _two_line_columns(kind, *lines) if kind else None


def _card_columns(first: str, second: str, third: str) -> ZoneColumns:
    """TD1, Doc 9303-5 section 4.2.2."""
    number, number_check, rest = _long_number(first[5:14], first[14], first[15:30])
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
        checks=(number_check, (second[0:6], second[6]), (second[8:14], second[14]), (composite, second[29])),
    )


def _two_line_columns(kind: str, first: str, second: str) -> ZoneColumns:
    """TD2, Doc 9303-6 section 4.2.2, and TD3, Doc 9303-4 section 4.2.2."""
    if kind == "TD2":
        number, number_check, optional = _long_number(second[0:9], second[9], second[28:35])
        number_checks: tuple[tuple[str, str], ...] = (number_check,)
    else:
        number, optional = second[0:9], second[28:42]
        number_checks = ((number, second[9]), *_optional_check(optional, second[42]))
    composite = second[0:10] + second[13:20] + second[21:-1]
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
            (second[13:19], second[19]),
            (second[21:27], second[27]),
            (composite, second[-1]),
        ),
    )


def _optional_check(optional: str, printed: str) -> tuple[tuple[str, str], ...]:
    """An empty optional field of a passport may carry a filler in place of its digit (9303-4, 4.2.2.2)."""
    return () if printed == "<" and not optional.strip("<") else ((optional, printed),)


def _long_number(head: str, printed: str, optional: str) -> tuple[str, tuple[str, str], str]:
    """Return (number, (checked text, digit), optional data left), following a number of more than nine characters
    into the optional data, where it ends with its digit and a filler.
    """
    if printed != "<":
        return head, (head, printed), optional
    tail, _, left = optional.partition("<")
    number = head + tail[:-1]
    return number, (number, tail[-1:]), left

"""Machine-readable zones of every size of ICAO Doc 9303, with names, numbers and optional data of many styles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.mrz.people import OTHERS, issuer, person

SIZES = {"TD1": (3, 30), "TD2": (2, 36), "TD3": (2, 44), "MRVA": (2, 44), "MRVB": (2, 36)}
DIGITS, LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Zone:
    """The kind of document and its rows of text, all of one length."""

    kind: str
    rows: tuple[str, ...]


def check(text: str) -> str:
    """The check digit of ICAO Doc 9303: weights 7, 3, 1 over 0-9, A=10 to Z=35 and the filler as nothing."""
    return str(sum((0 if c == "<" else int(c, 36)) * (7, 3, 1)[at % 3] for at, c in enumerate(text)) % 10)


def _checked(text: str) -> str:
    return text + check(text)


def _drawn(dice: Random, style: str) -> str:
    """A number by its style: 9 a digit, A a letter, K a letter that no digit resembles, * either."""
    kinds = {"9": DIGITS, "A": LETTERS, "K": "CFGHJKLMNPRTVWXYZ", "*": DIGITS + LETTERS}
    return "".join(dice.choice(kinds.get(c, c)) for c in style)


NUMBERS = "999999999 A99999999 AA9999999 A9999999 99999999 KK*999K*K 99AA99999 *******99 AA999999 9999999 A*******9"
CIVIL = "1999999999 2999999999 29999999999 299999999999 9999999999 99999999 999999999999 9999999999999 9999999A"
ODD = "A99999999 99999A9 *********** 99<9999 AA<99999 *<*** A9A9A9A9A9"


def _number(dice: Random) -> str:
    return _drawn(dice, dice.choice(NUMBERS.split()))


def _optional(dice: Random, room: int) -> str:
    """Optional data: nothing, a civil number, or what states otherwise put there."""
    roll = dice.random()
    if roll < 0.4:
        return ""
    style = dice.choice((CIVIL if roll < 0.8 else ODD).split())
    return _drawn(dice, style)[:room].rstrip("<")


def _dates(dice: Random) -> tuple[str, str]:
    """Birth and expiry as six characters each: one birth in eighty has no day, and of those some no month."""
    today = date(2026, 6, 30)
    expiry = today + timedelta(days=dice.randint(-1500, 3650))
    birth = today - timedelta(days=dice.randint(400, 94 * 365))
    born = birth.strftime("%y%m%d")
    if dice.random() < 1 / 80:
        born = born[:4] + "<<" if dice.random() < 0.5 else born[:2] + "<<<<"
    return born, expiry.strftime("%y%m%d")


def _names(dice: Random, room: int) -> str:
    family, given = person(dice)
    joined = family.replace(" ", "<") + ("<<" + given.replace(" ", "<") if given else "")
    if not family:
        joined = given.replace(" ", "<")
    return joined[:room].ljust(room, "<")


def _nation(dice: Random, state: str) -> str:
    roll = dice.random()
    nation = state if roll < 0.8 else (issuer(dice) if roll < 0.97 else dice.choice(OTHERS))
    return nation.ljust(3, "<")


def _td1(dice: Random) -> tuple[str, ...]:
    state = issuer(dice)
    code = dice.choice(("I<", "ID", "IR", "C<", "AC", "IP", "AR", "I<", "ID"))
    number = _number(dice)
    first = _optional(dice, 15)
    if dice.random() < 0.1:  # a number too long for its field goes on in the optional data
        number = (number + _drawn(dice, "999999"))[: dice.randint(10, 14)]
        whole = number[:9] + "<" + number[9:] + check(number)
        rest = f"<{first}" if first and len(whole) + len(first) < 24 and dice.random() < 0.3 else ""
        field = whole + rest
    else:
        field = _checked(number.ljust(9, "<")) + first
    top = (code + state.ljust(3, "<") + field).ljust(30, "<")
    born, expiry = _dates(dice)
    second = _optional(dice, 11) if dice.random() < 0.5 else ""
    sex = dice.choice("MFMFMFMF<")
    middle = _checked(born) + sex + _checked(expiry) + _nation(dice, state) + second.ljust(11, "<")
    return top, middle + check(top[5:] + middle[:7] + middle[8:15] + middle[18:]), _names(dice, 30)


def _two_rows(dice: Random, kind: str) -> tuple[str, ...]:
    length = SIZES[kind][1]
    state = issuer(dice)
    codes = {"TD2": ("I<", "ID", "P<", "AC", "IR"), "TD3": ("P<", "P<", "P<", "PD", "PS", "PN", "PP", "PM", "PO")}
    top = dice.choice(codes.get(kind, ("V<", "VA", "VB", "VD"))) + state.ljust(3, "<") + _names(dice, length - 5)
    born, expiry = _dates(dice)
    sex = dice.choice("MFMFMFMF<")
    start = _checked(_number(dice).ljust(9, "<")) + _nation(dice, state) + _checked(born) + sex + _checked(expiry)
    if kind in ("MRVA", "MRVB"):
        return top, (start + _optional(dice, length - 28)).ljust(length, "<")
    if kind == "TD2":
        bottom = start + _optional(dice, 7).ljust(7, "<")
    else:
        spare = _optional(dice, 14).ljust(14, "<")
        empty = not spare.strip("<")
        bottom = start + spare + (dice.choice("<0") if empty else check(spare))
    return top, bottom + check(bottom[:10] + bottom[13:20] + bottom[21:])


def zone(dice: Random, kind: str = "") -> Zone:
    """A zone of the kind, or of any: identity cards in two of five, passports in one of three, the rest others."""
    kind = kind or dice.choices(tuple(SIZES), (40, 12, 36, 7, 5))[0]
    return Zone(kind, _td1(dice) if kind == "TD1" else _two_rows(dice, kind))


def holds(rows: tuple[str, ...]) -> bool:
    """Whether the rows have a known size and every check digit that their kind has is right: the judge's own rule."""
    if (len(rows), len(rows[0]) if rows else 0) not in SIZES.values() or len({len(row) for row in rows}) != 1:
        return False
    if any(c not in DIGITS + LETTERS + "<" for row in rows for c in row):
        return False
    if len(rows) == 3:
        top, middle = rows[0], rows[1]
        number, digit = top[5:14], top[14]
        if digit == "<":
            rest = top[15:].split("<")[0]
            number, digit = number + rest[:-1], rest[-1:]
        pairs = [(number, digit), (middle[:6], middle[6]), (middle[8:14], middle[14])]
        whole = top[5:] + middle[:7] + middle[8:15] + middle[18:29]
        return all(check(text) == digit for text, digit in [*pairs, (whole, middle[29])])
    row = rows[1]
    pairs = [(row[:9], row[9]), (row[13:19], row[19]), (row[21:27], row[27])]
    if rows[0][0] != "V":
        pairs.append((row[:10] + row[13:20] + row[21:-1], row[-1]))
        if len(row) == 44 and row[42] != "<":
            pairs.append((row[28:42], row[42]))
    return all(check(text) == digit for text, digit in pairs)

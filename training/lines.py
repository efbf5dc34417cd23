"""The text of machine-readable zones (ICAO Doc 9303) with check digits that hold, and of lines that are no zone."""

from __future__ import annotations

from itertools import product

import numpy as np

from shubbak.domain.mrz_states import known_state
from shubbak.domain.mrz_zone import check_digit

Chance = np.random.Generator

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
FILLER = "<"
PRINTED = FILLER + LETTERS + DIGITS
STATES = tuple(
    code
    for length in (1, 3)
    for code in map("".join, product(LETTERS, repeat=length))
    if known_state(code.ljust(3, FILLER))
)

# Sets whose members a poor print makes alike; lines of them alone teach the difference.
_ALIKE = ("0ODQC", "1IL7T", "8BR3", "5S6G", "2Z7", "UVYJ", "MNHWK", "KX<", "EFPL", "4A", "96G0", "<KC", "8S0B", "HMNU")
# As names are written in zones here; most names are made of syllables and letters, so that none is learnt by heart.
_NAMES = """
MOHAMMED AHMAD ABDULLAH ABDULRAHMAN KHALID SAUD FAISAL NASSER SALIM HAMAD YOUSEF IBRAHIM OMAR ALI HASSAN FATIMA AISHA
NOURA MARYAM LAYLA ZAINAB AL BIN BINT HUDA QAIS GHAZI YAZAN WIJDAN RAJESH JOSEPH MARIA GRACE KUMAR SINGH
"""
_SYLLABLES = "AL BU HA RI KHA LI FA TI MU TAI GHA ZOU QAS JAB EL WEI XU VY ZH OUE NGU PHE SCH RWA DJI BIN SO VA"


def _pick(chance: Chance, options: str | tuple[str, ...] | list[str]) -> str:
    return options[int(chance.integers(len(options)))]


def _some(chance: Chance, options: str, count: int) -> str:
    return "".join(options[index] for index in chance.integers(0, len(options), count))


def _filled(text: str, length: int) -> str:
    return text[:length].ljust(length, FILLER)


def _word(chance: Chance) -> str:
    kind = chance.random()
    if kind < 0.4:
        return _pick(chance, _NAMES.split())
    if kind < 0.7:
        return "".join(_pick(chance, _SYLLABLES.split()) for _ in range(int(chance.integers(1, 5))))
    return _some(chance, LETTERS, int(chance.integers(1, 12)))


def names(chance: Chance, length: int) -> str:
    """Return surnames, two fillers, given names; letters drawn blindly as often as real names."""
    surname = FILLER.join(_word(chance) for _ in range(int(chance.integers(1, 4))))
    given = FILLER.join(_word(chance) for _ in range(int(chance.integers(0, 5))))
    return _filled(f"{surname}<<{given}", length)


def _number(chance: Chance, longest: int) -> str:
    options = DIGITS if chance.random() < 0.45 else DIGITS + LETTERS
    text = _some(chance, options, int(chance.integers(max(1, longest - 4), longest + 1)))
    return _pick(chance, LETTERS) + text[1:] if chance.random() < 0.35 else text


def _optional(chance: Chance, longest: int) -> str:
    return _filled("" if chance.random() < 0.3 else _number(chance, longest), longest)


def _date(chance: Chance) -> str:
    return f"{chance.integers(100):02d}{chance.integers(1, 13):02d}{chance.integers(1, 29):02d}"


def _state(chance: Chance) -> str:
    code = _pick(chance, ["SAU", "KWT", "JOR", "OMN"]) if chance.random() < 0.3 else _pick(chance, STATES)
    return _filled(code, 3)


def _with_check(text: str) -> str:
    return text + check_digit(text)


def _dates(chance: Chance) -> str:
    return _with_check(_date(chance)) + _pick(chance, "MMFF<") + _with_check(_date(chance))


def td1(chance: Chance) -> tuple[str, ...]:
    """Return the three lines of a card."""
    first = _filled(_pick(chance, ["I", "ID", "IR", "C", "AC", "AR", "V"]), 2) + _state(chance)
    first += _with_check(_filled(_number(chance, 9), 9)) + _optional(chance, 15)
    second = _dates(chance) + _state(chance) + _optional(chance, 11)
    whole = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    return first, second + check_digit(whole), names(chance, 30)


def two_lines(chance: Chance, length: int) -> tuple[str, ...]:
    """Return the two lines of a TD2 card (36) or a passport (44)."""
    code = _pick(chance, ["P", "PN", "PD", "PS"] if length == 44 else ["I", "ID", "IP", "C"])
    second = _with_check(_filled(_number(chance, 9), 9)) + _state(chance) + _dates(chance)
    optional = _optional(chance, length - 29 - (length == 44))
    second += _with_check(optional) if length == 44 else optional
    second += check_digit(second[0:10] + second[13:20] + second[21:])
    return _filled(code, 2) + _state(chance) + names(chance, length - 5), second


def visa(chance: Chance, length: int) -> tuple[str, ...]:
    """Return the two lines of a visa, MRV-A (44) or MRV-B (36): no composite check digit."""
    second = _with_check(_filled(_number(chance, 9), 9)) + _state(chance) + _dates(chance)
    return _filled("V", 2) + _state(chance) + names(chance, length - 5), second + _optional(chance, length - 28)


def french(chance: Chance) -> tuple[str, ...]:
    """Return the two lines of the older French identity card, which follows rules of its own."""
    first = f"IDFRA{_filled(_word(chance), 25)}{_some(chance, DIGITS, 3)}{_some(chance, DIGITS, 3)}"
    given = _filled("<<".join(_word(chance) for _ in range(2)), 14)
    second = _with_check(_some(chance, DIGITS, 12)) + given + _with_check(_date(chance)) + _pick(chance, "MF")
    return first, second + check_digit(first + second)


def _lines_of_no_zone(chance: Chance) -> tuple[str, ...]:
    length = int(_pick(chance, ["30", "36", "44"]))
    kind = chance.random()
    if kind < 0.45:
        return tuple(_some(chance, PRINTED, length) for _ in range(3))
    if kind < 0.75:
        return tuple(_some(chance, _pick(chance, _ALIKE), length) for _ in range(3))
    if kind < 0.9:
        return tuple(_some(chance, DIGITS, length) for _ in range(3))
    lines = (_some(chance, PRINTED, length) for _ in range(3))
    return tuple("".join(char if chance.random() < 0.4 else FILLER for char in line) for line in lines)


def lines_of_print(chance: Chance) -> tuple[str, ...]:
    """Return two or three lines of equal length: half of them zones, half drawn so that nothing can be guessed."""
    kind = chance.random()
    if kind < 0.42:
        return _lines_of_no_zone(chance)
    if kind < 0.64:
        return td1(chance)
    if kind < 0.74:
        return two_lines(chance, 36)
    if kind < 0.86:
        return two_lines(chance, 44)
    return french(chance) if kind < 0.92 else visa(chance, 44 if kind < 0.96 else 36)

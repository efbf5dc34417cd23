"""What the names in a zone look like: the standard's grammar of fillers, and which letters of them are odd.

Nothing checks a name. So a name that no grammar makes, or letters that names seldom hold side by side, must have been
seen more surely than others; no letter is ever changed.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise

_WHOLE = re.compile(r"[A-Z]+(<[A-Z]+)*(<<[A-Z]+(<[A-Z]+)*)?<*")
_MOST_CONSONANTS = 4

# Pairs that names written in Latin letters hold seldom: Arabic, European, South Asian; drawn up by hand, not counted.
_PAIRS = """
BF BK BP BQ BW BX BZ CJ CV CW CX DX FB FC FH FK FP FQ FV FW FX FZ GF GJ GK GP GQ GV GX HX JC JF JG JP JQ JS JV JX JZ
KC KG KP KQ KX KZ LX MX NX PC PG PJ PK PM PN PQ PV PW PX PZ QC QF QG QJ QK QP QV QX QZ SX TG TP TQ TV TX VB VF VG VH
VJ VM VP VQ VU VW VX VZ WC WG WJ WP WQ WV WX WZ XB XC XD XF XG XH XJ XK XL XM XN XP XQ XR XS XV XW XX XY XZ YX ZC ZF
ZJ ZP ZQ ZT ZV ZX VV
"""
_SELDOM = frozenset(_PAIRS.split())


def well_formed(text: str) -> bool:
    """Whether a names field is letters with single fillers, `<<` once between surname and given names, and fillers only
    after them (Doc 9303-3, 4.6).
    """
    return _WHOLE.fullmatch(text) is not None


def odd_places(text: str) -> tuple[int, ...]:
    """Return the columns (from 0, in the names field) whose letters are unlikely where they stand.

    Unlikely are pairs that names seldom hold, letters three times in a row, five consonants in a row, and a part of
    one letter with a filler on both sides. In a field of no grammar every column up to the last letter is odd.
    """
    if not well_formed(text):
        return tuple(range(len(text.rstrip("<"))))
    odd: set[int] = set()
    for place, (one, other) in enumerate(pairwise(text)):
        if one + other in _SELDOM:
            odd |= {place, place + 1}
    place = 0
    for char, run in groupby(text):
        length = len(list(run))
        if char != "<" and length > 2:
            odd |= set(range(place, place + length))
        place += length
    for found in re.finditer(rf"[^<AEIOUY]{{{_MOST_CONSONANTS + 1},}}|(?<=<)[A-Z](?=<)|^[A-Z](?=<)", text):
        odd |= set(range(*found.span()))
    return tuple(sorted(odd))


def settled_from(text: str) -> int:
    """Return the column from which the names field can only be fillers: behind the second `<<`, or its length.

    The first double filler parts surname from given names, so what ends the names is the next one.
    """
    if not text.strip("<"):
        return len(text)
    parting = text.find("<<")
    end = text.find("<<", parting + 2) if parting >= 0 else -1
    return end + 2 if end >= 0 and text[parting + 2 : parting + 3] != "<" else len(text)

"""The number preprinted on a sheet of controlled paper, as a person types it or a reader reads it."""

from __future__ import annotations

import re

from shubbak.domain.text import ascii_digits

#: Letters of a series before or behind the figures, in either script; never figures alone of fewer than three.
_SHAPE = re.compile(r"[0-9A-Z\u0621-\u064A](?:[-/]?[0-9A-Z\u0621-\u064A]){2,23}")
_MOST = 60


def parse_serial(untrusted: str) -> str:
    """Return a sheet's number in its one form: Latin figures, capitals, no blanks; raises ValueError
    paper-serial-missing or paper-serial-shape.
    """
    if len(untrusted) > _MOST:
        raise ValueError("paper-serial-shape")
    text = "".join(ascii_digits(untrusted).upper().split())
    if not text:
        raise ValueError("paper-serial-missing")
    if not _SHAPE.fullmatch(text) or sum(sign in "0123456789" for sign in text) < 3:
        raise ValueError("paper-serial-shape")
    return text

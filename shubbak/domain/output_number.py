"""The number of a licence, permit, certificate or report: year, series, and a count without gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shubbak.domain.receipt import check_character
from shubbak.domain.text import ascii_digits

#: The kind's letter, then which of the kind's services it is. A receipt's number has its station there, and its year
#: behind it: neither can be read as the other.
_SHAPE = re.compile(r"(\d{4})-([A-Z][1-9]\d{0,4})-(\d{6,9})-([0-9A-W])", re.ASCII)


@dataclass(frozen=True, slots=True)
class OutputNumber:
    """Shown as 2026-L12-000117-K: the year, the series, the count of the series in that year, the check character."""

    year: int
    series: str
    sequence: int

    def __str__(self) -> str:
        body = f"{self.year:04d}-{self.series}-{self.sequence:06d}"
        return f"{body}-{check_character(body)}"


def parse_output_number(untrusted: str) -> OutputNumber:
    """Read a number as a person types it; raises ValueError output-number-shape or output-number-check."""
    text = ascii_digits(untrusted).strip().upper()
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError("output-number-shape")
    number = OutputNumber(int(found[1]), found[2], int(found[3]))
    try:
        fits = str(number) == text
    except ValueError:
        fits = False  # a letter that the check character does not know
    if not fits:
        raise ValueError("output-number-check")
    return number

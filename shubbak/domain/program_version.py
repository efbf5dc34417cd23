"""A release's number, in an order."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERS = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}", re.ASCII)


class NoProgramVersion(ValueError):
    """A text that is no release's number."""


@dataclass(frozen=True, slots=True, order=True)
class ProgramVersion:
    """One to four numbers; 1.2 is 1.2.0 and comes before 1.10."""

    numbers: tuple[int, ...]

    @classmethod
    def read(cls, untrusted: str) -> ProgramVersion:
        """Read a number such as 1.4.0; raises NoProgramVersion."""
        if not _NUMBERS.fullmatch(untrusted):
            raise NoProgramVersion
        numbers = [int(part) for part in untrusted.split(".")]
        return cls(tuple(numbers + [0] * (3 - len(numbers))))

    def __str__(self) -> str:
        return ".".join(str(number) for number in self.numbers)

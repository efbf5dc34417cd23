"""The registers as a station meets them: one record by its number, and lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from shubbak.domain.text import Language, Text

#: Nobody reads a longer list on a screen; more words narrow it.
MOST_ENTRIES = 20


class RegisterUnreachableError(Exception):
    """No answer came, and the person writes on by hand. The text is the cause's code, and never what was asked."""


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """What a register says of one number: those of its parts that some form asks for, as raw answers."""

    untrusted_parts: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One entry of a list. It names things and trades, never a person who did not ask to stand there."""

    id: str
    label: Text


class Registers(Protocol):
    """Blocking, with a deadline that a person in front of a screen can bear; called off the screen's thread."""

    def find(self, register: str, number: str) -> RegisterRecord | None:
        """Return the record of a number, None when there is none; raises RegisterUnreachableError."""

    def choices(self, register: str, words: str, language: Language) -> tuple[RegisterEntry, ...]:
        """Return at most MOST_ENTRIES entries that have all the words, best first; raises RegisterUnreachableError."""

"""What a station asks of the portal's registers, and what it is told.

The number and the words travel in a signed body and not in the address: addresses are written into the logs of every
proxy on the way.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

#: Numbers and words that are longer are no question.
MAX_NUMBER, MAX_WORDS = 60, 60


class RecordQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which record: its number as the form reads it."""

    number: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NUMBER)]


class RecordAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """parts: raw answers by the name of the part, only those that forms of the station's country ask for; empty where
    nothing was found.
    """

    found: bool
    parts: dict[str, str]


class EntriesQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to search for, and in which of the two languages first."""

    words: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_WORDS)]
    language: str = "ar"


class WireEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of a list."""

    id: str
    ar: str
    en: str


class EntriesAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entries that have all the words, best first; a longer list is cut off."""

    entries: list[WireEntry]

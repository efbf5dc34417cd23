"""What can happen while an identity document is looked at; part of `flow.events`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from shubbak.ports.reader import LyingCard, Reading


@dataclass(frozen=True, slots=True)
class CardOffered:
    """The identity document lies on the scanner: read it, also again after a failure."""


@dataclass(frozen=True, slots=True)
class IdentityRead:
    """The reader's finding. portrait: what the document shows of its holder, a JPEG, b"" where none was asked for or
    found.
    """

    reading: Reading
    portrait: bytes = dataclasses.field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class CardsSeen:
    """Several documents lie there, and nobody knows yet whose visit it is."""

    cards: tuple[LyingCard, ...] = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class CardChosen:
    """The person says which of `Visit.cards` is theirs, by its place."""

    place: int


@dataclass(frozen=True, slots=True)
class IdentityConfirmed:
    """The document says exactly what `Visit.to_confirm` shows. Whoever finds a wrong letter has it looked at again
    (CardOffered) or types it (IdentityTyped).
    """


@dataclass(frozen=True, slots=True)
class IdentityTyped:
    """The document's data by hand, or corrected by hand; all as typed."""

    number: str
    full_name: str
    nationality: str
    birth_date: str
    expiry: str

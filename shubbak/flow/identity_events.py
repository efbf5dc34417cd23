"""What can happen while an identity document is looked at; part of `flow.events`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from shubbak.ports.chip import ChipReading
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


@dataclass(frozen=True, slots=True)
class ChipOffered:
    """The document whose print was read is held on the chip reader."""


@dataclass(frozen=True, slots=True)
class ChipSkipped:
    """The person goes on without its chip."""


@dataclass(frozen=True, slots=True)
class ChipRead:
    """What the chip says. portrait: as in IdentityRead, from the chip."""

    reading: ChipReading
    portrait: bytes = dataclasses.field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class ChipFailed:
    """The chip was not read; `code` is the reader's."""

    code: str

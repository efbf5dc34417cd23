"""A reader of chips in identity documents: from a card on its contacts or antenna to what a state has signed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_zone import ALPHABET, check_digit, columns
from shubbak.domain.problem import Problem

_DATE = 6
_SHORTEST_NUMBER, _LONGEST_NUMBER = 9, 22


class ChipError(Exception):
    """A chip was not read. `code` is a problem code: chip-absent, chip-torn, chip-silent, chip-denied, chip-not-icao,
    chip-zone-needed, chip-broken, chip-copied, chip-reader-busy, chip-reader-gone, chip-reader-denied (this program may
    not speak to the system's service) or chip-service-gone (there is none).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, repr=False)
class MrzKey:
    """The key that is printed on the document: its number and two dates as YYMMDD, fillers allowed, as in its zone.

    Raises ValueError when no zone can hold them.
    """

    number: str
    birth: str
    expiry: str

    def __post_init__(self) -> None:
        number = self.number.rstrip("<").ljust(_SHORTEST_NUMBER, "<")
        dates = (self.birth, self.expiry)
        known = set(number + self.birth + self.expiry) <= set(ALPHABET)
        if not known or len(number) > _LONGEST_NUMBER or any(len(date) != _DATE for date in dates):
            raise ValueError("no zone holds such a key")
        object.__setattr__(self, "number", number)

    @classmethod
    def of_zone(cls, lines: tuple[str, ...]) -> MrzKey | None:
        """Return the key that stands in a zone's lines, or None when they are no zone."""
        zone = columns(lines)
        try:
            return None if zone is None else cls(zone.number, zone.birth, zone.expiry)
        except ValueError:  # a number that runs on without end
            return None

    @property
    def information(self) -> str:
        """Return number, birth and expiry, each with its check digit (Doc 9303-11, 4.3.2)."""
        return "".join(part + check_digit(part) for part in (self.number, self.birth, self.expiry))

    def __repr__(self) -> str:
        return "MrzKey()"


@dataclass(frozen=True, slots=True, repr=False)
class CardAccessNumber:
    """The six digits that some cards carry on their front for this purpose. Raises ValueError for anything else."""

    digits: str

    def __post_init__(self) -> None:
        if len(self.digits) != 6 or not (self.digits.isascii() and self.digits.isdigit()):
            raise ValueError("a card access number has six digits")

    def __repr__(self) -> str:
        return "CardAccessNumber()"


class Verdict(Enum):
    """Whether something was shown, could not be shown, or was shown to be false."""

    SHOWN = "shown"
    OPEN = "open"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True)
class ChipProof:
    """What was shown about a chip's content.

    unchanged: all that was read has the digests which the chip's security object lists.
    signed: that object is signed by the document signer whose certificate it carries.
    vouched: an authority that this station trusts for the issuing state certified the signer, for today.
    genuine: the chip holds the private key to a public key among the signed data: it is no copy.
    """

    unchanged: Verdict = Verdict.OPEN
    signed: Verdict = Verdict.OPEN
    vouched: Verdict = Verdict.OPEN
    genuine: Verdict = Verdict.OPEN

    @property
    def issued(self) -> bool:
        """Whether the issuing state stands behind the data; `genuine` is not needed for that."""
        return self.unchanged is self.signed is self.vouched is Verdict.SHOWN

    @property
    def refuted(self) -> bool:
        """Whether anything was shown to be false."""
        return Verdict.REFUTED in (self.unchanged, self.signed, self.vouched, self.genuine)


@dataclass(frozen=True, slots=True)
class ChipPortrait:
    """The holder's picture as the chip gave it: JPEG or JPEG 2000, untrusted until decoded with bounds."""

    untrusted_body: bytes
    media_type: str

    def __repr__(self) -> str:
        return f"ChipPortrait({self.media_type}, {len(self.untrusted_body)} bytes)"


@dataclass(frozen=True, slots=True)
class ChipReading:
    """What a chip said and what of it was shown.

    document: None when the zone contradicts itself, is not that of the key, or the proof is refuted; the portrait then
    too, and in the last two cases the lines are not there either. access: how the chip was opened: pace, bac or open.
    ms: the time it took. problems use: mrz-not-found, mrz-check-digit, chip-altered (the proof is refuted: nothing of
    the chip may be used), chip-other-document (its zone is not the one given as the key), chip-unproven (nobody vouches
    for it: it is worth what the printed card is).
    """

    lines: tuple[str, ...]
    document: IdentityDocument | None
    portrait: ChipPortrait | None
    proof: ChipProof
    access: str
    problems: tuple[Problem, ...]
    ms: float

    def __repr__(self) -> str:
        return f"ChipReading({self.access}, {self.proof})"


class ChipReader(Protocol):
    """Reads one chip; blocking, called off the screen's thread."""

    def read(self, access: MrzKey | CardAccessNumber) -> ChipReading:
        """Wait for a card and read it, all within the reader's deadlines. Raises ChipError."""

    def try_card(self) -> bool:
        """Wait for a card and ask it one question that needs no key: whether it is a travel document. Nothing else is
        asked and nothing kept. Raises ChipError.
        """

    def cancel(self) -> None:
        """Wait for no card any more (chip-absent); one that is being read is read on. From any thread, at once."""

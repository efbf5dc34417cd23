"""One request for one service: who asks, the answers, the documents, the consent and what was paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from shubbak.domain.chip_word import ChipWord
from shubbak.domain.fees import AssessedFee
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.money import Money
from shubbak.domain.page import Excuse
from shubbak.domain.payment import Payment
from shubbak.domain.text import Language

#: One part of an answer that has parts: a column of an heir's row, the block of a parcel.
Plain: TypeAlias = str | int | bool
#: An answer with named parts, such as an address, a parcel or a name; every part is there, "" where it was left blank.
Record: TypeAlias = Mapping[str, Plain]
#: What a question's answer is once checked. Dates are ISO 8601 text, money is minor units, choices are option ids;
#: several choices are their ids, a repeated group is its rows.
Answer: TypeAlias = Plain | tuple[str, ...] | Record | tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """The scanned pages or the photo given for a required document.

    need and alternative name the service's document and which of its alternatives this is. pages: how many the body
    has. excuses: why pages of it count in spite of their faults, and who said so.
    """

    need: str
    alternative: str
    media_type: str
    body: bytes
    pages: int = 1
    excuses: tuple[Excuse, ...] = ()

    def __repr__(self) -> str:  # a scan never reaches a log
        return f"Attachment({self.need}, {self.media_type}, {len(self.body)} bytes)"


@dataclass(frozen=True, slots=True)
class Consent:
    """That the applicant agreed to the purpose notice: which version, in which language, when."""

    notice_version: str
    language: Language
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """The applicant's strokes as they were drawn: points in a 1000 by 400 box, each stroke a tuple of (x, y)."""

    strokes: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that travels to the portal for one request; `id` is a UUIDv7 made with the draft and never again.

    channel and fees_on say in which situation and on which day the fees were worked out, so that the portal can work
    them out again; "" and None from stations of before they said so. names_confirmed: the reader doubted letters of the
    identity's names, and a person who held the document confirmed them. chip: what its chip was found to say.
    """

    id: str
    service_id: str
    service_version: int
    catalogue_version: int
    language: Language
    started_at: datetime
    identity: IdentityDocument | None
    identity_typed: bool
    answers: Mapping[str, Answer]
    attachments: tuple[Attachment, ...]
    consent: Consent
    fees: tuple[AssessedFee, ...]
    total: Money
    payment: Payment | None
    signature: Signature | None
    operator: str = ""
    channel: str = ""
    fees_on: date | None = None
    names_confirmed: bool = False
    chip: ChipWord = ChipWord.NONE

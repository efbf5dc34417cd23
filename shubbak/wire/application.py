"""The application as it travels inside a packet's seal (MessagePack), version 1."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from shubbak.wire.attachment import WireAttachment

APPLICATION_VERSION = 1


#: An answer with named parts, and any answer: a list is of ids that were chosen, or of rows.
WireRecord: TypeAlias = dict[str, str | int | bool]
WireAnswer: TypeAlias = str | int | bool | list[str | WireRecord] | WireRecord


class WireIdentity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An identity document; dates are ISO 8601 or empty. The last two came later: where no letter had to be
    confirmed and no chip was read, an identity travels as before, and a portal or counter of before reads it.
    """

    kind: str
    code: str
    issuer: str
    number: str
    surname: str
    given_names: str
    nationality: str
    birth_date: str
    sex: str
    expiry: str
    optional: str
    national_number: str
    typed: bool
    names_confirmed: bool = False
    chip: str = ""


class WireFee(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One assessed line. The last five came later: packets and drafts of before do not have them."""

    code: str
    label_ar: str
    label_en: str
    kind: str
    amount_minor: int
    payee: str
    refundable: bool
    taxable: bool
    working_ar: str
    working_en: str
    account: str = ""
    release_ar: str = ""
    release_en: str = ""
    indicative: bool = False
    due_step: str = ""


class WirePayment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One charge and what became of it."""

    id: str
    amount_minor: int
    currency: str
    method: str
    state: str
    intended_at: str
    reference: str
    card_tail: str


class WireConsent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The applicant's agreement to the purpose notice."""

    notice_version: str
    language: str
    given_at: str


class WireApplication(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything of one request. Times are RFC 3339 UTC, money minor units, answers as the domain keeps them.

    channel, fees_on (a day): how and when the fees were worked out; packets of before do not have them.
    """

    version: int
    id: str
    service_id: str
    service_version: int
    catalogue_version: int
    language: str
    started_at: str
    identity: WireIdentity | None
    answers: dict[str, WireAnswer]
    attachments: list[WireAttachment]
    consent: WireConsent
    fees: list[WireFee]
    total_minor: int
    currency: str
    payment: WirePayment | None
    signature: list[list[tuple[int, int]]]
    operator: str
    channel: str = ""
    fees_on: str = ""

"""The shapes that only the portal's own endpoints speak; none of them says anything about a person."""

from __future__ import annotations

import msgspec


class ReceiptQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody scanned or typed: a receipt's code, or its number."""

    code: str


class ReceiptView(msgspec.Struct, frozen=True):
    """A receipt's standing. status: unknown (nothing has arrived; the station may still hold it), accepted or void.
    accepted_at: RFC 3339 UTC, or empty."""

    number: str
    status: str
    accepted_at: str


class VerdictView(msgspec.Struct, frozen=True):
    """What a code proves, and what the portal holds.

    proven: the code is signed by an enrolled station. problem: a stable code when it proves nothing, else empty
    (receipt-number-check for a mistyped number).
    status and accepted_at: as in ReceiptView. agrees: False when code and portal name different applications.
    service_id, total_minor, currency, issued_at, station, municipality: what the code says, empty or 0 unless proven.
    """

    proven: bool
    problem: str
    number: str
    status: str
    accepted_at: str
    agrees: bool
    service_id: str
    total_minor: int
    currency: str
    issued_at: str
    station: str
    municipality_ar: str
    municipality_en: str


class GapsView(msgspec.Struct, frozen=True):
    """A station's highest sequence number, how many below it never arrived, and the first thousand of those."""

    station: str
    highest: int
    missing: list[int]
    missing_count: int


class HealthView(msgspec.Struct, frozen=True):
    """Whether the database answers and the object store takes bytes: ok or down."""

    database: str
    objects: str

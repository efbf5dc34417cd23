"""The shapes that only the portal's own endpoints speak; none of them says anything about a person."""

from __future__ import annotations

import msgspec

from shubbak.wire.report import StationReport


class ReceiptQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody scanned or typed: a receipt's code, or its number."""

    code: str


class ReceiptView(msgspec.Struct, frozen=True):
    """A receipt's standing. status: unknown (nothing has arrived; the station may still hold it), received (it is here,
    and staff look at something in it), accepted or void. accepted_at: RFC 3339 UTC, or empty. agrees: False when the
    portal's record is about something else than the facts that came along.
    """

    number: str
    status: str
    accepted_at: str
    agrees: bool = True


class OutputView(msgspec.Struct, frozen=True):
    """How a licence, permit, certificate or report stands: issued, void, or unknown where the portal never gave the
    number.
    """

    number: str
    status: str


class VerdictView(msgspec.Struct, frozen=True):
    """What a code proves, and what the portal holds.

    proven: the code is signed by an enrolled station. problem: a stable code when it proves nothing, else empty
    (receipt-number-check for a mistyped number).
    status: as in ReceiptView, or provisional: proven, and not arrived yet. accepted_at: as there. agrees: False when
    code and portal name different applications.
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
    """A station's highest sequence number, how many below it never arrived, and the first thousand of those; the same
    of its receipt numbers.
    """

    station: str
    highest: int
    missing: list[int]
    missing_count: int
    receipts: list[str]
    receipts_count: int


class WorryView(msgspec.Struct, frozen=True):
    """One thing about a station that needs somebody. weight: notice, act or danger. count: 0 where none is counted."""

    code: str
    weight: str
    count: int


class StationView(msgspec.Struct, frozen=True):
    """A station as staff see it, the heaviest worry first. Times are RFC 3339 UTC, empty where there is none.

    report: its last one. arrived and highest_sequence: of its packets that are here. missing: packets that it sealed
    and that are neither here nor, by its own word, still there.
    """

    station: str
    country: str
    municipality_ar: str
    municipality_en: str
    office_ar: str
    office_en: str
    enrolled_at: str
    revoked_at: str
    reported_at: str
    report: StationReport | None
    arrived: int
    highest_sequence: int
    missing: int
    worries: list[WorryView]


class FleetView(msgspec.Struct, frozen=True):
    """Every station at one time, who needs help first."""

    at: str
    stations: list[StationView]


class HealthView(msgspec.Struct, frozen=True):
    """Whether the database answers and the object store takes bytes: ok or down."""

    database: str
    objects: str

"""How a station does, told to the portal at every contact, and what the portal vouches for in return.

A report anchors the head of the station's audit chain: events that were cut off or rewritten behind an anchored head
show. The answer says what the portal knows of the station, so that a store that was put back from an older copy shows
too.
"""

from __future__ import annotations

import msgspec

from shubbak.wire.station import PortalKeys, SignedCertificate

REPORT_VERSION = 1


class StationReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Counts and codes, never a word of a person.

    at: the station's own time (RFC 3339 UTC). events and chain: number and link (hex) of the newest audit event; a
    report whose `events` is not above the last one's is a replay or comes from an older store. highest_sequence: of the
    packets sealed here. waiting, refused: packets; oldest_waiting_at is "" when none waits. conditions: the codes of
    `shubbak.services.readiness`, such as disk-low.
    """

    version: int
    station: str
    at: str
    events: int
    chain: str
    highest_sequence: int
    waiting: int
    refused: int
    oldest_waiting_at: str
    unsettled_payments: int
    free_bytes: int
    catalogue_version: int
    program_version: str
    conditions: list[str]


class ReportStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the portal knows: its own time, the highest sequence it has of the station (0 before the first), the head
    that it has anchored, and the keys that it works with now.
    """

    version: int
    station: str
    at: str
    highest_sequence: int
    anchored_event: int
    anchored_chain: str
    keys: PortalKeys


class ReportAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`statement` is the exact JSON text of a ReportStatement; `signature` the portal's Ed25519 over it, base64.
    `certificate`: the station's, renewed in good time, with its own signature.
    """

    statement: str
    signature: str
    certificate: SignedCertificate | None = None

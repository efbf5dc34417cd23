"""Tells the portal how the station does, and reads what the portal vouches for in return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from shubbak.domain.readiness import Condition
from shubbak.ports.fleet import Fleet
from shubbak.ports.memory import StationMemory
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.services.own_certificate import take_certificate
from shubbak.services.portal_keys import take_keys
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.moment import moment_text, parse_moment
from shubbak.wire.report import REPORT_VERSION, ReportAnswer, ReportStatement, StationReport
from shubbak.wire.seal import check_text

WAITING = (PacketState.SEALED, PacketState.UPLOADING)
#: The kind of the event that stands before each report: it makes the chain grow, so that no two reports are alike and
#: an old one that is sent again shows.
REPORT_EVENT = "report"


class ReportError(Exception):
    """The answer does not count. `code`: report-signature, report-shape or report-for-another."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a report says beside the store's lists. free: bytes on the store's disk. highest: the newest packet's number
    that was ever seen here: the store lets packets go that were done with long ago.
    """

    now: datetime
    free: int
    highest: int
    catalogue_version: int
    program_version: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class PortalWord:
    """What the portal vouched for. answers: whether it has anchored the very head of this report, which a replayed
    answer cannot have. older: whether it knows more of the station than the store does.
    """

    statement: ReportStatement
    at: datetime
    answers: bool
    older: bool


def station_report(memory: StationMemory, identity: StationIdentity, around: Surroundings) -> StationReport:
    """Put a report together; raises StoreError."""
    items = memory.outbox()
    waiting = [item for item in items if item.state in WAITING]
    head = memory.audit_head()
    return StationReport(
        version=REPORT_VERSION,
        station=identity.station,
        at=moment_text(around.now),
        events=head.number,
        chain=head.link.hex(),
        highest_sequence=max(around.highest, highest_sequence(items)),
        waiting=len(waiting),
        refused=sum(item.state is PacketState.REFUSED for item in items),
        oldest_waiting_at=moment_text(min(item.sealed_at for item in waiting)) if waiting else "",
        unsettled_payments=len(memory.unsettled()),
        free_bytes=around.free,
        catalogue_version=around.catalogue_version,
        program_version=around.program_version,
        conditions=[one.code for one in around.conditions],
    )


def highest_sequence(items: tuple[OutboxItem, ...]) -> int:
    """Return the newest packet's number among those listed, 0 for none."""
    return max((item.sequence for item in items), default=0)


def send_report(memory: StationMemory, fleet: Fleet, identity: StationIdentity, report: StationReport) -> PortalWord:
    """Send a report, check the answer and take the portal's newest key and the station's newest certificate from it.

    Raises PortalError, ReportError, StoreError.
    """
    answer = fleet.report(report)
    statement = read_statement(answer, identity)
    try:
        at = parse_moment(statement.at)
    except ValueError as error:
        raise ReportError("report-shape") from error
    answers = (statement.anchored_event, statement.anchored_chain) == (report.events, report.chain)
    if answers:
        take_keys(memory, identity, answer)
        take_certificate(memory, identity, answer.certificate, at)
    return PortalWord(statement, at, answers, not answers and _is_older(memory, statement))


def read_statement(untrusted: ReportAnswer, identity: StationIdentity) -> ReportStatement:
    """Return a statement once it is signed by the pinned key and about this station; raises ReportError."""
    if not check_text(untrusted.statement, untrusted.signature, identity.portal_signing):
        raise ReportError("report-signature")
    try:
        statement = msgspec.json.decode(untrusted.statement, type=ReportStatement)
    except msgspec.MsgspecError as error:
        raise ReportError("report-shape") from error
    if statement.version != REPORT_VERSION:
        raise ReportError("report-shape")
    if statement.station != identity.station:
        raise ReportError("report-for-another")
    return statement


def _is_older(memory: StationMemory, statement: ReportStatement) -> bool:
    """Whether our chain never was where the portal saw it, or has not come that far.

    Asked of the chain as it is after the answer: another process of this station may have reported meanwhile.
    """
    if statement.anchored_event > memory.audit_head().number:
        return True
    found = memory.audit_events(after=max(0, statement.anchored_event - 1), limit=1)
    # Events that were let go after their time say nothing; those that stand must be the anchored ones.
    ours = [event for event in found if event.number == statement.anchored_event]
    return any(event.link.hex() != statement.anchored_chain for event in ours)

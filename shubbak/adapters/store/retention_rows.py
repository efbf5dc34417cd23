"""The store's verbs about letting go: what the portal has, once it has been kept for long enough."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, or_, select, update

from shubbak.adapters.store import tables
from shubbak.adapters.store.fact_rows import read_fact, write_fact
from shubbak.domain.paper import PaperState
from shubbak.domain.payment import PaymentState
from shubbak.ports.retention import VouchedPacket
from shubbak.ports.store import PacketState
from shubbak.wire.moment import moment_text

_packet, _receipt, _payment = tables.packet.c, tables.receipt.c, tables.payment.c
_DONE = [PaymentState.DECLINED.value, PaymentState.CANCELLED.value, PaymentState.REVERSED.value]
_UNPRINTED = [PaperState.OWED.value, PaperState.PRINTING.value]
_AT_THE_PORTAL = [PacketState.ACKNOWLEDGED.value, PacketState.WIPED.value]


def _numbered(year: int) -> str:
    """The name of the fact that outlives a year's receipts: the highest number among those that were wiped."""
    return f"receipts-wiped-{year}"


def highest_wiped(connection: Connection, year: int) -> int:
    """Return the highest receipt number of a year whose receipt is gone, 0 when none is."""
    return int(read_fact(connection, _numbered(year)) or 0)


def _owed() -> ColumnElement[bool]:
    """Whether a packet's receipt or plan still waits for its first print: it is not let go of, however old."""
    paper, output = tables.paper.c, tables.output.c
    receipt = exists().where(paper.application_id == _packet.id, paper.state.in_(_UNPRINTED))
    return or_(receipt, exists().where(output.application_id == _packet.id, output.state.in_(_UNPRINTED)))


def _vouched() -> Select[tuple[str, str, bytes, bytes]]:
    return (
        select(_packet.id, _packet.digest, _packet.statement, _packet.signature)
        .join(tables.receipt, _receipt.application_id == _packet.id)
        .where(_packet.state == PacketState.ACKNOWLEDGED.value)
    )


def _read(connection: Connection, query: Select[tuple[str, str, bytes, bytes]]) -> tuple[VouchedPacket, ...]:
    rows = connection.execute(query)
    return tuple(VouchedPacket(row.id, row.digest, row.statement, row.signature) for row in rows)


def read_newest(connection: Connection, most: int) -> tuple[VouchedPacket, ...]:
    """Return the acknowledged packets with the highest sequences."""
    return _read(connection, _vouched().order_by(_packet.sequence.desc()).limit(most))


def read_before(connection: Connection, limit: datetime, most: int) -> tuple[VouchedPacket, ...]:
    """Return acknowledged packets whose receipt was issued before a moment, oldest first."""
    old = _vouched().where(_receipt.issued_at < moment_text(limit), ~_owed())
    return _read(connection, old.order_by(_packet.sequence).limit(most))


def write_wiped(connection: Connection, packet_id: str) -> bool:
    """Wipe one acknowledged packet with its receipt's paper; False for any other, and where that paper is owed."""
    change = (
        update(tables.packet)
        .where(_packet.id == packet_id, _packet.state == PacketState.ACKNOWLEDGED.value, ~_owed())
        .values(
            state=PacketState.WIPED.value,
            attempts=0,
            next_try_at="",
            reason="",
            case_number="",
            statement=None,
            signature=None,
            printed=False,
            operator="",
        )
        .returning(_packet.id)
    )
    if connection.execute(change).first() is None:
        return False
    connection.execute(delete(tables.paper).where(tables.paper.c.application_id == packet_id))
    connection.execute(delete(tables.output).where(tables.output.c.application_id == packet_id))
    gone = (
        delete(tables.receipt).where(_receipt.application_id == packet_id).returning(_receipt.year, _receipt.sequence)
    )
    for year, sequence in connection.execute(gone).all():
        write_fact(connection, _numbered(year), str(max(sequence, highest_wiped(connection, year))))
    return True


def delete_payments(connection: Connection, limit: datetime) -> int:
    """Delete old payments that nobody will ask about any more; returns how many."""
    there = exists().where(tables.packet.c.id == _payment.application_id, _packet.state.in_(_AT_THE_PORTAL))
    final = or_(_payment.state.in_(_DONE), and_(_payment.state == PaymentState.CAPTURED.value, there))
    gone = delete(tables.payment).where(_payment.intended_at < moment_text(limit), final).returning(_payment.id)
    return len(connection.execute(gone).all())

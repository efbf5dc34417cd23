"""The store's verbs about packets and their receipts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from shubbak.adapters.store import tables
from shubbak.adapters.store.chunk_rows import drop_chunks, write_chunks
from shubbak.adapters.store.output_rows import write_owed_output
from shubbak.adapters.store.paper_rows import write_owed
from shubbak.adapters.store.retention_rows import highest_wiped
from shubbak.adapters.store.rows import item_of, receipt_of, receipt_values, select_items
from shubbak.domain.receipt import Receipt
from shubbak.ports.store import LONGEST_UPLOAD, LONGEST_WAIT, Numbers, OutboxItem, PacketState, Submission
from shubbak.wire.moment import moment_text

_packet = tables.packet.c
_SHOWN_ACKNOWLEDGED = 100
_DONE = [PacketState.ACKNOWLEDGED.value, PacketState.WIPED.value]


def read_receipt(connection: Connection, application_id: str) -> Receipt | None:
    """Return the receipt of an application that was submitted before."""
    row = connection.execute(select(tables.receipt).where(tables.receipt.c.application_id == application_id)).first()
    return None if row is None else receipt_of(row)


def next_numbers(connection: Connection, year: int) -> Numbers:
    """Return the next of both counts. They are free of gaps because the write lock is held, packets never go, and the
    numbers of wiped receipts are remembered.
    """
    packets = connection.execute(select(func.max(_packet.sequence))).scalar()
    of_year = select(func.max(tables.receipt.c.sequence)).where(tables.receipt.c.year == year)
    receipts = max(connection.execute(of_year).scalar() or 0, highest_wiped(connection, year))
    return Numbers((packets or 0) + 1, receipts + 1)


def write_submission(connection: Connection, numbers: Numbers, submission: Submission) -> None:
    """Write the packet, its receipt, and that the receipt's paper is owed."""
    receipt = submission.receipt
    packet = {
        "id": receipt.application_id,
        "sequence": numbers.packet_sequence,
        "state": PacketState.SEALED.value,
        "digest": submission.digest,
        "attempts": 0,
        "next_try_at": moment_text(receipt.issued_at),
        "reason": "",
        "case_number": "",
        "printed": False,
        "operator": submission.operator,
        "size": len(submission.packet),
    }
    connection.execute(insert(tables.packet).values(packet))
    write_chunks(connection, receipt.application_id, submission.packet)
    connection.execute(insert(tables.receipt).values(receipt_values(receipt)))
    if submission.paper:
        write_owed(connection, receipt.application_id, submission.paper)
    if submission.output:
        write_owed_output(connection, receipt.application_id, submission.output)


def claim_packet(connection: Connection, now: datetime) -> OutboxItem | None:
    """Take the oldest due packet."""
    due = or_(_packet.next_try_at <= moment_text(now), _packet.next_try_at > moment_text(now + LONGEST_WAIT))
    # UPLOADING too: its next_try_at is when the claim runs out.
    waiting = _packet.state.in_([PacketState.SEALED.value, PacketState.UPLOADING.value])
    oldest = select(_packet.id).where(and_(waiting, due)).order_by(_packet.sequence).limit(1).scalar_subquery()
    claim = (
        update(tables.packet)
        .where(_packet.id == oldest)
        .values(
            state=PacketState.UPLOADING.value,
            attempts=_packet.attempts + 1,
            next_try_at=moment_text(now + LONGEST_UPLOAD),
        )
        .returning(_packet.id)
    )
    claimed = connection.execute(claim).scalar()
    if claimed is None:
        return None
    return item_of(connection.execute(select_items().where(_packet.id == claimed)).one())


def write_acknowledgement(
    connection: Connection, packet_id: str, case: str, statement: bytes, signature: bytes
) -> bool:
    """Keep the portal's word and let the bytes go; False when an earlier acknowledgement stands."""
    change = (
        update(tables.packet)
        .where(_packet.id == packet_id, _packet.state.not_in(_DONE))
        .values(
            state=PacketState.ACKNOWLEDGED.value,
            case_number=case,
            statement=statement,
            signature=signature,
            size=0,
            reason="",
        )
        .returning(_packet.id)
    )
    if connection.execute(change).first() is None:
        return False
    drop_chunks(connection, packet_id)
    return True


def end_upload(connection: Connection, packet_id: str, state: PacketState, reason: str, next_try_at: str) -> bool:
    """End a claim without an acknowledgement; False when the packet is no longer UPLOADING."""
    values = {"state": state.value, "reason": reason} | ({"next_try_at": next_try_at} if next_try_at else {})
    change = (
        update(tables.packet)
        .where(_packet.id == packet_id, _packet.state == PacketState.UPLOADING.value)
        .values(values)
        .returning(_packet.id)
    )
    return connection.execute(change).first() is not None


def make_due(connection: Connection, packet_id: str, now: datetime) -> bool:
    """Let a waiting or refused packet be sent at once."""
    waiting = _packet.state.in_([PacketState.SEALED.value, PacketState.REFUSED.value])
    change = (
        update(tables.packet)
        .where(_packet.id == packet_id, waiting)
        .values(state=PacketState.SEALED.value, next_try_at=moment_text(now))
        .returning(_packet.id)
    )
    return connection.execute(change).first() is not None


def free_uploads(connection: Connection, now: datetime) -> int:
    """Give every claim back, due at once; returns how many."""
    change = (
        update(tables.packet)
        .where(_packet.state == PacketState.UPLOADING.value)
        .values(state=PacketState.SEALED.value, next_try_at=moment_text(now))
        .returning(_packet.id)
    )
    return len(connection.execute(change).all())


def read_outbox(connection: Connection) -> tuple[OutboxItem, ...]:
    """Return what is not acknowledged and the last hundred that are, oldest first."""
    done = _packet.state == PacketState.ACKNOWLEDGED.value
    last = select(_packet.id).where(done).order_by(_packet.sequence.desc()).limit(_SHOWN_ACKNOWLEDGED)
    query = select_items().where(or_(~done, _packet.id.in_(last))).order_by(_packet.sequence)
    return tuple(item_of(row) for row in connection.execute(query))

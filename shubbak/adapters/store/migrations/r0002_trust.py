"""Packets in pieces, their owners, events in a hash chain, and the station's facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shubbak.domain.audit import AuditHead, link

revision = "0002"
down_revision = "0001"

#: The size of a piece, as wire.upload.CHUNK_BYTES was when this revision was written; a revision never changes.
CHUNK_BYTES = 64 * 1024
_KEPT = "id, sequence, state, digest, attempts, next_try_at, reason, case_number, statement, signature, printed"


def upgrade() -> None:
    _chunks()
    _packets()
    _keep_chunks()
    _events()
    op.create_table(
        "fact",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )


def _chunks() -> None:
    op.create_table(
        "packet_chunk",
        sa.Column("packet_id", sa.String, sa.ForeignKey("packet.id"), primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    connection = op.get_bind()
    waiting = connection.exec_driver_sql("SELECT id FROM packet WHERE body IS NOT NULL").scalars().all()
    for packet_id in waiting:  # one body at a time in memory, whatever the queue
        body = connection.exec_driver_sql("SELECT body FROM packet WHERE id = ?", (packet_id,)).scalar_one()
        pieces = [body[start : start + CHUNK_BYTES] for start in range(0, max(1, len(body)), CHUNK_BYTES)]
        rows = [(packet_id, n, piece) for n, piece in enumerate(pieces)]
        connection.exec_driver_sql("INSERT INTO packet_chunk (packet_id, n, body) VALUES (?, ?, ?)", rows)


def _packets() -> None:
    op.create_table(
        "packet_new",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False, unique=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_try_at", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False, server_default=""),
        sa.Column("case_number", sa.String, nullable=False, server_default=""),
        sa.Column("statement", sa.LargeBinary),
        sa.Column("signature", sa.LargeBinary),
        sa.Column("printed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("operator", sa.String, nullable=False, server_default=""),
        sa.Column("size", sa.Integer, nullable=False),
        sa.CheckConstraint("state IN ('sealed', 'uploading', 'acknowledged', 'refused', 'wiped')", name="packet_state"),
        sa.CheckConstraint(
            "state <> 'acknowledged' OR (statement IS NOT NULL AND signature IS NOT NULL)", name="packet_vouched"
        ),
    )
    op.execute(
        f"INSERT INTO packet_new ({_KEPT}, size) SELECT {_KEPT}, coalesce(length(body), 0) FROM packet"  # noqa: S608 - names of columns
    )
    op.drop_table("packet")
    op.rename_table("packet_new", "packet")
    op.create_index("ix_packet_state", "packet", ["state"])


def _keep_chunks() -> None:
    # The bytes go only once the portal's word for them is here.
    op.execute(
        "CREATE TRIGGER packet_chunk_kept BEFORE DELETE ON packet_chunk "
        "WHEN (SELECT state FROM packet WHERE id = OLD.packet_id) IS NOT 'acknowledged' "
        "BEGIN SELECT RAISE(ABORT, 'the portal has not vouched for this packet'); END"
    )
    op.execute(
        "CREATE TRIGGER packet_chunk_no_update BEFORE UPDATE ON packet_chunk "
        "BEGIN SELECT RAISE(ABORT, 'what is sealed never changes'); END"
    )


def _events() -> None:
    op.create_table(
        "event_new",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("link", sa.LargeBinary, sa.CheckConstraint("length(link) = 32"), nullable=False),
    )
    connection = op.get_bind()
    head, rows = AuditHead(), []
    for row in connection.exec_driver_sql("SELECT number, at, kind, subject, detail FROM event ORDER BY number"):
        head = AuditHead(row.number, link(head.link, *row))
        rows.append((*row, head.link))
    if rows:
        connection.exec_driver_sql("INSERT INTO event_new VALUES (?, ?, ?, ?, ?, ?)", rows)
    op.drop_table("event")  # and its triggers
    op.rename_table("event_new", "event")
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER event_no_{verb.lower()} BEFORE {verb} ON event "
            "BEGIN SELECT RAISE(ABORT, 'events are only added'); END"
        )

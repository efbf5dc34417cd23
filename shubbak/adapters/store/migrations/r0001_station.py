"""Payments, packets, receipts, events and the catalogue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _payment()
    _packet()
    _receipt()
    _event()
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("signature", sa.String, nullable=False),
    )


def _payment() -> None:
    op.create_table(
        "payment",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("application_id", sa.String, nullable=False, index=True),
        sa.Column("amount_minor", sa.Integer, nullable=False),
        sa.Column("currency", sa.String, nullable=False),
        sa.Column("method", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("intended_at", sa.String, nullable=False),
        sa.Column("reference", sa.String, nullable=False, server_default=""),
        sa.Column("card_tail", sa.String, nullable=False, server_default=""),
        sa.CheckConstraint(
            "state IN ('intended', 'captured', 'declined', 'cancelled', 'unknown', 'reversed')", name="payment_state"
        ),
    )


def _packet() -> None:
    op.create_table(
        "packet",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False, unique=True),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_try_at", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False, server_default=""),
        sa.Column("case_number", sa.String, nullable=False, server_default=""),
        sa.Column("statement", sa.LargeBinary),
        sa.Column("signature", sa.LargeBinary),
        sa.Column("printed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.CheckConstraint("state IN ('sealed', 'uploading', 'acknowledged', 'refused')", name="packet_state"),
        # The bytes go only once the portal's word for them is here.
        sa.CheckConstraint("body IS NOT NULL OR state = 'acknowledged'", name="packet_kept"),
        sa.CheckConstraint(
            "state <> 'acknowledged' OR (statement IS NOT NULL AND signature IS NOT NULL)", name="packet_vouched"
        ),
    )


def _receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("application_id", sa.String, sa.ForeignKey("packet.id"), primary_key=True),
        sa.Column("station", sa.String, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("service_id", sa.String, nullable=False),
        sa.Column("total_minor", sa.Integer, nullable=False),
        sa.Column("currency", sa.String, nullable=False),
        sa.Column("issued_at", sa.String, nullable=False),
        sa.UniqueConstraint("year", "sequence", name="receipt_number"),
    )


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER event_no_{verb.lower()} BEFORE {verb} ON event "
            "BEGIN SELECT RAISE(ABORT, 'events are only added'); END"
        )

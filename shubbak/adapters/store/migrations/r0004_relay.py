"""Packets of neighbours that this station carries to the portal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
#: A release that is fallen back to does not know the table; the owners keep their packets and send them themselves.
opens_for = "0002"


def upgrade() -> None:
    op.create_table(
        "relayed",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("kept_at", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try_at", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("statement", sa.String, nullable=False),
        sa.Column("signature", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.CheckConstraint("state IN ('waiting', 'vouched', 'refused')", name="relayed_state"),
        sa.CheckConstraint("state <> 'waiting' OR body IS NOT NULL", name="relayed_whole"),
        sa.CheckConstraint("state <> 'vouched' OR (statement <> '' AND signature <> '')", name="relayed_vouched"),
    )

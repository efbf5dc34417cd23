"""Applications that were put aside at a counter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
#: A release that is fallen back to does not know the table and leaves it alone.
opens_for = "0002"


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("service_id", sa.String, nullable=False),
        sa.Column("service_version", sa.Integer, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("kept_at", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.execute(
        "CREATE TRIGGER draft_not_sealed BEFORE INSERT ON draft "
        "WHEN EXISTS (SELECT 1 FROM packet WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'what is sealed is never a draft again'); END"
    )
    # The other way round too, for a release that does not know drafts: a packet takes the plain text away.
    op.execute(
        "CREATE TRIGGER draft_goes_with_packet AFTER INSERT ON packet BEGIN DELETE FROM draft WHERE id = NEW.id; END"
    )

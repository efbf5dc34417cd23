"""The plans that are drawn in the visit: what is owed, and every print's row before its first sheet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
#: A release that is fallen back to draws no plans and leaves these alone.
opens_for = "0002"


def upgrade() -> None:
    op.create_table(
        "output",
        sa.Column("application_id", sa.String, sa.ForeignKey("packet.id"), primary_key=True),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("prints", sa.Integer, nullable=False),
        sa.Column("problem", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("state IN ('owed', 'printing', 'printed', 'unsure')", name="output_state"),
        # Owed means that no sheet was ever sent: only then may a print go without a mark.
        sa.CheckConstraint("(state = 'owed') = (prints = 0)", name="output_unprinted"),
    )
    op.execute(
        "CREATE TRIGGER output_counts_up BEFORE UPDATE ON output "
        "WHEN NEW.application_id <> OLD.application_id OR NEW.prints < OLD.prints OR NEW.body <> OLD.body "
        "OR (NEW.state = 'printing' AND NEW.prints <= OLD.prints) "
        "BEGIN SELECT RAISE(ABORT, 'every print has a number of its own'); END"
    )

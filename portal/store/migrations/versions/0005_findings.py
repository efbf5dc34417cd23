"""Where the portal disagrees with the station about an application, found when it was accepted."""

import sqlalchemy as sa
from alembic import op

revision = "0005_findings"
down_revision = "0004_first_sequence"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "findings",
        sa.Column("application", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["applications.row"], name=op.f("fk_findings_application")),
        sa.UniqueConstraint("application", "position", name=op.f("uq_findings_application_position")),
    )

"""The number that a station's packets begin with: above 1 on a machine that was another station before."""

import sqlalchemy as sa
from alembic import op

revision = "0004_first_sequence"
down_revision = "0003_fleet"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stations", sa.Column("first_sequence", sa.BigInteger(), server_default="1", nullable=False))

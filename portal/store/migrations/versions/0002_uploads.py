"""Unfinished uploads: packets that arrive in pieces, and the pieces that are here."""

import sqlalchemy as sa
from alembic import op

revision = "0002_uploads"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("chunk_bytes", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["station"], ["stations.code"], name=op.f("fk_uploads_station")),
        sa.PrimaryKeyConstraint("station", "id", name=op.f("pk_uploads")),
    )
    op.create_table(
        "upload_pieces",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station", "id"],
            ["uploads.station", "uploads.id"],
            name=op.f("fk_upload_pieces_station_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("station", "id", "n", name=op.f("pk_upload_pieces")),
    )

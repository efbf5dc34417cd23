"""The municipality's own keys, which sign the codes of licences, permits, certificates and plans."""

import sqlalchemy as sa
from alembic import op

revision = "0007_issuing_keys"
down_revision = "0006_code_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    names = ("public_key", "valid_from", "valid_to", "municipality_ar", "municipality_en", "signs")
    op.create_table(
        "issuing_keys",
        sa.Column("key_id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in names),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_issuing_keys")),
        sa.UniqueConstraint("public_key", name=op.f("uq_issuing_keys_public_key")),
    )

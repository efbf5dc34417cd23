"""Signed lists of keys and void receipts, and who made which receipt void."""

import sqlalchemy as sa
from alembic import op

revision = "0006_code_lists"
down_revision = "0005_findings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_lists",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("digest", "body", "made_at")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_code_lists")),
    )
    op.create_table(
        "voidings",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("number", "reason", "voided_by", "voided_at")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_voidings")),
    )
    op.execute(
        "INSERT INTO voidings (number, reason, voided_by, voided_at) "
        "SELECT number, '', '', '' FROM receipts WHERE status = 'void'"
    )
    _keep_voidings()


def _keep_voidings() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION voidings_stay() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a voiding is never changed'; END $$"
        )
        op.execute(
            "CREATE TRIGGER voidings_stay BEFORE UPDATE OR DELETE ON voidings "
            "FOR EACH ROW EXECUTE FUNCTION voidings_stay()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER voidings_stay_{verb.lower()} BEFORE {verb} ON voidings "
            "BEGIN SELECT RAISE(ABORT, 'a voiding is never changed'); END"
        )

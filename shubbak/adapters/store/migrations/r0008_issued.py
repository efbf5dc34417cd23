"""Licences and other outputs that a counter prints: what was issued, and a row for each sheet before its first byte."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
#: A release that is fallen back to prints no licences and leaves these alone.
opens_for = "0002"


def upgrade() -> None:
    op.create_table(
        "issued",
        sa.Column("number", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("service_id", sa.String, nullable=False),
        sa.Column("application_id", sa.String, nullable=False, index=True),
        sa.Column("receipt", sa.String, nullable=False, index=True),
        sa.Column("title_ar", sa.String, nullable=False),
        sa.Column("title_en", sa.String, nullable=False),
        sa.Column("issued_at", sa.String, nullable=False, index=True),
        sa.Column("valid_to", sa.String, nullable=False),
        sa.Column("void", sa.Boolean, nullable=False),
        sa.Column("paper", sa.String, nullable=False),
        sa.Column("elsewhere", sa.Boolean, nullable=False),
        sa.Column("taken_at", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.CheckConstraint("paper IN ('plain', 'controlled')", name="issued_paper"),
        sa.CheckConstraint("NOT void OR body IS NULL", name="issued_void_is_not_kept"),
    )
    _make_sheets()
    op.execute(
        "CREATE TRIGGER sheet_fate BEFORE UPDATE ON sheet "
        "WHEN NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.serial <> OLD.serial "
        "OR (NEW.copy = 0) <> (OLD.copy = 0) "
        "OR (OLD.state = 'spoiled' AND NEW.state <> 'spoiled') "
        "OR (OLD.state = 'printed' AND NEW.state NOT IN ('printed', 'spoiled')) "
        "OR (NEW.state = 'printing' AND OLD.state NOT IN ('printing', 'blank')) "
        "BEGIN SELECT RAISE(ABORT, 'a sheet has one fate'); END"
    )
    op.execute(
        "CREATE TRIGGER sheet_stays BEFORE DELETE ON sheet WHEN OLD.state <> 'blank' OR OLD.told <> '' "
        "BEGIN SELECT RAISE(ABORT, 'a sheet that was printed is not forgotten'); END"
    )


def _make_sheets() -> None:
    op.create_table(
        "sheet",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("number", sa.String, nullable=False, index=True),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("copy", sa.Integer, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("serial", sa.String, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("problem", sa.String, nullable=False),
        sa.Column("told", sa.String, nullable=False),
        sa.CheckConstraint("state IN ('blank', 'printing', 'unsure', 'printed', 'spoiled')", name="sheet_state"),
        sa.CheckConstraint("(copy = 0) = (reason = '')", name="sheet_marked"),
    )
    # One unmarked sheet that counts, one sheet at a time, and each number once.
    op.execute("CREATE UNIQUE INDEX sheet_one_original ON sheet (number) WHERE copy = 0 AND state <> 'spoiled'")
    op.execute("CREATE UNIQUE INDEX sheet_one_open ON sheet (number) WHERE state IN ('blank', 'printing', 'unsure')")
    op.execute("CREATE UNIQUE INDEX sheet_serial ON sheet (serial) WHERE serial <> ''")

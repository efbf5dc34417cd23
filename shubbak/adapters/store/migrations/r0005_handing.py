"""Applications put aside that go from counter to counter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
#: A release that is fallen back to sees no draft that was handed on, and the triggers hold for it too.
opens_for = "0002"

_ELSEWHERE = (
    "WHEN EXISTS (SELECT 1 FROM handed WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'another counter has it'); END"
)


def upgrade() -> None:
    op.create_table(
        "handed",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("taker", sa.String, nullable=False),
        sa.Column("taker_key", sa.String, nullable=False),
        sa.Column("nonce", sa.String, nullable=False),
        sa.Column("handed_at", sa.String, nullable=False),
        sa.Column("service_id", sa.String, nullable=False),
        sa.Column("service_version", sa.Integer, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("kept_at", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.CheckConstraint("body IS NOT NULL OR (person = '' AND operator = '')", name="handed_nameless"),
    )
    op.create_table(
        "received",
        sa.Column("giver", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("nonce", sa.String, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.CheckConstraint("state IN ('held', 'settled', 'disowned')", name="received_state"),
    )
    _keep_one_life()


def _keep_one_life() -> None:
    op.execute(f"CREATE TRIGGER handed_not_sealed BEFORE INSERT ON packet {_ELSEWHERE}")
    op.execute(f"CREATE TRIGGER handed_not_kept BEFORE INSERT ON draft {_ELSEWHERE}")
    op.execute(
        "CREATE TRIGGER handed_off_the_shelf BEFORE INSERT ON handed "
        "WHEN EXISTS (SELECT 1 FROM packet WHERE id = NEW.id UNION ALL SELECT 1 FROM draft WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'what is still here is not handed on'); END"
    )
    op.execute(
        "CREATE TRIGGER handed_to_one BEFORE UPDATE ON handed "
        "WHEN NEW.id <> OLD.id OR NEW.taker <> OLD.taker OR NEW.taker_key <> OLD.taker_key OR NEW.nonce <> OLD.nonce "
        "OR NEW.body IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'a draft is handed to one counter'); END"
    )
    op.execute(
        "CREATE TRIGGER disowned_for_good BEFORE UPDATE ON received WHEN OLD.state <> 'held' OR NEW.state <> 'settled' "
        "BEGIN SELECT RAISE(ABORT, 'what was said of a handing holds'); END"
    )
    op.execute(
        "CREATE TRIGGER received_stays BEFORE DELETE ON received "
        "BEGIN SELECT RAISE(ABORT, 'what was said of a handing holds'); END"
    )

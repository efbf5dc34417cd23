"""The fleet: certificates, reports, audit anchors and alarms of stations; staff, their sessions and wrong tries."""

import sqlalchemy as sa
from alembic import op

revision = "0003_fleet"
down_revision = "0002_uploads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _certificates()
    _reports()
    _anchors()
    _alarms()
    _staff()


def _row() -> sa.Column[int]:
    return sa.Column("row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _of_station(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["station"], ["stations.code"], name=op.f(f"fk_{table}_station"))


def _certificates() -> None:
    op.create_table(
        "certificates",
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        *_texts("station", "body", "signature", "valid_to"),
        _of_station("certificates"),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_certificates")),
    )
    op.create_index(op.f("ix_certificates_station"), "certificates", ["station"], unique=False)


def _reports() -> None:
    op.create_table(
        "station_reports",
        _row(),
        *_texts("station", "received_at", "body"),
        _of_station("station_reports"),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_station_reports")),
    )
    op.create_index(op.f("ix_station_reports_station"), "station_reports", ["station"], unique=False)


def _anchors() -> None:
    op.create_table(
        "anchors",
        *_texts("station"),
        sa.Column("event", sa.BigInteger(), autoincrement=False, nullable=False),
        *_texts("link", "anchored_at"),
        _of_station("anchors"),
        sa.PrimaryKeyConstraint("station", "event", name=op.f("pk_anchors")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION anchors_stay() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'an anchor is never changed'; END $$"
        )
        op.execute(
            "CREATE TRIGGER anchors_stay BEFORE UPDATE OR DELETE ON anchors "
            "FOR EACH ROW EXECUTE FUNCTION anchors_stay()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER anchors_stay_{verb.lower()} BEFORE {verb} ON anchors "
            "BEGIN SELECT RAISE(ABORT, 'an anchor is never changed'); END"
        )


def _alarms() -> None:
    op.create_table(
        "alarms",
        _row(),
        *_texts("station", "code", "raised_at", "seen_at"),
        sa.Column("times", sa.BigInteger(), nullable=False),
        *_texts("settled_at", "settled_by"),
        _of_station("alarms"),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_alarms")),
    )
    op.create_index(op.f("ix_alarms_station"), "alarms", ["station"], unique=False)


def _staff() -> None:
    op.create_table(
        "staff",
        *_texts("name_key", "name", "role", "salt", "verifier", "created_at", "ended_at"),
        sa.PrimaryKeyConstraint("name_key", name=op.f("pk_staff")),
    )
    op.create_table(
        "sign_in_tries",
        *_texts("name_hash"),
        sa.Column("tries", sa.Integer(), nullable=False),
        *_texts("last_at"),
        sa.PrimaryKeyConstraint("name_hash", name=op.f("pk_sign_in_tries")),
    )
    op.create_table(
        "staff_sessions",
        *_texts("token_hash", "name_key", "began_at", "seen_at"),
        sa.ForeignKeyConstraint(["name_key"], ["staff.name_key"], name=op.f("fk_staff_sessions_name_key")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_sessions")),
    )
    op.create_index(op.f("ix_staff_sessions_name_key"), "staff_sessions", ["name_key"], unique=False)

"""What was issued: outputs and their series, who made which void, the sheets that were printed, and stations' plans."""

import sqlalchemy as sa
from alembic import op

revision = "0008_outputs"
down_revision = "0007_issuing_keys"
branch_labels = None
depends_on = None

#: Of an output only `changed` is ever written again.
_FIXED = "number, series, year, sequence, application, issued_at, issued_by, steps, content"


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _row() -> sa.Column[int]:
    return sa.Column("row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "output_series",
        *_texts("series", "kind", "service_id"),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_output_series")),
        sa.UniqueConstraint("kind", "service_id", name=op.f("uq_output_series_kind_service_id")),
    )
    _create_outputs()
    op.create_table(
        "output_voidings",
        *_texts("number", "reason", "voided_by", "voided_at"),
        sa.ForeignKeyConstraint(["number"], ["outputs.number"], name=op.f("fk_output_voidings_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_output_voidings")),
    )
    _create_sheets()
    _keep("outputs", f"UPDATE OF {_FIXED}", "DELETE")
    _keep("output_voidings", "UPDATE", "DELETE")
    _keep("output_printings", "DELETE")


def _create_outputs() -> None:
    op.create_table(
        "outputs",
        _row(),
        *_texts("number", "series"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("application", sa.BigInteger(), nullable=False),
        *_texts("issued_at", "issued_by", "steps", "content"),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["applications.row"], name=op.f("fk_outputs_application")),
        sa.ForeignKeyConstraint(["series"], ["output_series.series"], name=op.f("fk_outputs_series")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_outputs")),
        sa.UniqueConstraint("number", name=op.f("uq_outputs_number")),
        sa.UniqueConstraint("changed", name=op.f("uq_outputs_changed")),
        sa.UniqueConstraint("series", "year", "sequence", name=op.f("uq_outputs_series_year_sequence")),
    )
    op.create_index(op.f("ix_outputs_application"), "outputs", ["application"])


def _create_sheets() -> None:
    op.create_table(
        "output_printings",
        _row(),
        *_texts("station", "id", "number", "printed_at", "received_at", "outcome"),
        sa.Column("copy", sa.Integer(), nullable=False),
        *_texts("reason", "paper_serial", "operator"),
        sa.ForeignKeyConstraint(["station"], ["stations.code"], name=op.f("fk_output_printings_station")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_output_printings")),
        sa.UniqueConstraint("station", "id", name=op.f("uq_output_printings_station_id")),
    )
    for column in ("number", "paper_serial"):
        op.create_index(op.f(f"ix_output_printings_{column}"), "output_printings", [column])
    op.create_table(
        "station_plans",
        *_texts("number", "station", "application_id", "service_id", "issued_at", "valid_to", "digest"),
        sa.Column("key_id", sa.Integer(), nullable=False),
        *_texts("received_at"),
        sa.ForeignKeyConstraint(["station"], ["stations.code"], name=op.f("fk_station_plans_station")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_station_plans")),
    )
    op.create_index(op.f("ix_station_plans_application_id"), "station_plans", ["application_id"])


def _keep(table: str, *verbs: str) -> None:
    words = "what was issued is never changed"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_stay() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE {' OR '.join(verbs)} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_stay()"
        )
        return
    for verb in verbs:
        name = f"{table}_stay_{verb.split()[0].lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END")

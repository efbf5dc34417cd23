"""The first schema: stations, catalogue, applications with their cases, payments, documents and receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogues",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_catalogues")),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "enrolment_codes",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("municipality_ar", sa.Text(), nullable=False),
        sa.Column("municipality_en", sa.Text(), nullable=False),
        sa.Column("office_ar", sa.Text(), nullable=False),
        sa.Column("office_en", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.Column("used_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_enrolment_codes")),
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "stations",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("municipality_ar", sa.Text(), nullable=False),
        sa.Column("municipality_en", sa.Text(), nullable=False),
        sa.Column("office_ar", sa.Text(), nullable=False),
        sa.Column("office_en", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.Text(), nullable=False),
        sa.Column("enrolled_answer", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_stations")),
    )
    op.create_table(
        "applications",
        sa.Column("row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("head_signature", sa.LargeBinary(), nullable=False),
        sa.Column("service_id", sa.Text(), nullable=False),
        sa.Column("service_version", sa.Integer(), nullable=False),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("sealed_at", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.Text(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["station"], ["stations.code"], name=op.f("fk_applications_station")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_applications")),
        sa.UniqueConstraint("station", "id", name=op.f("uq_applications_station_id")),
        sa.UniqueConstraint("station", "sequence", name=op.f("uq_applications_station_sequence")),
    )
    op.create_table(
        "station_keys",
        sa.Column("key_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["station"], ["stations.code"], name=op.f("fk_station_keys_station")),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_station_keys")),
        sa.UniqueConstraint("public_key", name=op.f("uq_station_keys_public_key")),
    )
    op.create_index(op.f("ix_station_keys_station"), "station_keys", ["station"], unique=False)
    op.create_table(
        "acknowledgements",
        sa.Column("application", sa.BigInteger(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["applications.row"], name=op.f("fk_acknowledgements_application")),
        sa.UniqueConstraint("application", name=op.f("uq_acknowledgements_application")),
    )
    op.create_table(
        "cases",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("application", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["applications.row"], name=op.f("fk_cases_application")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_cases")),
        sa.UniqueConstraint("application", name=op.f("uq_cases_application")),
    )
    op.create_table(
        "documents",
        sa.Column("application", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("alternative", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["applications.row"], name=op.f("fk_documents_application")),
        sa.UniqueConstraint("application", "position", name=op.f("uq_documents_application_position")),
    )
    op.create_table(
        "payments",
        sa.Column("application", sa.BigInteger(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("intended_at", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("card_tail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["applications.row"], name=op.f("fk_payments_application")),
        sa.UniqueConstraint("application", name=op.f("uq_payments_application")),
        sa.UniqueConstraint("station", "id", name=op.f("uq_payments_station_id")),
    )
    op.create_table(
        "receipts",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("application", sa.BigInteger(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["applications.row"], name=op.f("fk_receipts_application")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_receipts")),
        sa.UniqueConstraint("application", name=op.f("uq_receipts_application")),
    )

"""The portal's tables, kept to what SQLite and PostgreSQL both mean the same by.

Times are RFC 3339 UTC text of one width (SQLite drops time zones, and such text sorts as time does), JSON is text
(jsonb would reorder it), money is BIGINT minor units beside its currency.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


FACTS = Table(
    "facts",  # what this database knows of itself, such as which signing key it belongs to
    METADATA,
    Column("name", Text, primary_key=True),
    _text("value"),
)

COUNTERS = Table(
    "counters",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

ENROLMENT_CODES = Table(
    "enrolment_codes",
    METADATA,
    Column("code_hash", Text, primary_key=True),
    _text("station"),
    _text("country"),
    _text("municipality_ar"),
    _text("municipality_en"),
    _text("office_ar"),
    _text("office_en"),
    _text("made_at"),
    _text("expires_at"),
    _text("used_at", nullable=True),
    _text("used_key", nullable=True),
)

STATIONS = Table(
    "stations",
    METADATA,
    Column("code", Text, primary_key=True),
    _text("country"),
    _text("municipality_ar"),
    _text("municipality_en"),
    _text("office_ar"),
    _text("office_en"),
    _text("enrolled_at"),
    _text("enrolled_answer"),  # exact JSON, given again when the first answer was lost on the way
    _text("revoked_at", nullable=True),
    # Above 1 on a machine that was another station before: what it sent then is not missing now.
    Column("first_sequence", BigInteger, nullable=False, server_default="1"),
)

STATION_KEYS = Table(
    "station_keys",
    METADATA,
    Column("key_id", Integer, primary_key=True, autoincrement=False),
    Column("station", Text, ForeignKey("stations.code"), nullable=False, index=True),
    Column("public_key", Text, nullable=False, unique=True),
    _text("valid_from"),
    _text("valid_to"),
)

CATALOGUES = Table(
    "catalogues",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    _text("digest"),
    _text("body"),  # the exact JSON text that is signed
    _text("made_at"),
)

APPLICATIONS = Table(
    "applications",
    METADATA,
    # SQLite numbers rows by itself only when the key is INTEGER, not BIGINT.
    Column("row", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("station", Text, ForeignKey("stations.code"), nullable=False),
    _text("id"),
    Column("sequence", BigInteger, nullable=False),
    _text("digest"),
    Column("head", LargeBinary, nullable=False),
    Column("head_signature", LargeBinary, nullable=False),
    _text("service_id"),
    Column("service_version", Integer, nullable=False),
    Column("catalogue_version", Integer, nullable=False),
    _text("language"),
    _text("started_at"),
    _text("sealed_at"),
    _text("accepted_at"),
    Column("total_minor", BigInteger, nullable=False),
    _text("currency"),
    _text("operator"),
    _text("content"),  # JSON: identity, answers, consent, fees, signature, documents' pages and excuses
    # The id is unique within its station: another enrolled station that learns an id cannot occupy it (squatting).
    UniqueConstraint("station", "id"),
    UniqueConstraint("station", "sequence"),
)


def _application() -> Column[int]:
    return Column("application", BigInteger, ForeignKey("applications.row"), nullable=False)


CASES = Table(
    "cases",
    METADATA,
    Column("number", Text, primary_key=True),
    _application(),
    _text("opened_at"),
    _text("state"),
    UniqueConstraint("application"),
)

PAYMENTS = Table(
    "payments",
    METADATA,
    _application(),
    _text("station"),
    _text("id"),
    Column("amount_minor", BigInteger, nullable=False),
    _text("currency"),
    _text("method"),
    _text("state"),
    _text("intended_at"),
    _text("reference"),
    _text("card_tail"),
    UniqueConstraint("application"),
    UniqueConstraint("station", "id"),  # one charge pays for one application
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    _application(),
    Column("position", Integer, nullable=False),
    _text("need"),
    _text("alternative"),
    _text("media_type"),
    _text("sha256"),
    Column("size", BigInteger, nullable=False),
    UniqueConstraint("application", "position"),
)

FINDINGS = Table(
    "findings",  # where the portal disagrees with the station about an application; codes, never an answer
    METADATA,
    _application(),
    Column("position", Integer, nullable=False),
    _text("code"),
    _text("field"),
    UniqueConstraint("application", "position"),
)

RECEIPTS = Table(
    "receipts",
    METADATA,
    Column("number", Text, primary_key=True),
    _application(),
    _text("station"),
    _text("status"),
    _text("accepted_at"),
    UniqueConstraint("application"),
)

ACKNOWLEDGEMENTS = Table(
    "acknowledgements",
    METADATA,
    _application(),
    _text("statement"),
    _text("signature"),
    UniqueConstraint("application"),
)

UPLOADS = Table(
    "uploads",  # packets that arrive in pieces; the row and its pieces go when the packet is stored or given up
    METADATA,
    Column("station", Text, ForeignKey("stations.code"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    _text("digest"),
    Column("chunk_bytes", Integer, nullable=False),
    _text("started_at"),
)

UPLOAD_PIECES = Table(
    "upload_pieces",
    METADATA,
    Column("station", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
    ForeignKeyConstraint(["station", "id"], ["uploads.station", "uploads.id"], ondelete="CASCADE"),
)

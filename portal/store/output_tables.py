"""The tables of what was issued: outputs, their series, who made which void, their sheets, and stations' plans."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from portal.store.tables import METADATA


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _row() -> Column[int]:
    # SQLite numbers rows by itself only when the key is INTEGER, not BIGINT.
    return Column("row", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


OUTPUT_SERIES = Table(
    "output_series",  # what numbers begin with: L12 is the twelfth service that gives licences
    METADATA,
    Column("series", Text, primary_key=True),
    *_texts("kind", "service_id"),
    UniqueConstraint("kind", "service_id"),
)

OUTPUTS = Table(
    "outputs",  # never deleted, and nothing but `changed` is ever written again: the migration's triggers see to it
    METADATA,
    _row(),
    Column("number", Text, nullable=False, unique=True),
    Column("series", Text, ForeignKey("output_series.series"), nullable=False),
    Column("year", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("application", BigInteger, ForeignKey("applications.row"), nullable=False, index=True),
    *_texts("issued_at", "issued_by"),
    *_texts("steps"),  # which steps the official says are done, with blanks between
    *_texts("content"),  # JSON of an IssuedOutputNote as it was on that day; personal
    Column("changed", BigInteger, nullable=False, unique=True),  # the count of all changes; stations ask behind it
    UniqueConstraint("series", "year", "sequence"),
)

OUTPUT_VOIDINGS = Table(
    "output_voidings",  # only ever added to
    METADATA,
    Column("number", Text, ForeignKey("outputs.number"), primary_key=True),
    *_texts("reason", "voided_by", "voided_at"),
)

OUTPUT_PRINTINGS = Table(
    "output_printings",
    METADATA,
    _row(),
    Column("station", Text, ForeignKey("stations.code"), nullable=False),
    *_texts("id"),
    Column("number", Text, nullable=False, index=True),  # of an output, or of a station's plan
    *_texts("printed_at", "received_at", "outcome"),
    Column("copy", Integer, nullable=False),  # 0: the original
    *_texts("reason"),
    Column("paper_serial", Text, nullable=False, index=True),
    *_texts("operator"),
    UniqueConstraint("station", "id"),
)

STATION_PLANS = Table(
    "station_plans",  # issued by a station in a visit; its packet may come later, so they meet by the application's id
    METADATA,
    Column("number", Text, primary_key=True),
    Column("station", Text, ForeignKey("stations.code"), nullable=False),
    Column("application_id", Text, nullable=False, index=True),
    *_texts("service_id", "issued_at", "valid_to", "digest"),
    Column("key_id", Integer, nullable=False),
    *_texts("received_at"),
)

"""The tables of the portal's watch over its stations, and of the staff who look at it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text

from portal.store.tables import METADATA


def _station(*, key: bool = False) -> Column[str]:
    return Column("station", Text, ForeignKey("stations.code"), nullable=False, index=not key, primary_key=key)


def _row() -> Column[int]:
    # SQLite numbers rows by itself only when the key is INTEGER, not BIGINT.
    return Column("row", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


CERTIFICATES = Table(
    "certificates",
    METADATA,
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    _station(),
    Column("body", Text, nullable=False),  # the exact JSON text that is signed
    Column("signature", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
)

STATION_REPORTS = Table(
    "station_reports",  # the newest of each station and a bounded number before it
    METADATA,
    _row(),
    _station(),
    Column("received_at", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON of a StationReport
)

ANCHORS = Table(
    "anchors",  # only ever added to: the migration's triggers refuse everything else
    METADATA,
    _station(key=True),
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Column("link", Text, nullable=False),
    Column("anchored_at", Text, nullable=False),
)

ALARMS = Table(
    "alarms",
    METADATA,
    _row(),
    _station(),
    Column("code", Text, nullable=False),
    Column("raised_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("times", BigInteger, nullable=False),
    Column("settled_at", Text, nullable=False),  # "" while it stands
    Column("settled_by", Text, nullable=False),
)

STAFF = Table(
    "staff",
    METADATA,
    Column("name_key", Text, primary_key=True),  # the name as it is compared, so that Ali and ali are one
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("ended_at", Text, nullable=False),  # "" while the account is good
)

SIGN_IN_TRIES = Table(
    "sign_in_tries",  # wrong ones by the name that was typed, known or not, so that waiting tells nobody which it is
    METADATA,
    Column("name_hash", Text, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last_at", Text, nullable=False),
)

STAFF_SESSIONS = Table(
    "staff_sessions",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    Column("name_key", Text, ForeignKey("staff.name_key"), nullable=False, index=True),
    Column("began_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
)

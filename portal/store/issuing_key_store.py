"""Rows about the municipality's own keys, which sign the codes of what is issued."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, Table, Text, insert, or_, select, update

from portal.store.tables import METADATA
from shubbak.wire.station import ReceiptKey

ISSUING_KEYS = Table(
    "issuing_keys",
    METADATA,
    Column("key_id", Integer, primary_key=True, autoincrement=False),  # of the same count as the stations' keys
    Column("public_key", Text, nullable=False, unique=True),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),  # "" while it does not end
    Column("municipality_ar", Text, nullable=False),
    Column("municipality_en", Text, nullable=False),
    Column("signs", Text, nullable=False),  # kinds of outputs, with blanks between
)


def add_issuing_key(connection: Connection, key: ReceiptKey) -> None:
    """Keep a new key; its station is ""."""
    connection.execute(
        insert(ISSUING_KEYS).values(
            key_id=key.key_id,
            public_key=key.public_key,
            valid_from=key.valid_from,
            valid_to=key.valid_to,
            municipality_ar=key.municipality_ar,
            municipality_en=key.municipality_en,
            signs=" ".join(key.signs),
        )
    )


def end_issuing_key(connection: Connection, key_id: int, now: str) -> bool:
    """End a key now; False when it is unknown or has ended. What it signed before stays good."""
    going_on = or_(ISSUING_KEYS.c.valid_to == "", ISSUING_KEYS.c.valid_to > now)
    ended = update(ISSUING_KEYS).where(ISSUING_KEYS.c.key_id == key_id, going_on).values(valid_to=now)
    return connection.execute(ended).rowcount == 1


def issuing_keys(connection: Connection) -> list[ReceiptKey]:
    """Return every issuing key, also those that have ended."""
    return [
        ReceiptKey(
            key_id=row.key_id,
            station="",
            public_key=row.public_key,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            municipality_ar=row.municipality_ar,
            municipality_en=row.municipality_en,
            signs=tuple(row.signs.split()),
        )
        for row in connection.execute(select(ISSUING_KEYS).order_by(ISSUING_KEYS.c.key_id))
    ]

"""Rows about who sends: a station's key by its id, and which office a station belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from portal.store.tables import STATION_KEYS, STATIONS

#: Country, then the names of municipality and office: stations that agree in all of it stand in one office.
Office = tuple[str, str, str, str, str]
_OFFICE = (
    STATIONS.c.country,
    STATIONS.c.municipality_ar,
    STATIONS.c.municipality_en,
    STATIONS.c.office_ar,
    STATIONS.c.office_en,
)


@dataclass(frozen=True, slots=True)
class SenderKey:
    """A station's key (base64 Ed25519, raw), when it ended ("" while it is good), and whether the station is
    revoked.
    """

    public_key: str
    valid_to: str
    revoked: bool


def find_sender_key(connection: Connection, station: str, key_id: int) -> SenderKey | None:
    """Return one key of one station, None when there is no such."""
    row = connection.execute(
        select(STATION_KEYS.c.public_key, STATION_KEYS.c.valid_to, STATIONS.c.revoked_at)
        .join(STATIONS, STATION_KEYS.c.station == STATIONS.c.code)
        .where(STATIONS.c.code == station, STATION_KEYS.c.key_id == key_id)
    ).one_or_none()
    return None if row is None else SenderKey(row.public_key, row.valid_to, row.revoked_at is not None)


def office_of(connection: Connection, station: str) -> Office | None:
    """Return the office of a station, None for an unknown one."""
    row = connection.execute(select(*_OFFICE).where(STATIONS.c.code == station)).one_or_none()
    return None if row is None else (row[0], row[1], row[2], row[3], row[4])

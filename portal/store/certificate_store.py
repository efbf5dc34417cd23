"""Rows about certificates: every one that was ever given to a station, the newest last."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from portal.store.counter_store import next_number
from portal.store.fleet_tables import CERTIFICATES
from portal.store.station_store import StationPlace
from portal.store.tables import STATION_KEYS, STATIONS
from shubbak.wire.station import SignedCertificate


@dataclass(frozen=True, slots=True)
class StoredCertificate:
    """A certificate as it was signed. valid_to: RFC 3339 UTC, to the second."""

    signed: SignedCertificate
    valid_to: str


@dataclass(frozen=True, slots=True)
class CertifiedStation:
    """Whom a certificate is made for: the station's place and its newest key."""

    place: StationPlace
    key_id: int
    public_key: str
    revoked: bool


def find_station_to_certify(connection: Connection, station: str) -> CertifiedStation | None:
    """Return a station with its newest key, revoked or not."""
    row = connection.execute(
        select(STATIONS, STATION_KEYS.c.key_id, STATION_KEYS.c.public_key)
        .join(STATION_KEYS, STATION_KEYS.c.station == STATIONS.c.code)
        .where(STATIONS.c.code == station)
        .order_by(STATION_KEYS.c.key_id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    place = StationPlace(row.code, row.country, row.municipality_ar, row.municipality_en, row.office_ar, row.office_en)
    return CertifiedStation(place, row.key_id, row.public_key, row.revoked_at is not None)


def next_serial(connection: Connection) -> int:
    """Return the next certificate's serial, from 1."""
    return next_number(connection, "certificate")


def add_certificate(connection: Connection, station: str, serial: int, kept: StoredCertificate) -> None:
    """Keep a certificate of an enrolled station."""
    signed = kept.signed
    connection.execute(
        insert(CERTIFICATES).values(
            serial=serial,
            station=station,
            body=signed.certificate,
            signature=signed.signature,
            valid_to=kept.valid_to,
        )
    )


def newest_certificate(connection: Connection, station: str) -> StoredCertificate | None:
    """Return the certificate that the station was given last."""
    row = connection.execute(
        select(CERTIFICATES).where(CERTIFICATES.c.station == station).order_by(CERTIFICATES.c.serial.desc()).limit(1)
    ).one_or_none()
    return None if row is None else StoredCertificate(SignedCertificate(row.body, row.signature), row.valid_to)


def certificate_ends(connection: Connection) -> dict[str, str]:
    """Return when every station's last certificate ends, by the station's code."""
    ends = select(CERTIFICATES.c.station, func.max(CERTIFICATES.c.valid_to)).group_by(CERTIFICATES.c.station)
    return {row[0]: row[1] for row in connection.execute(ends)}

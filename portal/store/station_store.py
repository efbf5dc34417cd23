"""Rows about stations: their one-time codes, who they are, and the keys they sign with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from portal.store.counter_store import next_number
from portal.store.tables import APPLICATIONS, ENROLMENT_CODES, STATION_KEYS, STATIONS
from shubbak.wire.station import ReceiptKey


@dataclass(frozen=True, slots=True)
class StationPlace:
    """Where a station stands: what staff say when they make its code."""

    station: str
    country: str
    municipality_ar: str
    municipality_en: str
    office_ar: str
    office_en: str


@dataclass(frozen=True, slots=True)
class UsedCode:
    """A code's use: by which public key (base64), or None while it waits."""

    place: StationPlace
    used_key: str | None
    expires_at: str


@dataclass(frozen=True, slots=True)
class EnrolledStation:
    """A station's keys (base64 Ed25519, raw) and whether staff revoked it."""

    code: str
    public_keys: tuple[str, ...]
    revoked: bool


@dataclass(frozen=True, slots=True)
class KnownStation:
    """A station where it stands, since when, when it was revoked ("" while it is not), and the number that its packets
    begin with.
    """

    place: StationPlace
    enrolled_at: str
    revoked_at: str
    first_sequence: int


def add_code(connection: Connection, code_hash: str, place: StationPlace, made_at: str, expires_at: str) -> None:
    """Keep a new code by its hash."""
    connection.execute(
        insert(ENROLMENT_CODES).values(
            code_hash=code_hash,
            station=place.station,
            country=place.country,
            municipality_ar=place.municipality_ar,
            municipality_en=place.municipality_en,
            office_ar=place.office_ar,
            office_en=place.office_en,
            made_at=made_at,
            expires_at=expires_at,
        )
    )


def use_code(connection: Connection, code_hash: str, public_key: str, now: str) -> bool:
    """Use an unused, unexpired code; False when it is neither. Of two at once, one gets True."""
    used = connection.execute(
        update(ENROLMENT_CODES)
        .where(
            ENROLMENT_CODES.c.code_hash == code_hash,
            ENROLMENT_CODES.c.used_at.is_(None),
            ENROLMENT_CODES.c.expires_at > now,
        )
        .values(used_at=now, used_key=public_key)
    )
    return used.rowcount == 1


def find_code(connection: Connection, code_hash: str) -> UsedCode | None:
    """Return what a code stands for, used or not, expired or not."""
    row = connection.execute(select(ENROLMENT_CODES).where(ENROLMENT_CODES.c.code_hash == code_hash)).one_or_none()
    if row is None:
        return None
    place = StationPlace(
        row.station, row.country, row.municipality_ar, row.municipality_en, row.office_ar, row.office_en
    )
    return UsedCode(place, row.used_key, row.expires_at)


def next_key_id(connection: Connection) -> int:
    """Return the next receipt key's id, from 1; the number space (COSE kid, two bytes) ends at 65535."""
    return next_number(connection, "station-key")


def add_station(
    connection: Connection,
    place: StationPlace,
    key_id: int,
    public_key: str,
    now: str,
    valid_from: str,
    first_sequence: int = 1,
) -> None:
    """Enrol a station now with its key, good from valid_from, and the number that its packets begin with; raises
    IntegrityError when the code or the key is already in use. What it is answered is kept afterwards, in the same
    transaction (`keep_enrolled_answer`).
    """
    connection.execute(
        insert(STATIONS).values(
            code=place.station,
            country=place.country,
            municipality_ar=place.municipality_ar,
            municipality_en=place.municipality_en,
            office_ar=place.office_ar,
            office_en=place.office_en,
            enrolled_at=now,
            enrolled_answer="",
            first_sequence=first_sequence,
        )
    )
    connection.execute(
        insert(STATION_KEYS).values(
            key_id=key_id, station=place.station, public_key=public_key, valid_from=valid_from, valid_to=""
        )
    )


def add_next_key(connection: Connection, station: str, key_id: int, public_key: str, follows: int) -> None:
    """Give an enrolled station another key, good for as early dates as the one that it follows; raises IntegrityError
    when the key is already in use.
    """
    former = select(STATION_KEYS.c.valid_from).where(STATION_KEYS.c.key_id == follows)
    valid_from = connection.execute(former).scalar_one()
    connection.execute(
        insert(STATION_KEYS).values(
            key_id=key_id, station=station, public_key=public_key, valid_from=valid_from, valid_to=""
        )
    )


def has_earlier_keys(connection: Connection, station: str, key_id: int) -> bool:
    """Say whether keys of a station from before this one have no end yet."""
    return connection.execute(select(STATION_KEYS.c.key_id).where(*_earlier(station, key_id))).first() is not None


def end_earlier_keys(connection: Connection, station: str, key_id: int, valid_to: str) -> None:
    """Let a station's keys from before this one end then; those that have an end keep it."""
    connection.execute(update(STATION_KEYS).where(*_earlier(station, key_id)).values(valid_to=valid_to))


def _earlier(station: str, key_id: int) -> tuple[ColumnElement[bool], ...]:
    keys = STATION_KEYS.c
    return keys.station == station, keys.key_id < key_id, keys.valid_to == ""


def keep_enrolled_answer(connection: Connection, station: str, answer: str) -> None:
    """Keep the exact JSON that the station is answered, to be given again."""
    connection.execute(update(STATIONS).where(STATIONS.c.code == station).values(enrolled_answer=answer))


def raise_first_sequence(connection: Connection, station: str, first_sequence: int) -> None:
    """Let a station's packets begin with a higher number, as long as none has come."""
    began = select(APPLICATIONS.c.row).where(APPLICATIONS.c.station == station).exists()
    connection.execute(
        update(STATIONS)
        .where(STATIONS.c.code == station, STATIONS.c.first_sequence < first_sequence, ~began)
        .values(first_sequence=first_sequence)
    )


def first_sequence_of(connection: Connection, station: str) -> int:
    """Return the number that an enrolled station's packets begin with."""
    return int(connection.execute(select(STATIONS.c.first_sequence).where(STATIONS.c.code == station)).scalar_one())


def enrolled_answer(connection: Connection, station: str) -> str | None:
    """Return the exact JSON that the station was answered when it enrolled."""
    return connection.execute(select(STATIONS.c.enrolled_answer).where(STATIONS.c.code == station)).scalar_one_or_none()


def find_station(connection: Connection, station: str) -> EnrolledStation | None:
    """Return an enrolled station, revoked or not."""
    rows = connection.execute(
        select(STATIONS.c.revoked_at, STATION_KEYS.c.public_key)
        .join(STATION_KEYS, STATION_KEYS.c.station == STATIONS.c.code)
        .where(STATIONS.c.code == station)
    ).all()
    if not rows:
        return None
    return EnrolledStation(station, tuple(row.public_key for row in rows), rows[0].revoked_at is not None)


def lock_station(connection: Connection, station: str) -> EnrolledStation | None:
    """Return an enrolled station and let nobody else who asks so have it until this transaction ends."""
    connection.execute(select(STATIONS.c.code).where(STATIONS.c.code == station).with_for_update(key_share=True))
    return find_station(connection, station)


def list_stations(connection: Connection) -> list[KnownStation]:
    """Return every station that ever enrolled, by its code."""
    return [
        KnownStation(
            StationPlace(row.code, row.country, row.municipality_ar, row.municipality_en, row.office_ar, row.office_en),
            row.enrolled_at,
            row.revoked_at or "",
            row.first_sequence,
        )
        for row in connection.execute(select(STATIONS).order_by(STATIONS.c.code))
    ]


def country_of(connection: Connection, station: str) -> str:
    """Return a station's country, "" for an unknown one."""
    return connection.execute(select(STATIONS.c.country).where(STATIONS.c.code == station)).scalar_one_or_none() or ""


def revoke(connection: Connection, station: str, now: str) -> bool:
    """Revoke a station from now on; False when it is unknown. Its receipt keys end now, earlier receipts stay good."""
    if find_station(connection, station) is None:
        return False
    connection.execute(
        update(STATIONS).where(STATIONS.c.code == station, STATIONS.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    connection.execute(
        update(STATION_KEYS)
        .where(STATION_KEYS.c.station == station, or_(STATION_KEYS.c.valid_to == "", STATION_KEYS.c.valid_to > now))
        .values(valid_to=now)
    )
    return True


def reinstate(connection: Connection, station: str) -> bool:
    """Take a station's revocation back; False when it is not revoked. The keys that ended with it are good again, also
    for the receipts that the station gave out meanwhile.
    """
    revoked_at = select(STATIONS.c.revoked_at).where(STATIONS.c.code == station).scalar_subquery()
    connection.execute(
        update(STATION_KEYS)
        .where(STATION_KEYS.c.station == station, STATION_KEYS.c.valid_to == revoked_at)
        .values(valid_to="")
    )
    back = update(STATIONS).where(STATIONS.c.code == station, STATIONS.c.revoked_at.is_not(None))
    return connection.execute(back.values(revoked_at=None)).rowcount == 1


def receipt_keys(connection: Connection) -> list[ReceiptKey]:
    """Return every station's key, also those that have ended."""
    rows = connection.execute(
        select(STATION_KEYS, STATIONS.c.municipality_ar, STATIONS.c.municipality_en)
        .join(STATIONS, STATION_KEYS.c.station == STATIONS.c.code)
        .order_by(STATION_KEYS.c.key_id)
    )
    return [
        ReceiptKey(
            row.key_id,
            row.station,
            row.public_key,
            row.valid_from,
            row.valid_to,
            row.municipality_ar,
            row.municipality_en,
        )
        for row in rows
    ]

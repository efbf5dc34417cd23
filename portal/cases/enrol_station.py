"""Enrolment: staff make a one-time code, a station trades it and its public key for its identity."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from datetime import timedelta

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.assembly import Portal, stamp
from portal.cases.certify_station import CLOCK_SLACK, issue_certificate
from portal.cases.station_code import is_station_code
from portal.refusal import RefusalError
from portal.store import station_store
from portal.store.certificate_store import CertifiedStation
from portal.store.station_store import StationPlace
from portal.updates.publishing import open_repository
from shubbak.wire.station import Enrolled, Enrolment

CODE_LIFE = timedelta(hours=48)
#: Crockford's 32 signs; 12 of them are 60 bits, too many to guess or to search for behind a hash.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LAST_KEY_ID = 0xFFFF


def make_code(portal: Portal, place: StationPlace) -> str:
    """Make a one-time code for a new station and return it, this once; only its hash is kept.

    Raises RefusalError station-taken, and ValueError("station-code") for a code that receipt numbers cannot begin with.
    """
    if not is_station_code(place.station):
        raise ValueError("station-code")
    signs = "".join(secrets.choice(_SIGNS) for _ in range(12))
    now = portal.now()
    with portal.database.write() as connection:
        if station_store.find_station(connection, place.station) is not None:
            raise RefusalError("station-taken")
        station_store.add_code(connection, _hash(signs), place, stamp(now), stamp(now + CODE_LIFE))
    return "-".join(signs[start : start + 4] for start in (0, 4, 8))


def enrol(portal: Portal, untrusted: Enrolment) -> bytes:
    """Trade a code for an identity; return an Enrolled as JSON, the same bytes whenever code and key come again.

    Raises RefusalError enrolment-code, enrolment-key or station-taken.
    """
    public_key = checked_key(untrusted.public_key)
    code_hash = _hash(untrusted.code)
    now = stamp(portal.now())
    with portal.database.read() as connection:
        code = station_store.find_code(connection, code_hash)
    if code is None:
        raise RefusalError("enrolment-code")
    try:
        with portal.database.write() as connection:
            if station_store.use_code(connection, code_hash, public_key, now):
                first = untrusted.first_sequence
                return _certify(portal, connection, code.place, public_key, first).encode()
    except IntegrityError as error:
        raise RefusalError(_clash(portal, code.place.station)) from error
    return _earlier_answer(portal, code_hash, public_key, untrusted.first_sequence)


def _clash(portal: Portal, station: str) -> str:
    with portal.database.read() as connection:
        return "enrolment-key" if station_store.find_station(connection, station) is None else "station-taken"


def _earlier_answer(portal: Portal, code_hash: str, public_key: str, first_sequence: int) -> bytes:
    """Answer a code that was used or has expired: only the key that used it hears the answer again. Until it did, its
    machine may have gone on sealing packets as who it was before.
    """
    with portal.database.write() as connection:
        code = station_store.find_code(connection, code_hash)
        if code is None or code.used_key != public_key:
            raise RefusalError("enrolment-code")
        station_store.raise_first_sequence(connection, code.place.station, first_sequence)
        answer = station_store.enrolled_answer(connection, code.place.station)
    if answer is None:
        raise RefusalError("enrolment-code")
    return answer.encode()


def _certify(portal: Portal, connection: Connection, place: StationPlace, public_key: str, first_sequence: int) -> str:
    key_id = next_key_id(connection)
    answer = Enrolled(
        station=place.station,
        key_id=key_id,
        municipality_ar=place.municipality_ar,
        municipality_en=place.municipality_en,
        office_ar=place.office_ar,
        office_en=place.office_en,
        country=place.country,
        verify_url=portal.verify_url,
        keys=portal.keys.public(),
        update_root=open_repository(portal).root_text(),
    )
    # A station's clock may be behind ours: its first receipts must not be older than its key.
    now, valid_from = stamp(portal.now()), stamp(portal.now() - CLOCK_SLACK)
    station_store.add_station(connection, place, key_id, public_key, now, valid_from, first_sequence)
    certificate = issue_certificate(portal, connection, CertifiedStation(place, key_id, public_key, revoked=False))
    text = msgspec.json.encode(msgspec.structs.replace(answer, certificate=certificate)).decode()
    station_store.keep_enrolled_answer(connection, place.station, text)
    return text


def next_key_id(connection: Connection) -> int:
    """Return the id of a new key; raises RefusalError store-unavailable where the numbers have come to their end."""
    key_id = station_store.next_key_id(connection)
    if key_id > _LAST_KEY_ID:
        raise RefusalError("store-unavailable")
    return key_id


def checked_key(untrusted: str) -> str:
    """Return a public key in its one spelling; raises RefusalError enrolment-key."""
    try:
        raw = base64.b64decode(untrusted, validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except (binascii.Error, ValueError) as error:
        raise RefusalError("enrolment-key") from error
    return base64.b64encode(raw).decode()


def _hash(untrusted_code: str) -> str:
    """Hash a code as people type it: small letters, spaces and the signs that look alike are forgiven."""
    signs = untrusted_code.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return hashlib.sha256("".join(sign for sign in signs if sign in _SIGNS).encode()).hexdigest()

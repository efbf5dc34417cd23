"""A station's next key: certified for whoever holds the present one, which ends once the new one is in use."""

from __future__ import annotations

import base64
import logging

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.assembly import Portal, stamp
from portal.cases.certify_station import CLOCK_SLACK, current_certificate, issue_certificate
from portal.cases.enrol_station import checked_key, next_key_id
from portal.refusal import RefusalError
from portal.store import certificate_store, station_store
from portal.store.certificate_store import CertifiedStation
from shubbak.wire.seal import check_text
from shubbak.wire.station import NextKey, SignedCertificate, next_key_text

_LOG = logging.getLogger("portal.fleet")


def certify_next_key(portal: Portal, station: str, signed_by: int, untrusted: NextKey) -> SignedCertificate:
    """Give a station the key that follows the one that signed the request; the same key again gets the same id.

    A key that was followed may ask for no other: of a stolen key and its station, the second to ask is told. Raises
    RefusalError station-unknown, station-revoked, enrolment-key or station-key-followed.
    """
    public_key = checked_key(untrusted.public_key)
    holder = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
    if not check_text(next_key_text(station, signed_by, public_key), untrusted.proof, holder):
        raise RefusalError("enrolment-key")
    try:
        with portal.database.write() as connection:
            station_store.lock_station(connection, station)
            certified = certificate_store.find_station_to_certify(connection, station)
            if certified is not None and not certified.revoked and certified.public_key != public_key:
                return _follow(portal, connection, certified, signed_by, public_key)
            return current_certificate(portal, connection, station)
    except IntegrityError as error:
        raise RefusalError("enrolment-key") from error


def end_keys_before(portal: Portal, station: str, key_id: int) -> None:
    """The key that signed a report is in use: those before it end, in a day, because a station's clock may differ."""
    with portal.database.read() as connection:
        if not station_store.has_earlier_keys(connection, station, key_id):
            return
    with portal.database.write() as connection:
        station_store.end_earlier_keys(connection, station, key_id, stamp(portal.now() + CLOCK_SLACK))
    _LOG.warning("station %s uses key %d: its earlier ones end in a day", station, key_id)


def _follow(
    portal: Portal, connection: Connection, certified: CertifiedStation, signed_by: int, public_key: str
) -> SignedCertificate:
    station = certified.place.station
    if certified.key_id != signed_by:
        _LOG.warning("station %s asks for a key with key %d, which %d follows", station, signed_by, certified.key_id)
        raise RefusalError("station-key-followed")
    key_id = next_key_id(connection)
    station_store.add_next_key(connection, station, key_id, public_key, signed_by)
    _LOG.warning("station %s was given key %d after %d", station, key_id, signed_by)
    return issue_certificate(portal, connection, CertifiedStation(certified.place, key_id, public_key, revoked=False))

"""Certificates: the portal's signed word for a station's key, renewed while the station reports."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from sqlalchemy import Connection

from portal.assembly import Portal, stamp
from portal.cases.station_code import is_station_code
from portal.refusal import RefusalError
from portal.store import certificate_store
from portal.store.certificate_store import CertifiedStation, StoredCertificate
from shubbak.wire.certificate import CERTIFICATE_VERSION, StationCertificate
from shubbak.wire.seal import sign_text
from shubbak.wire.station import SignedCertificate

#: Neighbours without a line to the portal cannot hear of a revocation: a stolen station is theirs no longer than this.
CERTIFICATE_LIFE = timedelta(days=90)
RENEWED_BEFORE_END = timedelta(days=45)
#: A station's clock may be behind ours.
CLOCK_SLACK = timedelta(days=1)


def issue_certificate(portal: Portal, connection: Connection, certified: CertifiedStation) -> SignedCertificate:
    """Sign and keep a new certificate of an enrolled station, inside the caller's transaction."""
    now = portal.now()
    serial = certificate_store.next_serial(connection)
    place = certified.place
    certificate = StationCertificate(
        version=CERTIFICATE_VERSION,
        station=place.station,
        office_ar=place.office_ar,
        office_en=place.office_en,
        municipality_ar=place.municipality_ar,
        municipality_en=place.municipality_en,
        country=place.country,
        public_key=certified.public_key,
        key_id=certified.key_id,
        valid_from=stamp(now - CLOCK_SLACK),
        valid_to=stamp(now + CERTIFICATE_LIFE),
        serial=serial,
    )
    text = msgspec.json.encode(certificate).decode()
    signed = SignedCertificate(text, sign_text(text, portal.keys.signing))
    kept = StoredCertificate(signed, certificate.valid_to)
    certificate_store.add_certificate(connection, place.station, serial, kept)
    return signed


def current_certificate(portal: Portal, connection: Connection, station: str) -> SignedCertificate:
    """Return a station's certificate, a new one when it has none yet or the last one nears its end.

    Raises RefusalError station-unknown or station-revoked.
    """
    certified = certificate_store.find_station_to_certify(connection, station)
    if certified is None:
        raise RefusalError("station-unknown")
    if certified.revoked:
        raise RefusalError("station-revoked")
    newest = certificate_store.newest_certificate(connection, station)
    if newest is not None and newest.valid_to > stamp(portal.now() + RENEWED_BEFORE_END):
        return newest.signed
    return issue_certificate(portal, connection, certified)


def certificate_of(portal: Portal, untrusted_station: str) -> SignedCertificate:
    """Return the certificate that the station was given last, to whoever asks.

    Asking renews nothing, so a station that no longer reports runs out. Raises RefusalError station-unknown,
    station-revoked, or certificate-none for a station of before there were certificates that has not reported since.
    """
    if not is_station_code(untrusted_station):
        raise RefusalError("station-unknown")
    with portal.database.read() as connection:
        certified = certificate_store.find_station_to_certify(connection, untrusted_station)
        newest = certificate_store.newest_certificate(connection, untrusted_station)
    if certified is None:
        raise RefusalError("station-unknown")
    if certified.revoked:
        raise RefusalError("station-revoked")
    if newest is None:
        raise RefusalError("certificate-none")
    return newest.signed

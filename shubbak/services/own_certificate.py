"""The station's own certificate: taken from what the portal says, kept, and shown to neighbours."""

from __future__ import annotations

import base64
from datetime import datetime

import msgspec

from shubbak.ports.audit import StationFacts
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.certificate import CertificateError, StationCertificate, read_certificate
from shubbak.wire.station import SignedCertificate

#: The fact that holds the certificate as it was signed.
OWN_CERTIFICATE = "own-certificate"


def take_certificate(
    facts: StationFacts, identity: StationIdentity, untrusted: SignedCertificate | None, at: datetime
) -> None:
    """Keep a certificate that is this station's, of its present key and valid at the portal's time; any other counts
    for nothing. Raises StoreError.
    """
    if untrusted is None or not _is_ours(untrusted, identity, at):
        return
    text = msgspec.json.encode(untrusted).decode()
    if facts.fact(OWN_CERTIFICATE) != text:
        facts.keep_fact(OWN_CERTIFICATE, text)


def own_certificate(facts: StationFacts, identity: StationIdentity, at: datetime) -> SignedCertificate | None:
    """Return the kept certificate while it proves something, else None; raises StoreError."""
    kept = facts.fact(OWN_CERTIFICATE)
    if not kept:
        return None
    try:
        certificate = msgspec.json.decode(kept, type=SignedCertificate)
    except msgspec.MsgspecError:
        return None
    return certificate if _is_ours(certificate, identity, at) else None


def serial_of(own: SignedCertificate) -> int:
    """Return the serial of a certificate that was checked before."""
    return msgspec.json.decode(own.certificate, type=StationCertificate).serial


def _is_ours(signed: SignedCertificate, identity: StationIdentity, at: datetime) -> bool:
    try:
        certificate = read_certificate(signed.certificate, signed.signature, identity.portal_signing, at)
    except CertificateError:
        return False
    mine = base64.b64encode(identity.key.public_key().public_bytes_raw()).decode()
    return (certificate.station, certificate.public_key) == (identity.station, mine)

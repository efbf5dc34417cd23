"""Who is a neighbour: another station of the very same office, by the portal's signed word and nobody else's."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.ports.neighbour import NeighbourError
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.certificate import CertificateError, StationCertificate, read_certificate
from shubbak.wire.station import SignedCertificate


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A station whose certificate holds; that it has the key, its signature over a fresh nonce must still prove."""

    station: str
    key: Ed25519PublicKey
    serial: int

    @property
    def key_text(self) -> str:
        """The key's raw bytes in base64: another one is another machine."""
        return base64.b64encode(self.key.public_bytes_raw()).decode()


def check_neighbour(untrusted: SignedCertificate, identity: StationIdentity, at: datetime) -> Neighbour:
    """Return who a certificate is of; raises NeighbourError: neighbour-stranger for one that the portal did not sign or
    that has run out, neighbour-other-office, neighbour-self.
    """
    try:
        certificate = read_certificate(untrusted.certificate, untrusted.signature, identity.portal_signing, at)
    except CertificateError as error:
        raise NeighbourError("neighbour-stranger") from error
    if certificate.station == identity.station:
        raise NeighbourError("neighbour-self")
    if _office(certificate) != (
        identity.country,
        identity.municipality.ar,
        identity.municipality.en,
        identity.office.ar,
        identity.office.en,
    ):
        raise NeighbourError("neighbour-other-office")
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(certificate.public_key))
    return Neighbour(certificate.station, key, certificate.serial)


def _office(certificate: StationCertificate) -> tuple[str, ...]:
    return (
        certificate.country,
        certificate.municipality_ar,
        certificate.municipality_en,
        certificate.office_ar,
        certificate.office_en,
    )

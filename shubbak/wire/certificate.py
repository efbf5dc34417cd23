"""A station's certificate: the portal's word for which key is which station's, so that neighbours know each other."""

from __future__ import annotations

import base64
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.wire.moment import parse_moment
from shubbak.wire.seal import check_text

CERTIFICATE_VERSION = 1


class StationCertificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the portal vouches for.

    public_key: the station's Ed25519 key, raw 32 bytes in base64; key_id: 0 to 65535, as in its receipts. country: ISO
    3166-1 alpha-2, lower case. valid_from and valid_to: RFC 3339 UTC. serial: the portal's count, never used twice.
    """

    version: int
    station: str
    office_ar: str
    office_en: str
    municipality_ar: str
    municipality_en: str
    country: str
    public_key: str
    key_id: int
    valid_from: str
    valid_to: str
    serial: int


class CertificateError(ValueError):
    """A certificate that proves nothing now. The text is a stable code: certificate-signature, certificate-shape,
    certificate-not-yet, certificate-expired."""


def read_certificate(
    untrusted_text: str, untrusted_signature: str, portal_signing: Ed25519PublicKey, at: datetime
) -> StationCertificate:
    """Return a certificate that the portal signed and that is valid at an aware time; raises CertificateError.

    Who shows it must still prove that it holds the certificate's key.
    """
    if not check_text(untrusted_text, untrusted_signature, portal_signing):
        raise CertificateError("certificate-signature")
    try:
        certificate = msgspec.json.decode(untrusted_text, type=StationCertificate)
        valid_from, valid_to = parse_moment(certificate.valid_from), parse_moment(certificate.valid_to)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(certificate.public_key, validate=True))
    except (msgspec.MsgspecError, ValueError) as error:
        raise CertificateError("certificate-shape") from error
    if certificate.version != CERTIFICATE_VERSION:
        raise CertificateError("certificate-shape")
    if at < valid_from:
        raise CertificateError("certificate-not-yet")
    if at >= valid_to:
        raise CertificateError("certificate-expired")
    return certificate

"""What an audit trail is checked against: the portal's anchors, and the key of the station that signed an export."""

from __future__ import annotations

import base64
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.wire.certificate import StationCertificate
from shubbak.wire.seal import check_text
from shubbak.wire.station import SignedCertificate

_MAX_BYTES = 50_000_000
_LINK_BYTES = 32


class ProofError(ValueError):
    """What was given to check with is of no use. `code`: audit-anchors-shape or audit-key-shape."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_anchors(path: Path) -> dict[int, bytes]:
    """Read the portal's anchors, links in hex by event number; raises ProofError and OSError."""
    try:
        anchors = {
            int(number): bytes.fromhex(link)
            for number, link in msgspec.json.decode(_bounded(path), type=dict[str, str]).items()
        }
    except (msgspec.MsgspecError, ValueError) as error:
        raise ProofError("audit-anchors-shape") from error
    if any(number < 1 or len(link) != _LINK_BYTES for number, link in anchors.items()):
        raise ProofError("audit-anchors-shape")
    return anchors


def station_key(text: str, certificate: Path | None, portal_key: str) -> Ed25519PublicKey:
    """Return the key that an export must be signed with; raises ProofError and OSError.

    A certificate counts when the portal's key signed it. Its dates do not: an auditor reads last year's trail, too.
    """
    if certificate is None:
        return _key(text)
    try:
        signed = msgspec.json.decode(_bounded(certificate), type=SignedCertificate)
        if not check_text(signed.certificate, signed.signature, _key(portal_key)):
            raise ProofError("audit-key-shape")
        return _key(msgspec.json.decode(signed.certificate, type=StationCertificate).public_key)
    except msgspec.MsgspecError as error:
        raise ProofError("audit-key-shape") from error


def _key(text: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except ValueError as error:
        raise ProofError("audit-key-shape") from error


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MAX_BYTES)

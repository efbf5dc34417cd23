"""A station changes its key: the new one on the disk first, then the portal's word for it, then the identity.

A cut at any point leaves the old key or the new one in the identity, and the portal knows either; the same verb again
goes on with the same new key.
"""

from __future__ import annotations

import base64
import contextlib
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.ports.clock import Clock
from shubbak.ports.portal import PortalError
from shubbak.ports.store import StoreError
from shubbak.services.audit import AuditKind, operator_code
from shubbak.services.code_lists import StationRecord
from shubbak.services.enrolment import IdentityError
from shubbak.services.key_since import keep_key_since
from shubbak.services.own_certificate import take_certificate
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.certificate import CertificateError, StationCertificate, read_certificate
from shubbak.wire.request_signature import key_name
from shubbak.wire.seal import sign_text
from shubbak.wire.station import NextKey, SignedCertificate, next_key_text


class KeyOffice(Protocol):
    """The portal as it certifies keys."""

    def certify_key(self, next_key: NextKey) -> SignedCertificate:
        """Have a key certified, any number of times; raises PortalError. The caller verifies the certificate."""


class NextKeyShelf(Protocol):
    """Where the identity is kept; each verb is durable when it returns and raises IdentityError when it did not
    happen.
    """

    def load(self) -> StationIdentity:
        """Return the identity as it is kept."""

    def next_key(self) -> tuple[str, bytes] | None:
        """Return which key is to be followed (`key_name`) and the key (raw, 32 bytes) that was made for it, or None."""

    def keep_next_key(self, follows: str, key: bytes) -> None:
        """Keep a key before the portal hears of it."""

    def change_key(self, key_id: int, key: bytes) -> None:
        """Put the new key into the identity in the place of the old one, whole or not at all."""

    def drop_next_key(self) -> None:
        """Forget the key beside the identity, which has it now."""


def change_key(
    portal: KeyOffice, clock: Clock, shelf: NextKeyShelf, record: StationRecord, operator: str
) -> StationIdentity:
    """Give the station another key, or finish what was cut; return the identity with it.

    operator: who asked for it. Raises PortalError, StoreError and IdentityError, identity-uncertified where the
    enrolment is of before there were certificates; the station goes on with the key that its identity then has.
    """
    identity = shelf.load()
    if identity.enrolled_as is None:
        # Marks such as that of a store that was put back are kept in the enrolment's name, which would be lost.
        raise IdentityError("identity-uncertified")
    raw = _next_key(clock, shelf, identity)
    if raw != identity.key.private_bytes_raw():
        signed, certificate = _certified(portal, clock, identity, Ed25519PrivateKey.from_private_bytes(raw))
        record.note(AuditKind.STATION_KEY_CHANGED, operator_code(operator) if operator else "", str(certificate.key_id))
        keep_key_since(record, identity.station, certificate.key_id, clock.now())
        shelf.change_key(certificate.key_id, raw)
        identity = shelf.load()
        with contextlib.suppress(StoreError):  # the next report brings it again
            take_certificate(record, identity, signed, clock.now())
    shelf.drop_next_key()
    return identity


def _next_key(clock: Clock, shelf: NextKeyShelf, identity: StationIdentity) -> bytes:
    """Return the key to come: one that is under way, or a new one; the identity's own where only the end was cut."""
    present = key_name(identity.station, identity.key_id)
    kept = shelf.next_key()
    if kept is not None and (kept[0] == present or kept[1] == identity.key.private_bytes_raw()):
        return kept[1]
    raw = clock.random_bytes(32)
    shelf.keep_next_key(present, raw)
    return raw


def _certified(
    portal: KeyOffice, clock: Clock, identity: StationIdentity, key: Ed25519PrivateKey
) -> tuple[SignedCertificate, StationCertificate]:
    """Return the portal's word for a key of this station. Only its pinned key counts: with a wrong id in its identity
    a station could sign nothing any more.
    """
    public_key = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    proof = sign_text(next_key_text(identity.station, identity.key_id, public_key), key)
    signed = portal.certify_key(NextKey(public_key, proof))
    try:
        certificate = read_certificate(signed.certificate, signed.signature, identity.portal_signing, clock.now())
    except CertificateError as error:
        raise PortalError("portal-gibberish", detail=str(error)) from error
    if (certificate.station, certificate.public_key) != (identity.station, public_key):
        raise PortalError("portal-gibberish", detail="certificate-shape")
    return signed, certificate

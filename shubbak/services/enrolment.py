"""Enrol a station: its own key first, on the disk; then the one-time code against an identity."""

from __future__ import annotations

import base64
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.ports.clock import Clock
from shubbak.ports.portal import Portal, PortalError
from shubbak.services.station_identity import StationIdentity, identity_of
from shubbak.wire.enrolment_text import key_fingerprint
from shubbak.wire.station import Enrolled, Enrolment


class IdentityError(Exception):
    """The station's identity is not usable. `code`: identity-missing, identity-broken or identity-not-written."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class IdentityShelf(Protocol):
    """Where the identity is kept; each verb is durable when it returns and raises IdentityError when it did not
    happen.
    """

    def pending_key(self, code: str) -> bytes | None:
        """Return the key (raw, 32 bytes) that this code was last tried with, or None."""

    def keep_pending_key(self, code: str, key: bytes) -> None:
        """Keep a key before its code is tried."""

    def keep(self, enrolled: Enrolled, key: bytes, portal_url: str) -> None:
        """Keep the identity; the pending key goes."""


def enrol(
    portal: Portal,
    portal_url: str,
    code: str,
    clock: Clock,
    shelf: IdentityShelf,
    *,
    first_sequence: int = 1,
    portal_key: str = "",
) -> StationIdentity:
    """Trade a one-time code for an identity and keep it; raises PortalError or IdentityError.

    first_sequence: the number of the first packet under the new code, above 1 where the store has packets already.
    portal_key: the fingerprint (`shubbak.wire.enrolment_text`) that the portal's signing key must have, "" to take the
    one that answers; another key is PortalError enrolment-portal-key, and nothing of its answer is kept.

    The key lies on the disk before the portal hears of it, so a cut between the portal's answer and the disk costs
    nothing: the same code is tried again with the same key, and the portal answers the same.
    """
    raw = shelf.pending_key(code)
    if raw is None:
        raw = clock.random_bytes(32)
        shelf.keep_pending_key(code, raw)
    key = Ed25519PrivateKey.from_private_bytes(raw)
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    enrolled = _ask(portal, Enrolment(code, public, first_sequence))
    try:
        identity = identity_of(enrolled, key, portal_url)
    except ValueError as error:
        raise PortalError("portal-gibberish", detail="enrolment-shape") from error
    if portal_key and key_fingerprint(enrolled.keys.signing) != portal_key:
        raise PortalError("enrolment-portal-key")
    shelf.keep(enrolled, raw, portal_url)
    return identity


def _ask(portal: Portal, enrolment: Enrolment) -> Enrolled:
    try:
        return portal.enrol(enrolment)
    except PortalError as error:
        # A portal of before there were first numbers takes no request that names one.
        if enrolment.first_sequence == 1 or error.detail != "body-shape":
            raise
    return portal.enrol(Enrolment(enrolment.code, enrolment.public_key))

"""Who sent a request: its signature (RFC 9421) by an enrolled station's key, before a byte of its body is kept."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    VerifyResult,
)
from http_message_signatures.algorithms import ED25519

from portal.assembly import Portal, stamp
from portal.cases.station_code import is_station_code
from portal.refusal import RefusalError
from portal.store.sender_store import SenderKey, find_sender_key, office_of
from shubbak.wire.request_signature import COMPONENTS, TAG, read_key_name


class _Fields(list[tuple[str, str]]):
    """Header fields as they came, repeated ones too."""

    def items(self) -> Sequence[tuple[str, str]]:
        return self


@dataclass(frozen=True)
class UntrustedRequest:
    """A request before its body is read. path: as it stood in the request line, with its query; fields: the headers."""

    method: str
    path: str
    fields: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class CheckedRequest:
    """A request whose head is signed by `sender` with its key of `key_id`; its body still has to be the one that the
    head names.
    """

    sender: str
    key_id: int
    _message: _Message
    _results: list[VerifyResult]

    def check_body(self, untrusted: bytes) -> bytes:
        """Return the body when it is the one that was signed; raises RefusalError body-digest."""
        try:
            _VERIFIER_OF_BODIES.verify_body(self._message, self._results, untrusted)
        except InvalidSignature as error:
            raise RefusalError("body-digest") from error
        return untrusted


@dataclass(frozen=True)
class _Message:
    method: str
    url: str
    headers: _Fields


class _AgelessVerifier(HTTPMessageVerifier):
    """Refuses nothing by its time: a station with a dead clock battery signs in 1970 or in 2038 and must still be able
    to empty its outbox. A replay is harmless, because every request of a station may come any number of times.
    """

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        if type(sig_input.params.get("created")) is not int:
            raise InvalidSignature


class _StationKeys(HTTPSignatureKeyResolver):
    """Finds the key that a signature names, and remembers what it found."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self.station = ""
        self.key_id = 0
        self.key: SenderKey | None = None

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        self.station, self.key_id = read_key_name(key_id)
        with self._portal.database.read() as connection:
            self.key = find_sender_key(connection, self.station, self.key_id)
        if self.key is None:
            return None
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(self.key.public_key))


#: Seconds until a station that does not sign asks again: somebody brings its program up to date meanwhile.
UNSIGNED_DELAY = 900
_SIGNATURE_FIELDS = frozenset({"signature", "signature-input"})
_VERIFIER_OF_BODIES = _AgelessVerifier(signature_algorithm=ED25519, key_resolver=None)


def check_request(portal: Portal, untrusted: UntrustedRequest, owner: str) -> CheckedRequest:
    """Check that a station signed this request and may speak for `owner`: itself, or a station of its own office whose
    packet it carries.

    Raises RefusalError request-unsigned, request-signature, station-unknown or station-revoked.
    """
    if not any(name.lower() in _SIGNATURE_FIELDS for name, _ in untrusted.fields):
        # A station of before requests were signed takes any 401 for the packet's fault and puts it in the drawer.
        raise RefusalError("request-unsigned", retry_after=UNSIGNED_DELAY)
    # A proxy in front may serve the portal below a path of its own and take it away; stations signed the whole of it.
    url = "http://portal" + urlsplit(portal.public_url).path.rstrip("/") + untrusted.path
    message = _Message(untrusted.method, url, _Fields(untrusted.fields))
    keys = _StationKeys(portal)
    verifier = _AgelessVerifier(signature_algorithm=ED25519, key_resolver=keys)
    try:
        results = verifier.verify(message, max_age=None, expect_tag=TAG, require_components=COMPONENTS)
    except (HTTPMessageSignaturesException, ValueError) as error:
        raise RefusalError("station-unknown" if _is_stranger(portal, keys) else "request-signature") from error
    if len(results) != 1:
        raise RefusalError("request-signature")
    _check_sender(portal, keys, owner)
    return CheckedRequest(keys.station, keys.key_id, message, results)


def _is_stranger(portal: Portal, keys: _StationKeys) -> bool:
    if not keys.station or keys.key is not None:
        return False
    with portal.database.read() as connection:
        return office_of(connection, keys.station) is None


def _check_sender(portal: Portal, keys: _StationKeys, owner: str) -> None:
    key = keys.key
    if key is not None and key.revoked:
        raise RefusalError("station-revoked")
    if key is None or (key.valid_to and key.valid_to <= stamp(portal.now())):
        raise RefusalError("request-signature")
    if owner == keys.station:
        return
    if not is_station_code(owner):
        raise RefusalError("station-unknown")
    with portal.database.read() as connection:
        mine, theirs = office_of(connection, keys.station), office_of(connection, owner)
    if theirs is None:
        raise RefusalError("station-unknown")
    if mine != theirs:
        raise RefusalError("request-signature")

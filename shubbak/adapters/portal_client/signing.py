"""Signs a station's requests as it sends them (RFC 9421), so that a packet that waited for weeks is not too old."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver
from http_message_signatures.algorithms import ED25519

from shubbak.wire.request_signature import COMPONENTS, TAG, StationSigner, key_name


def content_digest(body: bytes) -> str:
    """Return the Content-Digest field's value (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def sign_request(message: Any, signer: StationSigner, body: bytes) -> None:
    """Put Content-Digest, Signature-Input and Signature on a request.

    message: anything with `method`, an absolute `url` and changeable `headers`, as the HTTP libraries prepare it.
    """
    message.headers["Content-Digest"] = content_digest(body)
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=_OneKey(signer)).sign(
        message,
        key_id=key_name(signer.station, signer.key_id),
        # For the portal's eyes only: it refuses nothing by age, since a station's clock battery may be dead.
        created=datetime.now(UTC),
        nonce=secrets.token_urlsafe(12),
        tag=TAG,
        label="station",
        covered_component_ids=COMPONENTS,
        body=body,
        use_existing_digest=True,
    )


class _OneKey(HTTPSignatureKeyResolver):
    def __init__(self, signer: StationSigner) -> None:
        self._signer = signer

    def resolve_private_key(self, key_id: str) -> Any:
        return self._signer.key

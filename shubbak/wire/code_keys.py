"""Which key signed a code on paper, and whether it might: each key has its dates, and the kinds that it signs."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.wire.code_frame import CodeFrame, UnverifiedCode
from shubbak.wire.station import ReceiptKey

#: What a key may sign, beside the kinds of `shubbak.wire.output_code`.
RECEIPT = "receipt"


class CodeKeys(Protocol):
    """Whatever holds keys: a signed key set, or the plain list of before there were any."""

    @property
    def keys(self) -> Sequence[ReceiptKey]: ...


def known_keys(keys: CodeKeys, key_id: int) -> list[ReceiptKey]:
    """Return the keys of an id: one, or none."""
    return [key for key in keys.keys if key.key_id == key_id]


def signer_of(code: UnverifiedCode, frame: CodeFrame, known: Sequence[ReceiptKey]) -> ReceiptKey | None:
    """Return which key signed a code; raises ValueError where one of them is no Ed25519 key."""
    public = [Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public_key, validate=True)) for key in known]
    place = frame.signed_by(code, public)
    return None if place is None else known[place]


def was_valid(key: ReceiptKey, at: datetime) -> bool:
    """Whether a key was good at an aware time, both ends included; raises ValueError for dates without an offset.

    A key that ended, because its station was revoked or has a newer one, still proves what it signed before.
    """
    return _instant(key.valid_from) <= at and (not key.valid_to or at <= _instant(key.valid_to))


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("a receipt key's dates name their offset")
    return instant

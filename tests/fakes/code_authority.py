"""A root, its warrant and its lists in a few lines, for tests that need no portal."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.domain.receipt import ReceiptNumber
from shubbak.wire.key_set import KeySet
from shubbak.wire.seal import sign_text
from shubbak.wire.station import ReceiptKey
from shubbak.wire.void_list import VoidList, pack_voids
from shubbak.wire.warranted import ListWarrant, RootSuccession, SignedText, Trust, Warranted

ISSUED, EXPIRES = "2026-12-01T08:00:00Z", "2027-01-15T08:00:00Z"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def signed(statement: msgspec.Struct, key: Ed25519PrivateKey) -> SignedText:
    text = msgspec.json.encode(statement).decode()
    return SignedText(text, sign_text(text, key))


class CodeAuthority:
    """`root` signs `warrant`, the list key signs lists; `move` is a succession."""

    def __init__(self, seed: int = 40) -> None:
        self.root, self.list_key = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (seed, seed + 1))
        self.pinned = Trust(public(self.root))
        self.successions: list[SignedText] = []
        self.number = 1
        self.warrant_ends = "2027-12-31T00:00:00Z"

    def move(self, seed: int) -> None:
        new = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.successions.append(signed(RootSuccession(public(new), ISSUED), self.root))
        self.root = new
        self.number += 1

    def warranted(self, statement: msgspec.Struct) -> Warranted:
        warrant = ListWarrant(self.number, public(self.list_key), ISSUED, self.warrant_ends)
        text = signed(statement, self.list_key)
        return Warranted(text.statement, text.signature, signed(warrant, self.root), list(self.successions))

    def key_set(self, keys: list[ReceiptKey], version: int = 1, **times: str) -> Warranted:
        said = KeySet(version, times.get("issued_at", ISSUED), times.get("expires_at", EXPIRES), keys)
        return self.warranted(said)

    def void_list(self, *numbers: ReceiptNumber, version: int = 1, **times: str) -> Warranted:
        ranges, bits = pack_voids(numbers)
        times = {"issued_at": ISSUED, "expires_at": EXPIRES} | times
        return self.warranted(VoidList(version, times["issued_at"], times["expires_at"], ranges, bits))

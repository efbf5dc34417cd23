"""The frame of a signed code on paper: a COSE_Sign1 of one exact shape, as decimal digits behind the portal's address.

A COSE_Sign1 (RFC 9052, 4.2) of ours has one shape for each kind of code: an array of 4; a protected header of
algorithm, two-byte key id and, but for receipts, the type (RFC 9596); an empty unprotected header; a payload of 24 to
255 bytes; a signature of 64. Reading it as a frame lets nothing unsigned reach a CBOR decoder, and a second spelling of
the same facts does not exist. It begins with 0x84, so the integer keeps every byte. The header is signed, so that no
code of one kind can be made into one of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

#: Longest text looked at: version 40 codes hold more, ours need under 650 signs.
MAX_TEXT = 2000
#: Longest digits turned into an integer: 255 bytes of payload and the longest frame need 851.
MAX_DIGITS = 860
SIGNATURE_BYTES = 64
_HIGHEST_KEY_ID = 0xFFFF

_ALGORITHM_AND_KEY_ID = bytes.fromhex("01270442")
_TYPE_LABEL = 16
_EMPTY_HEADER_AND_LENGTH = bytes.fromhex("a058")
_SIGNATURE_HEAD = bytes.fromhex("5840")


@dataclass(frozen=True, slots=True)
class UnverifiedCode:
    """A code of the right shape: who claims to have signed, what, with which signature. Nothing is proven."""

    key_id: int
    payload: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class CodeFrame:
    """One kind of code. type: as its header names it, "" for receipts, which are older than types. shape_problem: the
    problem code of a text that is no such code.
    """

    type: str
    shape_problem: str

    def sign(self, payload: bytes, verify_url: str, key_id: int, private_key: Ed25519PrivateKey) -> str:
        """Return `<verify_url>#<digits>`; raises ValueError where payload or key id do not fit.

        verify_url: the public page; whatever stands behind a # in it is replaced. key_id: 0 to 65535.
        """
        if not 0 <= key_id <= _HIGHEST_KEY_ID:
            raise ValueError("a key's id has two bytes")
        if not 24 <= len(payload) <= 255:
            raise ValueError("the facts do not fit one code")
        signature = private_key.sign(self.signed_bytes(key_id, payload))
        message = self._head(key_id) + bytes([len(payload)]) + payload + _SIGNATURE_HEAD + signature
        return f"{verify_url.partition('#')[0]}#{int.from_bytes(message, 'big')}"

    def read(self, untrusted_text: str) -> UnverifiedCode:
        """Take a scanned or typed code apart; raises ValueError(shape_problem). Nothing is proven yet."""
        message = self._message(untrusted_text)
        key_id = int.from_bytes(message[self._key_id_at : self._key_id_at + 2], "big")
        head = self._head(key_id)
        length = message[len(head)] if len(message) > len(head) else 0
        payload_end = len(head) + 1 + length
        signature_at = payload_end + len(_SIGNATURE_HEAD)
        if (
            length < 24
            or len(message) != signature_at + SIGNATURE_BYTES
            or not message.startswith(head)
            or message[payload_end:signature_at] != _SIGNATURE_HEAD
        ):
            raise ValueError(self.shape_problem)
        return UnverifiedCode(key_id, message[len(head) + 1 : payload_end], message[signature_at:])

    def signed_bytes(self, key_id: int, payload: bytes) -> bytes:
        """Return the Sig_structure of RFC 9052, 4.4."""
        structure: list[object] = ["Signature1", self._protected(key_id), b"", payload]
        return bytes(cbor2.dumps(structure))

    def signed_by(self, code: UnverifiedCode, keys: Iterable[Ed25519PublicKey]) -> int | None:
        """Return which of these keys signed the code, counted from 0, None for none of them."""
        signed = self.signed_bytes(code.key_id, code.payload)
        for place, key in enumerate(keys):
            try:
                key.verify(code.signature, signed)
            except InvalidSignature:
                continue
            return place
        return None

    @property
    def _key_id_at(self) -> int:
        return self._head(0).index(_ALGORITHM_AND_KEY_ID) + len(_ALGORITHM_AND_KEY_ID)

    def _protected(self, key_id: int) -> bytes:
        entries = 3 if self.type else 2
        typed = cbor2.dumps(_TYPE_LABEL) + cbor2.dumps(self.type) if self.type else b""
        return bytes([0xA0 + entries]) + _ALGORITHM_AND_KEY_ID + key_id.to_bytes(2, "big") + typed

    def _head(self, key_id: int) -> bytes:
        return b"\x84" + cbor2.dumps(self._protected(key_id)) + _EMPTY_HEADER_AND_LENGTH

    def _message(self, untrusted_text: str) -> bytes:
        if len(untrusted_text) > MAX_TEXT:
            raise ValueError(self.shape_problem)
        digits = untrusted_text.strip().rpartition("#")[2]
        # A leading zero would be a second spelling; int() would also take signs, spaces and underscores.
        if not (digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS) or digits.startswith("0"):
            raise ValueError(self.shape_problem)
        number = int(digits)
        return number.to_bytes((number.bit_length() + 7) // 8, "big")

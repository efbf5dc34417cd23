"""The signed code on a receipt: a COSE_Sign1 in decimal digits behind the portal's address, checked offline."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shubbak.domain.money import Money
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, ReceiptNumber, parse_receipt_number
from shubbak.domain.text import Text
from shubbak.wire.station import ReceiptKey, ReceiptKeys

#: Longest text looked at: version 40 codes hold more, ours need under 450 signs.
MAX_TEXT = 2000
#: Longest digits turned into an integer; 255 bytes of payload and the frame need 803.
MAX_DIGITS = 810
_SIGNATURE_BYTES = 64

# A COSE_Sign1 (RFC 9052, 4.2) of ours has one shape only: array of 4; protected {1: -8, 4: h'kkkk'}; unprotected {};
# payload of 24 to 255 bytes; signature of 64. Reading it as a frame lets nothing unsigned reach a CBOR decoder, and a
# second spelling of the same receipt does not exist. It begins with 0x84, so the integer keeps every byte.
_PROTECTED_HEAD = bytes.fromhex("a201270442")
_BEFORE_KEY_ID = bytes.fromhex("8447") + _PROTECTED_HEAD
_BEFORE_LENGTH = bytes.fromhex("a058")
_BEFORE_SIGNATURE = bytes.fromhex("5840")
_PAYLOAD_AT = len(_BEFORE_KEY_ID) + 2 + len(_BEFORE_LENGTH) + 1

# The payload's keys, all inside the signature.
_NUMBER, _APPLICATION, _SERVICE, _TOTAL, _CURRENCY, _ISSUED = 1, 2, 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class UnverifiedCode:
    """A code of the right shape: who claims to have signed, what, with which signature. Nothing is proven."""

    key_id: int
    payload: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class ProvenReceipt:
    """What a code proves: these facts were signed by this station of this municipality."""

    receipt: Receipt
    station: str
    municipality: Text


#: The facts, or the one reason why nothing is proven: receipt-code-shape, receipt-code-unknown-key,
#: receipt-code-signature, receipt-code-other-station or receipt-code-key-not-valid-then.
Verdict: TypeAlias = ProvenReceipt | Problem


def make_code(receipt: Receipt, verify_url: str, key_id: int, private_key: Ed25519PrivateKey) -> str:
    """Return `<verify_url>#<digits>`; raises ValueError where the receipt cannot be said in one code.

    verify_url: the public page; whatever stands behind a # in it is replaced. key_id: 0 to 65535.
    """
    if not 0 <= key_id <= 0xFFFF:
        raise ValueError("a receipt key's id has two bytes")
    payload = cbor2.dumps(_facts(receipt), canonical=True)
    if not 24 <= len(payload) <= 255:
        raise ValueError("the receipt's facts do not fit one code")
    key_bytes = key_id.to_bytes(2, "big")
    signature = private_key.sign(_to_be_signed(key_bytes, payload))
    message = b"".join(
        (_BEFORE_KEY_ID, key_bytes, _BEFORE_LENGTH, bytes([len(payload)]), payload, _BEFORE_SIGNATURE, signature)
    )
    return f"{verify_url.partition('#')[0]}#{int.from_bytes(message, 'big')}"


def read_code(untrusted_text: str) -> UnverifiedCode:
    """Take a scanned or typed code apart; raises ValueError("receipt-code-shape"). Nothing is proven yet."""
    message = _message(untrusted_text)
    length = message[_PAYLOAD_AT - 1] if len(message) > _PAYLOAD_AT else 0
    payload_end = _PAYLOAD_AT + length
    signature_at = payload_end + len(_BEFORE_SIGNATURE)
    key_at = len(_BEFORE_KEY_ID)
    if (
        length < 24
        or len(message) != signature_at + _SIGNATURE_BYTES
        or message[:key_at] != _BEFORE_KEY_ID
        or message[key_at + 2 : _PAYLOAD_AT - 1] != _BEFORE_LENGTH
        or message[payload_end:signature_at] != _BEFORE_SIGNATURE
    ):
        raise ValueError("receipt-code-shape")
    key_id = int.from_bytes(message[key_at : key_at + 2], "big")
    return UnverifiedCode(key_id, message[_PAYLOAD_AT:payload_end], message[signature_at:])


def claims_service(code: UnverifiedCode, service_id: str) -> bool:
    """Whether an unproven code says that it is about this service; its bytes are compared, nothing of it is decoded."""
    said = (_SERVICE, service_id, _TOTAL)
    return b"".join(cbor2.dumps(part) for part in said) in code.payload


def check_code(untrusted_text: str, keys: ReceiptKeys) -> Verdict:
    """Say what a code proves against a key set. Raises ValueError only where the key set itself is malformed."""
    try:
        code = read_code(untrusted_text)
    except ValueError as error:
        return Problem(str(error))
    known = [key for key in keys.keys if key.key_id == code.key_id]
    if not known:
        return Problem("receipt-code-unknown-key")
    signer = _signer(code, known)
    if signer is None:
        return Problem("receipt-code-signature")
    try:
        receipt = _receipt(code.payload)
    except (ValueError, TypeError, LookupError, OverflowError, cbor2.CBORDecodeError):
        return Problem("receipt-code-shape")
    return _judge(receipt, signer)


def _message(untrusted_text: str) -> bytes:
    if len(untrusted_text) > MAX_TEXT:
        raise ValueError("receipt-code-shape")
    digits = untrusted_text.strip().rpartition("#")[2]
    # A leading zero would be a second spelling; int() would also take signs, spaces and underscores.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS) or digits.startswith("0"):
        raise ValueError("receipt-code-shape")
    number = int(digits)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _to_be_signed(key_bytes: bytes, payload: bytes) -> bytes:
    """Return the Sig_structure of RFC 9052, 4.4."""
    structure: list[object] = ["Signature1", _PROTECTED_HEAD + key_bytes, b"", payload]
    return bytes(cbor2.dumps(structure))


def _signer(code: UnverifiedCode, known: Iterable[ReceiptKey]) -> ReceiptKey | None:
    signed = _to_be_signed(code.key_id.to_bytes(2, "big"), code.payload)
    for key in known:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public_key, validate=True))
        try:
            public.verify(code.signature, signed)
        except InvalidSignature:
            continue
        return key
    return None


def _judge(receipt: Receipt, signer: ReceiptKey) -> Verdict:
    if receipt.number.station != signer.station:
        return Problem("receipt-code-other-station")
    begun = receipt.issued_at >= _instant(signer.valid_from)
    ended = bool(signer.valid_to) and receipt.issued_at > _instant(signer.valid_to)
    if not begun or ended:
        return Problem("receipt-code-key-not-valid-then")
    return ProvenReceipt(receipt, signer.station, Text(signer.municipality_ar, signer.municipality_en))


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("a receipt key's dates name their offset")
    return instant


def _facts(receipt: Receipt) -> dict[int, object]:
    number = parse_receipt_number(str(receipt.number))
    return {
        _NUMBER: [number.station, number.year, number.sequence],
        _APPLICATION: UUID(receipt.application_id).bytes,
        _SERVICE: receipt.service_id,
        _TOTAL: receipt.total.amount_minor,
        _CURRENCY: receipt.total.currency,
        _ISSUED: int(receipt.issued_at.timestamp()),
    }


def _receipt(signed_payload: bytes) -> Receipt:
    facts = cbor2.loads(signed_payload)
    station, year, sequence = facts[_NUMBER]
    texts = (station, facts[_SERVICE], facts[_CURRENCY])
    numbers = (year, sequence, facts[_TOTAL], facts[_ISSUED])
    if not all(isinstance(text, str) for text in texts) or not all(type(number) is int for number in numbers):
        raise ValueError("receipt-code-shape")
    return Receipt(
        number=parse_receipt_number(str(ReceiptNumber(station, year, sequence))),
        application_id=str(UUID(bytes=facts[_APPLICATION])),
        service_id=facts[_SERVICE],
        total=Money(facts[_TOTAL], facts[_CURRENCY]),
        issued_at=datetime.fromtimestamp(facts[_ISSUED], UTC),
    )

"""The signed code on a receipt: a COSE_Sign1 in decimal digits behind the portal's address, checked offline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias
from uuid import UUID

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.domain.money import Money
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, ReceiptNumber, parse_receipt_number
from shubbak.domain.text import Text
from shubbak.wire.code_frame import CodeFrame, UnverifiedCode
from shubbak.wire.code_keys import RECEIPT, CodeKeys, known_keys, signer_of, was_valid
from shubbak.wire.station import ReceiptKey

FRAME = CodeFrame("", "receipt-code-shape")

# The payload's keys, all inside the signature.
_NUMBER, _APPLICATION, _SERVICE, _TOTAL, _CURRENCY, _ISSUED = 1, 2, 3, 4, 5, 6
_KEYS = {_NUMBER, _APPLICATION, _SERVICE, _TOTAL, _CURRENCY, _ISSUED}


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
    return FRAME.sign(cbor2.dumps(_facts(receipt), canonical=True), verify_url, key_id, private_key)


def read_code(untrusted_text: str) -> UnverifiedCode:
    """Take a scanned or typed code apart; raises ValueError("receipt-code-shape"). Nothing is proven yet."""
    return FRAME.read(untrusted_text)


def claims_service(code: UnverifiedCode, service_id: str) -> bool:
    """Whether an unproven code says that it is about this service; its bytes are compared, nothing of it is decoded."""
    said = (_SERVICE, service_id, _TOTAL)
    return b"".join(cbor2.dumps(part) for part in said) in code.payload


def check_code(untrusted_text: str, keys: CodeKeys) -> Verdict:
    """Say what a code proves against a key set. Raises ValueError only where the key set itself is malformed."""
    try:
        code = read_code(untrusted_text)
    except ValueError as error:
        return Problem(str(error))
    known = known_keys(keys, code.key_id)
    if not known:
        return Problem("receipt-code-unknown-key")
    signer = signer_of(code, FRAME, known)
    if signer is None:
        return Problem("receipt-code-signature")
    try:
        receipt = _receipt(code.payload)
    except (ValueError, TypeError, LookupError, OverflowError, cbor2.CBORDecodeError):
        return Problem("receipt-code-shape")
    return _judge(receipt, signer)


def _judge(receipt: Receipt, signer: ReceiptKey) -> Verdict:
    if RECEIPT not in signer.signs or receipt.number.station != signer.station:
        return Problem("receipt-code-other-station")
    if not was_valid(signer, receipt.issued_at):
        return Problem("receipt-code-key-not-valid-then")
    return ProvenReceipt(receipt, signer.station, Text(signer.municipality_ar, signer.municipality_en))


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
    if not isinstance(facts, dict) or facts.keys() != _KEYS:
        raise ValueError("receipt-code-shape")
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

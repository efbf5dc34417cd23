"""The signed code on what is issued (licence, permit, certificate, plan): like a receipt's, and never taken for one.

Its header names its own type, inside the signature, and its payload has other keys than a receipt's. Which key may sign
which kind stands in the key set: a station signs receipts and plans, never a licence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeAlias

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.domain.problem import Problem
from shubbak.domain.text import Text
from shubbak.wire.code_frame import CodeFrame, UnverifiedCode
from shubbak.wire.code_keys import CodeKeys, known_keys, signer_of, was_valid
from shubbak.wire.station import ReceiptKey

FRAME = CodeFrame("x.shubbak.output", "output-code-shape")

# The payload's keys, all inside the signature; a receipt's are 1 to 6.
_KIND, _NUMBER, _SERVICE, _SUBJECT, _ISSUED, _VALID_TO, _DIGEST = 11, 12, 13, 14, 15, 16, 17
_REQUIRED = {_KIND, _NUMBER, _SERVICE, _SUBJECT, _ISSUED, _DIGEST}
_DIGEST_BYTES = 32
_LONGEST_TEXT = 80


class OutputKind(StrEnum):
    """What is issued. The values stand in codes for good."""

    LICENCE = "licence"
    PERMIT = "permit"
    CERTIFICATE = "certificate"
    PLAN = "plan"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class OutputFacts:
    """What a code says of an output; it names no person.

    number: as it stands on the paper. subject: what it is about, such as a parcel's key or a licence's number.
    issued_at: aware. valid_to: the last instant it is good for, None where it does not end. data_digest: SHA-256 (32
    bytes) of what was printed, as data; who holds the paper compares.
    """

    kind: OutputKind
    number: str
    service_id: str
    subject: str
    issued_at: datetime
    valid_to: datetime | None
    data_digest: bytes


@dataclass(frozen=True, slots=True)
class ProvenOutput:
    """What a code proves: these facts were signed for this municipality. station: "" where the municipality itself
    signed. Whether the output still holds is another question: see its `valid_to`, and ask whether it was taken back.
    """

    facts: OutputFacts
    station: str
    municipality: Text


#: The facts, or the one reason why nothing is proven: output-code-shape, output-code-unknown-key,
#: output-code-signature, output-code-not-entitled or output-code-key-not-valid-then.
OutputVerdict: TypeAlias = ProvenOutput | Problem


def make_output_code(facts: OutputFacts, verify_url: str, key_id: int, private_key: Ed25519PrivateKey) -> str:
    """Return `<verify_url>#<digits>`; raises ValueError where the facts are none, or too long for one code: the texts
    have about 190 bytes in all.

    verify_url: the public page; whatever stands behind a # in it is replaced. key_id: 0 to 65535.
    """
    payload: dict[int, object] = {
        _KIND: facts.kind.value,
        _NUMBER: facts.number,
        _SERVICE: facts.service_id,
        _SUBJECT: facts.subject,
        _ISSUED: _seconds(facts.issued_at),
        _DIGEST: facts.data_digest,
    }
    if facts.valid_to is not None:
        payload[_VALID_TO] = _seconds(facts.valid_to)
    encoded = cbor2.dumps(payload, canonical=True)
    _facts(encoded)  # what could not be read back is never signed
    return FRAME.sign(encoded, verify_url, key_id, private_key)


def read_output_code(untrusted_text: str) -> UnverifiedCode:
    """Take a scanned or typed code apart; raises ValueError("output-code-shape"). Nothing is proven yet."""
    return FRAME.read(untrusted_text)


def names_service(code: UnverifiedCode, service_id: str) -> bool:
    """Whether an unproven code says that it is about this service; its bytes are compared, nothing of it is decoded."""
    said = (_SERVICE, service_id, _SUBJECT)
    return b"".join(cbor2.dumps(part) for part in said) in code.payload


def is_output_code(untrusted_text: str) -> bool:
    """Whether a text has the shape of an output's code."""
    try:
        read_output_code(untrusted_text)
    except ValueError:
        return False
    return True


def check_output_code(untrusted_text: str, keys: CodeKeys) -> OutputVerdict:
    """Say what a code proves against a key set. Raises ValueError only where the key set itself is malformed."""
    try:
        code = read_output_code(untrusted_text)
    except ValueError as error:
        return Problem(str(error))
    known = known_keys(keys, code.key_id)
    if not known:
        return Problem("output-code-unknown-key")
    signer = signer_of(code, FRAME, known)
    if signer is None:
        return Problem("output-code-signature")
    try:
        facts = _facts(code.payload)
    except (ValueError, TypeError, LookupError, OverflowError, OSError, cbor2.CBORDecodeError):
        return Problem("output-code-shape")
    return _judge(facts, signer)


def _judge(facts: OutputFacts, signer: ReceiptKey) -> OutputVerdict:
    if facts.kind.value not in signer.signs:
        return Problem("output-code-not-entitled")
    if not was_valid(signer, facts.issued_at):
        return Problem("output-code-key-not-valid-then")
    return ProvenOutput(facts, signer.station, Text(signer.municipality_ar, signer.municipality_en))


def _seconds(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError("an output's times are aware")
    return int(at.timestamp())


def _facts(signed_payload: bytes) -> OutputFacts:
    said = cbor2.loads(signed_payload)
    if not isinstance(said, dict) or not _REQUIRED <= said.keys() <= _REQUIRED | {_VALID_TO}:
        raise ValueError("output-code-shape")
    texts = (said[_KIND], said[_NUMBER], said[_SERVICE], said[_SUBJECT])
    times = (said[_ISSUED], said.get(_VALID_TO, 0))
    digest = said[_DIGEST]
    if not all(_is_plain(text) for text in texts) or not all(type(time) is int for time in times):
        raise ValueError("output-code-shape")
    if not isinstance(digest, bytes) or len(digest) != _DIGEST_BYTES:
        raise ValueError("output-code-shape")
    return OutputFacts(
        kind=OutputKind(said[_KIND]),
        number=said[_NUMBER],
        service_id=said[_SERVICE],
        subject=said[_SUBJECT],
        issued_at=datetime.fromtimestamp(said[_ISSUED], UTC),
        valid_to=datetime.fromtimestamp(said[_VALID_TO], UTC) if _VALID_TO in said else None,
        data_digest=digest,
    )


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT and value.isprintable()

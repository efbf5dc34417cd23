"""Two readers of COSE that others wrote find in our codes the header, the facts and the signature that we put there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pycose.keys.okp import OKPKey
from pycose.messages.sign1message import Sign1Message

from shubbak.domain.money import Money
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.wire.output_code import OutputFacts, OutputKind, make_output_code, read_output_code
from shubbak.wire.receipt_code import make_code, read_code

ROOT = Path(__file__).resolve().parents[2]
KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (7, 8))
KEY_ID = 0x4A07
ISSUED = datetime(2026, 11, 22, 7, 42, 5, tzinfo=UTC)
RECEIPT = Receipt(
    ReceiptNumber("K07", 2026, 42), "01938e3c-7a5b-7c3d-8e4f-5a6b7c8d9e0f", "kw.health", Money(5_000, "KWD"), ISSUED
)
LICENCE = OutputFacts(OutputKind.LICENCE, "HL-1", "kw.health", "العارضية/2/145", ISSUED, None, bytes(range(32)))


@dataclass(frozen=True)
class Shown:
    """A code's bytes, the key that it is held against, and whether that key signed them."""

    message: bytes
    payload: bytes
    header: dict[int, object]
    key: Ed25519PrivateKey = KEY
    genuine: bool = True


def message_of(code: str) -> bytes:
    number = int(code.partition("#")[2])
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def changed(shown: Shown, place: int) -> Shown:
    message = bytearray(shown.message)
    message[place] ^= 1
    return Shown(bytes(message), b"", {}, genuine=False)


RECEIPT_CODE = make_code(RECEIPT, "https://portal.example/v", KEY_ID, KEY)
LICENCE_CODE = make_output_code(LICENCE, "https://portal.example/v", KEY_ID, KEY)
PLAIN: dict[int, object] = {1: -8, 4: KEY_ID.to_bytes(2, "big")}
TYPED = PLAIN | {16: "x.shubbak.output"}
SHOWN = {
    "receipt": Shown(message_of(RECEIPT_CODE), read_code(RECEIPT_CODE).payload, PLAIN),
    "licence": Shown(message_of(LICENCE_CODE), read_output_code(LICENCE_CODE).payload, TYPED),
}
SHOWN["another key"] = Shown(SHOWN["receipt"].message, b"", {}, OTHER, genuine=False)
SHOWN["a changed fact"] = changed(SHOWN["receipt"], 40)
SHOWN["a changed signature"] = changed(SHOWN["licence"], -1)


def as_json(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


@cache
def read_by_cwt() -> dict[str, list[object]]:
    """Ask cwt, which lives in a folder of its own that the set-up makes, about all of them at once."""
    question = [
        [one.message.hex(), one.key.public_key().public_bytes_raw().hex(), f"{KEY_ID:04x}"] for one in SHOWN.values()
    ]
    judges = ROOT / "var" / "judges" / "cose"
    assert judges.is_dir(), "the judge of codes is missing: make setup"
    command = [sys.executable, str(ROOT / "tests" / "judges" / "read_cose.py")]
    environment = {**os.environ, "PYTHONPATH": str(judges)}
    done = subprocess.run(
        command, input=json.dumps(question), env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(zip(SHOWN, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("name", SHOWN)
def test_cwt_comes_to_the_same(name: str) -> None:
    shown, found = SHOWN[name], read_by_cwt()[name]
    if shown.genuine:
        header = {str(label): as_json(value) for label, value in shown.header.items()}
        assert found == [header, {}, shown.payload.hex()]
    else:
        assert found == ["VerifyError"]


@pytest.mark.parametrize("name", SHOWN)
def test_pycose_comes_to_the_same(name: str) -> None:
    shown = SHOWN[name]
    message = Sign1Message.from_cose_obj(cbor2.loads(shown.message), allow_unknown_attributes=True)
    message.key = OKPKey(crv="ED25519", x=shown.key.public_key().public_bytes_raw(), d=b"")
    assert message.verify_signature() is shown.genuine
    if shown.genuine:
        assert message.payload == shown.payload

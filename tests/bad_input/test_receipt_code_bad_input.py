"""500 texts where a receipt's code is asked for: other codes, other links, and signatures that prove nothing."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import cbor2
import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, Case, many, refused, show
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.domain.money import Money
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.wire import receipt_code
from shubbak.wire.receipt_code import check_code, make_code
from shubbak.wire.station import ReceiptKey, ReceiptKeys

KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (7, 8))
URL = "https://portal.example/v"
RECEIPT = Receipt(
    ReceiptNumber("K07", 2026, 4512),
    "0198c2f0-0000-7000-8000-000000000001",
    "kw.health_licence.renewal",
    Money(15_250, "KWD"),
    datetime(2026, 3, 1, 8, tzinfo=UTC),
)
KEYS = ReceiptKeys(
    1,
    [
        ReceiptKey(
            7,
            "K07",
            base64.b64encode(KEY.public_key().public_bytes_raw()).decode(),
            "2026-01-01T00:00:00Z",
            "",
            "بلدية الكويت",
            "Kuwait Municipality",
        )
    ],
)
GENUINE = make_code(RECEIPT, URL, 7, KEY)
CODES = (
    "receipt-code-shape",
    "receipt-code-unknown-key",
    "receipt-code-signature",
    "receipt-code-other-station",
    "receipt-code-key-not-valid-then",
)

OTHER_TEXTS = (
    "",
    "#",
    URL,
    "WIFI:T:WPA;S=city;P=secret;;",
    "BEGIN:VCARD\nVERSION:3.0\nFN:مريم\nEND:VCARD",
    "tel:+96512345678",
    "SMSTO:+965:hello",
    "javascript:alert(1)//#1",
    "'; DROP TABLE receipts;--",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "file:///etc/shadow#12",
    "\\000026\u202e4512",
    "日本語漢字かな",
    "٤٥١٢" * 40,
    "9" * 4296,
    "0" * 300,
    "-" + GENUINE.rpartition("#")[2],
    "1_000",
    "1e400",
    "NaN",
    "0x1234",
    " ".join(GENUINE.rpartition("#")[2]),
    "\x00" * 100,
    "shubbak:enrol?portal=https://evil.example&code=AAAA-BBBB-CCCC",
    "HC1:6BFOXN%TSMAHN-H",
    "00020101021126370009",
)


def digits_of(message: bytes) -> str:
    return f"{URL}#{int.from_bytes(message, 'big')}"


def message_of(code: str) -> bytes:
    number = int(code.rpartition("#")[2])
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def signed(payload: bytes, chance: random.Random) -> str:
    """Sign any payload with the genuine key: the station's key may have been stolen, its facts are still checked."""
    del chance
    return receipt_code.FRAME.sign(payload, URL, 7, KEY)


def other_text(chance: random.Random) -> str:
    return chance.choice(OTHER_TEXTS)


def one_bit(chance: random.Random) -> str:
    body = bytearray(message_of(GENUINE))
    body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return digits_of(bytes(body))


def one_digit(chance: random.Random) -> str:
    place = chance.randrange(len(URL) + 2, len(GENUINE))
    return GENUINE[:place] + str((int(GENUINE[place]) + chance.randrange(1, 10)) % 10) + GENUINE[place + 1 :]


def cut(chance: random.Random) -> str:
    return GENUINE[: chance.randrange(len(URL) + 1, len(GENUINE))]


def foreign_key(chance: random.Random) -> str:
    return make_code(RECEIPT, URL, chance.choice([7, 8, 65535]), OTHER)


def hostile_facts(chance: random.Random) -> str:
    hostile: list[object] = [
        [[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]],
        {1: ["K07", 2026, -1], 2: b"x" * 16, 3: "s", 4: 1, 5: "KWD", 6: 0},
        {1: ["K07", 2026, 1], 2: b"x" * 15, 3: "service.of.some.name", 4: 1, 5: "KWD", 6: 0},
        {1: ["K07", 2026, 1], 2: b"x" * 16, 3: "service", 4: 2**70, 5: "KWD", 6: 2**70},
        {1: ["K07", 2026, 1], 2: b"x" * 16, 3: "service", 4: 1.5, 5: "KWD", 6: 0},
        {1: "K07-2026-1", 2: b"x" * 16, 3: "service", 4: 1, 5: "KWD", 6: 0},
        {1: ["K07", 2026, True], 2: b"x" * 16, 3: "service", 4: 1, 5: "KWD", 6: 0},
        {1: ["K07", 2026, 1], 2: b"x" * 16, 3: "service", 4: 1, 5: "XXX", 6: 0},
        {1: ["ي" * 8, 2026, 1], 2: b"x" * 16, 3: "service", 4: 1, 5: "KWD", 6: 0},
        "x" * 100,
        {number: number for number in range(40)},
    ]
    return signed(cbor2.dumps(chance.choice(hostile)), chance)


def raw_bomb(chance: random.Random) -> str:
    """CBOR that promises what never comes: huge lengths, endless strings, deep nesting, references to itself."""
    bombs = [
        b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff" + b"\x00" * 30,
        b"\xbb\x00\xff\xff\xff\xff\xff\xff\xff" + b"\x00" * 30,
        b"\x5b\x00\x00\x00\xff\xff\xff\xff\xff" + b"\x00" * 30,
        b"\x9f" * 200,
        b"\x81" * 250,
        b"\xd8\x1d\x00" * 30,
        b"\xd8\x1c\x81\xd8\x1d\x00" + b"\xf6" * 30,
        b"\xc2\x58\xf0" + b"\xff" * 240,
        b"\xd8\x23\x78\x40(a+)+$" + b"a" * 56,
        b"\xf9\x7e\x00" * 20,
    ]
    return signed(chance.choice(bombs), chance)


KINDS: dict[str, tuple[Callable[[random.Random], str], int]] = {
    "other-text": (other_text, 80),
    "one-bit": (one_bit, 120),
    "one-digit": (one_digit, 100),
    "cut": (cut, 50),
    "foreign-key": (foreign_key, 50),
    "hostile-facts": (hostile_facts, 60),
    "raw-bomb": (raw_bomb, 40),
}


def cases(kind: str) -> Iterator[Case[str]]:
    make, number = KINDS[kind]
    return many(kind, number, make)


def door(text: str) -> str:
    verdict = check_code(text, KEYS)
    return verdict.code if isinstance(verdict, Problem) else TAKEN


def test_the_genuine_one_is_taken() -> None:
    assert door(GENUINE) == TAKEN


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_code_that_proves_nothing_is_refused(kind: str, every: int, count: Count) -> None:
    answers = show(cases(kind), door, every)
    count("receipt QR", kind, answers)
    refused(answers, CODES)


@pytest.mark.badinput
@settings(max_examples=10_000, deadline=None)
@given(st.binary(min_size=24, max_size=255))
def test_ten_thousand_signed_payloads_are_never_an_accident(payload: bytes) -> None:
    assert door(signed(payload, random.Random(0)))

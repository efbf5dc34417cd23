"""A receipt's code proves its facts, and nothing that was changed, cut or signed by another."""

from __future__ import annotations

import base64
import dataclasses
from datetime import UTC, datetime

import cbor2
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pycose.keys import OKPKey
from pycose.messages import Sign1Message

from shubbak.domain.money import EXPONENTS, Money
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Text
from shubbak.wire.receipt_code import ProvenReceipt, check_code, make_code, read_code
from shubbak.wire.station import ReceiptKey, ReceiptKeys

URL = "https://portal.alwaha.example/v"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
KEY_ID = 0x4A07
RECEIPT = Receipt(
    ReceiptNumber("K07", 2026, 42),
    "01938e3c-7a5b-7c3d-8e4f-5a6b7c8d9e0f",
    "kw-health-licence",
    Money(12_345_678, "KWD"),
    datetime(2026, 11, 22, 7, 42, 5, tzinfo=UTC),
)
CODE = make_code(RECEIPT, URL, KEY_ID, KEY)


def keys(key: Ed25519PrivateKey = KEY, *, station: str = "K07", **dates: str) -> ReceiptKeys:
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    valid_from, valid_to = dates.get("valid_from", "2026-01-01T00:00:00Z"), dates.get("valid_to", "")
    municipality = ("بلدية الواحة", "Al-Waha Municipality")
    return ReceiptKeys(1, [ReceiptKey(KEY_ID, station, public, valid_from, valid_to, *municipality)])


def digits_of(code: str) -> str:
    return code.partition("#")[2]


def message_of(code: str) -> bytes:
    number = int(digits_of(code))
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def test_a_code_proves_the_receipt_its_station_and_its_municipality() -> None:
    proven = ProvenReceipt(RECEIPT, "K07", Text("بلدية الواحة", "Al-Waha Municipality"))
    assert check_code(CODE, keys()) == proven
    assert check_code(f"  {digits_of(CODE)}\n", keys()) == proven


def test_an_independent_cose_reader_verifies_the_same_bytes() -> None:
    message = Sign1Message.from_cose_obj(cbor2.loads(message_of(CODE)), allow_unknown_attributes=False)
    message.key = OKPKey(crv="ED25519", x=KEY.public_key().public_bytes_raw(), d=b"")
    assert message.verify_signature()
    message.key = OKPKey(crv="ED25519", x=OTHER_KEY.public_key().public_bytes_raw(), d=b"")
    assert not message.verify_signature()


def test_the_code_is_small_enough_for_a_narrow_receipt() -> None:
    assert len(message_of(CODE)) <= 144
    assert len(digits_of(CODE)) <= 348


@given(st.integers(0, len(digits_of(CODE)) - 1), st.integers(1, 9))
def test_any_changed_digit_is_refused(place: int, step: int) -> None:
    digits = digits_of(CODE)
    changed = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    assert isinstance(check_code(f"{URL}#{changed}", keys()), Problem)


@given(st.integers(0, len(digits_of(CODE)) - 1), st.booleans())
def test_a_cut_code_is_refused(kept: int, from_the_end: bool) -> None:
    digits = digits_of(CODE)
    cut = digits[len(digits) - kept :] if from_the_end else digits[:kept]
    assert isinstance(check_code(f"{URL}#{cut}", keys()), Problem)


@given(st.integers(0, len(message_of(CODE)) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused(place: int, flip: int) -> None:
    message = bytearray(message_of(CODE))
    message[place] ^= flip
    assert isinstance(check_code(str(int.from_bytes(message, "big")), keys()), Problem)


@given(st.text(max_size=60) | st.text("0123456789#", max_size=500))
def test_any_other_text_is_refused_and_never_raises(untrusted: str) -> None:
    assert isinstance(check_code(untrusted, keys()), Problem)


@given(
    st.from_regex(r"[A-HJ-NP-W][0-9]{2}", fullmatch=True),
    st.integers(2020, 2100),
    st.integers(1, 999_999),
    st.uuids(),
    st.integers(0, 10**11),
    st.sampled_from(sorted(EXPONENTS)),
    st.datetimes(datetime(2026, 1, 2), datetime(2100, 1, 1)),
)
def test_every_receipt_comes_back_as_it_was_signed(
    station: str, year: int, sequence: int, application: object, minor: int, currency: str, issued: datetime
) -> None:
    issued_at = issued.replace(microsecond=0, tzinfo=UTC)
    number = ReceiptNumber(station, year, sequence)
    receipt = Receipt(number, str(application), "om-well-registration", Money(minor, currency), issued_at)
    verdict = check_code(make_code(receipt, URL, KEY_ID, KEY), keys(station=station))
    assert isinstance(verdict, ProvenReceipt)
    assert verdict.receipt == receipt


@pytest.mark.parametrize(
    ("untrusted", "key_set", "code"),
    [
        ("", keys(), "receipt-code-shape"),
        ("https://portal.alwaha.example/v#0" + digits_of(CODE), keys(), "receipt-code-shape"),
        ("9" * 5000, keys(), "receipt-code-shape"),
        ("9" * 1500, keys(), "receipt-code-shape"),
        ("#" + "\u0661" * 340, keys(), "receipt-code-shape"),
        (CODE + " 1", keys(), "receipt-code-shape"),
        (make_code(RECEIPT, URL, 7, KEY), keys(), "receipt-code-unknown-key"),
        (CODE, keys(OTHER_KEY), "receipt-code-signature"),
        (CODE, keys(station="K08"), "receipt-code-other-station"),
        (CODE, keys(valid_from="2026-11-22T07:42:06Z"), "receipt-code-key-not-valid-then"),
        (CODE, keys(valid_to="2026-11-22T07:42:04Z"), "receipt-code-key-not-valid-then"),
    ],
)
def test_each_refusal_has_its_reason(untrusted: str, key_set: ReceiptKeys, code: str) -> None:
    assert check_code(untrusted, key_set) == Problem(code)


def test_a_key_that_ended_still_proves_what_it_signed_before() -> None:
    assert isinstance(check_code(CODE, keys(valid_to="2026-11-22T07:42:05Z")), ProvenReceipt)


def test_two_keys_of_one_station_overlap_while_it_changes_from_one_to_the_other() -> None:
    old, new = keys(valid_to="2026-11-22T12:00:00Z").keys[0], keys(OTHER_KEY, valid_from="2026-11-22T00:00:00Z").keys[0]
    both = ReceiptKeys(1, [old, msgspec.structs.replace(new, key_id=8)])
    later = dataclasses.replace(RECEIPT, issued_at=datetime(2026, 11, 23, tzinfo=UTC))
    assert isinstance(check_code(CODE, both), ProvenReceipt)
    assert isinstance(check_code(make_code(RECEIPT, URL, 8, OTHER_KEY), both), ProvenReceipt)
    assert isinstance(check_code(make_code(later, URL, 8, OTHER_KEY), both), ProvenReceipt)
    assert check_code(make_code(later, URL, KEY_ID, KEY), both) == Problem("receipt-code-key-not-valid-then")


def test_signed_nonsense_is_refused_by_shape() -> None:
    for payload in ({1: ["K07", 2026], 2: b"x" * 16, 3: "s" * 20}, dict.fromkeys(range(1, 7), "text"), ["x" * 40]):
        head = bytes.fromhex("a201270442") + KEY_ID.to_bytes(2, "big")
        body = cbor2.dumps(payload)
        signature = KEY.sign(cbor2.dumps(["Signature1", head, b"", body]))
        digits = int.from_bytes(cbor2.dumps([head, {}, body, signature]), "big")
        assert check_code(str(digits), keys()) == Problem("receipt-code-shape")


def test_reading_alone_keeps_the_claim_apart_from_the_proof() -> None:
    assert read_code(CODE).key_id == KEY_ID
    with pytest.raises(ValueError, match="receipt-code-shape"):
        read_code("hello")


@pytest.mark.parametrize("key_id", [-1, 65536])
def test_a_key_id_that_needs_more_than_two_bytes_is_refused(key_id: int) -> None:
    with pytest.raises(ValueError, match="two bytes"):
        make_code(RECEIPT, URL, key_id, KEY)

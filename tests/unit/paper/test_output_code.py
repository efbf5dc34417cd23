"""An output's code proves what was issued and by whom, and neither kind of code ever passes as the other."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import cbor2
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pycose.keys import OKPKey
from pycose.messages import Sign1Message
from test_receipt_code import CODE as RECEIPT_CODE
from test_receipt_code import KEY, KEY_ID, OTHER_KEY, URL, digits_of, keys, message_of

from shubbak.domain.problem import Problem
from shubbak.domain.text import Text
from shubbak.wire import output_code, receipt_code
from shubbak.wire.output_code import (
    OutputFacts,
    OutputKind,
    ProvenOutput,
    check_output_code,
    make_output_code,
    read_output_code,
)
from shubbak.wire.station import ReceiptKey, ReceiptKeys

FACTS = OutputFacts(
    kind=OutputKind.LICENCE,
    number="HL-2026-004512",
    service_id="kw.health_licence.issue",
    subject="العارضية/2/145",
    issued_at=datetime(2026, 11, 22, 7, 42, 5, tzinfo=UTC),
    valid_to=datetime(2027, 11, 21, 20, 59, 59, tzinfo=UTC),
    data_digest=bytes(range(32)),
)


def issuing(key: Ed25519PrivateKey = KEY, **changes: object) -> ReceiptKeys:
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    plain = ReceiptKey(
        KEY_ID, "", public, "2026-01-01T00:00:00Z", "", "بلدية الواحة", "Al-Waha", ("licence", "permit", "certificate")
    )
    return ReceiptKeys(1, [msgspec.structs.replace(plain, **changes)])


CODE = make_output_code(FACTS, URL, KEY_ID, KEY)


def test_a_code_proves_the_licence_and_its_municipality() -> None:
    assert check_output_code(CODE, issuing()) == ProvenOutput(FACTS, "", Text("بلدية الواحة", "Al-Waha"))


def test_what_does_not_end_says_so() -> None:
    facts = OutputFacts(OutputKind.PERMIT, "P-1", "jo.gen.permit", "12/345", FACTS.issued_at, None, bytes(32))
    verdict = check_output_code(make_output_code(facts, URL, KEY_ID, KEY), issuing())
    assert isinstance(verdict, ProvenOutput)
    assert verdict.facts.valid_to is None


def test_neither_kind_of_code_passes_as_the_other() -> None:
    everything = issuing(signs=("receipt", *OutputKind), station="K07")
    assert check_output_code(RECEIPT_CODE, everything) == Problem("output-code-shape")
    assert receipt_code.check_code(CODE, everything) == Problem("receipt-code-shape")


def test_a_receipts_facts_do_not_pass_under_an_outputs_frame_nor_the_other_way_round() -> None:
    everything = issuing(signs=("receipt", *OutputKind), station="K07")
    receipt, output = receipt_code.read_code(RECEIPT_CODE).payload, read_output_code(CODE).payload
    as_output = output_code.FRAME.sign(receipt, URL, KEY_ID, KEY)
    as_receipt = receipt_code.FRAME.sign(output, URL, KEY_ID, KEY)
    assert check_output_code(as_output, everything) == Problem("output-code-shape")
    assert receipt_code.check_code(as_receipt, everything) == Problem("receipt-code-shape")


def test_a_signature_moved_into_the_other_frame_is_worth_nothing() -> None:
    code = receipt_code.read_code(RECEIPT_CODE)
    forged = cbor2.dumps([output_code.FRAME._protected(KEY_ID), {}, code.payload, code.signature])
    assert check_output_code(str(int.from_bytes(forged, "big")), issuing()) == Problem("output-code-signature")


def test_a_stations_key_signs_plans_and_no_licence() -> None:
    station = keys()
    plan = OutputFacts(OutputKind.PLAN, "SP-7", "kw.site_plan", "A/2/145", FACTS.issued_at, None, bytes(32))
    assert isinstance(check_output_code(make_output_code(plan, URL, KEY_ID, KEY), station), ProvenOutput)
    assert check_output_code(CODE, station) == Problem("output-code-not-entitled")
    assert receipt_code.check_code(RECEIPT_CODE, issuing(station="K07")) == Problem("receipt-code-other-station")


@pytest.mark.parametrize(
    ("untrusted", "key_set", "code"),
    [
        ("", issuing(), "output-code-shape"),
        (CODE + "1", issuing(), "output-code-shape"),
        (make_output_code(FACTS, URL, 7, KEY), issuing(), "output-code-unknown-key"),
        (CODE, issuing(OTHER_KEY), "output-code-signature"),
        (CODE, issuing(valid_from="2026-11-22T07:42:06Z"), "output-code-key-not-valid-then"),
        (CODE, issuing(valid_to="2026-11-22T07:42:04Z"), "output-code-key-not-valid-then"),
    ],
)
def test_each_refusal_has_its_reason(untrusted: str, key_set: ReceiptKeys, code: str) -> None:
    assert check_output_code(untrusted, key_set) == Problem(code)


def test_an_independent_cose_reader_verifies_the_same_bytes_and_their_type() -> None:
    message = Sign1Message.from_cose_obj(cbor2.loads(message_of(CODE)), allow_unknown_attributes=True)
    message.key = OKPKey(crv="ED25519", x=KEY.public_key().public_bytes_raw(), d=b"")
    assert message.verify_signature()
    assert message.phdr[16] == "x.shubbak.output"


@given(st.integers(0, len(message_of(CODE)) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused(place: int, flip: int) -> None:
    message = bytearray(message_of(CODE))
    message[place] ^= flip
    assert isinstance(check_output_code(str(int.from_bytes(message, "big")), issuing()), Problem)


@given(st.text(max_size=60) | st.text("0123456789#", max_size=900))
def test_any_other_text_is_refused_and_never_raises(untrusted: str) -> None:
    assert isinstance(check_output_code(untrusted, issuing()), Problem)


@given(
    st.binary(min_size=24, max_size=255) | st.dictionaries(st.integers(10, 18), st.text(), min_size=7).map(cbor2.dumps)
)
def test_signed_nonsense_never_raises(payload: bytes) -> None:
    code = output_code.FRAME.sign(payload[:255].ljust(24, b"\0"), URL, KEY_ID, KEY)
    assert isinstance(check_output_code(code, issuing()), Problem)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": ""},
        {"number": "9" * 81},
        {"subject": "\u202e12"},
        {"data_digest": b"short"},
        {"issued_at": datetime(2026, 1, 1)},
        {"service_id": "s" * 80, "subject": "أ" * 80},
    ],
)
def test_what_could_not_be_read_back_is_not_signed(changes: dict[str, object]) -> None:
    plain = {name: getattr(FACTS, name) for name in OutputFacts.__slots__}
    with pytest.raises(ValueError, match=r"output|fit"):
        make_output_code(OutputFacts(**{**plain, **changes}), URL, KEY_ID, KEY)


def test_the_code_fits_a_square_of_four_centimetres() -> None:
    assert len(digits_of(CODE)) <= 620

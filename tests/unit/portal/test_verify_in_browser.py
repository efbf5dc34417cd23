"""The verify page's own scripts come to the same as the portal, and the code stays in the browser."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import cbor2
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.code_authority import CodeAuthority, public

from portal.cases.verify_receipt import facts_digest
from portal.web.page_frame import ASSETS
from shubbak.domain.money import EXPONENTS, NAMES, Money
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.wire.code_frame import CodeFrame
from shubbak.wire.key_set import KeySet, open_key_set
from shubbak.wire.output_code import FRAME as OUTPUT_FRAME
from shubbak.wire.output_code import OutputFacts, OutputKind, check_output_code, is_output_code, make_output_code
from shubbak.wire.receipt_code import FRAME as RECEIPT_FRAME
from shubbak.wire.receipt_code import check_code, make_code
from shubbak.wire.station import ReceiptKey
from shubbak.wire.warranted import Warranted

SCRIPTS = [str(ASSETS / name) for name in ("nacl.min.js", "code.js", "verify.js")]
HARNESS = ASSETS.parents[2] / "tests" / "fakes" / "old_browser.js"
KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (7, 8))
URL = "https://portal.example/v"
ISSUED = datetime(2026, 11, 22, 7, 42, 5, tzinfo=UTC)
RECEIPT = Receipt(
    ReceiptNumber("K07", 2026, 42),
    "01938e3c-7a5b-7c3d-8e4f-5a6b7c8d9e0f",
    "kw.health",
    Money(-12_345_678, "KWD"),
    ISSUED,
)
LICENCE = OutputFacts(
    OutputKind.LICENCE,
    "HL-2026-1",
    "kw.health",
    "العارضية/2/145",
    ISSUED,
    datetime(2199, 1, 1, tzinfo=UTC),
    bytes(range(32)),
)
TOWN = CodeAuthority()
STATION = ReceiptKey(7, "K07", public(KEY), "2026-01-01T00:00:00Z", "", "بلدية الواحة", "Al-Waha")
ISSUER = ReceiptKey(9, "", public(OTHER), "2026-01-01T03:00:00+03:00", "", "بلدية الواحة", "Al-Waha", ("licence",))
KEYS = TOWN.key_set([STATION, ISSUER])
CODE = make_code(RECEIPT, URL, 7, KEY)
LICENCE_CODE = make_output_code(LICENCE, URL, 9, OTHER)
_ORDER = 2**252 + 27742317777372353535851937790883648493


@dataclass(frozen=True)
class Case:
    """A code in a browser, and what the portal answers it. None: the portal is away."""

    code: str
    keys: Warranted | None = KEYS
    standing: str = '{"status": "accepted", "agrees": true}'
    old: bool = False


def with_key(**changes: Any) -> Warranted:
    return TOWN.key_set([msgspec.structs.replace(STATION, **changes)])


def signed(payload: object, frame: CodeFrame = RECEIPT_FRAME) -> str:
    body = payload if isinstance(payload, bytes) else cbor2.dumps(payload, canonical=True)
    return frame.sign(body, URL, 7, KEY)


def with_other_s(code: str) -> str:
    """Return the same code with S + L for S, which a careless verifier takes as well."""
    number = int(code.rpartition("#")[2])
    message = number.to_bytes((number.bit_length() + 7) // 8, "big")
    s = int.from_bytes(message[-32:], "little") + _ORDER
    return f"{URL}#{int.from_bytes(message[:-32] + s.to_bytes(32, 'little'), 'big')}"


FACTS = cbor2.loads(RECEIPT_FRAME.read(CODE).payload)
CASES = {
    "genuine": Case(CODE),
    "bare digits": Case(CODE.partition("#")[2]),
    "licence": Case(LICENCE_CODE),
    "a void licence": Case(LICENCE_CODE, standing='{"status": "void"}'),
    "a plan by a station": Case(make_output_code(replace(LICENCE, kind=OutputKind.PLAN), URL, 7, KEY)),
    "a licence by a station": Case(make_output_code(LICENCE, URL, 7, KEY)),
    "a receipt by who issues licences": Case(make_code(RECEIPT, URL, 9, OTHER)),
    "a licence that ended": Case(make_output_code(replace(LICENCE, valid_to=ISSUED), URL, 9, OTHER)),
    "a licence without end": Case(make_output_code(replace(LICENCE, valid_to=None), URL, 9, OTHER)),
    "changed": Case(CODE[:-40] + str((int(CODE[-40]) + 1) % 10) + CODE[-39:]),
    "other s": Case(with_other_s(CODE)),
    "cut": Case(CODE[:-1]),
    "longer": Case(CODE + "1"),
    "a leading zero": Case(CODE.replace("#", "#0")),
    "another key": Case(make_code(RECEIPT, URL, 7, OTHER)),
    "an unknown key": Case(make_code(RECEIPT, URL, 8, KEY)),
    "another station": Case(CODE, with_key(station="K08")),
    "before its key": Case(CODE, with_key(valid_from="2026-11-22T07:42:06Z")),
    "with its key": Case(
        CODE, with_key(valid_from="2026-11-22T10:42:05+03:00", valid_to="2026-11-22T07:42:05.000000Z")
    ),
    "after its station was revoked": Case(CODE, with_key(valid_to="2026-11-22T07:42:04Z")),
    "void": Case(CODE, standing='{"status": "void", "agrees": true}'),
    "received": Case(CODE, standing='{"status": "received", "agrees": true}'),
    "not arrived": Case(CODE, standing='{"status": "unknown", "agrees": true}'),
    "another application": Case(CODE, standing='{"status": "accepted", "agrees": false}'),
    "signed nonsense": Case(signed(dict.fromkeys(range(1, 7), "text" * 3))),
    "signed with one fact more": Case(signed(FACTS | {7: 1})),
    "signed with one fact less": Case(signed({key: value for key, value in FACTS.items() if key != 6})),
    "a foreign currency": Case(signed(FACTS | {5: "XXX"})),
    "a station of no receipt": Case(signed(FACTS | {1: ["KIO", 2026, 1]})),
    "not in utf-8": Case(signed(b"\xa1\x01\x78\x20" + b"\xff" * 32)),
    "deep": Case(signed(b"\x81" * 100)),
    "a promise of much": Case(signed(b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff" + b"\0" * 30)),
    "a receipt's facts as an output": Case(signed(FACTS, OUTPUT_FRAME)),
    "no list": Case(CODE, None),
    "a foreign list": Case(CODE, CodeAuthority(seed=90).key_set([STATION])),
    "a list that was changed": Case(
        CODE, msgspec.structs.replace(KEYS, statement=KEYS.statement.replace("K07", "K08"))
    ),
    "a void list for a key set": Case(CODE, TOWN.void_list()),
    "an old browser": Case(CODE, old=True),
    "no code": Case(""),
}


def in_browser(cases: list[Case], root: str = TOWN.pinned.root) -> list[dict[str, Any]]:
    ids = sorted(set(re.findall(r'"(proven_\w+|output_\w+|differs|void)"', (ASSETS / "verify.js").read_text())))
    words = [
        f"words-{one}"
        for one in (*ids, "proven_accepted", "proven_received", "in-browser", "means-receipt", "means-output")
    ]
    problems = [f"words-problem-{code}" for code in PROBLEMS]
    rows = [f"row-{one}" for one in ROWS]
    currencies = {code: [EXPONENTS[code], name.ar, name.en] for code, name in NAMES.items()}
    content = []
    for case in cases:
        answers = {"/v/services": '{"kw.health": ["رخصة صحية", "Health licence"]}', "/v": "<the portal's word>"}
        answers[f"/api/v1/receipts/{RECEIPT.number}"] = answers[f"/api/v1/outputs/{LICENCE.number}"] = case.standing
        if case.keys is not None:
            answers["/api/v1/key-set"] = msgspec.json.encode(case.keys).decode()
        digits = case.code.rpartition("#")[2]
        content.append(
            {"hash": digits and f"#{digits}", "answers": answers, "ids": [*words, *problems, *rows], "root": root}
            | {"currencies": json.dumps(currencies), "old": case.old}
        )
    question = json.dumps({"scripts": SCRIPTS, "cases": content})
    done = subprocess.run(
        ["node", str(HARNESS)], input=question, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


WHY = ("shape", "unknown-key", "signature", "other-station", "not-entitled", "key-not-valid-then", "keys-too-old")
PROBLEMS = ["list-root", *(f"{kind}-code-{why}" for kind in ("receipt", "output") for why in WHY)]
ROWS = ("number", "output", "municipality", "service", "total", "subject", "issued", "ends", "digest")


@cache
def found() -> dict[str, dict[str, Any]]:
    return dict(zip(CASES, in_browser(list(CASES.values())), strict=True))


def here(case: Case) -> str:
    """Return the problem that Python finds, "" for a code that is proven."""
    assert case.keys is not None
    keys: KeySet = open_key_set(case.keys, TOWN.pinned)[0]
    verdict = check_output_code(case.code, keys) if is_output_code(case.code) else check_code(case.code, keys)
    return verdict.code if isinstance(verdict, Problem) else ""


SPECIAL = {
    "no list",
    "a foreign list",
    "a list that was changed",
    "a void list for a key set",
    "an old browser",
    "no code",
}


@pytest.mark.parametrize("name", [name for name in CASES if name not in SPECIAL])
def test_browser_and_portal_come_to_the_same(name: str) -> None:
    problem, shown = here(CASES[name]), found()[name]["verdict"]
    if problem:
        assert shown == f"<words-problem-{problem}>"
        assert found()[name]["rows"] == []
    else:
        assert shown.startswith(("<words-proven", "<words-output", "<words-void", "<words-differs")), shown
        assert found()[name]["rows"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("genuine", "proven_accepted"),
        ("received", "proven_received"),
        ("not arrived", "proven_unknown"),
        ("void", "void"),
        ("another application", "differs"),
        ("licence", "output_proven"),
        ("a void licence", "output_void"),
        ("a licence without end", "output_proven"),
        ("a licence that ended", "output_ended"),
        ("a foreign list", "problem-list-root"),
        ("a list that was changed", "problem-list-root"),
        ("a void list for a key set", "problem-list-root"),
    ],
)
def test_what_is_shown(name: str, words: str) -> None:
    assert found()[name]["verdict"] == f"<words-{words}>"


def test_the_facts_are_shown_in_both_languages() -> None:
    rows = dict(found()["genuine"]["rows"])
    assert rows["<row-municipality>"] == ["بلدية الواحة", "Al-Waha"]
    assert rows["<row-service>"] == ["رخصة صحية", "Health licence"]
    assert rows["<row-total>"] == ["\u2066-12,345.678\u2069 دينار كويتي", "\u2066-12,345.678\u2069 KWD"]
    assert rows["<row-number>"] == [f"\u2066{RECEIPT.number}\u2069"]
    licence = dict(found()["licence"]["rows"])
    assert licence["<row-digest>"] == ["\u20660001 0203 0405 0607\u2069"]
    assert licence["<row-subject>"] == ["العارضية/2/145"]


def test_the_code_never_leaves_a_browser_that_can_check_it() -> None:
    digits = CODE.partition("#")[2]
    for name, case in CASES.items():
        if not case.old:
            assert digits not in json.dumps(found()[name]["asked"]), name
    receipt = RECEIPT.application_id, RECEIPT.service_id, RECEIPT.total.amount_minor, RECEIPT.total.currency
    asked = f"/api/v1/receipts/{RECEIPT.number}?facts={facts_digest(*receipt)}"
    assert ["GET", asked, ""] in found()["genuine"]["asked"]


def test_that_the_code_stayed_is_said_where_it_did() -> None:
    assert found()["genuine"]["note"] == "<words-in-browser>"
    assert found()["an old browser"]["note"] == ""


def test_a_browser_that_is_too_old_has_the_portal_check() -> None:
    seen = found()["an old browser"]
    assert seen["asked"] == [["POST", "/v", "code=" + CODE.partition("#")[2]]]
    assert seen["verdict"] == "<the portal's word>"


def test_without_the_portal_nothing_is_said_to_be_checked() -> None:
    assert found()["no list"]["unreachable"] and found()["no list"]["verdict"] == ""


def test_a_page_without_a_code_asks_nothing() -> None:
    assert found()["no code"]["asked"] == []


def test_a_root_that_moved_is_followed() -> None:
    town = CodeAuthority()
    first = town.pinned.root
    town.move(60)
    (seen,) = in_browser([Case(CODE, town.key_set([STATION]))], first)
    assert seen["verdict"] == "<words-proven_accepted>"


def test_a_receipt_after_the_lists_time_waits_for_a_newer_list() -> None:
    over = TOWN.key_set([STATION], issued_at="2026-11-01T00:00:00Z", expires_at="2026-11-20T00:00:00Z")
    (seen,) = in_browser([Case(CODE, over)])
    assert seen["verdict"] == "<words-problem-receipt-code-keys-too-old>"


@pytest.mark.parametrize("name", ["code.js", "verify.js"])
def test_the_scripts_keep_to_old_phones(name: str) -> None:
    script = re.sub(r"/\*.*?\*/", "", (ASSETS / name).read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(
        r"\b(let|const|fetch|async|await|class|BigInt|Promise|Symbol)\b|=>|`|\.\.\.|\bfor \(.* of ", script
    )
    assert not re.search(r",\s*[)\]}]", script), "a trailing comma"
    assert re.search(r"\.(includes|padStart|repeat|startsWith|find|from|assign|fill)\(", script) is None


def test_tweetnacl_is_the_file_that_was_published() -> None:
    published = "3ec535c004aeeb225785d8e93fb33bf99f52e399bd7dfc01969b5629baea5131"
    assert hashlib.sha256((ASSETS / "nacl.min.js").read_bytes()).hexdigest() == published
    assert "public domain" in (ASSETS / "LICENSE-tweetnacl.txt").read_text("utf-8")

"""Receipts proven a second, beside bare Ed25519 over the same bytes: python benchmarks/verify_receipts.py [RUNS].

The whole way of an offline verifier: digits to bytes, the frame, the signature against one of 500 stations' keys, the
facts, the key's dates, and the void list of a million receipts. The floor is the one signature that nobody can leave
out.
"""

from __future__ import annotations

import base64
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

from _figures import runs, show
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.code_authority import CodeAuthority, public

from shubbak.domain.money import Money
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.services.paper_proof import PaperLists, PaperProof, prove_paper
from shubbak.wire.key_set import open_key_set
from shubbak.wire.receipt_code import FRAME, make_code
from shubbak.wire.station import ReceiptKey
from shubbak.wire.void_list import open_void_list, pack_voids

RECEIPTS, STATIONS, ISSUED = 500, 500, 1_000_000
WHOLE, FLOOR, OPENING = "500 receipts proven", "500 bare Ed25519 signatures", "both lists opened"
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def milliseconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000


def codes(keys: list[Ed25519PrivateKey]) -> list[str]:
    chance, made = random.Random(7), []
    for sequence in range(1, RECEIPTS + 1):
        station = chance.randrange(STATIONS)
        number = ReceiptNumber(f"K{station:03d}", 2026, sequence)
        application = f"0198c2f0-0000-7000-8000-{sequence:012x}"
        total, issued_at = Money(15_250, "KWD"), datetime(2026, 11, 22, 8, tzinfo=UTC)
        receipt = Receipt(number, application, "kw.health.licence_renewal", total, issued_at)
        made.append(make_code(receipt, "https://portal.example/v", station, keys[station]))
    return made


def void_numbers() -> list[ReceiptNumber]:
    chance, each = random.Random(1), ISSUED // STATIONS
    drawn = chance.sample(range(ISSUED), ISSUED // 1000)
    return [ReceiptNumber(f"K{one // each:03d}", 2025, one % each + 1) for one in drawn]


def main() -> None:
    town, keys = CodeAuthority(), [Ed25519PrivateKey.generate() for _ in range(STATIONS)]
    named = [
        ReceiptKey(n, f"K{n:03d}", public(key), "2026-01-01T00:00:00Z", "", "بلدية الكويت", "Kuwait Municipality")
        for n, key in enumerate(keys)
    ]
    key_set, void_list = town.key_set(named), town.void_list(*void_numbers())
    lists = PaperLists(open_key_set(key_set, town.pinned)[0], open_void_list(void_list, town.pinned)[0])
    shown = codes(keys)
    bare = [(keys[code.key_id].public_key(), code) for code in map(FRAME.read, shown)]
    signed = [(key, code.signature, FRAME.signed_bytes(code.key_id, code.payload)) for key, code in bare]

    def prove() -> None:
        assert all(isinstance(prove_paper(code, lists, NOON), PaperProof) for code in shown)

    def check() -> None:
        for key, signature, message in signed:
            key.verify(signature, message)

    def open_both() -> None:
        open_key_set(key_set, town.pinned)
        open_void_list(void_list, town.pinned)

    timed: dict[str, list[float]] = {WHOLE: [], FLOOR: [], OPENING: []}
    for _ in range(runs(20)):
        for name, deed in ((WHOLE, prove), (FLOOR, check), (OPENING, open_both)):
            timed[name].append(milliseconds(deed))
    chance = random.Random(1)
    one_range = [ReceiptNumber("K07", 2026, one + 1) for one in chance.sample(range(ISSUED), ISSUED // 1000)]
    sizes = {
        "void_list_deflated_bytes_one_range": len(base64.b64decode(pack_voids(one_range)[1])),
        "void_list_json_bytes_500_stations": len(void_list.statement),
        "key_set_json_bytes": len(key_set.statement),
    }
    second = round(RECEIPTS * 1000 / min(timed[WHOLE]))
    show("receipts proven offline", timed, (WHOLE, FLOOR), proven_a_second_at_best=second, **sizes)


if __name__ == "__main__":
    main()

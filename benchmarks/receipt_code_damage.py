"""A receipt's code after damage beside a code of a verifiable credential: python benchmarks/receipt_code_damage.py [N].

Ours at six dots a module, which fits 58 and 80 mm paper alike; one of 932 signs, as a W3C credential as a JWT with a
status list needs, at the most dots that each paper takes. Each is read by zxing-cpp from one frame, N times a level.
"""

from __future__ import annotations

import json
import random
import string
from datetime import UTC, datetime

import numpy as np
import qrcode
from _code_damage import DOTS_PER_MM, Dots, reads
from _figures import runs
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.domain.money import Money
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.wire.receipt_code import make_code

LEVELS = (1, 2, 3)
PAPERS = {58: 384, 80: 576}
OUR_DOTS = 6
CREDENTIAL_SIGNS = 932


def our_text() -> str:
    number = ReceiptNumber("K07", 2026, 4512)
    application = "0198c2f0-0000-7000-8000-000000000001"
    total, issued_at = Money(15_250, "KWD"), datetime(2026, 11, 22, 8, tzinfo=UTC)
    receipt = Receipt(number, application, "kw.health.licence_renewal", total, issued_at)
    return make_code(receipt, "https://v.alwaha.gov.example/v", 7, Ed25519PrivateKey.from_private_bytes(bytes(32)))


def credential_text() -> str:
    chance, signs = random.Random(7), string.ascii_letters + string.digits + "-_"
    head = "https://v.alwaha.gov.example/#"
    return head + "".join(chance.choice(signs) for _ in range(CREDENTIAL_SIGNS - len(head)))


def modules(text: str) -> Dots:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=20)
    code.make(fit=True)
    return np.array(code.get_matrix(), np.uint8)


def rate(name: str, text: str, paper: int, dots: int, count: int) -> dict[str, object]:
    matrix = modules(text)
    wide = matrix.shape[0] * dots  # what the head does not print, at both edges, is the code's quiet zone
    assert wide <= PAPERS[paper], "the code does not fit the paper"
    chance = np.random.default_rng(7)
    read = {level: sum(reads(matrix, dots, level, text, chance) for _ in range(count)) for level in LEVELS}
    shown = "  ".join(f"{100 * read[level] / count:5.0f} %" for level in LEVELS)
    print(f"  {name:<12}{paper} mm paper, {len(matrix)} modules of {dots} dots, {wide / DOTS_PER_MM:.0f} mm  {shown}")
    return {"code": name, "paper_mm": paper, "dots": dots, "modules": len(matrix), "read": list(read.values())}


def main() -> None:
    count = runs(60)
    ours, theirs = our_text(), credential_text()
    print(f"read after damage of levels 1, 2, 3 (N = {count} each)")
    rows = []
    for paper, head in PAPERS.items():
        rows.append(rate("receipt", ours, paper, OUR_DOTS, count))
        rows.append(rate("credential", theirs, paper, head // len(modules(theirs)), count))
    print(json.dumps({"figure": "receipt-code-damage", "runs": count, "rows": rows}), flush=True)


if __name__ == "__main__":
    main()

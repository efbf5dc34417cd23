"""A plan's own signed code says which land and which drawing it is, and is read from the printed sheet."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.land import cadastre_of, square
from plan_samples import ISSUE, pages, plan_of, rendered

from shubbak.services.site_plan import plan_digest
from shubbak.wire.output_code import OutputFacts, OutputKind, make_output_code

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_signed_code_with_long_arabic_words_is_read_from_a_coarse_picture(tmp_path: Path) -> None:
    plan = plan_of(cadastre_of(tmp_path, {"815/2": square(0, 0)}), "parcel=815/2")
    subject = "مديرية تسجيل أراضي شمال عمان / تلاع العلي / 12 / 815/2"
    facts = OutputFacts(OutputKind.PLAN, ISSUE.number, "jo.zoning.site_plan", subject, AT, None, plan_digest(plan))
    code = make_output_code(facts, "https://verify.al-waha.example/o", 7, Ed25519PrivateKey.generate())
    pdf = pages(plan, dataclasses.replace(ISSUE, code_text=code))
    # A telephone's picture of a whole A4 sheet has about so many dots.
    (read,) = zxingcpp.read_barcodes(rendered(pdf, tmp_path, 120))
    assert read.text == code

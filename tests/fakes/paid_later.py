"""The sample stall with a deposit that is taken once the stall is approved, and one where all is taken then."""

from __future__ import annotations

from pathlib import Path

_SAMPLE = (Path(__file__).parents[1] / "samples" / "services" / "stall.yaml").read_text(encoding="utf-8")
_BOND = """\
  - code: bond
    label: {ar: "تأمين نظافة", en: "Deposit for a clean place"}
    kind: deposit
    amount: "20.000"
    release: {ar: "بعد إخلاء المكان", en: "once the place is empty"}
    verified: sample
duration:"""
_STEP = """\
    - id: leave_bond
      kind: deposit
      title: {ar: "إيداع التأمين بعد الموافقة", en: "Pay the deposit once approved"}
      role: applicant
      pause: applicant
      fees: [bond]
output:"""
BOND_LATER = (
    _SAMPLE.replace("duration:", _BOND, 1)
    .replace("output:", _STEP, 1)
    .replace('expect: {day: "6.000"}', 'expect: {day: "6.000", bond: "20.000"}', 1)
)
ALL_LATER = BOND_LATER.replace("fees: [bond]", "fees: [bond, day]", 1)

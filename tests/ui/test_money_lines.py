"""Why a line costs what it does: a touch at the kiosk, always to be read at the counter; staff know sample figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kiosk_stage import SAMPLE, KioskStage
from PySide6.QtWidgets import QLabel
from stage import LANDSCAPE

from kiosk.ui.question_map import unit_words
from office_client.ui.fee_table import FeeTable
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.fees import AssessedFee, FeeKind, Payee
from shubbak.domain.money import Money
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.text import Language, Text, isolate
from shubbak.flow import events as e
from shubbak.forms.service import Field
from shubbak.resources import load_wording

Open = Callable[..., KioskStage]
WORKING = f"{isolate('2')} × {isolate('1.500')} لكل يوم"
CASH_TOO = (
    SAMPLE.read_text(encoding="utf-8")
    .replace(
        "duration:",
        """  - code: cash
    label: {ar: "عمولة الدفع نقدًا", en: "Cash charge"}
    kind: channel_charge
    amount: "0.250"
    when: method == 'cash'
    verified: sample
duration:""",
        1,
    )
    .replace("    answers:", "    method: cash\n    answers:", 1)
    .replace('expect: {day: "6.000"}', 'expect: {day: "6.000", cash: "0.250"}', 1)
)
DEPOSIT = AssessedFee(
    code="deposit",
    label=Text("تأمين", "Deposit"),
    kind=FeeKind.DEPOSIT,
    amount=Money(5_000, "KWD"),
    payee=Payee.GOVERNMENT,
    refundable=True,
    taxable=False,
    working=Text("مبلغ ثابت، الاسترداد: بعد إزالة اللوحة", "Fixed amount, given back: after the sign is taken down"),
    account="77-1",
    release=Text("بعد إزالة اللوحة", "after the sign is taken down"),
    indicative=True,
)


@pytest.mark.parametrize("size", [None, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_touch_on_a_line_opens_why_it_is_this_amount(kiosk: Open, size: object) -> None:
    stage = kiosk() if size is None else kiosk(size)
    stage.to_questions()
    stage.to_payment()
    assert "لماذا هذا المبلغ؟" in stage.hand.words()
    assert WORKING not in stage.hand.words()
    stage.hand.tap("fee-0")
    assert WORKING in stage.hand.words()
    stage.hand.tap("fee-0")
    assert WORKING not in stage.hand.words()


def test_another_sum_is_told_before_it_is_charged(kiosk: Open) -> None:
    stage = kiosk(stall=CASH_TOO)
    stage.to_questions()
    stage.to_payment()
    stage.say(e.PayRequested(PaymentMethod.CASH))
    words = stage.hand.words()
    assert any("عمولة الدفع نقدًا" in one for one in words)
    assert any("يصبح المبلغ المستحق" in one and "3.250" in one for one in words)
    assert stage.visit.machine.visit.payment is None


@pytest.mark.parametrize(("language", "mark"), [(Language.AR, "تقديري"), (Language.EN, "indicative")])
def test_staff_read_the_working_the_account_and_the_mark(qtbot: object, language: Language, mark: str) -> None:
    wording = OfficeWording(load_wording(), language)
    table = FeeTable(wording)
    table.show_fees((DEPOSIT,), DEPOSIT.amount)
    said = [shown.text() for shown in table.findChildren(QLabel)]
    assert mark in said
    assert any(DEPOSIT.working.say(language) in one and "77-1" in one for one in said)


@pytest.mark.parametrize(
    ("kind", "rules", "words"),
    [
        ("money", {"currency": "JOD"}, ("دينار أردني", "JOD")),
        ("number", {"unit": Text("شهر", "months")}, ("شهر", "months")),
        ("number", {}, ("", "")),
    ],
    ids=("money", "number", "bare"),
)
def test_the_kiosk_says_of_what_a_figure_is_asked(kind: str, rules: dict[str, object], words: tuple[str, str]) -> None:
    asked = Field("rent", kind, Text("الأجرة", "Rent"), rules=rules)
    assert tuple(unit_words(asked, language) for language in (Language.AR, Language.EN)) == words

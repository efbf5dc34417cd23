"""What the guide to a service says: its fees in figures, its straight way, its papers, in either language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from service_samples import SOUND

from shubbak.domain.fees import FeeKind
from shubbak.domain.text import Language, Text
from shubbak.forms.guide import Guide, guide, straight_way
from shubbak.forms.load import load_service
from shubbak.forms.service import FeeLine, Field, Tier, Verified
from shubbak.resources import load_wording

TODAY = date(2026, 3, 1)
STEPS = (
    SOUND.partition("procedure:")[0]
    + """\
procedure:
  version: 1
  steps:
    - {id: intake, kind: intake, title: {ar: "استلام", en: "Arrives"}, role: system}
    - id: check
      kind: check
      title: {ar: "تحقق", en: "Check"}
      role: clerk
      hours: 2
      outcomes:
        - {id: good, label: {ar: "مكتمل", en: "Complete"}, to: ask}
        - {id: bad, label: {ar: "ناقص", en: "Incomplete"}, to: mend}
    - {id: mend, kind: wait, title: {ar: "استكمال", en: "Mend"}, role: applicant, pause: applicant,
       returns: {to: check, most: 2}}
    - id: ask
      kind: approvals
      title: {ar: "آراء", en: "Opinions"}
      role: clerk
      approvals:
        - {id: fire, body: {ar: "الدفاع المدني", en: "Civil Defence"}, hours: 1}
        - {id: road, body: {ar: "الطرق", en: "Roads"}}
    - {id: issue, kind: issue, title: {ar: "إصدار", en: "Issue"}, role: system}
"""
)
SERVICE = load_service(SOUND, "sound.yaml")
BASE, WHEN = SERVICE.fees[1].base, SERVICE.fees[3].when
METRES, LATER = Text("م²", "m²"), Text("بعد الإزالة", "after clearing")


def fee_line(kind: FeeKind = FeeKind.FIXED, **figures: Any) -> FeeLine:
    given = {"verified": Verified.CITED, **figures}
    return FeeLine(code="one", label=Text("رسم", "Fee"), kind=kind, currency="KWD", **given)


def with_fees(*lines: FeeLine) -> Guide:
    return guide(replace(SERVICE, fees=lines), load_wording(), Language.EN, TODAY)


def told(text: str, language: Language = Language.EN) -> Guide:
    return guide(load_service(text, "sound.yaml"), load_wording(), language, TODAY)


def bare(text: str) -> str:
    return text.replace("\u2066", "").replace("\u2069", "")


def test_the_straight_way_leaves_corrections_out() -> None:
    way = straight_way(load_service(STEPS + _behind(), "sound.yaml").procedure)
    assert [step.id for step in way] == ["intake", "check", "ask", "issue"]


def test_steps_name_who_and_how_long_but_never_the_system() -> None:
    lines = [(line.text, bare(line.note)) for line in told(STEPS + _behind()).steps]
    assert lines == [
        ("Arrives", ""),
        ("Check", "the clerk · 2 working hours"),
        ("Opinions", "Asked at the same time: Civil Defence, Roads"),
        ("Issue", ""),
    ]


@pytest.mark.parametrize(
    ("line", "said", "notes"),
    [
        pytest.param(fee_line(amount_minor=5000), ("5.000 KWD",), (), id="fixed"),
        pytest.param(
            fee_line(FeeKind.PER_UNIT, amount_minor=100, base=BASE, unit=METRES, free=40, minimum_minor=1000),
            ("0.100 KWD per m²",),
            ("above the first 40", "at least 1.000 KWD"),
            id="per unit",
        ),
        pytest.param(
            fee_line(FeeKind.TIER, base=BASE, unit=METRES, tiers=(Tier(50, 1000), Tier(90, 2000), Tier(None, 3000))),
            ("below 50 m²: 1.000 KWD", "from 50 to below 90 m²: 2.000 KWD", "90 m² or more: 3.000 KWD"),
            (),
            id="bands",
        ),
        pytest.param(
            fee_line(FeeKind.PERCENT, base=BASE, basis_points=250, when=WHEN, maximum_minor=9000),
            ("2.5%",),
            ("at most 9.000 KWD", "where it applies"),
            id="a share",
        ),
        pytest.param(fee_line(FeeKind.PERCENT, basis_points=10_000), ("all that is due",), (), id="all of it"),
        pytest.param(fee_line(FeeKind.PERCENT, basis_points=-1000), ("10% off",), (), id="a discount"),
        pytest.param(fee_line(FeeKind.TAX, basis_points=500), ("5% of the taxable amounts",), (), id="a tax"),
        pytest.param(
            fee_line(FeeKind.DEPOSIT, amount_minor=7000, release=LATER),
            ("7.000 KWD",),
            ("given back: after clearing",),
            id="a deposit",
        ),
        pytest.param(
            fee_line(FeeKind.OFFICE_CHARGE, amount_minor=2000, maximum_minor=3000),
            ("2.000 KWD",),
            ("at most 3.000 KWD", "at service offices only"),
            id="an office's charge",
        ),
    ],
)
def test_each_kind_of_fee_is_said_in_figures(line: FeeLine, said: tuple[str, ...], notes: tuple[str, ...]) -> None:
    (fee,) = with_fees(line).fees
    assert tuple(map(bare, fee.figures)) == said
    assert tuple(map(bare, fee.notes)) == notes
    assert not fee.indicative


def test_a_sample_is_marked_and_a_fee_of_the_past_is_left_out() -> None:
    sample = fee_line(amount_minor=5000, verified=Verified.SAMPLE)
    past = fee_line(amount_minor=4000, valid_to=TODAY - timedelta(days=1))
    guided = with_fees(sample, past)
    assert [fee.indicative for fee in guided.fees] == [True]
    assert guided.indicative


def test_fees_stand_under_the_step_that_takes_them() -> None:
    pay = '{id: settle, kind: payment, title: {ar: "تسديد", en: "Pay up"}, role: applicant, fees: [space, deposit]}'
    later = STEPS.replace("    - {id: issue,", f"    - {pay}\n    - {{id: issue,") + _behind()
    (now, at_step) = told(later).fee_parts
    assert (now.due, at_step.due) == ("Due when you apply", "Due later: Pay up")
    assert [fee.label for fee in at_step.fees] == ["Space", "Deposit"]
    assert now.fees + at_step.fees == told(later).fees
    assert told(later, Language.AR).fee_parts[1].due == "تُدفع لاحقًا: تسديد"


def test_where_all_fees_are_due_at_once_nothing_is_said_of_when() -> None:
    assert [part.due for part in told(SOUND).fee_parts] == [""]


def test_papers_say_when_they_are_needed_and_what_will_do() -> None:
    lines = [(line.text, line.note) for line in told(SOUND, Language.AR).documents]
    assert lines == [("بطاقة الهوية أو جواز السفر", ""), ("مخطط", "في بعض الحالات · واحد مما يلي: مخطط، رسم")]


@pytest.mark.parametrize(
    ("hours", "arabic", "english"),
    [
        (1, "ساعة عمل واحدة", "1 working hour"),
        (8, "يوم عمل واحد", "1 working day"),
        (12, "12 ساعة عمل", "12 working hours"),
        (80, "10 أيام عمل", "10 working days"),
    ],
)
def test_working_hours_are_said_as_people_count_them(hours: int, arabic: str, english: str) -> None:
    service = load_service(STEPS + _behind(), "sound.yaml")
    steps = tuple(replace(step, hours=hours) for step in service.procedure.steps)
    lasting = replace(service, procedure=replace(service.procedure, steps=steps))
    guides = [guide(lasting, load_wording(), language, TODAY) for language in Language]
    notes = [bare(said.steps[1].note).rpartition(" · ")[2] for said in guides]
    assert notes == [arabic, english]


def _behind() -> str:
    """What stands behind the procedure in the sound file."""
    after = SOUND.partition("procedure:")[2]
    return after[after.index("output:") :]


def test_a_photo_that_a_question_asks_for_is_among_what_to_bring() -> None:
    service = load_service(SOUND, "sound.yaml")
    photo = Field("front", "photo", Text("صورة الواجهة", "Photo of the front"))
    page = replace(service.pages[0], fields=(*service.pages[0].fields, photo))
    told = guide(replace(service, pages=(page, *service.pages[1:])), load_wording(), Language.EN, TODAY)
    assert "Photo of the front" in [line.text for line in told.documents]

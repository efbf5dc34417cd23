"""When a fee line is due: in the visit, unless only a later step of the procedure can take it."""

from __future__ import annotations

import pytest
from fee_samples import Row, service_text
from service_samples import SOUND

from shubbak.domain.fees import Situation
from shubbak.forms.due import due_by_step, due_later, due_now
from shubbak.forms.fees import assess, total
from shubbak.forms.load import ServiceFileError, load_service
from shubbak.forms.service import Service

LABEL = 'label: {ar: "رسم", en: "Fee"}, verified: sample'
TITLE = 'title: {ar: "خطوة", en: "Step"}'
FEES = f"""\
  - {{code: first, kind: fixed, amount: "2.000", {LABEL}}}
  - {{code: permit, kind: fixed, amount: "40.000", taxable: true, {LABEL}}}
  - {{code: share, kind: percent, percent: "10", base: fees_above, {LABEL}}}
  - {{code: permit_tax, kind: tax, percent: "5", {LABEL}}}
  - {{code: network, kind: channel_charge, percent: "1", base: fee_first + fee_permit, {LABEL}}}"""
PRICES = {"first": "2.000", "permit": "40.000", "share": "0.200", "permit_tax": "2.000", "network": "0.020"}
INTAKE = f"{{id: intake, kind: intake, {TITLE}, role: system}}"
CLERK = f"{{id: check, kind: check, {TITLE}, role: clerk}}"
ISSUE = f"{{id: issue, kind: issue, {TITLE}, role: system}}"


def step(name: str, kind: str, role: str = "system", more: str = "") -> str:
    return f"{{id: {name}, kind: {kind}, {TITLE}, role: {role}{more}}}"


def pay(codes: str, name: str = "pay", kind: str = "payment", role: str = "applicant") -> str:
    return step(name, kind, role, f", pause: applicant, fees: [{codes}]")


def text(steps: list[str], prices: dict[str, str], fees: str = FEES) -> str:
    whole = service_text("KW", fees, [Row({}, prices)])
    start, end = whole.index("  steps:\n"), whole.index("output:")
    return whole[:start] + "  steps:\n" + "".join(f"    - {one}\n" for one in steps) + whole[end:]


def later(*steps: str) -> dict[str, str]:
    """Return at which step each later line is due."""
    # What the lines cost follows from when they are due; here only the days matter, so the lines are plain.
    names = ("first", "permit", "share")
    fees = "\n".join(f'  - {{code: {name}, kind: fixed, amount: "1.000", {LABEL}}}' for name in names)
    service = load_service(text([*steps, ISSUE], dict.fromkeys(names, "1.000"), fees), "due.yaml")
    return {code: found.id for code, found in due_later(service.procedure).items()}


BRANCH = (
    ", outcomes: [{{id: good, label: {{ar: نعم, en: Good}}, to: {}}}, {{id: odd, label: {{ar: لا, en: Odd}}, to: {}}}]"
)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([INTAKE, pay("first"), CLERK], {}),
        ([INTAKE, CLERK, step("pay", "payment", "applicant")], {}),
        ([INTAKE, CLERK, pay("permit")], {"permit": "pay"}),
        ([INTAKE, step("wait", "wait", "applicant", ", pause: applicant"), pay("permit")], {"permit": "pay"}),
        ([INTAKE, step("see", "check"), step("choose", "task", "applicant"), pay("permit")], {}),
        ([step("intake", "intake", "engineering_office"), pay("first")], {}),
        ([INTAKE, pay("first", "one"), pay("permit", "two", "deposit")], {}),
        ([INTAKE, step("see", "check", more=BRANCH.format("pay", "check")), CLERK, pay("permit")], {}),
        (
            [INTAKE, CLERK, pay("permit", "one"), pay("permit, share", "two", "deposit")],
            {"permit": "one", "share": "two"},
        ),
        ([INTAKE, pay("first", "one"), CLERK, pay("first, permit", "two")], {"permit": "two"}),
        ([INTAKE, CLERK, step("back", "refund", "cashier", ", fees: [permit]")], {}),
        ([INTAKE, CLERK, pay("permit", "bond", "deposit", "contractor")], {"permit": "bond"}),
    ],
    ids=[
        "paid with the request",
        "a payment that names nothing",
        "after a clerk",
        "after a pause",
        "after system and applicant",
        "whoever writes the request",
        "one payment after the other",
        "one way leads past the clerk",
        "named twice, due at the first",
        "named twice, the first in the visit",
        "only given back",
        "somebody else pays",
    ],
)
def test_a_line_is_due_later_where_only_a_later_step_can_take_it(steps: list[str], expected: dict[str, str]) -> None:
    assert later(*steps) == expected


def permit_later() -> Service:
    steps = [INTAKE, CLERK, pay("permit, permit_tax"), ISSUE]
    return load_service(text(steps, PRICES), "due.yaml")


def test_shares_taxes_and_charges_count_what_is_due_with_them() -> None:
    service = permit_later()
    lines = assess(service, {}, service.examples[0].on)
    assert {line.code: (line.amount.decimal(), line.due_step) for line in lines} == {
        "first": ("2.000", ""),
        "permit": ("40.000", "pay"),
        "share": ("0.200", ""),
        "permit_tax": ("2.000", "pay"),
        "network": ("0.020", ""),
    }


def test_only_what_is_due_in_the_visit_is_asked_for() -> None:
    service = permit_later()
    lines = assess(service, {}, service.examples[0].on)
    assert [line.code for line in due_now(lines)] == ["first", "share", "network"]
    assert total(service, lines).decimal() == "2.220"
    ((title, own),) = due_by_step(service.procedure, lines)
    assert title is not None
    assert (title.en, [line.code for line in own]) == ("Step", ["permit", "permit_tax"])


def test_what_a_newer_procedure_does_not_take_is_listed_all_the_same() -> None:
    service = permit_later()
    lines = assess(service, {}, service.examples[0].on)
    plain = load_service(SOUND, "sound.yaml")
    assert [(title, len(own)) for title, own in due_by_step(plain.procedure, lines)] == [(None, 2)]


def test_where_all_is_due_later_there_is_no_channel_charge() -> None:
    steps = [INTAKE, CLERK, pay("first, permit, share, permit_tax"), ISSUE]
    prices = {"first": "2.000", "permit": "40.000", "share": "4.200", "permit_tax": "2.000"}
    row = Row({}, PRICES, situation=Situation("kiosk", "cash"))
    with pytest.raises(ServiceFileError) as refused:
        load_service(text(steps, PRICES), "due.yaml")
    assert 'the fee "network" does not apply here' in str(refused.value.complaints)
    fees = FEES[: FEES.index("  - {code: network")]
    service = load_service(text(steps, prices, fees), "due.yaml")
    assert total(service, assess(service, {}, row.on, row.situation)).amount_minor == 0


@pytest.mark.parametrize(
    ("codes", "change", "sentence"),
    [
        (
            "first, permit, share, permit_tax",
            "class: integrated",
            "an integrated service is paid in the visit, and here every fee is due later",
        ),
        ("permit", "class: procedural", 'the step "pay" takes the taxable "permit" and no tax'),
    ],
    ids=["integrated, nothing in the visit", "taxable, no tax with it"],
)
def test_the_checker_finds_money_that_is_due_at_the_wrong_time(codes: str, change: str, sentence: str) -> None:
    whole = text([INTAKE, CLERK, pay(codes), ISSUE], PRICES).replace("class: procedural", change)
    with pytest.raises(ServiceFileError) as refused:
        load_service(whole, "due.yaml")
    assert any(sentence in one.sentence for one in refused.value.complaints)

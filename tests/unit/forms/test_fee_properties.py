"""Whatever was answered, fees are worked out without a fault, add up, and are the same wherever they are worked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fee_samples import Row, load, service_text
from hypothesis import given
from hypothesis import strategies as st
from test_fee_kinds import TABLES, plain

from shubbak.domain.application import Answer
from shubbak.domain.fees import MOST_MINOR, Situation
from shubbak.forms.fees import assess, fees_problem, total
from shubbak.forms.load import load_service
from shubbak.forms.service import Service

LABEL = 'label: {ar: "رسم", en: "Fee"}, verified: sample'
WILD = f"""\
  - {{code: product, kind: fixed, amount: "1.000", when: area * due > 5, {LABEL}}}
  - {{code: power, kind: percent, percent: "999", base: due * due * area, {LABEL}}}
  - {{code: dear, kind: per_unit, amount: "900000.000", base: area, unit: {{ar: "م²", en: "m²"}}, {LABEL}}}
  - {{code: gift, kind: percent, percent: "-100", base: fees_above + 5000, taxable: true, {LABEL}}}
  - {{code: vat, kind: tax, percent: "15", {LABEL}}}"""
STEP = """\
    - {id: pay_later, kind: payment, title: {ar: "دفع", en: "Pay"}, role: applicant, pause: applicant, """
SERVICES = [
    load(country, fees, [Row(row.answers, plain(row), row.on, row.situation) for row in rows])
    for country, fees, rows in TABLES.values()
] + [
    load(
        "KW",
        WILD,
        [
            Row(
                {"area": "3", "due": "0.002"},
                {"product": "1.000", "power": "0.120", "dear": "2700000.000", "gift": "-2700001.120", "vat": "0.000"},
            )
        ],
    )
]
PERMIT = f"""\
  - {{code: ask, kind: fixed, amount: "0.100", {LABEL}}}
  - {{code: permit, kind: per_unit, amount: "1.000", base: area, unit: {{ar: "م²", en: "m²"}}, {LABEL}}}
  - {{code: gift, kind: percent, percent: "-100", base: fees_above + fee_permit, {LABEL}}}
  - {{code: stamp, kind: fixed, amount: "0.200", {LABEL}}}
  - {{code: network, kind: channel_charge, percent: "2", base: fee_permit + 500, {LABEL}}}"""
COSTS = {"ask": "0.100", "permit": "3.000", "stamp": "0.200"}
WILDEST = SERVICES[-1]
SERVICES += [
    load_service(
        service_text("OM", PERMIT, [Row({"area": "3"}, {**COSTS, "gift": gift, "network": network})]).replace(
            "output:", f"{STEP}fees: [{named}]}}\noutput:", 1
        ),
        "later.yaml",
    )
    for named, gift, network in (
        ("permit", "-0.100", "0.010"),
        ("permit, gift", "-3.000", "0.010"),
        ("permit, network", "-0.100", "0.070"),
    )
]
ANYTHING = st.one_of(
    st.integers(),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(0, 10**6),
    st.booleans(),
    st.text(max_size=5),
    st.lists(st.text(max_size=3), max_size=3).map(tuple),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
ANSWERS = st.dictionaries(st.sampled_from(["area", "due", "early", "more"]), ANYTHING)
SITUATIONS = st.builds(
    Situation,
    st.sampled_from(["", "kiosk", "office", "portal"]),
    st.sampled_from(["", "card", "cash"]),
    st.integers(-1, 5),
)


@given(st.sampled_from(SERVICES), ANSWERS, st.dates(), SITUATIONS)
def test_no_answer_makes_the_fees_raise_and_they_add_up(
    service: Service, answers: Mapping[str, Answer], on: date, situation: Situation
) -> None:
    lines = assess(service, answers, on, situation)
    due, later = total(service, lines).amount_minor, [line for line in lines if line.due_step]
    assert due == sum(line.amount.amount_minor for line in lines if line not in later) >= 0
    assert sum(line.amount.amount_minor for line in later) >= 0
    assert all(abs(line.amount.amount_minor) <= MOST_MINOR * len(lines) for line in lines)
    assert all(line.working.ar and line.working.en for line in lines)
    assert lines == assess(service, dict(reversed(answers.items())), on, situation)
    problem = fees_problem(service, answers, on, situation)
    unknown = [line for line in lines if "تعذّر" in line.working.ar]
    assert (problem is None) == (not unknown)


@given(st.integers(2**62, 2**63 - 1), SITUATIONS)
def test_a_figure_beyond_bounds_stops_the_payment_and_is_never_a_wrong_sum(area: int, situation: Situation) -> None:
    answers, on = {"area": area, "due": area}, date(2026, 3, 15)
    problem = fees_problem(WILDEST, answers, on, situation)
    assert problem is not None
    unknown = [line for line in assess(WILDEST, answers, on, situation) if "تعذّر" in line.working.ar]
    assert {line.amount.amount_minor for line in unknown} == {0}
    assert (problem.code, problem.params["ar"]) == ("fee-no-value", "رسم")

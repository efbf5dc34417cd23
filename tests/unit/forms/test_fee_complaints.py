"""A fee line or an example that is wrong is told with its line, a sentence and what to do."""

from __future__ import annotations

import pytest
from fee_samples import Row, service_text

from shubbak.domain.fees import Situation
from shubbak.forms.load import ServiceFileError, load_service

LABEL = 'label: {ar: "رسم", en: "Fee"}, verified: sample'
FIXED = f'  - {{code: one, kind: fixed, amount: "5.000", {LABEL}}}'
ONE = [Row({}, {"one": "5.000"})]


def line(code: str, keys: str) -> str:
    return f"{FIXED}\n  - {{code: {code}, {keys}, {LABEL}}}"


def complaints(fees: str, rows: list[Row], old: str = "", new: str = "") -> list[tuple[str, str]]:
    """Return each complaint with the text of its line."""
    text = service_text("KW", fees, rows)
    assert old in text
    broken = text.replace(old, new, 1) if old else text
    with pytest.raises(ServiceFileError) as refused:
        load_service(broken, "fees.yaml")
    lines = broken.splitlines()
    return [(lines[one.line - 1], one.sentence) for one in refused.value.complaints]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ('kind: fixed, percent: "5", base: due', 'a fixed fee needs "amount"'),
        ('kind: per_unit, amount: "1.000", base: area', 'a per_unit fee needs "unit"'),
        ("kind: tier, base: due", 'a tier fee needs "tiers"'),
        ('kind: percent, percent: "5"', 'a percent fee needs "base"'),
        ('kind: percent, base: due, percent: "a lot"', 'is not a percentage such as "15" or "2.50"'),
        ('kind: deposit, amount: "1.000"', 'a deposit needs "release": when it is given back'),
        ('kind: fixed, amount: "1.000", release: {ar: "بعد", en: "after"}', 'write "refundable: true" or leave it out'),
        ('kind: office_charge, amount: "1.000"', 'an office charge needs "maximum": the ceiling'),
        ('kind: penalty, amount: "1.000", percent: "5", base: due', 'leave out "amount" or "percent"'),
        ('kind: penalty, percent: "5", base: due, free: 3', '"free" units belong to an amount for each unit'),
        ('kind: resubmission, percent: "5"', 'a resubmission fee needs "base"'),
        ('kind: channel_charge, amount: "1.000", free: 3', 'a fee line has no key "free"'),
        ('kind: tax, percent: "15"', 'no line above this tax is taxable: write "taxable: true"'),
        ("kind: tax", 'a tax fee needs "percent"'),
        ('kind: tax, percent: "-15"', 'a tax is a percentage above zero, such as "15"'),
        ('kind: tax, percent: "15", taxable: true', "a tax is not taxed itself"),
        ('kind: taxes, percent: "15"', '"taxes" is not one of fixed, per_unit'),
        ('kind: penalty, percent: "-15", base: due', "only a percent line may be a discount"),
        ('kind: fixed, amount: "1.000", minimum: "3.000", maximum: "2.000"', "maximum lies below minimum"),
        ('kind: per_unit, amount: "1.000", base: area, unit: {ar: "م", en: "m"}, free: -1', '"free" counts from 0'),
        ('kind: fixed, amount: "1000000000.001"', '"amount" is more than 1,000,000,000.000, the most a line may be'),
        ('kind: fixed, amount: "1.000", currency: SAR', 'the fee is in SAR, the service in KWD: leave out "currency"'),
        ('kind: fixed, amount: "1.000", currency: EUR', '"EUR" is not one of JOD'),
        ('kind: fixed, amount: "1.000", account: Bank 7', '"Bank 7" is no account: write a number'),
        ('kind: fixed, amount: "1.000", payee: bank', '"bank" is not one of government'),
        ('kind: fixed, amount: "1.000", rounding: {to: "0.250", how: sideways}', '"sideways" is not one of up, down'),
        ('kind: fixed, amount: "1.000", rounding: {how: up}', 'the rounding needs "to", an amount such as "0.250"'),
        ('kind: fixed, amount: "1.000", rounding: {to: "0.000", how: up}', "rounded to a figure above zero"),
        ('kind: fixed, amount: "1.000", rounding: up', 'needs "rounding", with keys and values below it'),
        ('kind: tier, base: due, tiers: [{below: 5, amount: "1.000"}]', "and the last one has none"),
        ('kind: tier, base: due, tiers: [{below: 0, amount: "1.000"}, {amount: "1.000"}]', 'tiers rise by "below"'),
        ("kind: tier, base: due, tiers: [{below: 5}, {}]", 'a tier needs either "amount" or "percent"'),
        ('kind: tier, base: due, tiers: [{percent: "-5"}]', "a tier cannot be below zero"),
        ('kind: percent, percent: "5", base: fee_two', 'names "fee_two"'),
        ('kind: fixed, amount: "1.000", when: chanel == "x"', 'names "chanel"'),
    ],
    ids=lambda value: value if value.startswith("kind") else "",
)
def test_a_wrong_line_is_told_at_its_own_place(keys: str, sentence: str) -> None:
    told = complaints(line("two", keys), ONE)
    assert any(sentence in words and "code: two" in where for where, words in told), told
    assert len(told) <= 3, told


@pytest.mark.parametrize(
    ("old", "new", "where", "sentence"),
    [
        ('one: "5.000"', 'one: "4.000"', "expect:", 'the fee "one" comes to 5.000, not 4.000: Fixed amount'),
        (
            'one: "5.000"',
            'one: "5.000", on: "1.000"',
            "expect:",
            'no fee line is called "on"; did you mean "one"?',
        ),
        ('one: "5.000"', "", "examples:", 'no example shows what "one" costs'),
        ('{one: "5.000"}', "{}", "expect:", 'the fee "one" applies here too and comes to 5.000'),
        ('one: "5.000"', 'one: "5.0001"', "expect:", "is not an amount of KWD"),
        ("answers: {}", 'answers: {are: "5"}', "answers:", 'no question is called "are"; did you mean "area"?'),
        ("answers: {}", 'answers: {area: "many"}', "answers:", '"many" is no answer to "area"'),
        ("answers: {}", 'answers: {area: "200000"}', "answers:", '"200000" is no answer to "area"'),
        ("returns: 0", "returns: -1", "returns:", '"returns" counts from 0'),
        ("returns: 0", "channel: fax", "channel:", '"fax" is not one of kiosk'),
        ("returns: 0", "method: gold", "method:", '"gold" is not one of card, cash'),
        ("returns: 0", "turns: 0", "turns:", 'an example has no key "turns"'),
        ("- on: 2026-03-15", "- on: 2026-03-35", "- on:", "must be a day such as"),
        ("- on: 2026-03-15", "- returns: 0", "- returns:", 'an example needs "on"'),
    ],
    ids=lambda value: None,
)
def test_a_wrong_example_is_told_at_its_own_place(old: str, new: str, where: str, sentence: str) -> None:
    told = complaints(FIXED, ONE, old, new)
    assert any(sentence in words and where in place for place, words in told), told


def test_a_fee_without_any_example_is_told() -> None:
    told = complaints(FIXED, [], "examples:", "examples: []")
    assert told == [("examples: []", 'no example shows what "one" costs: add one whose answers bring it about')]


def test_an_example_says_that_a_line_does_not_apply() -> None:
    fees = line("two", 'kind: fixed, amount: "1.000", when: early')
    rows = [Row({"early": "yes"}, {"one": "5.000", "two": "1.000"}), Row({}, {"one": "5.000", "two": "1.000"})]
    (told,) = complaints(fees, rows)
    assert told[1] == 'the fee "two" does not apply here: leave it out, or mend its conditions or days'


def test_an_example_without_a_value_is_told() -> None:
    fees = line("two", 'kind: per_unit, amount: "1000000.000", base: area, unit: {ar: "م²", en: "m²"}')
    told = complaints(fees, [Row({"area": "99999"}, {"one": "5.000", "two": "0.000"}, situation=Situation("kiosk"))])
    assert ('the fee "Fee" cannot be worked out from these answers') in [words for _, words in told]

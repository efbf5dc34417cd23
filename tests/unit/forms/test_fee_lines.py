"""Fees are whole minor units, each line with its working, and the total is their sum."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_samples import SOUND

from shubbak.domain.application import Answer
from shubbak.domain.fees import AssessedFee
from shubbak.domain.money import Money
from shubbak.domain.text import Text, isolate
from shubbak.forms.fee_figures import half_up
from shubbak.forms.fees import assess, total
from shubbak.forms.load import load_service

SERVICE = load_service(SOUND, "sound.yaml")
MARCH = date(2026, 3, 15)


def lines(on: date = MARCH, **answers: Answer) -> dict[str, AssessedFee]:
    return {line.code: line for line in assess(SERVICE, answers, on)}


def amounts(on: date = MARCH, **answers: Answer) -> dict[str, int]:
    return {code: line.amount.amount_minor for code, line in lines(on, **answers).items()}


@pytest.mark.parametrize(
    ("answers", "code", "amount_minor"),
    [
        ({"area": 10}, "space", 0),
        ({"area": 11}, "space", 250),
        ({"area": 300}, "space", 50_000),
        ({"area": 49}, "size", 1_000),
        ({"area": 50}, "size", 2_000),
        ({"area": 99}, "size", 2_000),
        ({"area": 100}, "size", 3_000),
        ({"rent": 100_000}, "share", 2_500),
        ({"rent": 100_020}, "share", 2_501),
        ({"rent": 100_019}, "share", 2_500),
        ({"rent": 100}, "share", 1_000),
        ({"extras": ("sign",)}, "deposit", 5_000),
    ],
)
def test_each_kind_is_worked_out(answers: dict[str, Answer], code: str, amount_minor: int) -> None:
    assert amounts(**answers)[code] == amount_minor


def test_lines_that_are_switched_off_drop_out() -> None:
    assert list(amounts(area=20)) == ["licence", "space", "size"]
    assert "share" in amounts(rent=1)


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_validity_dates_are_both_included(on: date, in_force: bool) -> None:
    assert ("size" in amounts(on)) is in_force


def test_a_discount_takes_from_the_lines_above_until_its_last_day() -> None:
    assert amounts(date(2026, 2, 28), area=20)["early"] == -1_250
    assert "early" not in amounts(date(2026, 3, 1), area=20)


def test_a_discount_never_takes_more_than_the_lines_above_come_to() -> None:
    greedy = SOUND.replace("base: fee_licence + fee_space\n", "base: 1000000000\n").replace('"-3.000"', '"-39.500"')
    fees = assess(load_service(greedy, "greedy.yaml"), {"area": 20}, date(2026, 1, 5))
    assert fees[-1].amount.amount_minor < 0
    assert sum(line.amount.amount_minor for line in fees) == 0
    assert fees[-1].working.ar.endswith(f"على ألا يزيد على ما سبقه وهو {isolate('13.500')}")


def test_the_working_explains_the_figure_in_both_languages() -> None:
    fees = lines(date(2026, 1, 5), area=90, rent=100_000)
    assert fees["space"].working == Text(
        f"{isolate('80')} × {isolate('0.250')} لكل م² بعد أول {isolate('10')}",
        f"{isolate('80')} × {isolate('0.250')} per m² above the first {isolate('10')}",
    )
    assert fees["share"].working.en == f"{isolate('2.5%')} of {isolate('100.000')}"
    assert fees["early"].working.ar == f"خصم {isolate('10%')} من {isolate('30.000')}"
    assert lines(extras=("sign",))["deposit"].working.ar.endswith("، الاسترداد: بعد إزالة اللوحة")
    assert fees["size"].working.en == f"{isolate('90')} in the band {isolate('50-99')}"
    assert lines(area=300)["space"].working.en.endswith(f"at most {isolate('50.000')}")


def test_the_total_of_no_lines_is_nothing_in_the_services_currency() -> None:
    assert total(SERVICE, ()) == Money(0, "KWD")


ANSWERS = st.fixed_dictionaries(
    {
        "area": st.integers(1, 500),
        "rent": st.integers(0, 900_000),
        "extras": st.sampled_from([(), ("sign",), ("tables",), ("sign", "tables")]),
    }
)
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))


@given(ANSWERS, DAYS)
def test_the_total_is_the_sum_and_only_discounts_are_below_zero(answers: Mapping[str, Answer], on: date) -> None:
    fees = assess(SERVICE, answers, on)
    assert total(SERVICE, fees).amount_minor == sum(line.amount.amount_minor for line in fees) >= 0
    assert all(line.amount.amount_minor >= 0 for line in fees if line.code != "early")
    assert all(line.working.ar and line.working.en for line in fees)


@given(st.integers(1, 499), st.integers(1, 499))
def test_a_larger_shop_never_pays_less(one: int, other: int) -> None:
    small, large = sorted((one, other))
    for code in ("space", "size"):
        assert amounts(area=small)[code] <= amounts(area=large)[code]


@given(st.integers(0, 10**15), st.integers(1, 10**6))
def test_half_up_is_the_nearest_whole_number(numerator: int, denominator: int) -> None:
    nearest = half_up(numerator, denominator)
    assert -denominator < 2 * (numerator - nearest * denominator) < denominator or (
        2 * (nearest * denominator - numerator) == denominator
    )

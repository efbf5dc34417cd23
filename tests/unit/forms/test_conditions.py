"""Conditions are typed when loaded, bounded when asked, and whole numbers stay whole."""

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.forms.condition import ConditionError, FactsError, Scope

SCOPE = Scope(
    {"trade": "string", "area": "int", "lit": "bool", "extras": "list", "today": "string"}, frozenset({"rent"})
)


@pytest.mark.parametrize(
    ("source", "facts", "held"),
    [
        ("trade == 'food' && area > 10", {"trade": "food", "area": 11}, True),
        ("trade == 'food' && area > 10", {}, False),
        ("!lit", {}, True),
        ("'sign' in extras", {"extras": ("sign", "tables")}, True),
        ("'sign' in extras", {}, False),
        ("trade in ['food', 'cloth']", {"trade": "cloth"}, True),
        ("today < '2026-03-01'", {"today": "2026-02-28"}, True),
        ("size(extras) == 2", {"extras": ("sign", "tables")}, True),
        ("area >= 5", {"area": 5, "unasked": "ignored"}, True),
    ],
)
def test_conditions_hold_of_facts(source: str, facts: dict[str, object], held: bool) -> None:
    assert SCOPE.condition(source).holds(facts) is held


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("colour == 'red'", 'the condition "colour == \'red\'" names "colour", which no question has'),
        ("rent > 5", 'names "rent", which is only asked later'),
        ("area == 'five'", "cannot use == between int and string"),
        ("area > 1.5", "cannot use > between int and double"),
        ("area + 1", "must give true or false, not int"),
        ("area >", "cannot be read"),
        ("", "cannot be read"),
        ("trade.__class__ == 1", "cannot be read"),
        ("area > 0 && " * 60 + "lit", "a condition may have 600 signs"),
        ("(" * 250 + "lit" + ")" * 250, "cannot be read"),
    ],
)
def test_what_is_no_condition_is_told_in_a_sentence(source: str, sentence: str) -> None:
    with pytest.raises(ConditionError) as refused:
        SCOPE.condition(source)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_bomb_of_nested_maps_is_refused_quickly() -> None:
    source = "size(" + "".join(f"extras.map(a{n}, " for n in range(7)) + "1" + ")" * 7 + ") > 0"
    bomb = SCOPE.condition(source)
    started = time.perf_counter()
    with pytest.raises(FactsError, match="took too long"):
        bomb.holds({"extras": tuple("0123456789")})
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("source", ["10 / area", "9223372036854775807 + area + 1", "int(trade)"])
def test_an_amount_without_a_value_says_so_and_names_no_answer(source: str) -> None:
    with pytest.raises(FactsError) as refused:
        SCOPE.amount(source).of({"area": 0, "trade": "private"})
    assert "private" not in str(refused.value)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_whole_numbers_stay_whole(first: int, second: int) -> None:
    scope = Scope({"a": "int", "b": "int"})
    assert scope.amount("a * b + a").of({"a": first, "b": second}) == first * second + first


def test_a_condition_outlives_its_scope() -> None:
    condition = Scope({"alone": "int"}).condition("alone == 1")
    gc.collect()
    assert condition.holds({"alone": 1})


def test_conditions_are_equal_by_their_source() -> None:
    assert SCOPE.condition("lit") == SCOPE.condition("lit")

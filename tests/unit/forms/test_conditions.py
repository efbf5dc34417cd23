"""Conditions are typed when loaded, bounded when asked, and whole numbers stay whole."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_samples import SOUND

from shubbak.forms.condition import ConditionError, FactsError, Scope
from shubbak.forms.known_facts import days, part, plain, rows, today_facts
from shubbak.forms.load import load_service
from shubbak.forms.source import ServiceFileError

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


@pytest.mark.parametrize(
    "source",
    [
        "size(" + "".join(f"extras.map(a{n}, " for n in range(7)) + "1" + ")" * 7 + ") > 0",
        "owners.all(a, owners.all(b, owners.all(c, true)))",
        "owners.map(a, owners.map(b, owners)).all(c, c.all(d, d.all(e, true)))",
    ],
    ids=["ten-million-turns", "three-loops", "three-loops-over-what-two-made"],
)
def test_loops_inside_loops_inside_loops_are_refused(source: str) -> None:
    with pytest.raises(ConditionError, match="has loops inside each other, more than 2 deep"):
        ROWS.condition(source)


@pytest.mark.parametrize(
    "source",
    [
        "extras.all(e, size(extras + extras + extras) > 0)",
        "extras.all(e, e.matches('(a{1,99}){1,99}'))",
        "owners.map(a, owners.map(b, extras)).all(c, true)",
        "owners.all(a, owners.filter(b, true) == owners)",
    ],
)
def test_what_takes_long_may_not_be_done_for_each_row(source: str) -> None:
    with pytest.raises(ConditionError, match="inside a loop"):
        ROWS.condition(source)


@pytest.mark.parametrize(
    "source",
    ["!" * 596 + "lit", "(" * 298 + "lit" + ")" * 298, "area > " + "-" * 590 + "1", "lit ? lit : " * 45 + "lit"],
)
def test_deep_nesting_is_refused_or_answered(source: str) -> None:
    try:
        condition = SCOPE.condition(source)
    except ConditionError as refused:
        assert "cannot be read" in str(refused)
    else:
        assert condition.holds({"lit": True, "area": 2}) in (True, False)


def test_what_still_takes_too_long_counts_as_false() -> None:
    condition = ROWS.condition("extras.all(a, extras.all(b, a != 'x' && b != 'x'))")
    assert condition.holds({"extras": tuple(map(str, range(5_000)))}) is False
    assert condition.holds({"extras": ("a", "b")}) is True


@pytest.mark.parametrize("source", ["9223372036854775807 + area + 1", "int(trade)"])
def test_an_amount_without_a_value_says_so_and_names_no_answer(source: str) -> None:
    with pytest.raises(FactsError) as refused:
        SCOPE.amount(source).of({"area": 0, "trade": "private"})
    assert "private" not in str(refused.value)


@pytest.mark.parametrize("source", ["area + 9223372036854775807 > 0", "int(trade) > 0", "!(int(trade) > 0)"])
def test_a_condition_without_a_value_counts_as_false(source: str) -> None:
    assert SCOPE.condition(source).holds({"area": 1, "trade": "x"}) is False


@pytest.mark.parametrize("divisor", ["area", "0", "(2)", "-2", "00", "size(extras)", "1.5", "2u"])
@pytest.mark.parametrize("sign", ["/", "%"])
def test_only_a_figure_may_divide(sign: str, divisor: str) -> None:
    with pytest.raises(ConditionError, match="may only have a figure other than 0 behind"):
        SCOPE.amount(f"area {sign} {divisor}")
    assert SCOPE.amount(f"area {sign} 20 + size('/{divisor}')").of({"area": 40}) >= 0


@pytest.mark.parametrize("source", ["trade == r'a'", 'trade == """a"""', "trade == b'a'", "`trade` == ''"])
def test_texts_are_plain_so_that_names_in_them_are_no_names(source: str) -> None:
    with pytest.raises(ConditionError, match="not between plain quotes"):
        SCOPE.condition(source)
    assert SCOPE.condition("trade == 'rent' || trade == 'b'").holds({"trade": "rent"})


ROWS = Scope(
    {
        **rows("owners", {"name": "string", "share": "int"}),
        "born": plain("born", "string"),
        "born_days": days("born"),
        "parcel.block": part("parcel", "block"),
        "extras": "list",
        **today_facts(),
    },
    frozenset({"parcel_kind"}),
)
FACTS = {
    "owners": ({"name": "a", "share": 40}, {"name": "b", "share": 60}),
    "born": "2000-01-02",
    "parcel": {"block": "3", "plot": ""},
    "today": "2026-03-15",
}


@pytest.mark.parametrize(
    ("source", "held", "empty"),
    [
        ("owners.all(o, o.share > 0)", True, True),
        ("owners.exists(o, o.share > 50 && o.name == 'b')", True, False),
        ("owners.all(a, owners.exists_one(b, b.name == a.name))", True, True),
        ("owners_count == 2 && owners_share_sum == 100", True, False),
        ("owners[0].share == 40", True, False),
        ("owners_count > 0 && owners[0].share == 40", True, False),
        ("parcel.block == '3'", True, False),
        ("parcel.block in ['3', '4']", True, False),
        ("(today_days - born_days) / 365 > 20", True, False),
        ("born_days == 10958", True, False),
        ("today_year == 2026 && today_month == 3", True, False),
    ],
)
def test_parts_rows_and_days_are_found_among_the_answers(source: str, held: bool, empty: bool) -> None:
    condition = ROWS.condition(source)
    assert condition.holds(FACTS) is held
    assert condition.holds({}) is empty


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("owners.all(o, o.share > 'much')", "compares a column with something of another kind"),
        ("owners.filter(o, true).all(p, p.shar > 0)", 'names "shar", which is no column of these rows'),
        ("parcel.blok == '3'", '"parcel" is an answer with parts, "parcel.block"'),
        ("parcel == '3'", '"parcel" is an answer with parts, "parcel.block"'),
        ("parcel_kind.x == '3'", "which is only asked later"),
        (".parcel_kind == '3'", "which is only asked later"),
        ("born_day > 3", 'did you mean "born_days"?'),
    ],
)
def test_what_is_wrong_about_parts_and_rows_is_told(source: str, sentence: str) -> None:
    with pytest.raises(ConditionError) as refused:
        ROWS.condition(source)
    assert sentence in str(refused.value)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(max_codepoint=0xFFFF), max_size=4),
    lambda inside: (
        st.lists(inside, max_size=3).map(tuple) | st.dictionaries(st.sampled_from(["share", "block"]), inside)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["owners", "born", "parcel", "extras", "today"]), ANYTHING))
def test_no_facts_make_a_condition_raise(facts: dict[str, object]) -> None:
    for condition in CONDITIONS:
        assert condition.holds(facts) in (True, False)


CONDITIONS = tuple(
    ROWS.condition(source)
    for source in [
        "owners.all(o, o.share > 0) && owners_count + owners_share_sum > 0",
        "parcel.block == '3' || born_days > today_days + today_year + today_month",
        "'sign' in extras && born != today",
    ]
)


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


@pytest.mark.parametrize(
    "source",
    [
        "rows.exists(rows__0, rows__0.share == of)",
        "rows.exists(int__0, int__0.share == of)",
        "rows.exists(of_, of_.share == of)",
        " + ".join(f"n{place}" for place in range(20)) + " == of * 0",
    ],
    ids=["row-named-as-we-name", "row-named-as-a-figure", "row-named-nearly", "many-names"],
)
def test_names_of_a_condition_never_get_mixed_up(source: str) -> None:
    figures = {"of": "int", **{f"n{place}": "int" for place in range(20)}}
    scope = Scope({**{name: plain(name, "int") for name in figures}, **rows("rows", {"share": "int"})})
    facts = {"of": 7, "rows": ({"share": 7},), "n19": 0}
    assert scope.condition(source).holds(facts)
    assert scope.condition(source).holds({**facts, "of": 8, "n19": 1}) is False


def test_a_name_between_quotes_or_behind_a_point_is_left_alone() -> None:
    scope = Scope({"share": "string", **rows("rows", {"share": "string"})})
    condition = scope.condition("share == 'share' && rows.all(share_, share_.share == 'share')")
    assert condition.holds({"share": "share", "rows": ({"share": "share"},)})
    assert not condition.holds({"share": "string__0", "rows": ()})


@pytest.mark.parametrize("source", ["trade.matches(today)", "matches(trade, today)", "trade.matches('a' + today)"])
def test_a_pattern_stands_in_the_file_and_is_nobodys_answer(source: str) -> None:
    with pytest.raises(ConditionError, match="text in quotes behind"):
        SCOPE.condition(source)


def weighed(*sources: str) -> list[str]:
    """Load a file with these conditions and return what is complained about."""
    group = (
        '  - {id: rows, title: {ar: "س", en: "S"}, fields: [{id: o, kind: group, required: false, '
        'label: {ar: "س", en: "S"}, row: {ar: "س", en: "S"}, '
        'fields: [{id: n, kind: text, label: {ar: "س", en: "S"}}]}]}'
    )
    pages = [
        f'  - {{id: p{place}, title: {{ar: "س", en: "S"}}, show_if: "{source}", '
        f'fields: [{{id: q{place}, kind: text, required: false, label: {{ar: "س", en: "S"}}}}]}}'
        for place, source in enumerate(sources)
    ]
    try:
        load_service(SOUND.replace("pages:", "\n".join(["pages:", group, *pages]), 1), "kw/a.yaml")
    except ServiceFileError as error:
        return [one.sentence for one in error.complaints]
    return []


def test_the_conditions_of_a_file_together_cannot_hold_up_a_visit() -> None:
    each_against_each = "o.all(x, o.exists_one(y, y.n == x.n))"
    assert weighed(*[each_against_each] * 3) == []
    assert weighed(*["o.all(x, x.n != '')"] * 100) == []
    too_long = ["the conditions of this service take too long together: use fewer loops and patterns"]
    assert weighed(*[each_against_each] * 20) == too_long
    assert weighed("o.all(x, o.all(y, o == o))") == too_long

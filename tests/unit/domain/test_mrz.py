"""From lines to documents: names, dates, civil numbers, and everything that must be refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.mrz import check_digit, parse_zone

TODAY = date(2026, 3, 1)
NAMES = "ERIKSSON<<ANNA<MARIA"


def td1(
    *, code="I<", issuer="UTO", number="D23145890", birth="740812", sex="F", expiry="290415", nationality="UTO",
    optional="", more="", names=NAMES,
):  # fmt: skip
    first = code + issuer + number.ljust(9, "<")
    first += check_digit(first[5:14]) + optional.ljust(15, "<")
    second = birth + check_digit(birth) + sex + expiry + check_digit(expiry) + nationality + more.ljust(11, "<")
    second += check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return first, second, names.ljust(30, "<")


def document(**columns):
    parsed = parse_zone(td1(**columns), TODAY)
    assert parsed.problems == ()
    assert parsed.document is not None
    return parsed.document


def refusal(lines):
    parsed = parse_zone(lines, TODAY)
    assert parsed.document is None
    return [problem.code for problem in parsed.problems]


def test_a_card_says_who_and_until_when():
    found = document()
    assert (found.kind, found.code, found.issuer, found.nationality) == ("TD1", "I", "UTO", "UTO")
    assert (found.number, found.surname, found.given_names) == ("D23145890", "ERIKSSON", "ANNA MARIA")
    assert (found.birth_date, found.sex, found.expiry) == (date(1974, 8, 12), "F", date(2029, 4, 15))
    assert not found.expired(TODAY)


def test_a_passport_says_the_same():
    lines = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
    found = parse_zone(lines, TODAY).document
    assert found is not None
    assert (found.kind, found.number, found.optional) == ("TD3", "L898902C3", "ZE184226B")
    assert found.expired(TODAY)


@pytest.mark.parametrize(
    ("printed", "born"),
    [
        ("260301", date(2026, 3, 1)),  # today is not the future
        ("260302", date(1926, 3, 2)),
        ("000229", date(2000, 2, 29)),
        ("480229", date(1948, 2, 29)),
        ("88<<<<", None),
        ("8805<<", None),
        ("<<<<<<", None),
    ],
)
def test_birth_lies_in_the_past_and_unknown_parts_stay_unknown(printed, born):
    assert document(birth=printed).birth_date == born


@pytest.mark.parametrize(
    ("printed", "last_day"),
    [
        ("260228", date(2026, 2, 28)),
        ("750101", date(2075, 1, 1)),
        ("760101", date(1976, 1, 1)),
        ("991231", date(1999, 12, 31)),
        ("<<<<<<", None),
    ],
)
def test_expiry_falls_within_fifty_years(printed, last_day):
    assert document(expiry=printed).expiry == last_day


def test_an_unspecified_sex_is_x():
    assert document(sex="<").sex == "X"


def test_a_one_letter_state_keeps_its_one_letter():
    assert document(nationality="D<<").nationality == "D"


def test_a_name_without_given_names_is_all_surname():
    found = document(names="ARKFREITH")
    assert (found.surname, found.given_names) == ("ARKFREITH", "")


@pytest.mark.parametrize(
    ("columns", "number"),
    [
        ({"issuer": "SAU", "optional": "1058529940"}, "1058529940"),
        ({"issuer": "SAU", "optional": "1058529941"}, ""),
        ({"issuer": "SAU", "optional": "7001234567"}, ""),
        ({"issuer": "KWT", "optional": "290031500018"}, ""),
        ({"issuer": "JOR", "more": "9911012345"}, "9911012345"),
        ({"issuer": "OMN", "number": "12345678"}, "12345678"),
        ({"issuer": "IND", "optional": "1058529940"}, ""),
        ({"issuer": "SAU", "nationality": "IND", "more": "2000000006"}, "2000000006"),
    ],
)
def test_the_civil_number_is_looked_for_by_issuing_state(columns, number):
    assert document(**columns).national_number == number


def test_a_kuwaiti_civil_number_obeys_its_check_digit():
    found = [document(issuer="KWT", optional=f"29003150001{digit}").national_number for digit in range(10)]
    assert len([number for number in found if number]) == 1


@pytest.mark.parametrize(
    "lines",
    [
        td1(birth="741312"),
        td1(birth="740230"),
        td1(birth="74<812"),
        td1(birth="7A0812"),
        td1(expiry="29<<<<"),
        td1(expiry="290431"),
        td1(sex="B"),
        td1(issuer="QQQ"),
        td1(nationality="U0O"),
        td1(names="<<ANNA"),
        td1(names="ER1KSSON<<ANNA"),
    ],
)
def test_a_zone_that_contradicts_the_standard_is_refused_even_when_its_digits_hold(lines):
    assert refusal(lines) == ["mrz-check-digit"]


def test_a_wrong_check_digit_is_refused():
    first, second, third = td1()
    assert refusal((first, second[:-1] + str((int(second[-1]) + 1) % 10), third)) == ["mrz-check-digit"]


def test_a_number_whose_check_column_is_empty_is_refused():
    first, second, third = td1()
    assert refusal((first[:14] + "<" + first[15:], second, third)) == ["mrz-check-digit"]


@pytest.mark.parametrize("lines", [(), ("",), td1()[:2], (td1()[0] + "<", *td1()[1:])])
def test_other_shapes_are_no_zone(lines):
    assert refusal(tuple(lines)) == ["mrz-not-found"]


@given(st.lists(st.text(alphabet="ABZ019<", min_size=30, max_size=30), min_size=3, max_size=3))
def test_no_lines_raise(lines):
    parsed = parse_zone(tuple(lines), TODAY)
    assert (parsed.document is None) == bool(parsed.problems)


def test_a_document_of_another_kind_is_refused_by_name():
    assert refusal(td1(code="B<")) == ["mrz-unsupported"]
    assert refusal((td1(code="B<")[0], td1()[1][:-1] + "0", td1()[2])) == ["mrz-check-digit"]


VISA = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")
SMALL_VISA = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<")
FRENCH = ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068F6")


@pytest.mark.parametrize(("lines", "kind", "optional"), [(VISA, "MRV-A", "6ZE184226B"), (SMALL_VISA, "MRV-B", "")])
def test_a_visa_has_optional_data_to_its_end_and_no_digit_over_all(lines, kind, optional):
    found = parse_zone(lines, TODAY).document
    assert found is not None
    assert (found.kind, found.number, found.optional, found.visa) == (kind, "L8988901C", optional, True)


def test_the_old_french_card_is_read_in_its_own_columns_and_runs_out_by_the_law():
    found = parse_zone(FRENCH, TODAY).document
    assert found is not None
    assert (found.number, found.surname, found.given_names) == ("880692310285", "BERTHIER", "CORINNE")
    assert (found.nationality, found.birth_date, found.expiry) == ("FRA", date(1965, 12, 6), date(1998, 6, 30))
    assert refusal((FRENCH[0], FRENCH[1].replace("F6", "F7"))) == ["mrz-check-digit"]


@pytest.mark.parametrize(
    ("lines", "line", "column", "reason"),
    [
        (td1(birth="741312"), 1, 0, "impossible"),
        (td1(nationality="U0O"), 1, 15, "impossible"),
        ((td1()[0], td1()[1][:-1] + "9", td1()[2]), 1, 29, "check-digit"),
    ],
)
def test_a_refusal_says_which_place_is_wrong(lines, line, column, reason):
    doubts = parse_zone(lines, TODAY).doubts
    assert (line, column, reason) in [(doubt.line, doubt.column, doubt.reason) for doubt in doubts]

from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.mrz_twins import MOST_UNCERTAIN, answers
from shubbak.domain.mrz_zone import check_digit, columns


def card(number: str) -> tuple[str, ...]:
    first = f"I<UTO{number}{check_digit(number)}".ljust(30, "<")
    second = f"7408122F300415{check_digit('300415')}UTO".ljust(29, "<")
    whole = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    return first, second + check_digit(whole), "ERIKSSON<<ANNA<MARIA".ljust(30, "<")


def as_seen(lines: tuple[str, ...], *changes: tuple[int, str]) -> tuple[str, ...]:
    first = list(lines[0])
    for column, char in changes:
        first[column] = char
    return "".join(first), *lines[1:]


def test_an_o_that_was_taken_for_a_nought_is_an_o_when_the_digits_say_so() -> None:
    printed = card("XO4512345")
    assert answers(as_seen(printed, (6, "0")), [(0, 6)]) == (printed,)


def test_what_the_digits_confirm_stays_as_it_was_seen() -> None:
    printed = card("X04512345")
    assert answers(printed, [(0, 6)]) == (printed,)


def test_two_that_may_have_changed_places_are_left_in_doubt() -> None:
    # Both stand where the weight is 7: the digit is the same for O0 and 0O.
    printed = card("O120345DE")
    assert columns(as_seen(printed, (5, "0"), (8, "O"))).holds()  # type: ignore[union-attr]
    assert answers(printed, [(0, 5), (0, 8)]) == (printed, as_seen(printed, (5, "0"), (8, "O")))


def test_another_mistake_is_not_covered_up_by_turning_a_nought() -> None:
    assert answers(as_seen(card("XO4512345"), (6, "0"), (9, "7")), [(0, 6)]) == ()


def test_a_number_full_of_them_is_tried_in_a_few_places_only() -> None:
    assert len(answers(card("0O0O0O0O0"), [(0, 5 + place) for place in range(9)])) <= 2**MOST_UNCERTAIN


@given(st.text("O0A7<", min_size=9, max_size=9), st.integers(0, 8))
def test_one_place_alone_is_always_told_as_it_was_printed(number: str, place: int) -> None:
    printed = card(number)
    char = number[place]
    if char in "O0":
        seen = as_seen(printed, (5 + place, "0" if char == "O" else "O"))
        assert answers(seen, [(0, 5 + place)]) == (printed,)

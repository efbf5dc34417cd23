"""Camera frames joined: glare wanders, a stroke stays, and two documents are never mixed."""

from dataclasses import replace
from datetime import date

import pytest

from shubbak.domain.mrz import parse_zone
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.problem import Problem
from shubbak.ports.reader import LONGER, Reading
from shubbak.services.frame_vote import FrameVote

TODAY = date(2026, 3, 1)
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
OTHER = ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<")

SOMEBODY = parse_zone(CARD, TODAY).document


def frame(*changes, lines=CARD):
    """A frame that doubts some columns: (line, column, character seen there, certainty)."""
    table = [list(line) for line in lines]
    sure = [[0.999] * len(line) for line in lines]
    for line, column, char, certainty in changes:
        table[line][column], sure[line][column] = char, certainty
    doubts = tuple(Doubt(line, column, "unsure") for line, column, _, _ in changes) or (Doubt(0, 0, "unsure"),)
    rows = tuple("".join(line) for line in table)
    return Reading(rows, None, (Problem("image-blurred"),), 1.0, tuple(map(tuple, sure)), doubts)


def judged(*frames):
    vote = FrameVote(lambda: TODAY)
    return [vote.take(each) for each in frames]


def glare(line, columns):
    return frame(*((line, column, "<", 0.0) for column in columns))


def test_glare_that_wanders_hides_nothing_in_the_end():
    said = judged(glare(2, range(3)), glare(2, range(5, 8)), glare(2, range(11, 13)))
    assert [each.certain for each in said] == [False, True, True] or [each.certain for each in said][-1]
    assert said[-1].reading.document is not None
    assert said[-1].reading.document.surname == "ERIKSSON"


def test_what_one_frame_alone_saw_is_not_enough():
    said = judged(glare(2, range(5)), frame())
    assert not said[-1].certain
    assert {doubt.line for doubt in said[-1].reading.doubts} == {2}


def test_a_doubt_that_stays_is_never_voted_away():
    said = judged(*[frame((2, 3, "K", 0.7))] * 20)
    assert not any(each.certain for each in said)


def test_two_sure_and_different_frames_are_contested():
    said = judged(frame(), frame((2, 0, "B", 0.99)))
    assert said[-1].contested
    assert not said[-1].certain
    assert said[-1].reading.document is None


def test_another_document_begins_anew():
    vote = FrameVote(lambda: TODAY)
    vote.take(frame())
    assert not vote.take(frame(lines=OTHER)).certain
    second = vote.take(frame(lines=OTHER))
    assert second.certain
    assert second.reading.lines == OTHER


def test_frames_without_a_zone_change_nothing():
    empty = Reading((), None, (Problem("mrz-not-found"),), 1.0)
    said = judged(frame(), empty, frame())
    assert [each.certain for each in said] == [False, False, True]


def test_forgetting_forgets():
    vote = FrameVote(lambda: TODAY)
    vote.take(frame())
    vote.forget()
    assert not vote.take(frame()).certain


@pytest.mark.parametrize("wrong", ["0", "7"])
def test_joined_lines_still_answer_to_their_check_digits(wrong):
    said = judged(*[frame((1, 29, wrong, 0.99))] * 3)
    assert not said[-1].certain
    assert said[-1].reading.document is None


def test_what_the_frames_leave_in_doubt_of_a_name_a_person_may_settle():
    said = judged(frame((2, 3, "K", 0.7)), frame((2, 3, "K", 0.8)))
    likely = said[-1].reading.likely
    assert not said[-1].certain
    assert likely is not None
    assert (likely.surname, likely.number) == ("ERIKSSON", "D23145890")
    assert said[-1].reading.doubts == (Doubt(2, 3, "unsure"),)


def test_a_dozen_frames_are_all_that_is_joined():
    said = judged(*[frame((2, 3, "K", 0.7))] * 13)
    assert [each.full for each in said] == [False] * 11 + [True] * 2


def test_contested_frames_and_doubted_numbers_are_nothing_to_ask_about():
    wavering = replace(frame((2, 0, "B", 0.99)), likely=SOMEBODY)
    assert judged(frame(), wavering)[-1].reading.likely is None
    assert judged(*[frame((0, 5, "D", 0.5))] * 2)[-1].reading.likely is None


def test_a_part_of_a_longer_zone_is_neither_voted_for_nor_asked_about():
    part = replace(frame(), doubts=(Doubt(0, 29, LONGER),), likely=None)
    joined = judged(part, frame((2, 3, "K", 0.8)), frame())[-1]
    assert (joined.certain, joined.reading.document, joined.reading.likely) == (False, None, None)

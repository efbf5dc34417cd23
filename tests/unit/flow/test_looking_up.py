"""Registers in a visit: what is found fills the form, nothing typed is lost, late answers change nothing."""

from __future__ import annotations

import pytest
from fakes.registers import ACTIVITIES
from hypothesis import given, settings
from hypothesis import strategies as st
from shop_script import to_shop
from visit_script import play

from shubbak.domain.application import Attachment
from shubbak.domain.text import Language
from shubbak.fields.document import body_digest
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.visit import Asked

NUMBER = "KW-2024-42"
SHOP = {"trade_name": "مخبز النور", "area_m2": "45", "activity": "food", "owner": "سالم"}


def look_up(visit: VisitMachine, number: str = NUMBER) -> None:
    play(visit, e.AnswerGiven("licence", number))
    assert play(visit, e.LookUpAsked("licence")) == [f.LookUp("licence", "licences", number)]


def asked(visit: VisitMachine, name: str = "licence") -> Asked:
    return visit.visit.asked[name]


def test_a_record_fills_the_questions_that_it_is_for() -> None:
    visit = to_shop()
    look_up(visit)
    assert asked(visit).reach == "busy"
    play(visit, e.RecordFound("licence", NUMBER, SHOP))
    assert asked(visit).reach == "found"
    assert {name: visit.visit.raw[name] for name in ("trade", "size", "sort")} == {
        "trade": "مخبز النور",
        "size": "45",
        "sort": "food",
    }
    assert {"trade", "size", "sort"} <= visit.visit.machine_read
    assert visit.visit.answers["size"] == 45
    assert "owner" not in visit.visit.raw


def test_what_a_person_typed_or_the_card_gave_stays() -> None:
    visit = to_shop()
    visit.visit.raw["trade"] = "مخبز الشام"
    look_up(visit)
    play(visit, e.RecordFound("licence", NUMBER, SHOP))
    assert visit.visit.raw["trade"] == "مخبز الشام"
    assert visit.visit.raw["holder"] == "ANNA ERIKSSON"


@pytest.mark.parametrize(
    "parts",
    [{"area_m2": "9000"}, {"area_m2": "كثير"}, {"activity": "weapons"}, {"trade_name": "أ" * 3000}, {"area_m2": " "}],
    ids=["too large", "no number", "no option", "too long", "blank"],
)
def test_a_part_that_is_no_answer_fills_nothing(parts: dict[str, str]) -> None:
    visit = to_shop()
    look_up(visit)
    play(visit, e.RecordFound("licence", NUMBER, parts))
    assert not {"trade", "size", "sort"} & visit.visit.raw.keys()


def test_another_number_takes_back_what_the_last_one_filled() -> None:
    visit = to_shop()
    look_up(visit)
    play(visit, e.RecordFound("licence", NUMBER, SHOP))
    play(visit, e.AnswerGiven("licence", NUMBER + "1"))
    assert not {"trade", "size", "sort"} & visit.visit.raw.keys()
    assert "licence" not in visit.visit.asked
    assert visit.visit.raw["holder"] == "ANNA ERIKSSON"


def test_an_answer_about_an_earlier_number_is_too_late() -> None:
    visit = to_shop()
    look_up(visit)
    look_up(visit, "KW-7")
    play(visit, e.RecordFound("licence", NUMBER, SHOP))
    assert asked(visit).reach == "busy"
    assert "trade" not in visit.visit.raw
    play(visit, e.RecordMissing("licence", "KW-7"))
    assert asked(visit).reach == "none"


@pytest.mark.parametrize("way", [[e.Back()], [e.StartOver()]], ids=["another page", "another visit"])
def test_an_answer_for_a_page_or_a_visit_that_is_over_is_dropped(way: list[e.Event]) -> None:
    visit = to_shop()
    look_up(visit)
    play(visit, *way, e.RecordFound("licence", NUMBER, SHOP), e.RegisterUnreachable("licence", NUMBER))
    assert visit.visit.asked == {}
    assert "trade" not in visit.visit.raw


def test_while_a_number_is_looked_up_it_is_not_asked_for_twice() -> None:
    visit = to_shop()
    look_up(visit)
    assert play(visit, e.LookUpAsked("licence")) == []


@pytest.mark.parametrize(("raw", "code"), [("", "answer-number-missing"), ("؟؟", "answer-registration")])
def test_what_is_no_number_is_not_looked_up(raw: str, code: str) -> None:
    visit = to_shop()
    assert play(visit, e.AnswerGiven("licence", raw), e.LookUpAsked("licence")) == []
    assert [(one.code, one.field) for one in visit.visit.problems] == [(code, "licence")]


def test_a_register_that_cannot_be_reached_stands_in_nobodys_way() -> None:
    visit = to_shop()
    look_up(visit)
    play(visit, e.RegisterUnreachable("licence", NUMBER))
    assert asked(visit).reach == "unreachable"
    assert visit.visit.answers["licence"] == NUMBER
    assert play(visit, e.LookUpAsked("licence")) == [f.LookUp("licence", "licences", NUMBER)]


def search(visit: VisitMachine, words: str = "مخبز") -> None:
    wanted = f.SearchRegister("activity", "activities", words, Language.AR)
    assert play(visit, e.RegisterSearched("activity", f" {words}  ")) == [wanted]


def test_an_entry_of_the_list_is_chosen_with_its_names() -> None:
    visit = to_shop()
    search(visit)
    play(visit, e.EntriesFound("activity", "مخبز", ACTIVITIES[1:]), e.AnswerGiven("activity", "1072"))
    assert asked(visit, "activity").reach == "found"
    assert visit.visit.raw["activity"] == "1072|مخبز حلويات|Pastry bakery"
    assert visit.visit.answers["activity"] == "1072"


@pytest.mark.parametrize("given", ["4711", "typed:بقالة", "بقالة"])
def test_what_was_never_on_the_screen_is_nobodys_choice(given: str) -> None:
    visit = to_shop()
    search(visit)
    play(visit, e.EntriesFound("activity", "مخبز", ACTIVITIES[1:]), e.AnswerGiven("activity", given))
    assert "activity" not in visit.visit.answers


def test_words_typed_on_meanwhile_are_searched_once_when_the_answer_is_here() -> None:
    visit = to_shop()
    search(visit, "م")
    for words in ("مخ", "مخب", "مخبز"):
        assert play(visit, e.RegisterSearched("activity", words)) == []
    last = f.SearchRegister("activity", "activities", "مخبز", Language.AR)
    assert play(visit, e.EntriesFound("activity", "م", ACTIVITIES)) == [last]
    assert asked(visit, "activity").entries == ACTIVITIES, "what was found stays until there is something newer"
    play(visit, e.EntriesFound("activity", "مخبز", ()))
    assert (asked(visit, "activity").reach, asked(visit, "activity").entries) == ("none", ())


def test_an_emptied_box_asks_nothing() -> None:
    visit = to_shop()
    assert play(visit, e.RegisterSearched("activity", "  ")) == []
    assert visit.visit.asked == {}


def test_without_the_list_a_persons_own_words_are_kept_and_marked() -> None:
    visit = to_shop()
    search(visit)
    play(visit, e.RegisterUnreachable("activity", "مخبز"), e.AnswerGiven("activity", "مخبز عربي"))
    assert visit.visit.answers["activity"] == "typed:مخبز عربي"
    play(visit, e.AnswerGiven("activity", "typed:مخبز آلي"))
    assert visit.visit.answers["activity"] == "typed:مخبز آلي"
    play(visit, e.AnswerGiven("activity", ""))
    assert "activity" not in visit.visit.answers


def test_a_choice_made_stays_when_the_page_comes_again() -> None:
    visit = to_shop()
    search(visit)
    play(visit, e.EntriesFound("activity", "مخبز", ACTIVITIES[1:]), e.AnswerGiven("activity", "1071"))
    before = visit.visit.raw["activity"]
    play(visit, e.Back(), e.Next(), e.AnswerGiven("activity", "1071"))
    assert visit.visit.raw["activity"] == before


@pytest.mark.parametrize(
    "event",
    [e.LookUpAsked("front"), e.LookUpAsked("nothing"), e.RegisterSearched("licence", "x"), e.LookUpAsked("trade")],
)
def test_questions_that_ask_no_register_ask_none(event: e.Event) -> None:
    assert play(to_shop(), event) == []


def test_neither_numbers_nor_words_stand_in_what_may_be_logged() -> None:
    looked = (f.LookUp("q", "licences", NUMBER), e.RecordFound("q", NUMBER, SHOP), e.RecordMissing("q", NUMBER))
    more = (e.RegisterUnreachable("q", NUMBER), f.SearchRegister("q", "activities", NUMBER, Language.AR), Asked(NUMBER))
    last = (e.RegisterSearched("q", NUMBER), e.EntriesFound("q", NUMBER, ()))
    assert all(NUMBER not in repr(one) and "النور" not in repr(one) for one in (*looked, *more, *last))


NAMES = st.sampled_from(["licence", "activity", "front", "right", "trade", "days", "nothing"])
TEXTS = st.one_of(
    st.text(max_size=12), st.sampled_from([NUMBER, "مخبز", "1071", "typed:x", "1|a|b", "food", "lease", "front"])
)
NEEDS = st.sampled_from(["front", "site_right", "plan"])
PARTS = st.dictionaries(st.sampled_from([*SHOP, "other"]), st.text(max_size=12))
HAPPENINGS = st.one_of(
    st.builds(e.AnswerGiven, NAMES, st.one_of(TEXTS, st.tuples(TEXTS))),
    st.builds(e.LookUpAsked, NAMES),
    st.builds(e.RegisterSearched, NAMES, TEXTS),
    st.builds(e.RecordFound, NAMES, TEXTS, PARTS),
    st.builds(e.RecordMissing, NAMES, TEXTS),
    st.builds(e.EntriesFound, NAMES, TEXTS, st.sampled_from([(), ACTIVITIES])),
    st.builds(e.RegisterUnreachable, NAMES, TEXTS),
    st.builds(e.DocumentOffered, NAMES, TEXTS),
    st.builds(e.DocumentScanned, st.builds(Attachment, NEEDS, TEXTS, st.just("image/jpeg"), st.binary(max_size=4))),
    st.builds(e.DocumentRemoved, NAMES),
    st.just(e.ScanFailed("scanner-empty")),
    st.sampled_from([e.Next(), e.Back()]),
)


@settings(max_examples=60)
@given(st.lists(HAPPENINGS, max_size=25))
def test_whatever_happens_in_whatever_order_the_visit_stands(happenings: list[e.Event]) -> None:
    visit = to_shop()
    page = Attachment("front", "front", "image/jpeg", b"a page")
    play(visit, e.DocumentOffered("front", "front"), e.DocumentScanned(page), *happenings)
    scans = {visit.visit.attachments[need].body for need in ("front", "site_right") if need in visit.visit.attachments}
    answers = {visit.visit.answers[name] for name in ("front", "right") if name in visit.visit.answers}
    assert answers == {body_digest(body) for body in scans}

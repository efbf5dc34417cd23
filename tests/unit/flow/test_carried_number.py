"""The number that led to a service stands where the service asks for it, and is still the visitor's to change."""

from __future__ import annotations

import pytest
from shop_script import shop_machine
from visit_script import machine, play

from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine

STALL = "kw.test.stall"
NUMBER = "KW-88214"


def chosen(number: str) -> VisitMachine:
    visit = shop_machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen(STALL, number))
    return visit


def test_it_is_the_first_answer_of_the_look_up() -> None:
    visit = chosen(NUMBER).visit
    assert (visit.raw, visit.answers["licence"]) == ({"licence": NUMBER}, NUMBER)


@pytest.mark.parametrize("number", ["", "؟؟", "9" * 400, "https://x.test/"], ids=["none", "signs", "long", "address"])
def test_what_is_no_number_is_dropped(number: str) -> None:
    assert chosen(number).visit.raw == {}


def test_another_number_for_the_same_service_takes_its_place() -> None:
    visit = chosen(NUMBER)
    play(visit, e.Back(), e.ServiceChosen(STALL, "KW-7"))
    assert visit.visit.raw == {"licence": "KW-7"}


def test_choosing_the_service_again_without_a_number_keeps_it() -> None:
    visit = chosen(NUMBER)
    play(visit, e.Back(), e.ServiceChosen(STALL))
    assert visit.visit.raw == {"licence": NUMBER}


def test_a_service_that_asks_for_none_takes_none() -> None:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen(STALL, NUMBER))
    assert visit.visit.raw == {}


def test_it_is_in_no_text_of_the_event() -> None:
    assert NUMBER not in repr(e.ServiceChosen(STALL, NUMBER))

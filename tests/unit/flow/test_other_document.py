"""Another document after the first: nothing that the first one said is left to the second one's holder."""

from __future__ import annotations

from dataclasses import replace

import pytest
from visit_script import card, machine, play, reading, to_questions

from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step

TYPED = e.IdentityTyped("D23145890", "Anna Eriksson", "UTO", "05/01/1990", "01/01/2027")


@pytest.fixture
def visit() -> VisitMachine:
    """A visit whose card was read, with a question that takes the civil number from it."""
    opened = machine("demo")
    to_questions(opened)
    play(opened, e.Back())
    assert opened.visit.step is Step.IDENTIFY
    service = opened.context.service
    asked = replace(service.field("days"), id="civil", kind="text", prefill="identity.national_number", rules={})
    pages = (replace(service.pages[0], fields=(*service.pages[0].fields, asked)), *service.pages[1:])
    opened.visit.service = replace(service, pages=pages)
    play(opened, e.CardOffered(), reading(replace(card(), national_number="288020122596")))
    assert opened.visit.raw["civil"] == "288020122596"
    return opened


def numbers(visit: VisitMachine) -> tuple[str, object]:
    """Return the civil number of the identity and the question's."""
    assert visit.visit.identity is not None
    return visit.visit.identity.national_number, visit.visit.raw.get("civil")


def test_the_civil_number_of_a_card_that_was_read_is_not_given_to_who_is_typed(visit: VisitMachine) -> None:
    play(visit, replace(TYPED, number="D99999999", full_name="Berta Berg"))
    assert visit.visit.identity is not None
    assert (visit.visit.identity.sex, visit.visit.identity.issuer) == ("X", "")
    assert numbers(visit) == ("", None)


def test_it_stays_where_the_same_cards_name_is_corrected(visit: VisitMachine) -> None:
    play(visit, replace(TYPED, full_name="Anna Ericsson"))
    assert numbers(visit) == ("288020122596", "288020122596")


def test_a_second_card_without_one_takes_the_firsts_away_and_leaves_what_was_typed(visit: VisitMachine) -> None:
    play(visit, e.CardOffered(), reading(replace(card(), number="D99999999")))
    assert numbers(visit) == ("", None)
    visit.visit.raw["civil"] = "typed"
    play(visit, e.CardOffered(), reading())
    assert numbers(visit) == ("", "typed")

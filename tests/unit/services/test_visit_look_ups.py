"""The visit's hands at a register: what it says comes back as an event, and its absence too."""

from __future__ import annotations

from typing import Any

import pytest
from fakes.registers import ACTIVITIES, SHOP, FakeRegisters

from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.effects import Effect, LookUp, SearchRegister
from shubbak.services.visit_effects import VisitEffects

NUMBER = "KW-2024-0042"
WORDS = "مخبز"


def hands(registers: FakeRegisters) -> VisitEffects:
    """Hands that need nothing but registers for these effects."""
    nothing: Any = None
    return VisitEffects(nothing, nothing, nothing, nothing, nothing, lambda: None, registers)


@pytest.mark.parametrize(
    ("effect", "answer"),
    [
        (LookUp("q", "licences", NUMBER), e.RecordFound("q", NUMBER, SHOP)),
        (LookUp("q", "licences", "KW-1"), e.RecordMissing("q", "KW-1")),
        (LookUp("q", "dreams", NUMBER), e.RegisterUnreachable("q", NUMBER)),
        (SearchRegister("q", "activities", WORDS, Language.AR), e.EntriesFound("q", WORDS, ACTIVITIES[1:])),
        (SearchRegister("q", "activities", "طيران", Language.AR), e.EntriesFound("q", "طيران", ())),
        (SearchRegister("q", "dreams", WORDS, Language.AR), e.RegisterUnreachable("q", WORDS)),
    ],
    ids=["found", "missing", "no register", "entries", "no entries", "no list"],
)
def test_a_question_to_a_register_is_answered(effect: Effect, answer: e.Event) -> None:
    assert hands(FakeRegisters()).perform(effect) == answer


@pytest.mark.parametrize(
    "effect", [LookUp("q", "licences", NUMBER), SearchRegister("q", "activities", NUMBER, Language.EN)]
)
def test_a_portal_that_is_away_is_an_answer_too(effect: Effect) -> None:
    assert hands(FakeRegisters(fault="portal-slow")).perform(effect) == e.RegisterUnreachable("q", NUMBER)

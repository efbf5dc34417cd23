"""On the kiosk's own screens every word of a service is in the language of the screen, and none is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import pytest
from every_text import arabic_words, latin_words
from fakes.ordinary_answers import ordinary_answers
from kiosk_stage import KioskStage
from PySide6.QtCore import QtMsgType
from shipped import COUNTRIES, IDS, file_of, service_of, texts
from walker import Walker

from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.effects import Effect
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step

#: Some services of each country, far apart in the alphabet.
SOME = [one for country in COUNTRIES for one in [name for name in IDS if name.startswith(country)][4::13]]
_LOOKED_AT = (Step.NEEDS, Step.QUESTIONS, Step.DOCUMENTS, Step.REVIEW)
_TAGS = re.compile(r"<[^>]*>")
#: Each language is offered by its own name; money and the country's code are written so by the kiosk itself.
_OWN_NAMES = {"English", "العربية", "العربي"}


class Onlooker(Walker):
    """Walks on a real kiosk and reads every screen as it stands: untouched, with its complaints, and answered."""

    def __init__(self, stage: KioskStage, service_id: str, language: Language) -> None:
        service = service_of(service_id)
        super().__init__(service, language, ordinary_answers(service))
        self.stage = stage
        self.machine: VisitMachine = stage.visit.machine
        self.machine.context.clock = self.clock
        self.read: dict[str, set[str]] = {}

    def _play(self, *happenings: e.Event) -> list[Effect]:
        """Let the kiosk's model hand the events in, and listen to what the machine asks for."""
        asked: list[Effect] = []
        handle = self.machine.handle

        def heard(event: e.Event) -> tuple[Effect, ...]:
            effects = handle(event)
            asked.extend(effects)
            return effects

        self.machine.handle = heard  # type: ignore[method-assign]
        try:
            for event in happenings:
                self.stage.visit.dispatch(event)
        finally:
            del self.machine.handle
        self.stage.worker.asked.clear()
        return asked

    def _questions(self) -> None:
        self._play(e.Next())
        self.look("complaints")
        self.answer_page()
        self.look("answered")
        self._next()

    def look(self, what: str = "") -> None:
        """Note every text that stands on the screen."""
        self.stage.settle()
        here = self.visit.stage
        shown = self.read.setdefault(f"{here.step} {here.page} {what}".strip(), set())
        for item in self.stage.items():
            if item.inherits("QQuickText") and item.property("text"):
                shown.add(_TAGS.sub(" ", str(item.property("text"))))

    def look_everywhere(self) -> None:
        """Go to the end of the review, reading each screen on the way."""
        self._play(e.Touched(), e.LanguageChosen(self.language), e.ServiceChosen(self.service.id))
        while self.visit.step is not Step.PAY:
            here = self.visit.stage
            if here.step in _LOOKED_AT:
                self.look()
            if here.step is Step.REVIEW:
                return
            self._STEPS[here.step](self)
            if here.step is Step.QUESTIONS:
                assert self.visit.stage != here, self.visit.problems

    def own_words(self) -> str:
        """What the person and the card gave, which is shown as it was given."""
        card = astuple(self.visit.identity) if self.visit.identity else ()
        words = " ".join(str(given) for given in (*self.visit.raw.values(), *card))
        return f"{words} {words.upper()}"


def foreign(onlooker: Onlooker) -> list[str]:
    """Return the words that are not in the language of their screen."""
    alien = latin_words if onlooker.language is Language.AR else arabic_words
    given = onlooker.own_words()
    return [
        f"{place}: {word} in “{text}”"
        for place, shown in onlooker.read.items()
        for text in shown
        for word in alien(text)
        if word not in given and word not in _OWN_NAMES
    ]


@pytest.fixture
def opened(qapp: object, qtlog: Any) -> Iterator[list[KioskStage]]:
    stages: list[KioskStage] = []
    yield stages
    for stage in stages:
        stage.close()
    assert [record.message for record in qtlog.records if record.type is not QtMsgType.QtDebugMsg] == []


@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.value)
@pytest.mark.parametrize("service_id", SOME)
def test_every_screen_of_a_service_speaks_one_language(
    service_id: str, language: Language, opened: list[KioskStage]
) -> None:
    opened.append(KioskStage(stall=texts()[file_of(service_id)]))
    onlooker = Onlooker(opened[0], service_id, language)
    onlooker.look_everywhere()
    assert {place.partition(" ")[0] for place in onlooker.read} >= {"needs", "questions", "review"}
    assert all(shown for shown in onlooker.read.values())
    assert foreign(onlooker) == []
    for page in onlooker.service.pages:
        shown = onlooker.read.get(f"questions {page.id}")
        assert shown is None or any(page.title.say(language) in text for text in shown)

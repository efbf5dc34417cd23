"""A person who types anything, changes their mind, and comes to the end now and then all the same."""

from __future__ import annotations

import random

from fakes.ordinary_answers import day_of, ordinary_answers
from other_answers import Values
from reach import conditions_of
from walker import Walker

from shubbak.domain.application import Application
from shubbak.domain.text import Language
from shubbak.fields import kinds
from shubbak.flow import events as e
from shubbak.flow.steps import Stage, Step
from shubbak.forms.documents import SCANNED_KINDS
from shubbak.forms.facts import visible_fields
from shubbak.forms.service import Field, Service

RUBBISH = (
    "",
    " ",
    "ن",
    "؟؟؟",
    "x" * 6_000,
    "\ud800",
    "\x00",
    "\u202e12",
    "0",
    "-1",
    "٣",
    "٠٠٧",
    "12,5",
    "1e9",
    "9" * 400,
    str(2**53),
    str(2**63),
    "0.0001",
    "99999999999.999",
    "NaN",
    "yes",
    "no",
    "true",
    "a,b,c",
    ",,,",
    "0001-01-01",
    "9999-12-31",
    "1447-09-12",
    "1500-12-30",
    "2026-02-29",
    "{}",
    "[]",
    "[[]]",
    "null",
    '{"first": {"a": 1}}',
    '{"first": 3, "family": true}',
    '[{"name": null}]',
    '[{"name": "أ", "name": "ب"}]',
    "[" * 2_000,
    '{"a":' * 1_000,
    '[{"share": "1e400"}]',
    "typed:أي شيء",
    "a|b|c",
    "0,0;1,1",
    "1000,400 1001,401",
    "29.3759, 47.9774",
)
_MOST_PAGES = 60


class WildVisit(Walker):
    """Answers each page with anything first; what is not taken is then answered in an ordinary way."""

    def __init__(self, service: Service, chance: random.Random) -> None:
        super().__init__(service, chance.choice(list(Language)), ordinary_answers(service))
        self.chance = chance
        self.values = Values(service, "\n".join(one.source for one in conditions_of(service).values()), day_of(service))
        self.edits = 3

    def go(self) -> Application | None:
        """Return what was handed in, or None where the person gave up."""
        self._play(e.Touched(), e.LanguageChosen(self.language), e.ServiceChosen(self.service.id))
        for _ in range(_MOST_PAGES):
            here = self.visit.stage
            if here.step is Step.RECEIPT:
                return self.visit.application
            if here.step is Step.QUESTIONS:
                self._wild_page()
            elif here.step is Step.REVIEW and self.edits and self.chance.random() < 0.5:
                self.edits -= 1
                self._play(e.EditRequested(self.chance.choice(self.service.pages).id))
            elif here.step is not Step.PAY or self.visit.fees:
                self._STEPS[here.step](self)
            if self.visit.stage == here and here.step is not Step.REVIEW:
                return None
        return None

    def _wild_page(self) -> None:
        """Type anything; then mend what was complained about, first in an ordinary way, then by trying."""
        here = self.visit.stage
        for field in self.machine.context.page.fields:
            if self._asked(field) and self.chance.random() < 0.7:
                self._play(e.AnswerGiven(field.id, self._anything(field)))
        for attempt in range(6):
            if self._moved(here):
                return
            wrong = {problem.field.partition(".")[0] for problem in self.visit.problems}
            for field in self.machine.context.page.fields:
                if field.id in wrong or not attempt:
                    self._mend(field, attempt)

    def _moved(self, here: Stage) -> bool:
        self._settle(self._play(e.Next()))
        return bool(self.visit.stage != here)

    def _mend(self, field: Field, attempt: int) -> None:
        shown = {one.id: one for one in visible_fields(self.machine.context.page, self.visit.answers)}
        if field.id not in shown or not kinds()[field.kind].asks:
            return
        if field.id in self.raw and attempt < 2:
            self._answer(shown[field.id])
        elif field.kind not in SCANNED_KINDS and field.kind != "register_choice":
            today = day_of(self.service)
            self._play(e.AnswerGiven(field.id, self.values.any_of(shown[field.id], today, self.chance)))

    def _asked(self, field: Field) -> bool:
        return field.kind not in SCANNED_KINDS and kinds()[field.kind].asks

    def _anything(self, field: Field) -> str | tuple[str, ...]:
        if self.chance.random() < 0.5:
            raw = self.values.any_of(field, day_of(self.service), self.chance)
            return tuple(raw.split(",")) if field.kind == "multi_choice" else raw
        rubbish = self.chance.choice(RUBBISH)
        return (rubbish, rubbish) if self.chance.random() < 0.1 else rubbish

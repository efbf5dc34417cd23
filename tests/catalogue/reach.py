"""A bounded search that brings every condition of a service about both ways, as an applicant could."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from fakes.ordinary_answers import day_of
from other_answers import Values, depends_on
from walker import card

from shubbak.domain.application import Answer
from shubbak.domain.fees import Situation
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.payment import PaymentMethod
from shubbak.fields import kinds
from shubbak.forms.condition import CelAmount, CelCondition
from shubbak.forms.documents import wanted_documents
from shubbak.forms.facts import check_page, unmet_conditions, visible_fields, visible_pages
from shubbak.forms.fees import assess
from shubbak.forms.service import Amount, Condition, Page, Service

_TRIES_A_PAGE = 8


def conditions_of(service: Service) -> dict[str, Condition | Amount]:
    """Return every condition and every amount of a service by the place where it stands."""
    found: list[tuple[str, Condition | Amount | None]] = []
    for page in service.pages:
        found += [(f"page {page.id} show_if", page.show_if)]
        found += [(f"page {page.id} check {one.condition.source}", one.condition) for one in page.checks]
        for asked in page.fields:
            name = f"question {asked.id}"
            found += [(f"{name} show_if", asked.show_if), (f"{name} require_if", asked.require_if)]
            found += [(f"{name} value", asked.value)]
            found += [(f"option {asked.id}.{one.id} offer_if", one.offer_if) for one in asked.options]
    for need in service.documents:
        found += [(f"document {need.id} show_if", need.show_if), (f"document {need.id} require_if", need.require_if)]
    for line in service.fees:
        found += [(f"fee {line.code} when", line.when), (f"fee {line.code} base", line.base)]
    found += [(f"condition to apply {number}", one.condition) for number, one in enumerate(service.eligibility)]
    return {place: one for place, one in found if one is not None}


@dataclass
class Seen:
    """What each condition was found to be, by its identity."""

    of: dict[int, set[bool]] = field(default_factory=dict)
    active: bool = False

    def note(self, which: object, outcome: bool) -> None:
        if self.active:
            self.of.setdefault(id(which), set()).add(outcome)


@contextmanager
def watched() -> Iterator[Seen]:
    """Note every answer that a condition gives while `active`."""
    seen = Seen()
    holds, amount = CelCondition.holds, CelAmount.of

    def noted_holds(self: CelCondition, facts: object) -> bool:
        outcome = holds(self, facts)  # type: ignore[arg-type]
        seen.note(self, outcome)
        return outcome

    def noted_amount(self: CelAmount, facts: object) -> int:
        found = amount(self, facts)  # type: ignore[arg-type]
        seen.note(self, found != 0)
        return found

    CelCondition.holds, CelAmount.of = noted_holds, noted_amount  # type: ignore[method-assign,assignment]
    try:
        yield seen
    finally:
        CelCondition.holds, CelAmount.of = holds, amount  # type: ignore[method-assign]


class Search:
    """Tries ways through one service's form until nothing is left to be seen, or `tries` are used up."""

    def __init__(self, service: Service, seen: Seen, ordinary: dict[str, str], seed: int = 1) -> None:
        self.service, self.seen = service, seen
        self.chance = random.Random(seed)
        self.places = conditions_of(service)
        sources = {place: one.source for place, one in self.places.items()}
        self.depends = depends_on(service, sources)
        self.values = Values(service, "\n".join(sources.values()), day_of(service))
        self.pool: list[tuple[dict[str, str], date]] = [(ordinary, day_of(service))]
        self.pool += [(dict(one.answers), one.on) for one in service.examples]
        self.fields = {asked.id: asked for page in service.pages for asked in page.fields if kinds()[asked.kind].asks}

    def missing(self) -> list[tuple[str, str]]:
        """Return what was not seen yet: the place, and what it never is."""
        return [
            (place, "above zero" if isinstance(one, CelAmount) else str(wanted).lower())
            for place, one in self.places.items()
            for wanted in ([True] if isinstance(one, CelAmount) else [True, False])
            if wanted not in self.seen.of.get(id(one), set())
        ]

    def run(self, tries: int) -> list[str]:
        """Return what stays unseen, as sentences."""
        left = self.missing()
        for raw, today in list(self.pool):
            if left and self._try(dict(raw), today):
                left = self.missing()
        for _ in range(tries):
            if not left:
                break
            raw, today = self.chance.choice(self.pool)
            if self.chance.random() < 0.3:
                today = self.chance.choice(self.values.days)
            changed = self._changed(dict(raw), today, self.chance.choice(left)[0])
            before = len(left)
            if self._try(changed, today):
                left = self.missing()
                if len(left) < before or self.chance.random() < 0.05:
                    self.pool.append((changed, today))
            else:
                left = self.missing()
        return [f"{self.service.id}: {place} is never {what}" for place, what in left]

    def _changed(self, raw: dict[str, str], today: date, wanted: str) -> dict[str, str]:
        """Change a few answers, most often those that something unseen depends on."""
        near = sorted(self.depends[wanted] & self.fields.keys()) or list(self.fields)
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            name = self.chance.choice(near if self.chance.random() < 0.7 else list(self.fields))
            if self.chance.random() < 0.1:
                raw.pop(name, None)
            else:
                raw[name] = self.values.any_of(self.fields[name], today, self.chance)
        return raw

    def _try(self, raw: dict[str, str], today: date) -> bool:
        """Go through the form; where all pages are sound, ask everything that such an applicant meets."""
        answers: dict[str, Answer] = {}
        for page in self.service.pages:
            if page.show_if is not None and not page.show_if.holds(answers):
                continue
            if not self._page(page, raw, answers, today):
                return False
        self._ask_everything(answers, today)
        return True

    def _page(self, page: Page, raw: dict[str, str], answers: dict[str, Answer], today: date) -> bool:
        for _ in range(_TRIES_A_PAGE):
            found, problems = check_page(self.service, page, raw, today, answers)
            if not problems:
                answers |= found
                return True
            if all(one.code == "answer-check" for one in problems):
                self.seen.active = True
                check_page(self.service, page, raw, today, answers)
                # What a check already refuses on its page need not be refused again as a condition to apply.
                unmet_conditions(self.service, {**answers, **found}, today, None)
                self.seen.active = False
            for name in {one.field.partition(".")[0] for one in problems} & self.fields.keys():
                shown = {one.id: one for one in visible_fields(page, {**answers, **found})}
                raw[name] = self.values.any_of(shown.get(name, self.fields[name]), today, self.chance)
        return False

    def _ask_everything(self, answers: dict[str, Answer], today: date) -> None:
        self.seen.active = True
        for page in visible_pages(self.service, answers):
            visible_fields(page, answers)
            raw = {name: kinds()[self.fields[name].kind].write(self.fields[name], answers[name]) for name in answers}
            check_page(self.service, page, raw, today, answers)
        wanted_documents(self.service, answers)
        for who in self._applicants(today):
            unmet_conditions(self.service, answers, today, who)
        for channel, method in itertools.product(self.service.channels, ("", *PaymentMethod)):
            if not any(place.startswith("fee ") for place, _ in self.missing()):
                break  # no fee has anything left to show
            for returns in (0, 1, 2, 3):
                assess(self.service, answers, today, Situation(channel, str(method), returns))
        self.seen.active = False

    def _applicants(self, today: date) -> list[IdentityDocument | None]:
        if not any(one.condition for one in self.service.eligibility):
            return []
        person = card(self.service, today)
        young = replace(person, birth_date=date(today.year - 12, 1, 1))
        return [None, person, young, replace(person, nationality="UTO")]

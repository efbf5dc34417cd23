"""What every reaction may look at: the visit itself, the catalogue, the clock and the operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shubbak.domain.calendar import local_date
from shubbak.domain.problem import Problem
from shubbak.domain.readiness import Condition, closing
from shubbak.domain.text import Language
from shubbak.flow.visit import Visit
from shubbak.forms.catalogue import Catalogue
from shubbak.forms.facts import visible_pages
from shubbak.forms.service import Page, Service
from shubbak.ports.clock import Clock


@dataclass(slots=True)
class Context:
    """One visit and its surroundings; `operator` is the named person at a counter, "" at a kiosk. conditions: the
    station's, which outlive the visit.
    """

    catalogue: Catalogue
    clock: Clock
    first_language: Language
    operator: str
    visit: Visit
    conditions: tuple[Condition, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether the station takes no new work."""
        return bool(closing(self.conditions))

    @property
    def channel(self) -> str:
        """Where the request is made, as services name it: with an operator at an office's counter, else at a kiosk."""
        return "office" if self.operator else "kiosk"

    @property
    def service(self) -> Service:
        """The chosen service; asking before the choice is a bug."""
        if self.visit.service is None:
            raise LookupError("no service is chosen yet")
        return self.visit.service

    @property
    def today(self) -> date:
        return local_date(self.clock.now(), self.service.country)

    @property
    def page(self) -> Page:
        """The page of questions that is on the screen."""
        return next(page for page in self.service.pages if page.id == self.visit.stage.page)

    def pages(self) -> tuple[Page, ...]:
        return visible_pages(self.service, self.visit.answers)

    def complain(self, *problems: Problem) -> None:
        self.visit.problems = problems

    def forget_visit(self) -> None:
        """Begin anew with nothing of the last person; the machine keeps no other copy."""
        self.visit = Visit(language=self.first_language)

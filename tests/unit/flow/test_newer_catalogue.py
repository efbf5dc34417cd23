"""A newer catalogue is taken between two visits and never inside one."""

from __future__ import annotations

from fakes.clock import FakeClock
from visit_script import SAMPLE, play, to_questions

from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.forms.catalogue import Catalogue, load_catalogue

TEXT = SAMPLE.read_text(encoding="utf-8")
OLD = load_catalogue({"kw/stall.yaml": TEXT}, 9)
_DEARER = TEXT.replace('"1.500"', '"2.500"').replace('"6.000"', '"10.000"')
NEW = load_catalogue({"kw/stall.yaml": _DEARER}, 10)


def chosen(catalogue: Catalogue, visit: VisitMachine) -> bool:
    return visit.context.service is catalogue.services["kw.test.stall"]


def test_a_visit_ends_with_the_catalogue_that_it_began_with() -> None:
    visit = VisitMachine(OLD, FakeClock())
    to_questions(visit)
    visit.use_catalogue(NEW)
    assert (visit.context.catalogue.version, chosen(OLD, visit)) == (9, True)
    play(visit, e.AnswerGiven("days", "4"), e.AnswerGiven("food", "no"), e.Next())
    assert [line.amount.amount_minor for line in visit.visit.fees] == [6_000]


def test_the_next_visit_has_the_newer_one() -> None:
    visit = VisitMachine(OLD, FakeClock())
    to_questions(visit)
    play(visit, e.StartOver())
    assert visit.visit.step is Step.ATTRACT
    visit.use_catalogue(NEW)
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"))
    assert (visit.context.catalogue.version, chosen(NEW, visit)) == (10, True)

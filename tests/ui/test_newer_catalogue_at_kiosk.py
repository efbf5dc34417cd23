"""A newer catalogue reaches the kiosk's screen between two visitors, not under the finger of one."""

from __future__ import annotations

from dataclasses import replace

from fakes.clock import FakeClock
from kiosk_stage import STALL, SlowWorker, catalogue, perform, wording

from kiosk.ui.visit_model import VisitModel
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step


def test_whoever_looks_for_a_service_keeps_the_list_that_was_there(qapp: object) -> None:
    old = catalogue("")
    newer = replace(old, version=old.version + 1)
    machine = VisitMachine(old, FakeClock(), Language.AR)
    visit = VisitModel(machine, wording(), perform, SlowWorker(), SlowWorker())
    visit.wiped.connect(lambda: visit.use_catalogue(newer))
    for event in (e.Touched(), e.LanguageChosen(Language.EN)):
        visit.dispatch(event)
    visit.use_catalogue(newer)
    assert (machine.visit.step, machine.context.catalogue.version) == (Step.FIND, old.version)
    visit.dispatch(e.ServiceChosen(STALL))
    visit.use_catalogue(newer)
    assert machine.context.catalogue.version == old.version
    visit.dispatch(e.StartOver())
    assert (machine.visit.step, machine.context.catalogue.version) == (Step.ATTRACT, newer.version)

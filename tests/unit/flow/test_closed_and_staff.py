"""A station that takes no new work, and its staff in front of the screen: transcripts."""

from __future__ import annotations

import pytest
from visit_script import STROKES, machine, pay, play, submitted, to_payment, to_questions

from shubbak.domain.readiness import Condition, Level
from shubbak.domain.text import Language
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step

WARNED = e.ConditionsChanged((Condition("offline-long", Level.WARNING, {"days": "4"}),))
CLOSED = e.ConditionsChanged((Condition("disk-low", Level.CLOSED, {"megabytes": "9"}), *WARNED.conditions))
OPEN = e.ConditionsChanged(())


def to_services(visit: VisitMachine) -> None:
    play(visit, e.Touched(), e.LanguageChosen(Language.EN))


def test_a_warning_changes_nothing_for_the_visitor() -> None:
    visit = machine()
    visit.handle(WARNED)
    to_services(visit)
    assert visit.visit.step is Step.FIND


def test_a_touch_on_a_closed_machine_leads_to_the_reason_and_back() -> None:
    visit = machine()
    visit.handle(CLOSED)
    assert visit.visit.step is Step.ATTRACT
    visit.handle(e.Touched())
    assert visit.visit.step is Step.CLOSED
    visit.handle(e.LanguageChosen(Language.EN))
    assert (visit.visit.step, visit.visit.language) == (Step.CLOSED, Language.EN)
    visit.handle(e.Back())
    assert visit.visit.step is Step.ATTRACT


def test_who_only_chooses_is_told_at_once_and_goes_on_when_it_is_over() -> None:
    visit = machine()
    to_services(visit)
    visit.handle(CLOSED)
    assert visit.visit.step is Step.CLOSED
    play(visit, e.ServiceChosen("kw.test.stall"), e.Next())
    assert visit.visit.service is None
    visit.handle(OPEN)
    assert visit.visit.step is Step.FIND


def test_nobody_stands_before_the_reason_for_ever() -> None:
    visit = machine()
    play(visit, CLOSED, e.Touched())
    assert visit.visit.idle_seconds == 30
    assert play(visit, e.IdleElapsed()) == [f.Wipe()]
    assert visit.visit.step is Step.ATTRACT


def test_the_visit_under_way_is_finished_to_its_receipt() -> None:
    visit = machine()
    to_payment(visit)
    visit.handle(CLOSED)
    pay(visit)
    (submit,) = play(visit, e.Signed(STROKES))
    assert isinstance(submit, f.Submit)
    play(visit, submitted(submit), e.Printed())
    assert visit.visit.step is Step.RECEIPT
    play(visit, e.Finished(), e.Touched())
    assert visit.visit.step is Step.CLOSED


def test_a_visit_gone_back_to_the_list_may_take_its_own_service_again_but_no_other() -> None:
    visit = machine()
    to_questions(visit)
    while visit.visit.step is not Step.FIND:
        visit.handle(e.Back())
    visit.handle(CLOSED)
    assert visit.visit.step is Step.FIND
    visit.handle(e.ServiceChosen("kw.test.stall"))
    assert visit.visit.step is Step.NEEDS
    assert visit.visit.identity is not None


def test_another_service_is_new_work() -> None:
    visit = machine()
    to_questions(visit)
    while visit.visit.step is not Step.FIND:
        visit.handle(e.Back())
    visit.handle(CLOSED)
    visit.visit.service = None
    visit.handle(e.ServiceChosen("kw.test.stall"))
    assert visit.visit.step is Step.CLOSED
    assert visit.visit.identity is None


@pytest.mark.parametrize(
    "before", [[], [e.Touched()], [e.Touched(), e.LanguageChosen(Language.EN)], [CLOSED, e.Touched()]]
)
def test_staff_are_asked_for_their_pin_where_no_visit_has_begun(before: list[e.Event]) -> None:
    visit = machine()
    play(visit, *before)
    assert play(visit, e.StaffAsked()) == [f.Wipe()]
    assert visit.visit.step is Step.STAFF_PIN
    assert not visit.visit.may_leave
    play(visit, e.Back(), e.StartOver(), e.Touched(), e.Next())
    assert visit.visit.step is Step.STAFF_PIN
    visit.handle(e.StaffAdmitted())
    assert visit.visit.step is Step.STAFF
    assert play(visit, e.StaffLeft()) == [f.Wipe()]
    assert visit.visit.step is Step.ATTRACT


def test_nobody_gets_into_staff_mode_out_of_a_visit() -> None:
    visit = machine()
    to_questions(visit)
    seen = visit.visit
    assert play(visit, e.StaffAsked(), e.StaffAdmitted(), e.StaffLeft()) == []
    assert visit.visit is seen
    while visit.visit.step is not Step.FIND:
        visit.handle(e.Back())
    assert play(visit, e.StaffAsked()) == []
    assert visit.visit.identity is not None


def test_admission_without_the_question_is_nothing() -> None:
    visit = machine()
    assert play(visit, e.StaffAdmitted()) == []
    assert visit.visit.step is Step.ATTRACT


@pytest.mark.parametrize(("happenings", "seconds"), [([], 30), ([e.StaffAdmitted()], 120)])
def test_a_staff_page_left_alone_closes_itself(happenings: list[e.Event], seconds: int) -> None:
    visit = machine()
    play(visit, e.StaffAsked(), *happenings)
    assert visit.visit.idle_seconds == seconds
    assert play(visit, e.IdleElapsed()) == [f.Wipe()]
    assert visit.visit.step is Step.ATTRACT


def test_conditions_outlive_the_visit() -> None:
    visit = machine()
    play(visit, CLOSED, e.StaffAsked(), e.StaffLeft(), e.Touched())
    assert visit.visit.step is Step.CLOSED

"""In whatever order: money that stays taken has its packet and its owed paper, and no packet lacks its money."""

from __future__ import annotations

import contextlib
from collections import deque
from dataclasses import replace
from typing import Any

from fakes.clock import FakeClock
from fakes.ink import Fate, InkPrinter, InkRenderer, Killed
from fakes.portal import FakePortal, enrolled_identity
from fakes.store import FakeStore
from hypothesis import given, settings
from hypothesis import strategies as st
from visit_script import STROKES, machine, to_payment

from shubbak.domain.application import Application
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.flow import events as e
from shubbak.flow.effects import BESIDE, FOR_THE_PERSON, Submit, Wipe
from shubbak.flow.steps import Step
from shubbak.ports.store import StoreError
from shubbak.ports.terminal import ChargeOutcome, TerminalError
from shubbak.resources import load_wording
from shubbak.services.payments import recover_payments
from shubbak.services.scan_effects import Devices
from shubbak.services.visit_effects import VisitEffects

NOTHING: Any = None
IDENTITY, WORDING = enrolled_identity(FakePortal()), load_wording()
PAY, SIGN = e.PayRequested(PaymentMethod.CARD), e.Signed(STROKES)
TILL = ("well", "gone", "dies", "killed", "declines")
DISK = ("store-full", "disk-well")
TAPS: tuple[e.Event, ...] = (
    PAY,
    SIGN,
    e.PayRequested(PaymentMethod.CASH),
    e.PaymentAskedAgain(),
    e.Back(),
    e.StartOver(),
    e.Next(),
)
TAPS += (e.SubmitRetried(), e.PrintRetried(), e.Finished(), e.IdleElapsed(), e.StaffAsked(), e.StaffLeft())
TAPS += (e.AnswerGiven("days", "9"), e.EditRequested("stall"))
WORLD = ("work", "beside", "home", "all", "power", "bug", "recover", "day")
STEP = st.sampled_from([*TAPS, *WORLD, *TILL, *DISK, *Fate])
WAY = (PAY, "work", "home", SIGN, "work", "home", "work", "home", e.Finished(), "visit", PAY, "all", SIGN, "all")


class Till:
    """A terminal with its book of what was really taken; `mode` is one of TILL."""

    def __init__(self) -> None:
        self.book: dict[str, Payment] = {}
        self.mode = "well"

    def charge(self, payment: Payment) -> ChargeOutcome:
        mode = self.mode
        if payment.id in self.book or mode == "gone":
            return self.query(payment)
        state = PaymentState.DECLINED if mode == "declines" else PaymentState.CAPTURED
        self.book[payment.id] = replace(payment, state=state)
        if mode == "killed":
            raise Killed
        self.mode = "gone" if mode == "dies" else mode
        return self.query(payment)

    def query(self, payment: Payment) -> ChargeOutcome:
        if self.mode == "gone":
            raise TerminalError("terminal-gone")
        return ChargeOutcome(self.book.setdefault(payment.id, replace(payment, state=PaymentState.CANCELLED)).state)

    def reverse(self, payment: Payment) -> ChargeOutcome:
        if self.query(payment).state is PaymentState.CAPTURED:
            self.book[payment.id] = replace(payment, state=PaymentState.REVERSED)
        return self.query(payment)


class Kiosk:
    """One kiosk with two working threads, whose tasks and answers wait until a step says so."""

    def __init__(self) -> None:
        self.clock, self.store, self.till, self.printer = FakeClock(), FakeStore(), Till(), InkPrinter([])
        self.handed_in: dict[str, Application] = {}
        devices = Devices(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, self.till, self.printer, InkRenderer())
        self.hands = VisitEffects(devices, self.store, self.clock, IDENTITY, WORDING, lambda: None, NOTHING)
        self.start()
        self.step("visit")

    def start(self) -> None:
        self.machine = machine()
        self.machine.context.clock = self.clock
        self.tasks: dict[str, deque[Any]] = {"work": deque(), "beside": deque()}
        self.answers: deque[Any] = deque()
        with contextlib.suppress(StoreError):
            self.store.recover_prints()
            recover_payments(self.store, self.till)

    def dispatch(self, event: e.Event) -> None:
        for effect in self.machine.handle(event):
            if not isinstance(effect, Wipe):
                queue = self.tasks["beside" if isinstance(effect, BESIDE) else "work"]
                queue.append((effect, self.machine.visit))

    def perform(self, queue: str) -> None:
        if not self.tasks[queue]:
            return
        effect, visit = self.tasks[queue].popleft()
        if isinstance(effect, FOR_THE_PERSON) and self.machine.visit is not visit:
            return
        if isinstance(effect, Submit):
            self.handed_in[effect.application.id] = effect.application
        try:
            self.answers.append((self.hands.perform(effect), visit))
        except Killed:
            self.till.mode = "well"
            self.start()

    def come_home(self) -> None:
        answer, visit = self.answers.popleft() if self.answers else (None, None)
        if answer is not None and self.machine.visit is visit:
            self.dispatch(answer)

    def all(self) -> None:
        for _ in range(12):
            self.perform("work")
            self.perform("beside")
            self.come_home()

    def recover(self) -> None:
        visit = self.machine.visit
        live = visit.application_id if visit.payment is not None and visit.receipt is None else ""
        with contextlib.suppress(StoreError):
            recover_payments(self.store, self.till, lambda: live)

    def step(self, step: Any) -> None:
        match step:
            case "visit" if self.machine.visit.step is Step.ATTRACT:
                to_payment(self.machine)
                self.tasks["work"].clear()  # the card's scan, which the script has answered
            case "work" | "beside":
                self.perform(step)
            case "day":
                self.clock.advance(days=1)
            case "bug":
                self.machine.context.forget_visit()
            case Fate():
                self.printer.fate = step
            case str() if step in TILL:
                self.till.mode = step
            case str() if step in DISK:
                self.store.fail = step if step == "store-full" else ""
            case str():
                {"home": self.come_home, "all": self.all, "power": self.start, "recover": self.recover}.get(step, str)()
            case _:
                self.dispatch(step)


@st.composite
def days(draw: st.DrawFn) -> list[Any]:
    """Two visitors' way from payment to receipt, cut anywhere, with anything in between."""
    steps: list[Any] = []
    for step in WAY[: draw(st.integers(3, len(WAY)))]:
        steps += [*(draw(st.lists(STEP, max_size=2)) if draw(st.integers(0, 3)) == 0 else ()), step]
    return steps


@given(days())
@settings(max_examples=80, deadline=None)
def test_nobody_pays_for_nothing_and_nothing_is_handed_in_unpaid(steps: list[Any]) -> None:
    kiosk = Kiosk()
    for step in steps:
        kiosk.step(step)
    kiosk.till.mode, kiosk.store.fail, kiosk.printer.fate = "well", "", Fate.WELL
    kiosk.all()
    kiosk.start()
    taken = [payment for payment in kiosk.till.book.values() if payment.state is PaymentState.CAPTURED]
    assert sorted(each.application_id for each in taken) == sorted(kiosk.store.packets)
    assert all(each.amount == kiosk.handed_in[each.application_id].total for each in taken)
    assert set(kiosk.store.packets) <= set(kiosk.store.kept_papers)


def test_a_store_that_was_locked_before_the_intent_ends_no_visit_afterwards() -> None:
    kiosk = Kiosk()
    for step in ("store-full", PAY, "all", "disk-well", e.PaymentAskedAgain(), "all"):
        kiosk.step(step)
    assert [problem.code for problem in kiosk.machine.visit.problems] == ["payment-cancelled"]
    assert kiosk.till.book and not kiosk.store.unsettled()

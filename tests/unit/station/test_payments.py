"""Money is asked for once; whatever breaks, the row says so and the next look settles it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.store import FakeStore

from shubbak.adapters.devices.simulated_terminal import Behaviour, SimulatedTerminal
from shubbak.domain.payment import Payment, PaymentState
from shubbak.ports.store import StoreError
from shubbak.ports.terminal import ChargeOutcome, TerminalError
from shubbak.services.payments import (
    EarlierPaymentError,
    Recovered,
    ask_payment,
    give_back,
    recover_payments,
    take_payment,
)
from shubbak.services.submission import submit_application


class CountingTerminal(SimulatedTerminal):
    """Counts what it is asked; while `unplugged` nothing reaches it."""

    def __init__(self, journal: Path) -> None:
        super().__init__(journal, development=True)
        self.charges: list[str] = []
        self.queries: list[str] = []
        self.unplugged = False

    def charge(self, payment: Payment) -> ChargeOutcome:
        self.charges.append(payment.id)
        self._reach()
        return super().charge(payment)

    def query(self, payment: Payment) -> ChargeOutcome:
        self.queries.append(payment.id)
        self._reach()
        return super().query(payment)

    def reverse(self, payment: Payment) -> ChargeOutcome:
        self._reach()
        return super().reverse(payment)

    def captured(self) -> set[str]:
        return {key for key, outcome in self._book._lines.items() if outcome.state is PaymentState.CAPTURED}

    def _reach(self) -> None:
        if self.unplugged:
            raise TerminalError("terminal-gone")


class Desk:
    def __init__(self, folder: Path) -> None:
        self.clock, self.store = FakeClock(), FakeStore()
        self.terminal = CountingTerminal(folder / "terminal.jsonl")

    def intent(self, application_id: str = "a1") -> Payment:
        return payment_for(application_id, self.clock)

    def take(self, payment: Payment) -> Payment:
        return take_payment(payment, self.terminal, self.store)

    def row(self, payment: Payment) -> Payment:
        return self.store.payments[payment.id]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [
        (Behaviour.APPROVE, PaymentState.CAPTURED),
        (Behaviour.DECLINE, PaymentState.DECLINED),
        (Behaviour.CANCEL, PaymentState.CANCELLED),
        (Behaviour.DIE_AFTER_CAPTURE, PaymentState.CAPTURED),
        (Behaviour.GONE, PaymentState.CANCELLED),
        (Behaviour.STALL, PaymentState.CANCELLED),
    ],
)
def test_the_outcome_is_a_row_and_the_charge_was_asked_once(
    desk: Desk, behaviour: Behaviour, state: PaymentState
) -> None:
    desk.terminal.behave(behaviour)
    payment = desk.take(desk.intent())
    assert payment.state is state
    assert desk.row(payment) == payment
    assert desk.terminal.charges == [payment.id]


def test_the_intent_is_a_row_before_the_terminal_is_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = desk.intent()

    def charge(asked: Payment) -> ChargeOutcome:
        assert desk.row(asked).state is PaymentState.INTENDED
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.terminal, "charge", charge)
    with pytest.raises(KeyboardInterrupt):
        desk.take(payment)
    assert desk.store.unsettled() == (payment,)


def test_without_a_row_nothing_is_charged(desk: Desk) -> None:
    desk.store.fail = "store-full"
    with pytest.raises(StoreError):
        desk.take(desk.intent())
    assert desk.terminal.charges == []


def test_a_silent_terminal_is_asked_three_times_and_stays_unknown(desk: Desk) -> None:
    desk.terminal.unplugged = True
    payment = desk.take(desk.intent())
    assert payment.state is PaymentState.UNKNOWN
    assert desk.row(payment).state is PaymentState.UNKNOWN
    assert (len(desk.terminal.charges), len(desk.terminal.queries)) == (1, 3)
    desk.terminal.unplugged = False
    assert ask_payment(payment, desk.terminal, desk.store).state is PaymentState.CANCELLED


def test_a_double_tap_charges_once(desk: Desk) -> None:
    payment = desk.intent()
    assert desk.take(payment) == desk.take(payment)
    assert desk.terminal.captured() == {payment.id}


def test_while_one_charge_is_unknown_no_other_is_begun(desk: Desk) -> None:
    desk.terminal.unplugged = True
    desk.take(desk.intent())
    with pytest.raises(EarlierPaymentError):
        desk.take(desk.intent())
    assert len(desk.terminal.charges) == 1


def test_an_earlier_charge_that_did_go_through_is_given_back_before_the_next(desk: Desk) -> None:
    desk.terminal.behave(Behaviour.DIE_AFTER_CAPTURE)
    first, second = desk.intent(), desk.intent()
    take_payment(first, desk.terminal, desk.store, queries=0)
    assert desk.row(first).state is PaymentState.UNKNOWN
    assert desk.take(second).state is PaymentState.CAPTURED
    assert desk.row(first).state is PaymentState.REVERSED
    assert desk.terminal.captured() == {second.id}


def test_another_persons_unknown_charge_holds_nobody_up(desk: Desk) -> None:
    desk.terminal.unplugged = True
    desk.take(desk.intent("a1"))
    desk.terminal.unplugged = False
    assert desk.take(desk.intent("a2")).state is PaymentState.CAPTURED


def test_giving_back_is_tried_again_at_recovery(desk: Desk) -> None:
    payment = desk.take(desk.intent())
    desk.terminal.unplugged = True
    assert give_back(payment, desk.terminal, desk.store) == Recovered(payment, "terminal-gone")
    desk.terminal.unplugged = False
    (recovered,) = recover_payments(desk.store, desk.terminal)
    assert recovered.payment.state is PaymentState.REVERSED
    assert desk.row(payment).reference == payment.reference
    assert desk.terminal.captured() == set()


@pytest.mark.parametrize("behaviour", [Behaviour.DIE_AFTER_CAPTURE, Behaviour.STALL])
def test_recovery_leaves_no_money_without_an_application(desk: Desk, behaviour: Behaviour) -> None:
    desk.terminal.behave(behaviour)
    payment = desk.intent()
    desk.store.intend(payment)
    with pytest.raises(TerminalError):
        desk.terminal.charge(payment)  # and here the power fails
    recover_payments(desk.store, desk.terminal)
    assert desk.store.unsettled() == ()
    assert desk.terminal.captured() == set()


def test_recovery_keeps_money_that_bought_its_packet(desk: Desk) -> None:
    payment = desk.take(desk.intent())
    submit_application(an_application("a1", payment), desk.clock, desk.store, enrolled_identity(FakePortal()))
    desk.store.settle(payment.id, PaymentState.UNKNOWN, "", "")
    (recovered,) = recover_payments(desk.store, desk.terminal)
    assert recovered.payment.state is PaymentState.CAPTURED
    assert desk.terminal.captured() == {payment.id}


def test_recovery_spares_a_charge_that_began_while_it_looked(desk: Desk) -> None:
    """The visitor is named only after the rows were read, as when they tap "pay" during a round of chores."""
    payment = desk.take(desk.intent("a2"))
    assert recover_payments(desk.store, desk.terminal, lambda: "a2") == ()
    assert desk.terminal.captured() == {payment.id}


def test_recovery_waits_for_a_terminal_that_is_gone_and_leaves_the_live_visit_alone(desk: Desk) -> None:
    lost, live = desk.intent("a1"), desk.intent("a2")
    desk.store.intend(lost)
    desk.store.intend(live)
    desk.terminal.unplugged = True
    assert recover_payments(desk.store, desk.terminal, lambda: "a2") == (Recovered(lost, "terminal-gone"),)
    assert desk.store.unsettled() == (lost, live)
    desk.terminal.unplugged = False
    recover_payments(desk.store, desk.terminal, lambda: "a2")
    assert desk.store.unsettled() == (live,)

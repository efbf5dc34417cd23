"""What every payment terminal promises about an intent; each verb is also asked of one that was restarted before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.applications import payment_for
from fakes.clock import FakeClock

from shubbak.adapters.devices.simulated_terminal import Behaviour, SimulatedTerminal
from shubbak.domain.payment import PaymentState
from shubbak.ports.terminal import TerminalError

CLOCK = FakeClock()


class Desk:
    """A terminal that is either the same all day or plugged in anew for every verb."""

    def __init__(self, journal: Path, restarts: bool) -> None:
        self._journal = journal
        self._restarts = restarts
        self._terminal = self._plug_in()

    def _plug_in(self) -> SimulatedTerminal:
        return SimulatedTerminal(self._journal, development=True)

    def terminal(self, *behaviours: Behaviour) -> SimulatedTerminal:
        if self._restarts:
            self._terminal = self._plug_in()
        self._terminal.behave(*behaviours)
        return self._terminal


@pytest.fixture(params=[False, True], ids=["running", "restarted"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return Desk(tmp_path / "terminal.jsonl", request.param)


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [
        (Behaviour.APPROVE, PaymentState.CAPTURED),
        (Behaviour.DECLINE, PaymentState.DECLINED),
        (Behaviour.CANCEL, PaymentState.CANCELLED),
    ],
)
def test_one_intent_comes_to_one_outcome(desk: Desk, behaviour: Behaviour, state: PaymentState) -> None:
    payment = payment_for("a1", CLOCK)
    first = desk.terminal(behaviour).charge(payment)
    assert first.state is state
    assert desk.terminal(Behaviour.APPROVE).charge(payment) == first
    assert desk.terminal().query(payment) == first


def test_only_captured_money_has_a_reference(desk: Desk) -> None:
    captured = desk.terminal(Behaviour.APPROVE).charge(payment_for("a1", CLOCK))
    declined = desk.terminal(Behaviour.DECLINE).charge(payment_for("a2", CLOCK))
    assert captured.reference
    assert len(captured.card_tail) == 4
    assert (declined.reference, declined.card_tail) == ("", "")


def test_two_charges_have_two_references(desk: Desk) -> None:
    references = {desk.terminal(Behaviour.APPROVE).charge(payment_for("a", CLOCK)).reference for _ in range(3)}
    assert len(references) == 3


def test_an_unknown_intent_is_cancelled_for_good(desk: Desk) -> None:
    payment = payment_for("a1", CLOCK)
    assert desk.terminal().query(payment).state is PaymentState.CANCELLED
    assert desk.terminal(Behaviour.APPROVE).charge(payment).state is PaymentState.CANCELLED


def test_money_taken_before_dying_is_found_by_asking(desk: Desk) -> None:
    payment = payment_for("a1", CLOCK)
    with pytest.raises(TerminalError, match="terminal-gone"):
        desk.terminal(Behaviour.DIE_AFTER_CAPTURE).charge(payment)
    assert desk.terminal().query(payment).state is PaymentState.CAPTURED


@pytest.mark.parametrize(
    ("behaviour", "code"), [(Behaviour.STALL, "terminal-silent"), (Behaviour.GONE, "terminal-gone")]
)
def test_a_charge_that_was_not_heard_takes_nothing(desk: Desk, behaviour: Behaviour, code: str) -> None:
    payment = payment_for("a1", CLOCK)
    with pytest.raises(TerminalError, match=code):
        desk.terminal(behaviour).charge(payment)
    assert desk.terminal().query(payment).state is PaymentState.CANCELLED


def test_a_reversal_gives_back_once_and_keeps_the_reference(desk: Desk) -> None:
    payment = payment_for("a1", CLOCK)
    captured = desk.terminal(Behaviour.APPROVE).charge(payment)
    reversed_ = desk.terminal().reverse(payment)
    assert (reversed_.state, reversed_.reference) == (PaymentState.REVERSED, captured.reference)
    assert desk.terminal().reverse(payment) == reversed_
    assert desk.terminal().query(payment) == reversed_


@pytest.mark.parametrize("behaviour", [Behaviour.DECLINE, Behaviour.CANCEL])
def test_there_is_nothing_to_give_back_of_a_refusal(desk: Desk, behaviour: Behaviour) -> None:
    payment = payment_for("a1", CLOCK)
    outcome = desk.terminal(behaviour).charge(payment)
    assert desk.terminal().reverse(payment) == outcome


def test_it_stays_gone_for_a_while(tmp_path: Path) -> None:
    terminal = SimulatedTerminal(tmp_path / "t.jsonl", development=True, down_seconds=60)
    terminal.behave(Behaviour.DIE_AFTER_CAPTURE)
    payment = payment_for("a1", CLOCK)
    for verb in (terminal.charge, terminal.query, terminal.reverse):
        with pytest.raises(TerminalError, match="terminal-gone"):
            verb(payment)


def test_a_line_cut_while_it_was_written_did_not_happen(tmp_path: Path) -> None:
    journal, payment, other = tmp_path / "t.jsonl", payment_for("a1", CLOCK), payment_for("a2", CLOCK)
    SimulatedTerminal(journal, development=True).charge(payment)
    journal.write_bytes(journal.read_bytes() + b'{"id": "' + other.id.encode())
    again = SimulatedTerminal(journal, development=True)
    assert again.query(payment).state is PaymentState.CAPTURED
    assert again.query(other).state is PaymentState.CANCELLED
    assert SimulatedTerminal(journal, development=True).query(payment).state is PaymentState.CAPTURED


def test_outside_development_it_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="development only"):
        SimulatedTerminal(tmp_path / "t.jsonl", development=False)

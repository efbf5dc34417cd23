"""Fault 23: however often a person taps, one packet is kept, one receipt shown and one charge made."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fakes.registers import FakeRegisters
from fault_tally import Tally
from station_life import StationLife
from unit.flow.visit_script import STROKES, machine, play, to_payment

from shubbak.adapters.devices.simulated_printer import SimulatedPrinter
from shubbak.adapters.devices.simulated_terminal import Behaviour
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.resources import load_wording
from shubbak.services.scan_effects import Devices
from shubbak.services.visit_effects import VisitEffects

TAPS = 20


@pytest.fixture
def life(tmp_path: Path) -> Iterator[StationLife]:
    life = StationLife(tmp_path, tmp_path, lambda _: None, clean_money=True)
    yield life
    life.store.close()


@pytest.fixture
def hands(life: StationLife, tmp_path: Path) -> VisitEffects:
    """The real hands, store and terminal book; what a tap does not reach is no device at all."""
    printer = SimulatedPrinter(tmp_path / "paper", 576, development=True)
    unused: Any = None
    devices = Devices(unused, unused, unused, unused, unused, life.terminal, printer, unused)
    return VisitEffects(devices, life.store, life.clock, life.identity, load_wording(), lambda: None, FakeRegisters())


def performed(hands: VisitEffects, effect: f.Effect) -> list[e.Event]:
    """Do an effect TAPS times at once, as if the screen had let every tap through."""
    with ThreadPoolExecutor(TAPS) as threads:
        answers = list(threads.map(hands.perform, [effect] * TAPS))
    return [answer for answer in answers if answer is not None]


@pytest.mark.fault(23)
def test_twenty_taps_on_pay_and_sign_are_one_of_each(life: StationLife, hands: VisitEffects, tally: Tally) -> None:
    visit = machine()
    to_payment(visit)
    (take,) = play(visit, *[e.PayRequested(PaymentMethod.CARD)] * TAPS)
    settled = performed(hands, take)
    assert len(settled) == TAPS
    asked = play(visit, *settled, *[e.PayRequested(PaymentMethod.CARD)] * TAPS)
    assert asked == [] and visit.visit.step is Step.SIGN
    (submit,) = play(visit, *[e.Signed(STROKES)] * TAPS)
    taken = performed(hands, submit)
    (printing,) = play(visit, *taken, *[e.SubmitRetried()] * TAPS, *[e.PrintRetried()] * TAPS)
    assert isinstance(printing, f.Print)

    receipts = {answer.receipt for answer in taken if isinstance(answer, e.Submitted)}
    captured = [one for one in life.terminal.outcomes().values() if one.state is PaymentState.CAPTURED]
    packets = life.store.outbox()
    tally("taps on pay, on sign", taps=2 * TAPS, charges=len(captured), packets=len(packets), receipts=len(receipts))
    assert (len(captured), len(packets), len(receipts)) == (1, 1, 1)
    assert packets[0].receipt == str(receipts.pop().number)
    assert life.store.unsettled() == ()


@pytest.mark.fault(23)
def test_a_tap_on_pay_after_a_silent_terminal_asks_and_does_not_charge(life: StationLife, hands: VisitEffects) -> None:
    visit = machine()
    to_payment(visit)
    (take,) = play(visit, e.PayRequested(PaymentMethod.CARD))
    life.terminal.behave(*[Behaviour.DIE_AFTER_CAPTURE] * TAPS)
    play(visit, *performed(hands, take))
    # The terminal came back and was asked: what it took while it died is found, not taken again.
    captured = [one for one in life.terminal.outcomes().values() if one.state is PaymentState.CAPTURED]
    assert len(captured) == 1
    assert visit.visit.step is Step.SIGN

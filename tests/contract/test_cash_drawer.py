"""What cash promises about an intent, as every terminal does; each verb also asked after a restart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes.applications import payment_for
from fakes.clock import FakeClock

from shubbak.adapters.devices.cash_drawer import CashDrawer, CounterTills
from shubbak.adapters.devices.simulated_printer import PrinterFault, SimulatedPrinter
from shubbak.adapters.devices.simulated_terminal import SimulatedTerminal
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState

CLOCK = FakeClock()


def cash() -> Payment:
    return replace(payment_for("a1", CLOCK), method=PaymentMethod.CASH)


class Drawer:
    """A drawer that is either the same all day or opened anew for every verb."""

    def __init__(self, book: Path, restarts: bool) -> None:
        self._book, self._restarts = book, restarts
        self._drawer = CashDrawer(book)

    def __call__(self) -> CashDrawer:
        if self._restarts:
            self._drawer = CashDrawer(self._book)
        return self._drawer


@pytest.fixture(params=[False, True], ids=["open", "reopened"])
def drawer(request: pytest.FixtureRequest, tmp_path: Path) -> Drawer:
    return Drawer(tmp_path / "cash-drawer.jsonl", request.param)


def test_counted_in_once_and_known_for_ever(drawer: Drawer, tmp_path: Path) -> None:
    payment = cash()
    assert drawer().charge(payment).state is PaymentState.CAPTURED
    assert drawer().charge(payment).state is PaymentState.CAPTURED
    assert drawer().query(payment).state is PaymentState.CAPTURED
    assert len((tmp_path / "cash-drawer.jsonl").read_text().splitlines()) == 1


def test_an_unknown_intent_is_cancelled_for_good(drawer: Drawer) -> None:
    payment = cash()
    assert drawer().query(payment).state is PaymentState.CANCELLED
    assert drawer().charge(payment).state is PaymentState.CANCELLED


def test_handed_back_once(drawer: Drawer) -> None:
    payment = cash()
    drawer().charge(payment)
    assert drawer().reverse(payment).state is PaymentState.REVERSED
    assert drawer().reverse(payment).state is PaymentState.REVERSED
    assert drawer().reverse(cash()).state is PaymentState.CANCELLED


def test_a_torn_last_line_did_not_happen(tmp_path: Path) -> None:
    book, payment = tmp_path / "cash-drawer.jsonl", cash()
    CashDrawer(book).charge(payment)
    book.write_bytes(book.read_bytes() + b'{"id": "half')
    assert CashDrawer(book).query(payment).state is PaymentState.CAPTURED
    assert CashDrawer(book).charge(cash()).state is PaymentState.CAPTURED


def test_the_drawer_opens_when_money_comes_in_or_goes_back_and_counts_it_even_when_it_stays_shut(
    tmp_path: Path,
) -> None:
    printer = SimulatedPrinter(tmp_path / "paper", 576, development=True)
    drawer, payment = CashDrawer(tmp_path / "cash-drawer.jsonl", printer), cash()
    drawer.charge(payment)
    drawer.charge(payment)
    assert printer.drawer_opened == 1
    drawer.reverse(payment)
    assert printer.drawer_opened == 2
    printer.fault = PrinterFault.UNPLUGGED
    assert drawer.charge(cash()).state is PaymentState.CAPTURED


def test_each_payment_goes_to_the_till_of_its_method(tmp_path: Path) -> None:
    card = SimulatedTerminal(tmp_path / "terminal.jsonl", development=True)
    drawer = CashDrawer(tmp_path / "cash-drawer.jsonl")
    tills = CounterTills(card, drawer)
    by_card, by_cash = payment_for("a1", CLOCK), cash()
    assert tills.charge(by_card).reference
    assert not tills.charge(by_cash).reference
    assert card.query(by_cash).state is PaymentState.CANCELLED
    assert drawer.query(by_card).state is PaymentState.CANCELLED
    assert tills.reverse(by_cash).state is PaymentState.REVERSED

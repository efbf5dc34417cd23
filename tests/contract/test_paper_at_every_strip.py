"""A printer, or the program, that dies at any strip of a receipt: it stays owed or unsure, and the next one says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fakes.clock import FakeClock
from fakes.ink import Killed
from fakes.printer_models import model
from fakes.store import FakeStore
from fakes.tcp_printer import FakeTcpPrinter, PrinterState

from shubbak.adapters.devices.escpos_link import PrinterLink, printer_link
from shubbak.adapters.devices.escpos_printer import EscposPrinter
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.money import Money
from shubbak.domain.paper import PaperState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language
from shubbak.ports.paper import StandingPrinter
from shubbak.ports.printer import PrintHead, Raster
from shubbak.ports.renderer import Boxed, Line, Sheet
from shubbak.ports.store import Numbers, Submission
from shubbak.resources import load_wording
from shubbak.services.kept_sheet import write_sheet
from shubbak.services.receipt_papers import PrintOutcome, ReceiptPapers

NOW = FakeClock().now()
DOTS, STRIPS = 64, 3
ORIGINAL, COPY = b"\x11", b"\x22"
DEATHS = {
    None: "printer-gone",
    PrinterState.PAPER_OUT: "printer-paper-out",
    PrinterState.COVER_OPEN: "printer-cover-open",
    PrinterState.SILENT: "printer-silent",
}


class MarkRenderer:
    """Three strips of dots, other ones where the sheet carries a copy's frame."""

    def render(self, sheet: Sheet, head: PrintHead | int) -> Raster:
        dots = head if isinstance(head, int) else head.dots
        dot = COPY if any(isinstance(part, Boxed) for part in sheet.parts) else ORIGINAL
        return Raster(dots, 128 * STRIPS, dot * (128 * STRIPS * dots // 8))


class DyingLink:
    """A printer's line in a program that dies before it has sent so many strips."""

    def __init__(self, link: PrinterLink, strips: int) -> None:
        self._link, self._left = link, strips
        self.answers = link.answers
        self.open, self.receive, self.close = link.open, link.receive, link.close
        self.waiting = link.waiting

    def send(self, data: bytes) -> None:
        if len(data) > 128:
            if self._left == 0:
                raise Killed
            self._left -= 1
        self._link.send(data)


class Bench:
    def __init__(self, device: FakeTcpPrinter) -> None:
        self.device, self.store = device, FakeStore()
        self.store.submit("a1", 2026, _submission)

    def print(self, reason: CopyReason | None = None, link: PrinterLink | None = None) -> PrintOutcome:
        printer = EscposPrinter(link or printer_link(self.device.url), model(DOTS), answer_seconds=0.1)
        return ReceiptPapers(self.store, [StandingPrinter("", printer)], MarkRenderer(), load_wording()).print(
            "a1", reason
        )

    def state(self) -> PaperState:
        (line,) = self.store.papers(NOW - timedelta(days=1))
        return line.state

    def papers(self) -> list[bytes]:
        """What came out and was cut: an original or a copy."""
        return [paper.rows[-1:] for paper in self.device.papers]


def _submission(numbers: Numbers) -> Submission:
    number = ReceiptNumber("K07", 2026, numbers.receipt_sequence)
    receipt = Receipt(number, "a1", "kw.service", Money(0, "KWD"), NOW)
    return Submission(receipt, b"sealed", "d" * 64, paper=write_sheet(Sheet(Language.AR, (Line("إيصال"),))))


@pytest.fixture
def bench() -> Iterator[Bench]:
    with FakeTcpPrinter(DOTS) as device:
        yield Bench(device)


@pytest.mark.fault(31)
@pytest.mark.parametrize("strips", range(1, STRIPS + 1))
@pytest.mark.parametrize("then", DEATHS)
def test_a_printer_that_dies_at_a_strip(bench: Bench, then: PrinterState | None, strips: int) -> None:
    bench.device.strips_left, bench.device.then = strips, then
    outcome = bench.print()
    assert (outcome.begun, bench.state()) == (True, PaperState.UNSURE)
    assert outcome.problem in (DEATHS[then], "printer-silent")
    bench.device.repair()
    again = bench.print()
    assert (again.problem, bench.state()) == ("", PaperState.PRINTED)
    assert again.mark is not None and again.mark.reason is CopyReason.UNSURE
    assert bench.papers()[-1] == COPY
    assert bench.papers().count(ORIGINAL) <= 1


@pytest.mark.fault(31)
@pytest.mark.parametrize("strips", range(STRIPS + 1))
def test_a_program_that_dies_at_a_strip(bench: Bench, strips: int) -> None:
    if strips < STRIPS:
        with pytest.raises(Killed):
            bench.print(link=DyingLink(printer_link(bench.device.url), strips))
    else:
        bench.store.begin_print("a1")  # it died behind the last strip, before it could write so
    assert bench.state() is PaperState.PRINTING
    assert bench.store.recover_prints() == 1
    assert bench.print().problem == ""
    assert bench.papers() == [COPY]


@pytest.mark.parametrize("state", [PrinterState.PAPER_OUT, PrinterState.COVER_OPEN, PrinterState.SILENT])
def test_a_printer_that_refuses_when_it_is_asked_owes_an_unmarked_one(bench: Bench, state: PrinterState) -> None:
    bench.device.state = state
    assert not bench.print().begun
    assert bench.state() is PaperState.OWED
    bench.device.repair()
    assert bench.print() == PrintOutcome(begun=True)
    assert bench.papers() == [ORIGINAL]


def test_what_is_printed_is_not_printed_again_without_a_reason(bench: Bench) -> None:
    bench.print()
    assert bench.print() == PrintOutcome()
    assert bench.papers() == [ORIGINAL]
    bench.print(CopyReason.DAMAGED)
    assert bench.papers() == [ORIGINAL, COPY]

"""What every printer of pages promises: the simulator, Debian's IPP printer, and a CUPS queue before it."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import pytest
from fakes.print_house import PrintHouse

from shubbak.adapters.devices.cups_printer import CupsPrinter
from shubbak.adapters.devices.ipp_printer import IppPrinter
from shubbak.adapters.devices.ipp_watch import Patience
from shubbak.adapters.devices.simulated_page_printer import PaperTray, SimulatedPagePrinter
from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.ports.page_printer import Media, PageJob, PagePrinter, PagePrinterError
from shubbak.ports.typesetter import PageOrder
from shubbak.resources import root

BRISK = Patience(whole=30, hand=0.3, silence=5, answer=5, look=0.03, end=0.5)


class AnyPins:
    def accepts(self, place: str, fingerprint: str) -> bool:
        return True


class Bench(Protocol):
    """A printer and the hand that breaks it."""

    printer: PagePrinter

    def empty(self) -> None: ...
    def fill(self) -> None: ...
    def break_down(self) -> None: ...
    def papers(self) -> int: ...


class SimulatedBench:
    def __init__(self) -> None:
        self.tray = PaperTray()
        self.printer = SimulatedPagePrinter(self.tray, development=True, hand_seconds=0.5)

    def empty(self) -> None:
        self.tray.stalls = True

    def fill(self) -> None:
        self.tray.stalls = False

    def break_down(self) -> None:
        self.tray.fault = "page-printer-fault"

    def papers(self) -> int:
        return len(self.tray.printed)


class HouseBench:
    def __init__(self, house: PrintHouse, printer: PagePrinter) -> None:
        self.house, self.printer = house, printer

    def empty(self) -> None:
        self.house.mood = "media-empty"

    def fill(self) -> None:
        self.house.mood = ""

    def break_down(self) -> None:
        self.house.mood = "abort"

    def papers(self) -> int:
        return len(self.house.printed())


@pytest.fixture(scope="module")
def house() -> Iterator[PrintHouse]:
    opened = PrintHouse()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    engine = TypstEngine(root() / "outputs", root() / "fonts")
    return engine.set_pages(PageOrder("ruler", {"printed_at": [2026, 11, 22, 9, 30]}))


@pytest.fixture(params=["simulated", "ipp", "cups"])
def bench(request: pytest.FixtureRequest, house: PrintHouse) -> Bench:
    if request.param == "simulated":
        return SimulatedBench()
    house.mood = ""
    house.rest()
    house.printed()
    printer = IppPrinter if request.param == "ipp" else CupsPrinter
    return HouseBench(house, printer(house.address if request.param == "ipp" else house.queue, AnyPins(), BRISK))


@contextmanager
def meanwhile(act: Callable[[], None]) -> Iterator[None]:
    thread = threading.Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def job(pdf: bytes) -> PageJob:
    return PageJob(pdf, "WA-2026-004512")


def code_of(act: Callable[[], None]) -> str:
    with pytest.raises(PagePrinterError) as refused:
        act()
    return refused.value.code


def test_printed_means_that_one_page_is_out(bench: Bench, pdf: bytes) -> None:
    bench.printer.check()
    bench.printer.print(job(pdf))
    assert bench.papers() == 1


def test_an_empty_tray_is_told_and_the_job_goes_on_when_it_is_filled(bench: Bench, pdf: bytes) -> None:
    told: list[str] = []

    def tell(code: str) -> None:
        told.append(code)
        if code == "page-printer-paper-out":
            bench.fill()

    bench.empty()
    bench.printer.print(job(pdf), tell)
    assert told[0] == "page-printer-paper-out" and bench.papers() == 1


def test_a_printer_that_breaks_down_has_not_printed(bench: Bench, pdf: bytes) -> None:
    bench.break_down()
    assert code_of(lambda: bench.printer.print(job(pdf))) == "page-printer-fault"
    assert bench.papers() == 0


def test_nobody_came_is_never_printed(bench: Bench, pdf: bytes) -> None:
    bench.empty()
    # This printer's program does not stop for a cancelled job: where it says nothing, nothing is promised.
    assert code_of(lambda: bench.printer.print(job(pdf))) in ("page-printer-paper-out", "page-printer-unsure")
    bench.fill()


def test_a_job_is_cancelled_from_elsewhere(bench: Bench, pdf: bytes) -> None:
    bench.empty()

    def cancel() -> None:
        time.sleep(0.2)
        bench.printer.cancel()

    with meanwhile(cancel):
        code = code_of(lambda: bench.printer.print(job(pdf)))
    assert code in ("page-printer-cancelled", "page-printer-unsure")
    bench.fill()


def test_what_cups_lets_through_is_the_same_to_the_pixel_and_at_true_scale(house: PrintHouse, pdf: bytes) -> None:
    house.rest()
    house.printed()
    CupsPrinter(house.queue, AnyPins(), BRISK).print(job(pdf))
    (printed,) = house.printed()
    assert drawn(printed) == drawn(pdf)


def test_a_sheet_that_the_printer_does_not_know_is_not_sent(house: PrintHouse, pdf: bytes) -> None:
    printer = IppPrinter(house.address, AnyPins(), BRISK)
    assert code_of(lambda: printer.print(PageJob(pdf, "WA-1", media=Media.A3))) == "page-printer-wrong-paper"


def test_a_queue_that_cannot_know_is_refused(house: PrintHouse) -> None:
    queue = house.another_queue("RAW", "socket://127.0.0.1:9", "raw")
    assert code_of(CupsPrinter(queue, AnyPins(), BRISK).check) == "page-printer-deaf"


def drawn(pdf: bytes) -> bytes:
    picture = subprocess.run(["pdftoppm", "-r", "150", "-gray", "-"], input=pdf, capture_output=True, check=True).stdout
    assert len(picture) > 1_000_000  # a whole A4 page
    return picture

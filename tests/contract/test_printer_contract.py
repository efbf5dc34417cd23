"""What every receipt printer promises, asked of the simulator and of the ESC/POS driver over a real connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from fakes.tcp_printer import FakeTcpPrinter, PrinterState

from shubbak.adapters.devices.escpos_bytes import unpack
from shubbak.adapters.devices.escpos_link import printer_link
from shubbak.adapters.devices.escpos_printer import EscposPrinter, escpos_printer
from shubbak.adapters.devices.simulated_printer import PrinterFault, SimulatedPrinter
from shubbak.ports.printer import PrinterError, Raster, ReceiptPrinter

DOTS = 384
PICTURE = Raster(DOTS, 400, bytes((row * 7 + column) % 251 + 1 for row in range(400) for column in range(48)))


class Bench(Protocol):
    """A printer and the hand that breaks it."""

    printer: ReceiptPrinter

    def break_it(self, code: str) -> None: ...
    def die_after(self, strips: int) -> None: ...
    def repair(self) -> None: ...
    def papers(self) -> list[Raster]: ...


class SimulatedBench:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.printer = SimulatedPrinter(folder, DOTS, development=True)

    def break_it(self, code: str) -> None:
        self.printer.fault = PrinterFault(code)

    def die_after(self, strips: int) -> None:
        self.printer.dies_after_strips = strips

    def repair(self) -> None:
        self.printer.fault, self.printer.dies_after_strips = PrinterFault.NONE, None

    def papers(self) -> list[Raster]:
        whole = [path for path in sorted(self._folder.glob("*.escpos")) if not path.stem.endswith("-torn")]
        return [unpack(path.read_bytes(), DOTS) for path in whole]


class TcpBench:
    STATES = {  # noqa: RUF012
        "printer-silent": PrinterState.SILENT,
        "printer-paper-out": PrinterState.PAPER_OUT,
        "printer-cover-open": PrinterState.COVER_OPEN,
        "printer-fault": PrinterState.CUTTER_JAM,
    }

    def __init__(self, device: FakeTcpPrinter) -> None:
        self.device = device
        self.printer = EscposPrinter(printer_link(device.url), DOTS, answer_seconds=0.3)

    def break_it(self, code: str) -> None:
        if code == "printer-gone":
            unplugged = EscposPrinter(printer_link("tcp://127.0.0.1:9"), DOTS, answer_seconds=0.3)
            self.printer, self._plugged = unplugged, self.printer
        else:
            self.device.state = self.STATES[code]

    def die_after(self, strips: int) -> None:
        self.device.strips_left, self.device.then = strips, None

    def repair(self) -> None:
        self.printer = getattr(self, "_plugged", self.printer)
        self.device.repair()

    def papers(self) -> list[Raster]:
        return self.device.papers


@pytest.fixture(params=["simulated", "tcp"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    if request.param == "simulated":
        yield SimulatedBench(tmp_path / "paper")
        return
    with FakeTcpPrinter(DOTS) as device:
        yield TcpBench(device)


def refusal(act: Callable[[], None]) -> str:
    with pytest.raises(PrinterError) as caught:
        act()
    return caught.value.code


FAULTS = ["printer-gone", "printer-silent", "printer-paper-out", "printer-cover-open", "printer-fault"]


def test_it_says_how_wide_it_prints(bench: Bench) -> None:
    assert bench.printer.dots == DOTS


def test_a_healthy_printer_prints_every_dot_once(bench: Bench) -> None:
    bench.printer.check()
    bench.printer.print(PICTURE)
    assert bench.papers() == [PICTURE]
    bench.printer.print(PICTURE)
    assert bench.papers() == [PICTURE, PICTURE]


@pytest.mark.parametrize("code", FAULTS)
def test_a_broken_printer_says_why_and_prints_nothing(bench: Bench, code: str) -> None:
    bench.break_it(code)
    assert refusal(lambda: bench.printer.check()) == code
    assert refusal(lambda: bench.printer.print(PICTURE)) == code
    assert bench.papers() == []


@pytest.mark.parametrize("code", FAULTS)
def test_a_repaired_printer_prints_again(bench: Bench, code: str) -> None:
    bench.break_it(code)
    assert refusal(lambda: bench.printer.check()) == code
    bench.repair()
    bench.printer.print(PICTURE)
    assert bench.papers() == [PICTURE]


@pytest.mark.parametrize("strips", [1, 2, 3])
def test_a_printer_that_dies_half_way_never_counts_as_printed(bench: Bench, strips: int) -> None:
    bench.die_after(strips)
    assert refusal(lambda: bench.printer.print(PICTURE)) in ("printer-gone", "printer-silent")
    assert bench.papers() == []
    bench.repair()
    bench.printer.print(PICTURE)
    assert bench.papers() == [PICTURE]


def test_a_picture_wider_than_the_paper_is_a_bug(bench: Bench) -> None:
    with pytest.raises(ValueError, match="dots"):
        bench.printer.print(Raster(DOTS + 8, 1, bytes(49)))


def test_the_simulator_never_opens_in_service(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="in service"):
        SimulatedPrinter(tmp_path, DOTS, development=False)


def test_the_simulator_keeps_a_picture_and_the_torn_paper(tmp_path: Path) -> None:
    printer = SimulatedPrinter(tmp_path, DOTS, development=True)
    printer.dies_after_strips = 1
    assert refusal(lambda: printer.print(PICTURE)) == "printer-gone"
    printer.dies_after_strips = None
    printer.print(PICTURE)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"receipt-1-torn.escpos", "receipt-1-torn.png", "receipt-2.escpos", "receipt-2.png"}


@pytest.mark.parametrize(
    ("then", "code"),
    [
        (PrinterState.PAPER_OUT, "printer-paper-out"),
        (PrinterState.COVER_OPEN, "printer-cover-open"),
        (PrinterState.SILENT, "printer-silent"),
        (PrinterState.OFFLINE, "printer-fault"),
    ],
)
def test_what_happens_under_the_print_is_noticed(
    then: PrinterState, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shubbak.adapters.devices.escpos_printer._SLOWEST_ROWS_A_SECOND", 4000)
    with FakeTcpPrinter(DOTS) as device:
        device.strips_left, device.then = 2, then
        printer = EscposPrinter(printer_link(device.url), DOTS, answer_seconds=0.3)
        assert refusal(lambda: printer.print(PICTURE)) == code
        assert device.papers == []


def test_little_paper_left_still_prints() -> None:
    with FakeTcpPrinter(DOTS) as device:
        device.state = PrinterState.NEAR_END
        escpos_printer(device.url, DOTS).print(PICTURE)
        assert device.papers == [PICTURE]


def test_answers_that_the_picture_itself_provoked_are_not_taken_for_paper() -> None:
    with FakeTcpPrinter(DOTS) as device:
        device.chatter = b"\x12\x16\x72"
        escpos_printer(device.url, DOTS).print(PICTURE)
        assert device.papers == [PICTURE]


def test_a_file_is_refused_unless_the_caller_knows_that_it_cannot_answer(tmp_path: Path) -> None:
    target = tmp_path / "paper.bin"
    with pytest.raises(ValueError, match="cannot say"):
        escpos_printer(f"file:{target}", DOTS)
    printer = escpos_printer(f"file:{target}", DOTS, trust_file=True)
    assert not printer.answers
    printer.print(PICTURE)
    assert unpack(target.read_bytes(), DOTS) == PICTURE
    assert refusal(lambda: escpos_printer(f"file:{tmp_path}", DOTS, trust_file=True).check()) == "printer-gone"


@pytest.mark.parametrize("url", ["", "tcp://", "http://printer", "lpt1"])
def test_a_link_that_nobody_knows_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="printer link"):
        printer_link(url)

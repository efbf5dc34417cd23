"""What every receipt printer promises, asked of the simulator and of the ESC/POS driver over a real connection."""

from __future__ import annotations

import os
import threading
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, Protocol

import pytest
from fakes.printer_models import model
from fakes.tcp_printer import FakeTcpPrinter, PrinterState

from shubbak.adapters.devices.escpos_link import printer_link
from shubbak.adapters.devices.escpos_printer import EscposPrinter
from shubbak.adapters.devices.escpos_stream import unpack
from shubbak.adapters.devices.simulated_printer import PrinterFault, SimulatedPrinter
from shubbak.ports.printer import NativeCode, PrinterError, Raster, ReceiptPrinter, TextRow

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
    STATES: ClassVar = {
        "printer-silent": PrinterState.SILENT,
        "printer-paper-out": PrinterState.PAPER_OUT,
        "printer-cover-open": PrinterState.COVER_OPEN,
        "printer-cutter": PrinterState.CUTTER_JAM,
        "printer-offline": PrinterState.OFFLINE,
        "printer-fault": PrinterState.BROKEN,
    }

    def __init__(self, device: FakeTcpPrinter, like: str) -> None:
        self.device = device
        self._model = model(DOTS, like)
        self.printer = EscposPrinter(printer_link(device.url), self._model, answer_seconds=0.3)

    def break_it(self, code: str) -> None:
        if code == "printer-gone":
            unplugged = EscposPrinter(printer_link("tcp://127.0.0.1:9"), self._model, answer_seconds=0.3)
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


@pytest.fixture(params=["simulated", "generic-80", "epson-tm-t20", "epson-tm-t88"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    if request.param == "simulated":
        yield SimulatedBench(tmp_path / "paper")
        return
    with FakeTcpPrinter(DOTS) as device:
        yield TcpBench(device, request.param)


def refusal(act: Callable[[], None]) -> str:
    with pytest.raises(PrinterError) as caught:
        act()
    return caught.value.code


NEAR_END = (b"\x16", b"\x12", b"\x12", b"\x1e")
FAULTS = ["printer-gone", "printer-silent", "printer-paper-out", "printer-cover-open", "printer-fault"]
FAULTS += ["printer-cutter", "printer-offline"]


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
        (PrinterState.OFFLINE, "printer-offline"),
        (PrinterState.CUTTER_JAM, "printer-cutter"),
    ],
)
@pytest.mark.parametrize("like", ["generic-58", "epson-tm-m30", "epson-tm-t88"])
def test_what_happens_under_the_print_is_noticed(then: PrinterState, code: str, like: str) -> None:
    with FakeTcpPrinter(DOTS) as device:
        device.strips_left, device.then = 2, then
        printer = EscposPrinter(printer_link(device.url), model(DOTS, like), answer_seconds=0.3)
        assert refusal(lambda: printer.print(PICTURE)) == code
        assert device.papers == []


def test_little_paper_left_still_prints_and_is_said() -> None:
    with FakeTcpPrinter(DOTS) as device:
        printer = EscposPrinter(printer_link(device.url), model(DOTS))
        assert not printer.check().paper_low
        device.state = PrinterState.NEAR_END
        assert printer.check().paper_low
        printer.print(PICTURE)
        assert device.papers == [PICTURE]


@pytest.mark.parametrize("like", ["generic-80", "epson-tm-t20"])
def test_answers_that_the_picture_itself_provoked_are_not_taken_for_paper(like: str) -> None:
    with FakeTcpPrinter(DOTS) as device:
        device.chatter = b"\x12\x16\x72"
        EscposPrinter(printer_link(device.url), model(DOTS, like)).print(PICTURE)
        assert device.papers == [PICTURE]


def test_the_drawer_opens_where_the_model_has_one() -> None:
    with FakeTcpPrinter(DOTS) as device:
        EscposPrinter(printer_link(device.url), model(DOTS)).open_drawer()
        EscposPrinter(printer_link(device.url), model(DOTS, "star-tsp600")).open_drawer()
        EscposPrinter(printer_link(device.url), model(DOTS, "star-tsp600")).print(PICTURE)  # the order is carried out
        assert device.drawer_opened == 1


def test_text_and_codes_of_the_printers_own_go_between_pictures() -> None:
    with FakeTcpPrinter(DOTS) as device:
        printer = EscposPrinter(printer_link(device.url), model(DOTS), in_type=True)
        printer.print((TextRow("TOTAL 12.500 KWD", strong=True), PICTURE, NativeCode("https://example.org/#1", 6)))
        assert device.papers == [PICTURE]
        assert device.typed[0] == b"TOTAL 12.500 KWD"
        assert b"https://example.org/#1" in b"".join(device.typed)
        assert printer.text_columns == 48


def test_over_a_way_on_which_nothing_answers_no_receipt_counts_as_printed(tmp_path: Path) -> None:
    target = tmp_path / "paper.bin"
    printer = EscposPrinter(printer_link(f"file:{target}"), model(DOTS))
    printer.check()
    assert refusal(lambda: printer.print(PICTURE)) == "printer-unproven"
    assert unpack(target.read_bytes(), DOTS) == PICTURE
    unwritable = EscposPrinter(printer_link(f"file:{tmp_path}"), model(DOTS))
    assert refusal(lambda: unwritable.check()) == "printer-gone"


def test_a_device_of_the_kernel_is_heard_and_its_silence_ends() -> None:
    ours, name = os.openpty()
    tty.setraw(ours)
    printer = EscposPrinter(printer_link(f"file:{os.ttyname(name)}"), model(DOTS), answer_seconds=0.2)
    assert refusal(lambda: printer.check()) == "printer-silent"
    assert os.read(ours, 3) == b"\x10\x04\x01"
    answering = threading.Thread(target=lambda: [os.write(ours, os.read(ours, 3)[:0] + bit) for bit in NEAR_END])
    answering.start()
    assert printer.check().paper_low
    answering.join()
    os.close(name)
    os.close(ours)
    assert refusal(lambda: printer.check()) == "printer-gone"


def test_a_queue_of_the_spooler_that_is_not_there_is_said() -> None:
    printer = EscposPrinter(printer_link("cups:no-such-queue"), model(DOTS))
    assert refusal(lambda: printer.print(PICTURE)) == "printer-gone"


@pytest.mark.parametrize("url", ["", "tcp://", "http://printer", "lpt1", "cups:a;b", "windows:Office"])
def test_a_link_that_nobody_knows_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="printer link"):
        printer_link(url)

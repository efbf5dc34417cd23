"""A printer that answers what was asked long ago, trickles, or is pulled out: none of it is called printed."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from fakes.printer_models import model
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.adapters.devices import escpos_files, escpos_printer, printer_profile
from shubbak.adapters.devices.escpos_answers import Ear
from shubbak.adapters.devices.escpos_bytes import CUT, PAPER_QUESTION, PROCESS_QUESTION
from shubbak.adapters.devices.escpos_files import DeviceFile
from shubbak.adapters.devices.escpos_link import printer_link
from shubbak.adapters.devices.escpos_printer import EscposPrinter
from shubbak.ports.printer import PrinterError, Raster

DOTS = 64
PICTURE = Raster(DOTS, 200, bytes([7]) * 1600)


class BufferedLink:
    """A printer that takes everything and carries it out when it can; `DLE EOT` it answers at once, one by one.

    asleep: nothing is carried out. cuts_left: so many papers more, then it stands still and says that it is well.
    """

    answers = True

    def __init__(self) -> None:
        self.asleep, self.cuts_left, self.papers = False, 99, 0
        self.status = [0x12, 0x12, 0x12, 0x12]
        self.said = bytearray()
        self.stale = b""
        self.sent: list[bytes] = []
        self._buffer: list[bytes] = []

    def open(self) -> None:
        self.said[:] = self.stale

    def send(self, data: bytes) -> None:
        self.sent.append(data)
        if data.startswith(b"\x10\x04"):
            self.said.append(self.status[data[2] - 1])
            return
        self._buffer.append(data)
        while self._buffer and not self.asleep and self.cuts_left:
            self._obey(self._buffer.pop(0))

    def _obey(self, command: bytes) -> None:
        if command == CUT:
            self.papers += 1
        elif command == PAPER_QUESTION:
            self.said.append(0)
            self.cuts_left -= 1 if self.cuts_left < 99 else 0

    def receive(self) -> bytes:
        one, self.said = bytes(self.said[:1]), self.said[1:]
        return one

    def waiting(self) -> bytes:
        return self.receive()

    def close(self) -> None:
        return


def refusal(printer: EscposPrinter) -> str:
    with pytest.raises(PrinterError) as caught:
        printer.print(PICTURE)
    return caught.value.code


def test_the_answer_to_an_earlier_print_is_not_taken_for_this_one() -> None:
    link = BufferedLink()
    printer = EscposPrinter(link, model(DOTS), answer_seconds=0.05)
    link.asleep = True
    assert refusal(printer) == "printer-silent"
    link.asleep, link.cuts_left = False, 2  # it prints the first one now, and stands still in the second
    assert refusal(printer) == "printer-silent"
    assert link.papers == 1
    link.cuts_left = 99
    printer.print(PICTURE)
    printer.print(PICTURE)
    assert link.papers == 4


NOISE = st.lists(st.one_of(st.sampled_from([0x37, 0x22, 0x10, 0x12, 0x18]), st.integers(0, 255)), max_size=40)


@given(NOISE.map(bytes), st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_answers_are_the_same_however_noise_and_packets_part_them(said: bytes, cut: int) -> None:
    ear, whole = Ear(), Ear()
    assert ear.hear(said[:cut]) + ear.hear(said[cut:]) == whole.hear(said)
    assert len(whole._heard) < 8


def test_answers_that_still_lay_on_the_line_do_not_shift_those_that_are_asked_for() -> None:
    link = BufferedLink()
    link.stale, link.status[3] = b"\x12", 0x72
    with pytest.raises(PrinterError, match="printer-paper-out"):
        EscposPrinter(link, model(DOTS), answer_seconds=0.05).check()


def test_a_mark_that_the_program_of_before_gave_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda _most: 41)

    class LateLink(BufferedLink):
        def _obey(self, command: bytes) -> None:
            if command.startswith(PROCESS_QUESTION):
                self.said += b"\x37\x22" + b"0001" + b"\x00"

    link = LateLink()
    assert refusal(EscposPrinter(link, model(DOTS, "epson-tm-t20"), answer_seconds=0.05)) == "printer-silent"
    assert PROCESS_QUESTION + b"0042" in link.sent


def test_two_threads_do_not_share_a_connection() -> None:
    link, second = BufferedLink(), threading.Event()
    printer = EscposPrinter(link, model(DOTS), answer_seconds=0.05)
    thread = threading.Thread(target=printer.check)
    opened, plain = [0], link.send

    def opening() -> None:
        opened[0] += 1
        if opened[0] == 2:
            second.set()

    def sending(data: bytes) -> None:
        if len(data) > 1000 and not thread.ident:
            thread.start()
            assert not second.wait(0.1)
        plain(data)

    link.open, link.send = opening, sending  # type: ignore[method-assign]
    printer.print(PICTURE)
    thread.join(5)
    assert (opened, second.is_set()) == ([2], True)


def test_a_printer_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(escpos_printer, "_LONGEST_JOB", -1.0)
    assert refusal(EscposPrinter(BufferedLink(), model(DOTS), answer_seconds=0.05)) == "printer-silent"
    monkeypatch.setattr(escpos_files, "_COMMAND_SECONDS", -1.0)
    device = DeviceFile("/dev/null")
    device.open()
    device.seconds = 10.0
    with pytest.raises(TimeoutError):
        device._raw(b"dots")
    device.close()


def test_a_device_that_is_always_readable_and_says_nothing_does_not_keep_us_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rests: list[float] = []
    monkeypatch.setattr("time.sleep", rests.append)
    device = DeviceFile("/dev/null")
    device.open()
    device.seconds = 0.1
    assert device._read() == b""
    assert rests
    device.close()


def test_a_serial_line_that_is_pulled_out_is_gone_and_closes() -> None:
    master, slave = os.openpty()
    link = printer_link(f"serial:{os.ttyname(slave)}?baud=9600")
    link.open()
    os.close(slave)
    os.close(master)
    with pytest.raises(PrinterError, match="printer-gone"):
        link.receive()
    link.close()


@pytest.mark.parametrize(
    "line", ["dots: 0", "dots: 90000", "dots_per_inch: 300", "text_columns: 4", "rows_a_second: 0", "width: 9", "- 1"]
)
def test_a_mistaken_model_is_named_before_anything_is_printed(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "printers").mkdir()
    whole = {"name": "X", "dots": "576", "dots_per_inch": "203", "text_columns": "48"}
    key, _, value = line.partition(": ")
    lines = [f"{name}: {said}" for name, said in {**whole, key: value}.items()]
    (tmp_path / "printers" / "x.yaml").write_text("\n".join(lines))
    monkeypatch.setattr(printer_profile, "root", lambda: tmp_path)
    with pytest.raises(ValueError):
        printer_profile.printer_profile("x")

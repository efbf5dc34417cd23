"""Readers on a serial line: whole codes whatever the line cuts, wrong speeds, plugs pulled and put back."""

from __future__ import annotations

import os
import termios
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shubbak.adapters.devices import serial_finding
from shubbak.adapters.devices.serial_code_reader import LONGEST, SerialCodeReader
from shubbak.adapters.devices.serial_finding import SerialFinder
from shubbak.ports.code_reader import CodeReaderError
from shubbak.ports.devices import FoundDevice


class Line:
    """A serial line of this machine's own making (a pty), under one name however often it is plugged in."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "reader"
        self.plug_in()

    def plug_in(self) -> None:
        self._ours, theirs = os.openpty()
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(os.ttyname(theirs))
        os.close(theirs)

    def unplug(self) -> None:
        os.close(self._ours)

    def write(self, body: bytes) -> None:
        os.write(self._ours, body)

    def write_soon(self, *pieces: bytes) -> None:
        """Write from another thread: a pty keeps nothing for a reader who comes later and has not set it up."""

        def write() -> None:
            for piece in pieces:
                time.sleep(0.1)
                self.write(piece)

        threading.Thread(target=write).start()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    made = Line(tmp_path)
    yield made
    made.unplug()


@pytest.fixture
def reader(line: Line) -> Iterator[SerialCodeReader]:
    made = SerialCodeReader(str(line.path))
    yield made
    made.close()


def code_of(reader: SerialCodeReader) -> str:
    with pytest.raises(CodeReaderError) as caught:
        reader.next_code(1.0)
    return caught.value.code


def test_codes_arrive_whole_however_the_line_cuts_them(line, reader):
    line.write_soon(b"AB", b"12\r\nC", b"D\r\n", "رخصة\r".encode())
    assert [reader.next_code(2.0) for _ in range(3)] == ["AB12", "CD", "رخصة"]
    assert reader.next_code(0.0) == ""


def test_what_the_reader_writes_around_a_code_is_no_part_of_it(line):
    reader = SerialCodeReader(str(line.path), prefix="\x02", suffix="\x03")
    line.write_soon(b"\x0212\x03\r")
    assert reader.next_code(2.0) == "12"
    reader.close()


def test_a_pause_ends_a_code_that_has_lines_of_its_own(line):
    reader = SerialCodeReader(str(line.path), ends="", pause_s=0.15)
    line.write_soon(b"@\nDL", b"N1\n")
    assert reader.next_code(2.0) == "@\nDLN1\n"
    reader.close()


def test_a_code_without_end_is_dropped_and_the_next_one_read(line, reader):
    line.write_soon(*[b"x" * 2000] * 4, b"\rgood\r")
    assert LONGEST < 4 * 2000
    assert reader.next_code(3.0) == "good"


@pytest.mark.parametrize("noise", [b"\xff\xfe\x80\r", b"a\0b\r"])
def test_a_wrong_speed_is_said_and_does_not_stay(line, reader, noise):
    line.write_soon(noise, b"good\r")
    assert code_of(reader) == "code-reader-gibberish"
    assert reader.next_code(2.0) == "good"


def test_a_reader_that_was_unplugged_works_again_when_it_is_back(line, reader):
    line.write_soon(b"one\r")
    assert reader.next_code(2.0) == "one"
    line.unplug()
    assert code_of(reader) == "code-reader-gone"
    line.path.unlink()
    assert code_of(reader) == "code-reader-gone"
    line.plug_in()
    line.write_soon(b"two\r")
    assert reader.next_code(2.0) == "two"


def test_a_line_that_may_not_be_read_says_so(monkeypatch, reader):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr("serial.Serial", refuse)
    assert code_of(reader) == "code-reader-denied"


def test_a_plug_that_is_pulled_while_the_line_is_set_up_is_gone(monkeypatch, reader):
    def pulled(*_: object) -> None:
        raise termios.error(5, "Input/output error")

    monkeypatch.setattr("termios.tcflush", pulled)
    assert code_of(reader) == "code-reader-gone"


def test_serial_lines_of_usb_are_found_by_the_names_that_stay(tmp_path, monkeypatch):
    class Port:
        vid: int | None = 0x05E0
        device = str(tmp_path / "ttyACM0")
        manufacturer, product = "Sample\n", "Reader"

    class Onboard(Port):
        vid = None

    (tmp_path / "ttyACM0").touch()
    (tmp_path / "by-id").mkdir()
    (tmp_path / "by-id" / "usb-Sample").symlink_to(tmp_path / "ttyACM0")
    monkeypatch.setattr(serial_finding, "comports", lambda: [Port, Onboard])
    wanted = FoundDevice("code-reader", f"serial:{tmp_path / 'by-id' / 'usb-Sample'}", "Sample Reader")
    assert SerialFinder(tmp_path / "by-id").find() == (wanted,)
    monkeypatch.setattr(Port, "device", str(tmp_path / "ttyACM1"))
    assert SerialFinder(tmp_path / "none").find()[0].address.endswith("ttyACM1")

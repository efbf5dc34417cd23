"""ESC/POS bytes read as a printer reads them: command by command, and the paper that would come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from shubbak.adapters.devices.escpos_bytes import (
    OPEN_DRAWER,
    PAPER_QUESTION,
    PROCESS_QUESTION,
    REPORT_CHANGES,
    RESET,
    SOUND,
    STATUS,
    STRIP,
)
from shubbak.ports.printer import Raster

_CUTS = (b"\x1dVB\x00", b"\x1dVA\x00", b"\x1bd\x04")
_WHOLE = (b"\0", RESET, *_CUTS, PAPER_QUESTION, REPORT_CHANGES, OPEN_DRAWER, SOUND)
#: Commands that are followed by so many bytes of their own.
_WITH_BYTES = {b"\x1dP": 2, b"\x1ba": 1, b"\x1bE": 1, b"\x1d!": 1, PROCESS_QUESTION: 4, b"\x1bJ": 1}
_CODE = b"\x1d(k"
_OPENINGS = (*_WHOLE, *_WITH_BYTES, STATUS, STRIP, _CODE)


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows of dots as one command carries them; `stride` bytes a row."""

    stride: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank rows."""

    rows: int


@dataclass(frozen=True, slots=True)
class StatusQuestion:
    """DLE EOT `subject`, 1 to 4; answered at once, whatever else is going on."""

    subject: int


@dataclass(frozen=True, slots=True)
class Order:
    """A command without dots, or a NUL, which does nothing."""

    code: bytes

    @property
    def cuts(self) -> bool:
        return self.code in _CUTS


@dataclass(frozen=True, slots=True)
class Print:
    """A line of the printer's own type, without its line feed, or a part of a code that the printer draws."""

    code: bytes


Command: TypeAlias = Strip | Feed | StatusQuestion | Order | Print


def unpack(stream: bytes, dots: int) -> Raster:
    """Return what a printer `dots` wide would have put on paper; dots beyond its width are lost, as on a printer.

    Raises ValueError on a command that we never send, on a stream that is cut, and on the printer's own type, of which
    nobody knows the dots.
    """
    stride, rows, at = (dots + 7) // 8, bytearray(), 0
    while at < len(stream):
        taken = take(stream, at)
        if taken is None:
            raise ValueError("the stream ends inside a command")
        command, at = taken
        match command:
            case Strip():
                for start in range(0, len(command.rows), command.stride):
                    rows += command.rows[start : start + min(command.stride, stride)].ljust(stride, b"\0")
            case Feed():
                rows += bytes(command.rows * stride)
            case Print():
                raise ValueError("the printer's own type is no picture")
    return Raster(dots, len(rows) // stride, bytes(rows))


def take(stream: bytes | bytearray, at: int) -> tuple[Command, int] | None:
    """Read the command at `at` and say where the next begins; None while it has not arrived whole.

    Raises ValueError on anything that we never send.
    """
    head = bytes(stream[at : at + 12])
    for order in _WHOLE:
        if head.startswith(order):
            return Order(order), at + len(order)
    for opening, more in _WITH_BYTES.items():
        if head.startswith(opening) and len(head) >= len(opening) + more:
            return _with_bytes(opening, head[: len(opening) + more]), at + len(opening) + more
    if head.startswith(STATUS) and len(head) > len(STATUS):
        return StatusQuestion(head[2]), at + 3
    if head.startswith(STRIP) and len(head) >= 8:
        return _strip(stream, at)
    if head.startswith(_CODE) and len(head) >= 5:
        end = at + 5 + int.from_bytes(head[3:5], "little")
        return (Print(bytes(stream[at:end])), end) if end <= len(stream) else None
    if 0x20 <= head[0] < 0x7F:
        return _row(stream, at)
    if head[:1] == b"\n":
        return Print(b""), at + 1
    if any(known.startswith(head[: len(known)]) for known in _OPENINGS):
        return None
    raise ValueError(f"unknown command {head[:3].hex()} at byte {at}")


def _with_bytes(opening: bytes, code: bytes) -> Command:
    return Feed(code[2]) if opening == b"\x1bJ" else Order(code)


def _strip(stream: bytes | bytearray, at: int) -> tuple[Strip, int] | None:
    stride, height = (
        int.from_bytes(stream[at + 4 : at + 6], "little"),
        int.from_bytes(stream[at + 6 : at + 8], "little"),
    )
    end = at + 8 + stride * height
    if not stride:
        raise ValueError(f"a strip without width at byte {at}")
    return (Strip(stride, bytes(stream[at + 8 : end])), end) if end <= len(stream) else None


def _row(stream: bytes | bytearray, at: int) -> tuple[Print, int] | None:
    end = stream.find(b"\n", at)
    if end < 0:
        return None
    if not all(0x20 <= sign < 0x7F for sign in stream[at:end]):
        raise ValueError(f"a row of type that is not ASCII at byte {at}")
    return Print(bytes(stream[at:end])), end + 1

"""A raster as ESC/POS bytes and back: raster strips that any printer's buffer holds, blank rows almost for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from shubbak.ports.printer import Raster

RESET = b"\x1b@"
#: Feed to the cutter and cut, leaving one point (GS V 66 0); printers without a cutter only feed.
CUT = b"\x1dVB\x00"
#: Answered only when everything before it was carried out (GS r 1, paper sensor), unlike DLE EOT.
PAPER_QUESTION = b"\x1dr\x01"
#: Rows a strip at most: 9 KB at 576 dots. Whole pictures overran the buffers of small printers.
STRIP_ROWS = 128
_STRIP = b"\x1dv0\x00"
_STATUS = b"\x10\x04"
_BLANK_ROWS = 1024
_SHORTEST_BLANK = 8


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows of dots as one command carries them; `stride` bytes a row."""

    stride: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class StatusQuestion:
    """DLE EOT `subject`, 1 to 4; answered at once, whatever else is going on."""

    subject: int


@dataclass(frozen=True, slots=True)
class Order:
    """A command without dots: one of RESET, CUT and PAPER_QUESTION, or a NUL, which does nothing."""

    code: bytes


Command: TypeAlias = Strip | StatusQuestion | Order


def pack(raster: Raster) -> bytes:
    """Return one whole job: reset, the picture, feed and cut."""
    return b"".join((RESET, *strips(raster), CUT))


def strips(raster: Raster) -> Iterator[bytes]:
    """Yield the picture's GS v 0 commands, top to bottom, of at most 128 rows.

    A run of blank rows travels as a picture one byte wide. ESC J would be a little shorter, but it feeds in the
    printer's motion unit, 1/360 or 1/406 inch on common heads of 180 or 203 dots an inch: half a row, not a row.
    """
    stride = (raster.width + 7) // 8
    for first, last, blank in _runs(raster):
        rows = bytes(last - first) if blank else raster.rows[first * stride : last * stride]
        yield _STRIP + _two_bytes(1 if blank else stride) + _two_bytes(last - first) + rows


def unpack(stream: bytes, dots: int) -> Raster:
    """Return what a printer `dots` wide would have put on paper; dots beyond its width are lost, as on a printer.

    Raises ValueError on a command that we never send and on a stream that is cut.
    """
    stride, rows, at = (dots + 7) // 8, bytearray(), 0
    while at < len(stream):
        taken = take(stream, at)
        if taken is None:
            raise ValueError("the stream ends inside a command")
        command, at = taken
        if isinstance(command, Strip):
            for start in range(0, len(command.rows), command.stride):
                rows += command.rows[start : start + min(command.stride, stride)].ljust(stride, b"\0")
    return Raster(dots, len(rows) // stride, bytes(rows))


def status_question(subject: int) -> bytes:
    """Return DLE EOT: 1 printer, 2 why it is offline, 3 errors, 4 paper."""
    return _STATUS + bytes([subject])


def take(stream: bytes | bytearray, at: int) -> tuple[Command, int] | None:
    """Read the command at `at` and say where the next begins; None while it has not arrived whole.

    Raises ValueError on anything that `pack` and the status questions do not use.
    """
    for order in (b"\0", RESET, CUT, PAPER_QUESTION):
        if stream.startswith(order, at):
            return Order(order), at + len(order)
    head = bytes(stream[at : at + 8])
    if head.startswith(_STATUS) and len(head) > len(_STATUS):
        return StatusQuestion(head[2]), at + 3
    if head.startswith(_STRIP) and len(head) == 8:
        stride, height = int.from_bytes(head[4:6], "little"), int.from_bytes(head[6:8], "little")
        end = at + 8 + stride * height
        if not stride:
            raise ValueError(f"a strip without width at byte {at}")
        return (Strip(stride, bytes(stream[at + 8 : end])), end) if end <= len(stream) else None
    if head.startswith(_STRIP) or any(
        known.startswith(head) for known in (RESET, CUT, PAPER_QUESTION, _STATUS, _STRIP)
    ):
        return None
    raise ValueError(f"unknown command {head[:3].hex()} at byte {at}")


def _runs(raster: Raster) -> Iterator[tuple[int, int, bool]]:
    """Yield (first row, row behind the last, whether blank); short blank runs stay inside their strip."""
    start = 0
    for first, last in _blank_runs(raster):
        yield from _pieces(start, first, STRIP_ROWS, blank=False)
        yield from _pieces(first, last, _BLANK_ROWS, blank=True)
        start = last
    yield from _pieces(start, raster.height, STRIP_ROWS, blank=False)


def _blank_runs(raster: Raster) -> Iterator[tuple[int, int]]:
    stride = (raster.width + 7) // 8
    empty = bytes(stride)
    first = None
    for row in range(raster.height + 1):
        blank = row < raster.height and raster.rows[row * stride : (row + 1) * stride] == empty
        if blank and first is None:
            first = row
        elif not blank and first is not None:
            if row - first >= _SHORTEST_BLANK:
                yield first, row
            first = None


def _pieces(first: int, last: int, longest: int, *, blank: bool) -> Iterator[tuple[int, int, bool]]:
    for start in range(first, last, longest):
        yield start, min(start + longest, last), blank


def _two_bytes(number: int) -> bytes:
    return number.to_bytes(2, "little")

"""A print as ESC/POS bytes: strips that any printer's buffer holds, blank rows for almost nothing, rows of type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shubbak.adapters.devices.printer_profile import Cut, Feed, PrinterProfile, Proof
from shubbak.ports.printer import NativeCode, Piece, Raster, TextRow

RESET = b"\x1b@"
#: Feed to the cutter and cut, leaving one point (GS V 66 0); printers without a cutter only feed.
CUT = b"\x1dVB\x00"
_CUTS = {Cut.PARTIAL: CUT, Cut.FULL: b"\x1dVA\x00", Cut.TEAR: b"\x1bd\x04"}
#: Answered only when everything before it was carried out (GS r 1, paper sensor), unlike DLE EOT.
PAPER_QUESTION = b"\x1dr\x01"
#: GS ( H, function 48: the four signs behind it come back when everything before them was carried out.
PROCESS_QUESTION = b"\x1d(H\x06\x000\x30"
#: Every change is reported by itself (GS a).
REPORT_CHANGES = b"\x1da\xff"
#: Pin 2, 50 ms on and 500 ms off (ESC p).
OPEN_DRAWER = b"\x1bp\x00\x19\xfa"
#: Sound pattern 1 once (ESC ( A, function 97).
SOUND = b"\x1b(A\x04\x000\x31\x01\x01"
#: Rows a strip at most: 9 KB at 576 dots. Whole pictures overran the buffers of small printers.
STRIP_ROWS = 128
STRIP = b"\x1dv0\x00"
STATUS = b"\x10\x04"
_BLANK_ROWS = 1024
_MOST_FED = 255
_SHORTEST_BLANK = 8


def pack(raster: Raster) -> bytes:
    """Return one whole job as any printer takes it: reset, the picture, feed and cut."""
    return b"".join((RESET, *strips(raster), CUT))


def job(pieces: Sequence[Piece], profile: PrinterProfile) -> Iterator[bytes]:
    """Yield a print for one model, command by command, from reset to cut."""
    yield RESET
    if profile.automatic_status:
        yield REPORT_CHANGES
    if profile.feed is Feed.MOTION_UNITS:
        yield b"\x1dP" + bytes([profile.dots_per_inch, profile.dots_per_inch])
    for piece in pieces:
        match piece:
            case Raster():
                yield from strips(piece, fed=profile.feed is Feed.MOTION_UNITS)
            case TextRow():
                yield text_row(piece)
            case NativeCode():
                yield native_code(piece)
    if profile.buzzer:
        yield SOUND
    yield _CUTS[profile.cut]


def proof(profile: PrinterProfile, number: int) -> bytes:
    """Return the question whose answer says that all before it was carried out. number: which print this is."""
    if profile.proof is Proof.PAPER_SENSOR:
        return PAPER_QUESTION
    return PROCESS_QUESTION + process_id(number)


def process_id(number: int) -> bytes:
    """Return four digits that tell one print's answer from that of the one before."""
    return b"%04d" % (number % 10_000)


def strips(raster: Raster, *, fed: bool = False) -> Iterator[bytes]:
    """Yield the picture's GS v 0 commands, top to bottom, of at most 128 rows.

    A run of blank rows travels as a picture one byte wide; fed: as ESC J, once GS P has made its unit a row. Without
    that it would feed half as far on common heads of 180 or 203 dots an inch, whose unit is 1/360 or 1/406 inch.
    """
    stride = (raster.width + 7) // 8
    for first, last, blank in _runs(raster, _MOST_FED if fed else _BLANK_ROWS):
        if blank and fed:
            yield b"\x1bJ" + bytes([last - first])
            continue
        rows = bytes(last - first) if blank else raster.rows[first * stride : last * stride]
        yield STRIP + _two_bytes(1 if blank else stride) + _two_bytes(last - first) + rows


def text_row(row: TextRow) -> bytes:
    """Return a line in the printer's own type; raises ValueError for more than printable ASCII."""
    if not (row.text.isascii() and row.text.isprintable()):
        raise ValueError("the printer's own type has ASCII alone")
    look = b"\x1ba" + bytes([row.centred]) + b"\x1bE" + bytes([row.strong]) + b"\x1d!" + bytes([(row.columns - 1) * 16])
    return look + row.text.encode("ascii") + b"\n"


def native_code(code: NativeCode) -> bytes:
    """Return GS ( k: model 2, size, level M, the text, print; raises ValueError where a field does not hold it."""
    text = code.text.encode("ascii")
    if not 1 <= code.module <= 16 or len(text) > 2_000:
        raise ValueError("a code that the printer cannot draw")
    commands = (
        b"1A2\x00",
        b"1C" + bytes([code.module]),
        b"1E1",
        b"1P0" + text,
        b"1Q0",
    )
    return b"\x1ba\x01" + b"".join(b"\x1d(k" + _two_bytes(len(body)) + body for body in commands) + b"\x1ba\x00"


def status_question(subject: int) -> bytes:
    """Return DLE EOT: 1 printer, 2 why it is offline, 3 errors, 4 paper."""
    return STATUS + bytes([subject])


def _runs(raster: Raster, longest_blank: int) -> Iterator[tuple[int, int, bool]]:
    """Yield (first row, row behind the last, whether blank); short blank runs stay inside their strip."""
    start = 0
    for first, last in _blank_runs(raster):
        yield from _pieces(start, first, STRIP_ROWS, blank=False)
        yield from _pieces(first, last, longest_blank, blank=True)
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

"""A sheet as a printer takes it: one picture, or, on a line too slow for pictures, rows of type and small pictures.

No code page joins Arabic letters, so only what is ASCII goes as type; the rest stays a picture, and the code is drawn
by the printer itself, which costs some 400 bytes instead of 26,000.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shubbak.domain.text import FSI, LRI, PDI, RLM
from shubbak.ports.printer import NativeCode, Piece, Raster, ReceiptPrinter, TextRow
from shubbak.ports.renderer import Boxed, Code, Line, Ornament, Pair, Part, ReceiptRenderer, Rule, Sheet, Style

_ISOLATES = dict.fromkeys(map(ord, (FSI, LRI, RLM, PDI)))
_LARGE = (Style.HEAD, Style.NUMBER)
_STRONG = (Style.HEAD, Style.TITLE, Style.NUMBER, Style.TOTAL)
#: Six dots are the size at which a worn code is still read; a code of version 10 has 57 modules.
_MODULE, _MODULES = 6, 57
#: What version 10 holds at level M; digits in a long row take ten bits for three, everything else eight for one.
_MOST_BITS = 213 * 8
_DIGITS = re.compile(r"[0-9]{9,}")


def print_pieces(sheet: Sheet, renderer: ReceiptRenderer, printer: ReceiptPrinter) -> Raster | Sequence[Piece]:
    """Return what to print, top to bottom: a single picture unless the printer says that it wants type."""
    if not printer.text_columns:
        return renderer.render(sheet, printer.head)
    return tuple(_mixed(sheet, renderer, printer))


def _mixed(sheet: Sheet, renderer: ReceiptRenderer, printer: ReceiptPrinter) -> Iterator[Piece]:
    drawn: list[Part] = []
    for part in _under_each_other(sheet.parts):
        typed = _typed(part, printer.text_columns, printer.dots)
        if typed is None:
            drawn.append(part)
            continue
        if drawn:
            yield renderer.render(Sheet(sheet.language, tuple(drawn)), printer.head)
            drawn = []
        yield from typed
    if drawn:
        yield renderer.render(Sheet(sheet.language, tuple(drawn)), printer.head)


def _under_each_other(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield what stands beside a code behind it: the printer, which draws it, sets nothing at its side."""
    for part in parts:
        if isinstance(part, Code):
            yield replace(part, beside=())
            yield from part.beside
        else:
            yield part


def _typed(part: Part, columns: int, dots: int) -> list[Piece] | None:
    """Return a part as the printer's own type, None where it has to be drawn."""
    match part:
        case Ornament():
            return []  # it says nothing, and is the slowest of all
        case Rule():
            return [TextRow(("=" if part.strong else "-") * columns)]
        case Code() if not _fits(part.text):
            return None
        case Code():
            return [NativeCode(part.text, min(_MODULE, dots // _MODULES))]
        case Line():
            return _line(part, columns)
        case Pair():
            return _pair(part, columns)
        case Boxed():
            return _boxed(part, columns)
        case _:
            return None


def _fits(text: str) -> bool:
    """Say whether a code of version 10 holds the text: of a larger one a printer prints a part, or nothing."""
    digits = sum(len(run) for run in _DIGITS.findall(text))
    return 8 * (len(text.encode()) - digits) + digits * 10 // 3 <= _MOST_BITS


def _line(line: Line, columns: int) -> list[Piece] | None:
    text = _plain(line.text)
    if text is None:
        return None
    wide = 2 if line.style in _LARGE and len(text) * 2 <= columns else 1
    rows = textwrap.wrap(text, columns // wide) or [" "]
    return [TextRow(row, line.style in _STRONG, wide, line.centred) for row in rows]


def _pair(pair: Pair, columns: int) -> list[Piece] | None:
    label, value = _plain(pair.label), _plain(pair.value)
    if label is None or value is None:
        return None
    strong = pair.style in _STRONG
    if len(label) + len(value) < columns:
        return [TextRow(label + value.rjust(columns - len(label)), strong)]
    values = [row.rjust(columns) for row in textwrap.wrap(value, columns)]
    return [TextRow(row, strong) for row in (*textwrap.wrap(label, columns), *values)]


def _boxed(box: Boxed, columns: int) -> list[Piece] | None:
    edge = TextRow("+" + "-" * (columns - 2) + "+")
    rows: list[Piece] = [edge]
    for part in box.parts:
        inside = _line(part, columns - 4) if isinstance(part, Line) else _pair(part, columns - 4)
        if inside is None:
            return None
        for row in inside:
            if isinstance(row, TextRow):
                text = row.text.center(columns - 4) if row.centred else row.text.ljust(columns - 4)
                rows.append(TextRow(f"| {text} |", row.strong))
    return [*rows, edge]


def _plain(text: str) -> str | None:
    """Return the text as ASCII, None where it has anything else."""
    bare = " ".join(text.translate(_ISOLATES).split())
    return bare if bare.isascii() and bare.isprintable() else None

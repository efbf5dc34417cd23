"""Reads a table of services from a .csv or .xlsx that nobody checked: bounded, formulas as texts."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from shubbak.forms.table_heads import HEADS, folded

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_SIGNS = 2_000
#: What a workbook may unpack to, in all and against what it takes up packed.
_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_RATIO = 200


class TableError(ValueError):
    """A table that cannot be read; its text says why to the one who has it."""


def read_table(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return the heads that mean nothing here, and the rows by their number, cells by the names in HEADS.

    Raises TableError; raises OSError where the file cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise TableError(f"the file is larger than {MOST_BYTES} bytes")
    body = path.read_bytes()
    lines = _workbook(body) if path.suffix.lower() == ".xlsx" else _separated(body)
    numbered = ((number, line) for number, line in enumerate(lines, 1) if any(line))
    heads = next(numbered, (0, []))[1]
    names = [_column(head) for head in heads]
    if "id" not in names:
        raise TableError('no column is headed "id" (رمز الخدمة)')
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise TableError(f"two columns mean the same: {', '.join(twice)}")
    rows = [(number, _row(names, line)) for number, line in numbered]
    if len(rows) > MOST_ROWS:
        raise TableError(f"the table has more than {MOST_ROWS} rows")
    return [head for head, name in zip(heads, names, strict=True) if head and not name], rows


def _column(head: str) -> str:
    own = folded(head)
    return next((name for name, words in HEADS.items() if own and own in map(folded, (name, *words))), "")


def _row(names: list[str], line: list[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(names, line, strict=False) if name}


def _separated(body: bytes) -> Iterator[list[str]]:
    """Yield the lines of a CSV, UTF-8 or Windows-1256, with whichever of , ; and tab its heads have most of."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1256", errors="replace")
    first = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        for line in islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), MOST_ROWS + 2):
            yield _bounded(line)
    except csv.Error:
        raise TableError("the file is not a table with separators") from None


def _workbook(body: bytes) -> Iterator[list[str]]:
    """Yield the lines of a workbook's first sheet; nothing is worked out."""
    # The library is large, and only a workbook needs it.
    from openpyxl import load_workbook

    _refuse_bomb(body)
    try:
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
        lines = [["" if cell is None else str(cell) for cell in row] for row in rows]
    except Exception:  # noqa: BLE001 - a broken workbook makes the library raise anything at all
        raise TableError("the file is not a workbook that can be read") from None
    yield from map(_bounded, lines)


def _refuse_bomb(body: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            sizes = [(part.file_size, part.compress_size) for part in packed.infolist()]
    except zipfile.BadZipFile:
        raise TableError("the file is not a workbook") from None
    if sum(size for size, _ in sizes) > _MOST_UNPACKED:
        raise TableError("the workbook unpacks to far too much")
    if any(size > 1024 * 1024 and size > _MOST_RATIO * max(1, packed_size) for size, packed_size in sizes):
        raise TableError("the workbook unpacks to far too much")


def _bounded(line: Iterable[str]) -> list[str]:
    cells = [cell.strip() for cell in line]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise TableError(f"the table has more than {MOST_COLUMNS} columns")
    if any(len(cell) > MOST_SIGNS for cell in cells):
        raise TableError(f"a cell has more than {MOST_SIGNS} signs")
    return cells

"""Rows of a guide flow into two columns a page, as even as they can be; what heads rows takes the first along."""

from __future__ import annotations

from collections.abc import Sequence

from shubbak.qtkit.leaflet_rows import HeadingRow, PartRow, Row, Section

#: The rows of the first and of the second column of a page.
Columns = tuple[tuple[Row, ...], tuple[Row, ...]]


def columns_of(
    sections: Sequence[Section], first_room: int, next_room: int, *, whole: bool = False
) -> tuple[Columns, ...]:
    """Fill pages of two columns; `…_room` is a column's height on the first page and on those after it.

    The last page's columns are made equally long. whole: no section is parted between columns, if each can fit in one.
    """
    blocks = [block for section in sections for block in _blocks(section, whole=whole)]
    if whole and max(_tall(block) for block in blocks) > min(first_room, next_room):
        return columns_of(sections, first_room, next_room)
    pages: list[Columns] = []
    while blocks or not pages:
        room = first_room if not pages else next_room
        fitting = _fill(blocks, room)
        if sum(fitting) == len(blocks):
            fitting = _evened(blocks, room)
        elif not sum(fitting):
            fitting = (1, 0)  # one row is taller than a column: it stands alone, cut by the foot of the page
        first, second = blocks[: fitting[0]], blocks[fitting[0] : sum(fitting)]
        pages.append((_rows(first), _rows(second)))
        blocks = blocks[sum(fitting) :]
    return tuple(pages)


def _blocks(section: Section, *, whole: bool) -> list[list[Row]]:
    """Return what has to stay together of a section."""
    if whole:
        return [[section.heading, *section.rows]]
    blocks: list[list[Row]] = [[section.heading]]
    for row in section.rows:
        leads = isinstance(blocks[-1][-1], HeadingRow | PartRow)
        blocks = [*blocks[:-1], [*blocks[-1], row]] if leads else [*blocks, [row]]
    return blocks


def _tall(block: list[Row]) -> int:
    return sum(row.height for row in block)


def _rows(blocks: list[list[Row]]) -> tuple[Row, ...]:
    return tuple(row for block in blocks for row in block)


def _fill(blocks: list[list[Row]], room: int) -> tuple[int, int]:
    """Return how many blocks stand in each of two columns of this height."""
    first = _that_fit(blocks, room)
    return first, _that_fit(blocks[first:], room)


def _that_fit(blocks: list[list[Row]], room: int) -> int:
    used = 0
    for place, block in enumerate(blocks):
        used += _tall(block)
        if used > room:
            return place
    return len(blocks)


def _evened(blocks: list[list[Row]], room: int) -> tuple[int, int]:
    """Return the fill of the lowest columns that hold everything."""
    low, high = 0, room
    while high - low > 8:
        middle = (low + high) // 2
        if sum(_fill(blocks, middle)) == len(blocks):
            high = middle
        else:
            low = middle
    return _fill(blocks, high)

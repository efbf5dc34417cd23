"""Blocks of parallel rows, and what part of the image to read for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from shubbak.adapters.scan.rows import Row

Block = tuple[Row, ...]


_MOST_ROWS = 5
_MARGIN = 2.5
_MOST_UNSEEN = 14.0
_LONGEST = 46


def find_blocks(rows: Sequence[Row]) -> list[Block]:
    """Return blocks of two and more parallel rows of one pitch, top to bottom in their frame, fullest first."""
    joined = _join_fragments(rows)
    blocks: dict[Block, int] = {}
    for row in joined:
        block = _block_around(row, joined) if row.span >= 17 else ()
        if len(block) >= 2:
            blocks[block] = sum(each.count for each in block[-3:])
    return sorted(blocks, key=lambda block: -blocks[block])


def _join_fragments(rows: Sequence[Row]) -> list[Row]:
    """Join rows that continue each other: long runs of fillers or a smear may split a line."""
    left = sorted(rows, key=lambda row: -row.count)
    joined: list[Row] = []
    while left:
        row, rest = left[0], left[1:]
        left = []
        for other in rest:
            if _continues(row, other):
                start, end = min(row.start, other.start), max(row.end, other.end)
                row = replace(row, start=start, end=end, count=row.count + other.count)
            else:
                left.append(other)
        joined.append(row)
    return joined


def _continues(row: Row, other: Row) -> bool:
    gap = 9 * row.pitch
    return (
        other.frame == row.frame
        and abs(row.pitch - other.pitch) <= 0.15 * row.pitch
        and abs(row.height_at((row.start + other.end) / 2) - other.height_at((row.start + other.end) / 2))
        < 0.45 * row.pitch
        and other.start - row.end < gap
        and row.start - other.end < gap
        and (max(row.end, other.end) - min(row.start, other.start)) / row.pitch + 1 < 50
    )


def _block_around(row: Row, rows: Sequence[Row]) -> Block:
    """Return the unbroken run of rows, at most three pitches apart, that lie over and under the given one."""
    family = sorted(
        [(0.0, row), *((_gap(row, other), other) for other in rows if other is not row and _parallel(row, other))],
        key=lambda pair: pair[0],
    )
    place = next(index for index, (_, member) in enumerate(family) if member is row)
    first = last = place
    while first > 0 and family[first][0] - family[first - 1][0] < 2.95 * row.pitch:
        first -= 1
    while last < len(family) - 1 and family[last + 1][0] - family[last][0] < 2.95 * row.pitch:
        last += 1
    return tuple(member for _, member in family[first : last + 1])


def _gap(row: Row, other: Row) -> float:
    return other.height_at(row.middle) - row.height_at(row.middle)


def _parallel(row: Row, other: Row) -> bool:
    overlap = min(other.end, row.end) - max(other.start, row.start)
    return (
        other.frame == row.frame
        and abs(other.pitch - row.pitch) <= 0.12 * row.pitch
        and other.span >= 10
        and 1.1 * row.pitch < abs(_gap(row, other)) < 6.0 * row.pitch
        and overlap > 0.4 * (row.end - row.start)
    )


def spans(block: Block) -> Iterator[tuple[Block, tuple[float, float]]]:
    """Return which rows to read together, and from where to where: first as they were found, then with room for what
    was not seen: fillers at both ends, a line between, above or below.
    """
    start, end = _ends(block)
    margin = _MARGIN * _pitch(block)
    rows = block[-_MOST_ROWS:]
    yield rows, (start - margin, end + margin)
    yield _completed(rows), wide_span(block)


def wide_span(block: Block) -> tuple[float, float]:
    """Return from where to where to read rows of which a part may be unseen at either end."""
    start, end = _ends(block)
    pitch = _pitch(block)
    more = max(_MARGIN, min(_MOST_UNSEEN, _LONGEST - (end - start) / pitch)) * pitch
    return start - more, end + more


def _ends(block: Block) -> tuple[float, float]:
    return min(row.start for row in block), max(row.end for row in block)


def _pitch(block: Block) -> float:
    return float(np.median([row.pitch for row in block]))


def _completed(rows: Block) -> Block:
    """Return the rows with those that two neighbours of a card of three lines leave room for."""
    if len(rows) != 2:
        return rows
    upper, lower = rows
    middle = (min(upper.start, lower.start) + max(upper.end, lower.end)) / 2
    gap = lower.height_at(middle) - upper.height_at(middle)
    fuller = lower if lower.count >= upper.count else upper

    def unseen(height: float) -> Row:
        return replace(fuller, offset=height - fuller.slope * middle)

    pitch = (upper.pitch + lower.pitch) / 2
    if gap < 2.1 * pitch:
        return unseen(upper.height_at(middle) - gap), upper, lower, unseen(lower.height_at(middle) + gap)
    if gap > 2.9 * pitch:
        return upper, unseen(upper.height_at(middle) + gap / 2), lower
    return rows

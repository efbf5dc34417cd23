"""Blocks of parallel rows, and the shapes of zone that each block may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from shubbak.adapters.scan.rows import Row
from shubbak.domain.mrz_zone import LINE_LENGTHS

Block = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One guess: these rows, from `start` to `end` in their frame, are a zone of this kind."""

    kind: str
    rows: Block
    start: float
    end: float


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


def layouts(block: Block) -> list[Layout]:
    """Return what zones the block may be, likeliest first: the length nearest to a standard one wins."""
    guesses: list[tuple[float, Layout]] = []
    for rows in _row_sets(block[-3:]):
        start, end = min(row.start for row in rows), max(row.end for row in rows)
        pitch = float(np.median([row.pitch for row in rows]))
        span = (end - start) / pitch + 1
        for kind, lengths in LINE_LENGTHS.items():
            wanted = lengths[0]
            if len(lengths) == len(rows) and -max(9.0, 0.3 * wanted) <= span - wanted <= max(4.0, 0.1 * wanted):
                # Fillers at an end may have been missed, so a short row is let grow by as much on both sides.
                more = (wanted - span) * pitch if wanted - span > 0.35 else 0.0
                guesses.append((abs(span - wanted), Layout(kind, rows, start - more, end + more)))
    return [layout for _, layout in sorted(guesses, key=lambda guess: guess[0])]


def _row_sets(rows: Block) -> Iterator[Block]:
    """Two rows may be a card's three with one unseen; three may be two and a line of other print."""
    yield rows
    if len(rows) == 3:
        yield rows[1:]
        yield rows[:2]
        return
    upper, lower = rows
    middle = (min(upper.start, lower.start) + max(upper.end, lower.end)) / 2
    gap = lower.height_at(middle) - upper.height_at(middle)
    fuller = lower if lower.count >= upper.count else upper

    def unseen(height: float) -> Row:
        return replace(fuller, offset=height - fuller.slope * middle)

    pitch = (upper.pitch + lower.pitch) / 2
    if gap < 2.1 * pitch:
        yield upper, lower, unseen(lower.height_at(middle) + gap)
        yield unseen(upper.height_at(middle) - gap), upper, lower
    elif gap > 2.9 * pitch:
        yield upper, unseen(upper.height_at(middle) + gap / 2), lower

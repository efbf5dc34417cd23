"""Where to look for zones in an image, likeliest places first, and when to stop."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.blocks import Block, find_blocks, spans, wide_span
from shubbak.adapters.scan.completion import completed
from shubbak.adapters.scan.glyphs import FAINT, ORDINARY, PATTERNED, Threshold, find_glyphs
from shubbak.adapters.scan.pyramid import Pyramid
from shubbak.adapters.scan.rows import Row, find_rows

_LARGE_SIDE = 1250
_LEAST_LONE_SPAN = 10
_MOST_LONE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Site:
    """Rows that may be a zone, found in a level of the pyramid, and from where to where to read them."""

    level: int
    rows: Block
    span: tuple[float, float]


def sites(pyramid: Pyramid, directions: int, most_blocks: int) -> Iterator[Site]:
    """Yield places to read: blocks of parallel rows in each way of looking, then single rows, whose neighbours are
    sought in the ink beside them.

    directions: how many ways print may run; blocks: how many to take from each way of looking.
    """
    lone: list[tuple[int, Row]] = []
    for level, threshold in _passes(pyramid.level(0)):
        rows = find_rows(find_glyphs(pyramid.level(level), threshold), directions)
        for block in find_blocks(rows)[:most_blocks]:
            for lines, span in spans(block):
                yield Site(level, lines, span)
        lone += [(level, row) for row in rows if row.span >= _LEAST_LONE_SPAN]
    lone.sort(key=lambda pair: -pair[1].count)
    for level, row in lone[:_MOST_LONE_ROWS]:
        block = completed(pyramid.level(level), row)
        if len(block) > 1:
            yield Site(level, block, wide_span(block))


def _passes(image: Gray) -> Iterator[tuple[int, Threshold]]:
    """Levels of the pyramid and ways to tell ink from paper, the commonest first.

    A card that fills the picture has characters of 13 pixels and more in one of _LARGE_SIDE; a card on a page of A4 in
    one of twice that.
    """
    large = max(0, math.ceil(math.log2(max(image.shape) / _LARGE_SIDE)))
    yield large, ORDINARY
    if large:
        yield large - 1, ORDINARY
    yield large, FAINT
    yield large, PATTERNED
    if large > 1:
        yield large - 2, ORDINARY

"""Measured parts under and beside each other: each knows its height, where its own parts stand, and draws itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter

from shubbak.ports.renderer import Style
from shubbak.qtkit.receipt_type import Paragraph, TypeSetter

Draw = Callable[[QPainter, int, int], None]


@dataclass(frozen=True, slots=True)
class Block:
    """A part with its height in dots. `draw(painter, x, y)` draws what is its own with the upper left corner there;
    `inside` are blocks with their places in it.
    """

    height: int
    draw: Draw | None = None
    inside: tuple[tuple[int, int, Block], ...] = ()

    def paint(self, painter: QPainter, x: int, y: int) -> None:
        for left, top, block in self.leaves(x, y):
            assert block.draw is not None
            block.draw(painter, left, top)

    def leaves(self, x: int = 0, y: int = 0) -> Iterator[tuple[int, int, Block]]:
        """Yield everything that draws with its place, in the order of drawing."""
        if self.draw is not None:
            yield x, y, self
        for left, top, block in self.inside:
            yield from block.leaves(x + left, y + top)


@dataclass(frozen=True, slots=True)
class Column:
    """Where parts are laid out: how wide, in which type, and how wide the figures of each style are on this receipt,
    so that all amounts stand under each other.
    """

    setter: TypeSetter
    width: int
    figures: Mapping[Style, int]

    def dots(self, at_203: float) -> int:
        return self.setter.dots(at_203)


def pile(blocks: Sequence[Block]) -> Block:
    """Stand blocks under each other."""
    placed, y = [], 0
    for block in blocks:
        placed.append((0, y, block))
        y += block.height
    return Block(y, inside=tuple(placed))


def gap(height: int) -> Block:
    """Return a part without ink."""
    return Block(height)


def text_block(paragraph: Paragraph, width: int) -> Block:
    """Stand a paragraph in the middle of a width."""
    inset = (width - paragraph.width) // 2
    return Block(paragraph.height, lambda painter, x, y: paragraph.draw(painter, x + inset, y))

"""The receipt's parts once measured: each block knows its height and draws itself at a given row."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import qrcode
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from shubbak.domain.text import FSI, LRI, PDI
from shubbak.ports.renderer import Boxed, Code, Line, Ornament, Pair, Part, Rule, Style
from shubbak.qtkit.receipt_ornament import draw_ornament, ornament_height
from shubbak.qtkit.receipt_type import Paragraph, TypeSetter

_INK = QColor(0, 0, 0)
_MOST_DOTS_A_MODULE = 6
_QUIET_MODULES = 4
_FIGURE_SIGNS = set("0123456789.,-+")


@dataclass(frozen=True, slots=True)
class Block:
    """A part with its height in dots; `draw(painter, x, y)` puts its upper left corner there."""

    height: int
    draw: Callable[[QPainter, int, int], None]


def measure(parts: Sequence[Part], setter: TypeSetter, width: int) -> list[Block]:
    """Lay the parts out in a column `width` dots wide, top to bottom, with the space between them."""
    blocks: list[Block] = []
    at = 0
    while at < len(parts):
        run = _pair_run(parts, at)
        if run:
            blocks += _pairs(run, setter, width)
            at += len(run)
        else:
            blocks += _alone(parts[at], setter, width)
            at += 1
    return blocks


def stack(blocks: Sequence[Block]) -> Block:
    """Put blocks under each other as one."""

    def draw(painter: QPainter, x: int, y: int) -> None:
        for block in blocks:
            block.draw(painter, x, y)
            y += block.height

    return Block(sum(block.height for block in blocks), draw)


def gap(height: int) -> Block:
    """Leave blank rows."""
    return Block(height, lambda painter, x, y: None)


def _alone(part: Part, setter: TypeSetter, width: int) -> list[Block]:
    match part:
        case Line():
            return [_line(part, setter, width)]
        case Rule():
            return [_rule(part, setter, width)]
        case Code():
            return [gap(setter.dots(8)), _code(part, width), gap(setter.dots(8))]
        case Boxed():
            return [gap(setter.dots(8)), _boxed(part, setter, width), gap(setter.dots(8))]
        case Ornament():
            band = Block(ornament_height(width), lambda painter, x, y: draw_ornament(painter, x, y, width))
            return [band, gap(setter.dots(14))]
        case Pair():
            return _pairs([part], setter, width)


def _line(line: Line, setter: TypeSetter, width: int) -> Block:
    if line.style is Style.NUMBER:
        return _paragraph(setter.fitted(line.text, line.style, width), width)
    if line.centred:
        return _paragraph(setter.balanced(line.text, line.style, width), width)
    return _paragraph(setter.set(line.text, line.style, width, setter.leading), width)


def _paragraph(paragraph: Paragraph, width: int) -> Block:
    inset = (width - paragraph.width) // 2
    return Block(paragraph.height, lambda painter, x, y: paragraph.draw(painter, x + inset, y))


def _rule(rule: Rule, setter: TypeSetter, width: int) -> Block:
    space, thick = setter.dots(10), 4 if rule.strong else 2
    return Block(2 * space + thick, lambda painter, x, y: painter.fillRect(x, y + space, width, thick, _INK))


def _pair_run(parts: Sequence[Part], at: int) -> list[Pair]:
    """Return the pairs from here on whose values are figures of one style: they share a column."""
    run: list[Pair] = []
    for part in parts[at:]:
        if not isinstance(part, Pair) or not _is_figure(part.value) or (run and run[0].style is not part.style):
            break
        run.append(part)
    return run


def _is_figure(value: str) -> bool:
    return set(value) - {LRI, FSI, PDI} <= _FIGURE_SIGNS


def _pairs(pairs: Sequence[Pair], setter: TypeSetter, width: int) -> list[Block]:
    column = max(setter.natural_width(pair.value, pair.style) for pair in pairs)
    return [_pair(pair, setter, width, column) for pair in pairs]


def _pair(pair: Pair, setter: TypeSetter, width: int, column: int) -> Block:
    """Set label and value beside each other, the value on the label's last line, or under each other."""
    room = width - column - setter.dots(20)
    beside = setter.natural_width(pair.label, pair.style) <= room or (_is_figure(pair.value) and room >= width // 2)
    if not beside:
        label = setter.set(pair.label, pair.style, width, setter.leading)
        value = setter.set(pair.value, pair.style, width, setter.trailing)
        return stack([_paragraph(label, width), _paragraph(value, width)])
    label = setter.set(pair.label, pair.style, room, setter.leading)
    align = Qt.AlignmentFlag.AlignRight if _is_figure(pair.value) else setter.trailing
    value = setter.set(pair.value, pair.style, column, align)
    rtl = setter.leading is Qt.AlignmentFlag.AlignRight
    label_x, value_x = (width - room, 0) if rtl else (0, width - column)

    def draw(painter: QPainter, x: int, y: int) -> None:
        label.draw(painter, x + label_x, y)
        value.draw(painter, x + value_x, y + label.height - value.height)

    return Block(label.height, draw)


def _boxed(boxed: Boxed, setter: TypeSetter, width: int) -> Block:
    aside, above = setter.dots(16), setter.dots(8)
    inner = stack(measure(boxed.parts, setter, width - 2 * aside))
    height = inner.height + 2 * above

    def draw(painter: QPainter, x: int, y: int) -> None:
        painter.save()
        painter.setPen(QPen(_INK, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(x + 1, y + 1, width - 2, height - 2, aside * 0.6, aside * 0.6)
        painter.restore()
        inner.draw(painter, x + aside, y + above)

    return Block(height, draw)


def _code(code: Code, width: int) -> Block:
    modules = qr_modules(code.text)
    count = len(modules)
    dots = max(1, min(_MOST_DOTS_A_MODULE, width // (count + 2 * _QUIET_MODULES)))
    side = count * dots
    picture = QImage(count, count, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    for row, line in enumerate(modules):
        for column, black in enumerate(line):
            if black:
                picture.setPixel(column, row, 0)
    inset = (width - side) // 2
    return Block(side, lambda painter, x, y: painter.drawImage(QRect(x + inset, y, side, side), picture))


@functools.lru_cache(maxsize=8)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a QR code at level M; long digits become a numeric segment of their own."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=20)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())

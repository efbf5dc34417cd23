"""The parts of a receipt laid out by measuring: what does not fit beside its neighbour breaks or goes below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import zxingcpp
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from shubbak.domain.paper_template import Logo
from shubbak.domain.text import FSI, LRI, PDI
from shubbak.ports.renderer import Boxed, Code, HeadPattern, Line, Ornament, Pair, Part, Rule, Style
from shubbak.qtkit.receipt_layout import Block, Column, Draw, gap, pile, text_block
from shubbak.qtkit.receipt_logo import logo_block
from shubbak.qtkit.receipt_ornament import draw_ornament, ornament_height
from shubbak.qtkit.receipt_pattern import pattern_block
from shubbak.qtkit.receipt_type import TypeSetter

_INK = QColor(0, 0, 0)
_MOST_DOTS_A_MODULE = 6
#: A code of many modules, such as a tax invoice's, grows beyond this side, in dots, only until each has four dots, half
#: a millimetre: at six it would take 67 mm of paper.
_LARGE_SIDE, _ENOUGH_DOTS_A_MODULE = 384, 4
#: A code wants four white modules around it; two are kept in the picture, the paper's own margin of 4 to 5 mm, where
#: no printer prints, gives the rest. So version 10 still gets six dots a module on 58 mm.
_QUIET_MODULES = 2
#: Text squeezed beside a code is a ladder of single words below this width.
_NARROWEST_BESIDE_MM = 22
#: Lines that are taller than the code by more than this are shorter below it.
_MOST_BESIDE = 1.25
_FIGURE_SIGNS = set("0123456789.,-+")


def lay_out(parts: Sequence[Part], setter: TypeSetter, width: int) -> Block:
    """Lay a sheet's parts under each other in `width` dots."""
    figures: dict[Style, int] = {}
    for pair in _figure_pairs(parts):
        figures[pair.style] = max(figures.get(pair.style, 0), setter.natural_width(pair.value, pair.style))
    return _stack(parts, Column(setter, width, figures))


def _figure_pairs(parts: Sequence[Part]) -> Iterator[Pair]:
    for part in parts:
        if isinstance(part, Boxed):
            yield from _figure_pairs(part.parts)
        elif isinstance(part, Pair) and _is_figure(part.value):
            yield part


def _is_figure(value: str) -> bool:
    """An amount has a point; a phone number of digits alone does not stand in the column of figures."""
    return "." in value and set(value) - {LRI, FSI, PDI} <= _FIGURE_SIGNS


def _stack(parts: Sequence[Part], column: Column) -> Block:
    return pile([block for part in parts for block in _blocks(part, column)])


def _blocks(part: Part, column: Column) -> list[Block]:
    match part:
        case Line():
            return [gap(column.dots(6) if part.style is Style.SMALL else 0), _line(part, column)]
        case Pair():
            return [_pair(part, column), gap(column.dots(2))]
        case Rule():
            return [_rule(part, column)]
        case Code():
            return [gap(column.dots(6)), _code(part, column), gap(column.dots(6))]
        case Boxed():
            return [gap(column.dots(8)), _boxed(part, column), gap(column.dots(6))]
        case Ornament():
            width = column.width
            band = Block(ornament_height(width), lambda painter, x, y: draw_ornament(painter, x, y, width))
            return [band, gap(column.dots(6))]
        case Logo():
            return [logo_block(part, column), gap(column.dots(6))]
        case HeadPattern():
            return [gap(column.dots(6)), pattern_block(part.pattern, column), gap(column.dots(6))]


def _heads(line: Line) -> bool:
    """A small line from the leading side heads what follows: it is stronger, and stands off from what came before."""
    return line.style is Style.SMALL and not line.centred


def _line(line: Line, column: Column) -> Block:
    setter, width = column.setter, column.width
    if line.style is Style.NUMBER:
        return text_block(setter.fitted(line.text, line.style, width), width)
    if line.centred:
        return text_block(setter.balanced(line.text, line.style, width), width)
    if _heads(line):
        return text_block(setter.heading(line.text, line.style, width), width)
    return text_block(setter.set(line.text, line.style, width, setter.leading), width)


def _rule(rule: Rule, column: Column) -> Block:
    space, thick, width = column.dots(7), 4 if rule.strong else 2, column.width
    return Block(2 * space + thick, lambda painter, x, y: painter.fillRect(x, y + space, width, thick, _INK))


def _pair(pair: Pair, column: Column) -> Block:
    """Set label and value beside each other, a figure on the label's last line, or under each other."""
    setter, figure = column.setter, _is_figure(pair.value)
    room, taken = _room(pair, column)
    if pair.style is Style.TOTAL and setter.natural_width(pair.label, pair.style) > room:
        smaller = replace(pair, style=Style.TITLE)
        if setter.natural_width(pair.label, smaller.style) <= _room(smaller, column)[0]:
            return _beside(smaller, column, *_room(smaller, column))
    if setter.natural_width(pair.label, pair.style) <= room or (figure and room >= column.width * 0.45):
        return _beside(pair, column, room, taken)
    label = setter.set(pair.label, pair.style, column.width, setter.leading)
    value = setter.set(pair.value, pair.style, column.width, setter.trailing)
    return pile([text_block(label, column.width), text_block(value, column.width)])


def _room(pair: Pair, column: Column) -> tuple[int, int]:
    """Return the dots that are left for a label, and those that its value takes."""
    natural = column.setter.natural_width(pair.value, pair.style)
    taken = max(natural, column.figures.get(pair.style, 0)) if _is_figure(pair.value) else natural
    return column.width - taken - column.dots(20), taken


def _beside(pair: Pair, column: Column, room: int, taken: int) -> Block:
    setter = column.setter
    label = setter.balanced(pair.label, pair.style, room, setter.leading)
    # Figures stand to the right in both directions, so that the decimal points stand under each other.
    align = Qt.AlignmentFlag.AlignRight if _is_figure(pair.value) else setter.trailing
    value = setter.set(pair.value, pair.style, taken, align)
    label_x, value_x = (column.width - label.width, 0) if setter.rtl else (0, column.width - taken)
    first, second = (text_block(each, each.width) for each in (label, value))
    # On one baseline, although a letter that reaches deep may have made one of them taller.
    lowest = max(label.baseline, value.baseline)
    label_y, value_y = lowest - label.baseline, lowest - value.baseline
    height = max(label_y + label.height, value_y + value.height)
    return Block(height, inside=((label_x, label_y, first), (value_x, value_y, second)))


def _boxed(boxed: Boxed, column: Column) -> Block:
    aside, above = column.dots(16), column.dots(8)
    # From the right edge of a figure outside to that of one inside, a left-hand column must give way by the frame.
    shift = aside if column.setter.rtl else 0
    figures = {style: width - shift for style, width in column.figures.items()}
    inner = _stack(boxed.parts, replace(column, width=column.width - 2 * aside, figures=figures))
    width, height = column.width, inner.height + 2 * above

    def draw(painter: QPainter, x: int, y: int) -> None:
        painter.save()
        painter.setPen(QPen(_INK, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(x + 1, y + 1, width - 2, height - 2, aside * 0.6, aside * 0.6)
        painter.restore()

    return Block(height, draw, ((aside, above, inner),))


def _code(code: Code, column: Column) -> Block:
    """Set a code with its lines beside it, where they are hardly taller than it and not squeezed, else below it."""
    modules = qr_modules(code.text)
    enough = max(_ENOUGH_DOTS_A_MODULE, min(_MOST_DOTS_A_MODULE, _LARGE_SIDE // len(modules)))
    dots = max(1, min(enough, column.width // (len(modules) + 2 * _QUIET_MODULES)))
    side = len(modules) * dots
    picture = Block(side, _code_draw(modules, side))
    setter, room = column.setter, column.width - side - column.dots(20)
    if code.beside and room >= setter.millimetres(_NARROWEST_BESIDE_MM):
        lines = pile([_line(one, replace(column, width=room)) for one in code.beside])
        if lines.height <= side * _MOST_BESIDE:
            height = max(side, lines.height)
            code_x, lines_x = (0, column.width - room) if setter.rtl else (column.width - side, 0)
            code_y, lines_y = (height - side) // 2, (height - lines.height) // 2
            return Block(height, inside=((code_x, code_y, picture), (lines_x, lines_y, lines)))
    below = [text_block(setter.balanced(one.text, one.style, column.width), column.width) for one in code.beside]
    centred = Block(side, inside=(((column.width - side) // 2, 0, picture),))
    return pile([centred, *([gap(column.dots(6)), *below] if below else [])])


def _code_draw(modules: Sequence[Sequence[bool]], side: int) -> Draw:
    picture = QImage(len(modules), len(modules), QImage.Format.Format_Grayscale8)
    picture.fill(255)
    for row, line in enumerate(modules):
        for place, black in enumerate(line):
            if black:
                picture.setPixel(place, row, 0)
    return lambda painter, x, y: painter.drawImage(QRect(x, y, side, side), picture)


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a QR code at level M; long digits become a numeric segment of their own.

    Not kept, although paper and screen show the same code: what is kept would outlive the visit.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    rows = np.asarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    return tuple(tuple(row) for row in (rows == 0).tolist())


def code_picture(text: str, side: int) -> QImage:
    """Return a code for a screen: at most `side` pixels, whole pixels a module, with the quiet zone of four modules."""
    rows = qr_modules(text)
    scale = max(1, side // (len(rows) + 8))
    picture = QImage((len(rows) + 8) * scale, (len(rows) + 8) * scale, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect((x + 4) * scale, (y + 4) * scale, scale, scale, QColor(0, 0, 0))
    painter.end()
    return picture

"""What can be wrong with a screen that stands: out of reach, too small, too close, without a name, or cut."""

from __future__ import annotations

import itertools

from kiosk_stage import KioskStage
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtQuick import QQuickItem

TARGET, APART = 96, 16


def faults(stage: KioskStage) -> list[str]:
    """Return what is wrong with the screen that stands, one line each."""
    items = list(stage.items())
    operable = stage.operable()
    return [
        *primary_out_of_reach(stage, items),
        *too_small(stage, operable),
        *too_close(stage, operable),
        *nameless(operable),
        *cut(stage, items),
        *broken(items),
    ]


def primary_out_of_reach(stage: KioskStage, items: list[QQuickItem]) -> list[str]:
    names = ("primary", "start", "sheet-primary")
    buttons = [item for item in items if item.objectName() in names]
    return [f"{item.objectName()} is not whole" for item in buttons if stage.seen(item) != stage.box(item)]


def too_small(stage: KioskStage, operable: list[QQuickItem]) -> list[str]:
    least = TARGET * stage.look.unit - 1
    return [
        f"{called(item)} is {item.width():.0f} by {item.height():.0f}"
        for item in operable
        if min(item.width(), item.height()) < least
    ]


def too_close(stage: KioskStage, operable: list[QQuickItem]) -> list[str]:
    """Two things that can be touched stand 16 px apart; a key inside a box belongs to it."""
    least = APART * stage.look.unit - 2
    boxes = [(item, stage.box(item)) for item in operable]
    return [
        f"{called(one)} and {called(other)} stand {distance(here, there):.0f} apart"
        for (one, here), (other, there) in itertools.combinations(boxes, 2)
        if distance(here, there) < least and not (one.isAncestorOf(other) or other.isAncestorOf(one))
    ]


def distance(one: QRectF, other: QRectF) -> float:
    across = max(one.left() - other.right(), other.left() - one.right())
    along = max(one.top() - other.bottom(), other.top() - one.bottom())
    return max(across, along)


def nameless(operable: list[QQuickItem]) -> list[str]:
    return [
        f"{called(item)} has no name"
        for item in operable
        if not QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)
    ]


def cut(stage: KioskStage, items: list[QQuickItem]) -> list[str]:
    """Texts that are shortened or wider than their place, and buttons whose words are taller than they are."""
    found = []
    for item in items:
        if item.inherits("QQuickText") and item.property("text"):
            wide = item.property("contentWidth") > item.width() + 1 and stage.box(item).width() > 0
            if item.property("truncated") or wide:
                found.append(f"“{item.property('text')}” is cut")
        elif item.inherits("QQuickAbstractButton") and item.property("implicitContentHeight") > room(item):
            found.append(f"{called(item)} is lower than its words")
    return found


def broken(items: list[QQuickItem]) -> list[str]:
    """Words that break in their middle, because their place is narrower than they are; codes and addresses may."""
    texts = [item for item in items if item.inherits("QQuickText") and item.property("text") and item.width() > 0]
    return [
        f"{word!r} breaks in its middle"
        for item in texts
        for word in str(item.property("text")).split()
        if not word.startswith("\u2066")
        and QFontMetricsF(item.property("font")).horizontalAdvance(word) > item.width() + 2
        and item.property("lineCount") > 1
    ]


def room(button: QQuickItem) -> float:
    return float(button.property("availableHeight")) + 1


def called(item: QQuickItem) -> str:
    return str(item.objectName() or item.property("text") or item.property("name") or item.metaObject().className())

"""Every text that a window of widgets holds, shown or not, and what undoing would bring back."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QTextEdit, QWidget


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield the kind of widget and a text of it."""
    for one in window.findChildren(QWidget):
        kind = type(one).__name__
        yield f"{kind} name", one.accessibleName() + one.toolTip() + one.accessibleDescription()
        if isinstance(one, (QLabel, QAbstractButton)):
            yield kind, one.text()
        elif isinstance(one, QLineEdit):
            yield kind, one.text()
            one.undo()
            yield f"{kind} undone", one.text()
            one.clear()
        elif isinstance(one, QListWidget):
            yield from ((kind, one.item(row).text()) for row in range(one.count()))
        elif isinstance(one, (QTextEdit, QPlainTextEdit)):
            yield kind, one.toPlainText()
            one.undo()
            yield f"{kind} undone", one.toPlainText()
            one.clear()

"""A place in the Tab order where parts come and go: Qt puts whatever is made later behind the whole page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class TabPlace(QWidget):
    """Never seen, never given the focus; it stands where it was made, and leads to what comes after it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # what Tab could never reach has no place in the order
        self.hide()

    def lead(self, parts: Sequence[QWidget]) -> None:
        """Let Tab reach these parts, and what is in them, from here in this order."""
        before: QWidget = self
        for one in (leaf for part in parts for leaf in _leaves(part)):
            QWidget.setTabOrder(before, one)
            before = one


def _leaves(part: QWidget) -> list[QWidget]:
    inside = (part, *part.findChildren(QWidget))
    return [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None]

"""What was copied or marked while this program was in front, so that it can be forgotten with its visit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication


class CopiedText(QObject):
    """Remembers that the clipboard was filled from here, never what with. What another program put there stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours: set[QClipboard.Mode] = set()
        QGuiApplication.clipboard().changed.connect(self._note)

    def forget(self) -> None:
        """Empty the clipboard, and the selection that a middle click would paste, if they were filled from here."""
        ours, self._ours = self._ours, set()
        for mode in ours:
            QGuiApplication.clipboard().clear(mode)
        self._ours.clear()

    def _note(self, mode: QClipboard.Mode) -> None:
        in_front = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        (self._ours.add if in_front else self._ours.discard)(mode)

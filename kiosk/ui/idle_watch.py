"""Notices that nobody touches anything any more, and counts the warning down."""

from __future__ import annotations

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from kiosk.ui.visit_model import VisitModel

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
_SIGNS_OF_LIFE = {
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.KeyPress,
    QEvent.Type.InputMethod,
}


@QmlElement
class IdleWatch(QObject):
    """Ticks once a second; `left` is what the warning shows. Installed as an event filter on the window."""

    changed = Signal()

    def __init__(self, visit_model: VisitModel) -> None:
        super().__init__(visit_model)
        self._visit_model = visit_model
        self._quiet = 0
        self._allowed = visit_model.machine.visit.idle_seconds
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        visit_model.changed.connect(self._follow)

    @Property(int, notify=changed)
    def left(self) -> int:
        """Seconds until something happens, when the clock runs."""
        return max(0, self._allowed - self._quiet)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._quiet = 0
        return False

    def tick(self) -> None:
        """Count one second of silence."""
        if self._allowed == 0:
            return
        self._quiet += 1
        self.changed.emit()
        if self._quiet >= self._allowed:
            self._quiet = 0
            self._visit_model.idle()

    def _follow(self) -> None:
        allowed = self._visit_model.machine.visit.idle_seconds
        if allowed != self._allowed:
            self._allowed, self._quiet = allowed, 0
            self.changed.emit()

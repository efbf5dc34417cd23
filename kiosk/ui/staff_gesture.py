"""The way into staff mode: five touches of the window's upper leading corner within three seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QInputDevice, QMouseEvent, QSinglePointEvent, QTouchEvent
from PySide6.QtQuick import QQuickWindow

TOUCHES, WITHIN = 5, 3.0
#: The corner's side as a share of the window's shorter one: where the bar at the top has its sign.
SIDE = 0.13


class StaffGesture(QObject):
    """An event filter for the window: it takes no touch away from what lies below. `made` is called in its thread."""

    def __init__(
        self, rtl: Callable[[], bool], made: Callable[[], None], now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._rtl = rtl
        self._made = made
        self._now = now
        self._touches: list[float] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        place = _touched(event)
        if place is None or not isinstance(watched, QQuickWindow):
            return False
        if not self._in_corner(place, watched):
            self._touches.clear()
            return False
        now = self._now()
        self._touches = [at for at in self._touches if now - at <= WITHIN] + [now]
        if len(self._touches) >= TOUCHES:
            self._touches.clear()
            self._made()
        return False

    def _in_corner(self, place: QPointF, window: QQuickWindow) -> bool:
        side = SIDE * min(window.width(), window.height())
        from_edge = window.width() - place.x() if self._rtl() else place.x()
        return 0 <= from_edge <= side and 0 <= place.y() <= side


def _touched(event: QEvent) -> QPointF | None:
    """Return where a finger or the mouse came down; a mouse event that Qt makes of a touch is not counted again."""
    if isinstance(event, QTouchEvent) and event.type() == QEvent.Type.TouchBegin:
        return event.point(0).position()
    if isinstance(event, QMouseEvent) and event.type() in _PRESSES and not _of_touch(event):
        return event.position()
    return None


_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


def _of_touch(event: QSinglePointEvent) -> bool:
    return event.device().type() == QInputDevice.DeviceType.TouchScreen

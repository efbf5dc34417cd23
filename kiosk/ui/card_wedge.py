"""A barcode reader that types (a wedge): what it writes where nobody else types is collected and never shown."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

#: Seconds between two keys of one code at most; a code has a line of its own, ended with Enter.
PAUSE = 0.5
#: The longest line that is listened to; a staff card's has 51 signs.
LONGEST = 200
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CardWedge(QObject):
    """An event filter for the window: while `listening()`, written signs reach nothing else, and `read` gets lines."""

    def __init__(
        self,
        listening: Callable[[], bool],
        read: Callable[[str], None],
        now: Callable[[], float] = time.monotonic,
        longest: int = LONGEST,
    ) -> None:
        super().__init__()
        self._longest = longest
        self._listening = listening
        self._read = read
        self._now = now
        self._typed = ""
        self._last = 0.0

    def forget(self) -> None:
        self._typed = ""

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not self._listening():
            self._typed = ""
            return False
        now = self._now()
        if now - self._last > PAUSE:
            self._typed = ""
        self._last = now
        return self._take(event)

    def _take(self, event: QKeyEvent) -> bool:
        """Take a key; Enter and space without a line before them are left to whoever goes from button to button."""
        if event.key() in _ENDS:
            line, self._typed = self._typed, ""
            if 0 < len(line) <= self._longest:
                self._read(line)
            return bool(line)
        text = event.text()
        if not text or not text.isprintable() or (text.isspace() and not self._typed):
            return False
        # One sign beyond the longest says that the line was too long; no more of it is kept.
        self._typed = (self._typed + text)[: self._longest + 1]
        return True

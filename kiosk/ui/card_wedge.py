"""A barcode reader that types (a wedge): what it writes where nobody else types is collected and never shown."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from shubbak.domain.code_line import CodeLine, LineShape

#: Seconds between two keys of one code at most; a code has a line of its own, ended with Enter.
PAUSE = 0.5
#: The longest line that is listened to; a staff card's has 51 signs.
LONGEST = 200
_ENDS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}


class CardWedge(QObject):
    """An event filter for the window: while `listening()`, written signs reach nothing else, and `read` gets lines.

    shape: how the reader is set up; without a prefix every sign that is written counts as its own.
    """

    def __init__(
        self,
        listening: Callable[[], bool],
        read: Callable[[str], None],
        now: Callable[[], float] = time.monotonic,
        longest: int = LONGEST,
        shape: LineShape | None = None,
    ) -> None:
        super().__init__()
        self._line = CodeLine(shape or LineShape(ends="\r", longest=longest, pause_s=PAUSE))
        self._listening = listening
        self._read = read
        self._now = now

    def forget(self) -> None:
        self._line.forget()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not self._listening():
            self._line.forget()
            return False
        # Enter and space without a line before them are left to whoever goes from button to button. What a prefix
        # held back and was none is dropped: where this filter stands, nobody else types.
        heard = self._line.hear(_ENDS.get(Qt.Key(event.key()), event.text()), self._now())
        if heard.code:
            self._read(heard.code)
        return heard.taken

"""Empties the outbox beside the screen: one packet at a time, off the screen's thread, for as long as the app lives."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from shubbak.ports.store import StoreError
from shubbak.qtkit.background import Background
from shubbak.services.outbox import SendKind, SendResult

#: Milliseconds between looks when nothing is due; a fresh submission pokes the pump at once.
RESTING = 1000
#: At most, after a try that failed. With hundreds waiting for a line one of them is always due: one a second for days
#: would wear the disk out and fill the audit trail.
LONGEST_REST = 5_000


class OutboxPump(QObject):
    """Calls `send` again and again; `acknowledged(packet id, case)` tells the screens, `tried` that a try ended."""

    acknowledged = Signal(str, str)
    tried = Signal()

    def __init__(self, send: Callable[[], SendResult]) -> None:
        super().__init__()
        self._send = send
        self._background = Background()
        self._running = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.poke)

    def poke(self) -> None:
        """Look now."""
        if not self._running:
            self._running = True
            self._timer.stop()
            self._background.run(self._try, self._done)

    def stop(self) -> bool:
        """Stop looking and wait for a try under way; False when it did not end in five seconds."""
        self._timer.stop()
        return self._background.finish()

    def _try(self) -> SendResult:
        try:
            return self._send()
        except StoreError as error:
            # The disk is full or busy: the packet comes due again by itself, and the outbox page shows why it waits.
            return SendResult(SendKind.WAITING, reason=error.code)

    def _done(self, result: SendResult) -> None:
        self._running = False
        if result.kind is SendKind.ACKNOWLEDGED:
            self.acknowledged.emit(result.packet_id, result.case)
        if result.kind is not SendKind.IDLE:
            self.tried.emit()
        self._timer.start(rest_after(result))


def rest_after(result: SendResult) -> int:
    """Return the milliseconds until the next look: none while it goes well, as long as the packet waits when not."""
    if result.kind is SendKind.ACKNOWLEDGED:
        return 0
    return max(RESTING, min(LONGEST_REST, int(result.delay * 1000)))

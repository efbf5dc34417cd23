"""What the station's outbox holds, read off the screen's thread; pages and the status line look at the same list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from office_client.ui.desk import Desk, Worker
from shubbak.ports.store import OutboxItem, PacketState, StoreError
from shubbak.services.next_door import NOT_REACHED
from shubbak.services.outbox_view import in_order

#: Milliseconds between looks: ages grow by themselves.
LOOK_EVERY = 10_000
_WAITING = (PacketState.SEALED, PacketState.UPLOADING)


class OutboxWatch(QObject):
    """items: those a person must see to first, then those that wait, oldest first, then what the portal has, newest
    first. problem: the store's error code of the last look, or "".
    """

    changed = Signal()

    def __init__(self, desk: Desk, worker: Worker) -> None:
        super().__init__()
        self.items: tuple[OutboxItem, ...] = ()
        self.problem = ""
        self._desk = desk
        self._worker = worker
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
        """Do something about the outbox off the screen's thread, in order with the looks."""
        self._worker.run(task, done)

    @property
    def now(self) -> datetime:
        return self._desk.clock.now()

    @property
    def waiting(self) -> tuple[OutboxItem, ...]:
        return tuple(item for item in self.items if item.state in _WAITING)

    @property
    def refused(self) -> tuple[OutboxItem, ...]:
        return tuple(item for item in self.items if item.state is PacketState.REFUSED)

    @property
    def offline(self) -> bool:
        """Whether the last tries did not reach the portal."""
        return any(item.reason in NOT_REACHED for item in self.waiting)

    def look(self) -> None:
        """Read the store again."""
        self._worker.run(self._read, self._take)

    def send_now(self, packet_id: str) -> None:
        """Send a waiting or refused packet at once."""

        def requeue() -> object:
            try:
                self._desk.store.requeue(packet_id, self._desk.clock.now())
            except StoreError as error:
                return error.code
            return self._read()

        def home(found: object) -> None:
            self._take(found)
            self._desk.poke()

        self._worker.run(requeue, home)

    def _read(self) -> object:
        try:
            return self._desk.store.outbox()
        except StoreError as error:
            return error.code

    def _take(self, found: object) -> None:
        if isinstance(found, str):
            self.problem = found
        elif isinstance(found, tuple):
            self.problem = ""
            self.items = in_order(found)
        self.changed.emit()

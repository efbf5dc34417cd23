"""One door to another thread; the answer comes home to the screen's thread.

A plain thread and one lasting signal, no QRunnable and no QObject a task: those would be freed by whichever thread
Python's collector happens to run in, and a QObject that dies outside its own thread can take the process with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

_Task = tuple[Callable[[], Any], Callable[[Any], None]]


class Background(QObject):
    """Runs blocking tasks off the screen's thread, one after another in order of asking.

    A task's result is handed to `done` in the thread that made this object; an exception is raised there.
    """

    _came_home = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._came_home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="background", daemon=True)
        self._thread.start()

    def run(self, task: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Ask for a task; `done` hears its result."""
        self._tasks.put((task, done))

    def finish(self, milliseconds: int = 5000) -> bool:
        """Take no more tasks and wait for those asked for; False when they did not end in time."""
        self._tasks.put(None)
        self._thread.join(milliseconds / 1000)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while self._do_next():
            pass

    def _do_next(self) -> bool:
        """Do one task; nothing of it stays in this thread: the next visitor's task may be long in coming."""
        asked = self._tasks.get()
        if asked is None:
            return False
        task, done = asked
        try:
            home: tuple[Any, BaseException | None] = (task(), None)
        except Exception as bug:  # noqa: BLE001 - carried home and raised there, where the crash handler sees it
            home = (None, bug)
        self._came_home.emit((done, *home))
        return True

    @Slot(object)
    def _deliver(self, home: tuple[Callable[[Any], None], Any, BaseException | None]) -> None:
        done, result, error = home
        if error is not None:
            raise error
        done(result)

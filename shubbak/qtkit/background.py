"""One door to another thread; the answer comes home to the screen's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal


class _Errand(QObject):
    """Made in the screen's thread, so that its signal is delivered there whatever thread emits it."""

    came_home = Signal(object, object)


class _Work(QRunnable):
    def __init__(self, task: Callable[[], Any], errand: _Errand) -> None:
        super().__init__()
        self._task = task
        self._errand = errand

    def run(self) -> None:
        try:
            result, error = self._task(), None
        except Exception as bug:  # noqa: BLE001 - carried home and raised there, where the crash handler sees it
            result, error = None, bug
        self._errand.came_home.emit(result, error)


class Background:
    """Runs blocking tasks off the screen's thread, in order of asking within one Background.

    A task's result is handed to `done` in the thread that made this object; an exception is raised there.
    """

    def __init__(self, threads: int = 1) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(threads)
        self._open: set[_Errand] = set()

    def run(self, task: Callable[[], Any], done: Callable[[Any], None]) -> None:
        errand = _Errand()
        self._open.add(errand)

        def home(result: object, error: BaseException | None) -> None:
            self._open.discard(errand)
            if error is not None:
                raise error
            done(result)

        errand.came_home.connect(home, Qt.ConnectionType.QueuedConnection)
        self._pool.start(_Work(task, errand))

    def finish(self, milliseconds: int = 5000) -> bool:
        """Wait for what runs; False when it did not end in time."""
        return self._pool.waitForDone(milliseconds)

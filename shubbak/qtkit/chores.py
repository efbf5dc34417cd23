"""What a station does beside its visits, at start and every few minutes, off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from shubbak.qtkit.background import Background

#: Milliseconds between two rounds.
PAUSE = 300_000


class Chores(QObject):
    """Runs the chores one after another, `pause` milliseconds between rounds; `done` after each. None of them may
    hold a visitor up.
    """

    done = Signal()

    def __init__(self, *chores: Callable[[], object], pause: int = PAUSE) -> None:
        super().__init__()
        self._chores = chores
        self._background = Background()
        self._timer = QTimer(self)
        self._timer.setInterval(pause)
        self._timer.timeout.connect(self._round)

    def start(self) -> None:
        """Begin the first round now."""
        self._timer.start()
        self._round()

    def stop(self) -> bool:
        """Begin no other round and wait for the one under way; False when it did not end in five seconds."""
        self._timer.stop()
        return self._background.finish()

    def _round(self) -> None:
        self._background.run(self._do_all, lambda _: self.done.emit())

    def _do_all(self) -> None:
        for chore in self._chores:
            chore()

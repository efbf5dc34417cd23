"""Newer releases beside the visits: looked for now and then, tried when nobody has been there for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from shubbak.qtkit.background import Background

#: Milliseconds between two looks at the portal, plus up to as much again by chance: stations must not come in step.
#: The first look is as far away from the start: opening waits for nothing.
LOOK = 3_600_000
MINUTE = 60_000
#: So many minutes without a visitor, and a waiting release is tried.
LULL = 10


class ReleaseWatch(QObject):
    """`stage` runs off the screen's thread; `leave` is called in a lull when `waiting` says that a release waits."""

    def __init__(
        self,
        stage: Callable[[], None],
        waiting: Callable[[], bool],
        resting: Callable[[], bool],
        leave: Callable[[], None],
        chance: Callable[[], float],
    ) -> None:
        super().__init__()
        self._stage = stage
        self._waiting = waiting
        self._resting = resting
        self._leave = leave
        self._chance = chance
        self._quiet_minutes = 0
        self._background = Background()
        self._looks = QTimer(self)
        self._looks.setSingleShot(True)
        self._looks.timeout.connect(self._look)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTE)
        self._minutes.timeout.connect(self.count_minute)

    def start(self) -> None:
        self._minutes.start()
        self._looks.start(int(LOOK * (1 + self._chance())))

    def stop(self) -> bool:
        """Begin no other look; False when the one under way did not end in five seconds."""
        self._looks.stop()
        self._minutes.stop()
        return self._background.finish()

    def count_minute(self) -> None:
        """Note a minute that has passed, with a visitor or without."""
        self._quiet_minutes = self._quiet_minutes + 1 if self._resting() else 0
        if self._quiet_minutes >= LULL and self._waiting():
            self._leave()

    def _look(self) -> None:
        self._background.run(self._stage, lambda _: self._looks.start(int(LOOK * (1 + self._chance()))))

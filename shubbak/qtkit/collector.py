"""Python's cyclic garbage collected in the screen's thread alone.

The collector runs in whichever thread allocates, and a QObject in a forgotten cycle would then die in a working thread
while Qt delivers events to it in the screen's.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two looks; reference counting frees nearly everything long before.
PAUSE = 1000


class Collector(QObject):
    """Switches the automatic collector off for as long as it lives, and collects by the same thresholds itself."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the generations that are due."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))

    def stop(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.enable()

"""The station's pulse: it looks at itself every minute, and tells the portal every five and soon after good news."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from shubbak.domain.readiness import Condition
from shubbak.qtkit.background import Background

#: Milliseconds: between looks, between reports, and between an acknowledgement and the report of it.
LOOK, REPORT, SOON = 60_000, 300_000, 60_000


class Pulse(QObject):
    """`changed(conditions)` in the screen's thread after each look and each report, whatever they found."""

    changed = Signal(object)

    def __init__(self, look: Callable[[], tuple[Condition, ...]], report: Callable[[], object]) -> None:
        super().__init__()
        self._look = look
        self._report = report
        self._background = Background()
        self._looks, self._reports, self._soon = QTimer(self), QTimer(self), QTimer(self)
        for timer, pause in ((self._looks, LOOK), (self._reports, REPORT), (self._soon, SOON)):
            timer.setInterval(pause)
        self._soon.setSingleShot(True)
        self._looks.timeout.connect(self.look)
        self._reports.timeout.connect(self.report)
        self._soon.timeout.connect(self.report)

    def start(self) -> None:
        """Look now, then report."""
        self._looks.start()
        self._reports.start()
        self.look()
        self.report()

    def stop(self) -> bool:
        """Begin nothing more and wait for what is under way; False when it did not end in five seconds."""
        for timer in (self._looks, self._reports, self._soon):
            timer.stop()
        return self._background.finish()

    def look(self) -> None:
        """Look now."""
        self._background.run(self._look, self.changed.emit)

    def report(self) -> None:
        """Report now."""
        self._soon.stop()
        self._background.run(self._report_and_look, self.changed.emit)

    def report_soon(self) -> None:
        """The portal took something: tell it how things stand, once a minute at most."""
        if not self._soon.isActive():
            self._soon.start()

    def _report_and_look(self) -> tuple[Condition, ...]:
        self._report()
        return self._look()

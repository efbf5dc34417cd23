"""The kiosk's signs of life to the service manager, from the loop that also draws: a hung screen falls silent."""

from __future__ import annotations

import signal

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from shubbak.adapters.system.service_notice import ServiceNotice


class Heartbeat(QObject):
    """From its making on the station counts as ready. Never beat from a thread: it would outlive a hung interface."""

    def __init__(self, notice: ServiceNotice) -> None:
        super().__init__()
        self._notice = notice
        self._timer = QTimer(self)
        self._timer.timeout.connect(notice.alive)
        if notice.beat:
            self._timer.start(int(notice.beat * 1000))
        # Asked to end, it ends what is under way first; the handler runs when Python next does, within a second.
        signal.signal(signal.SIGTERM, lambda *_: QCoreApplication.exit(0))
        notice.ready()
        notice.status("open")

    def stop(self) -> None:
        """Say that the end is meant."""
        self._timer.stop()
        self._notice.stopping()

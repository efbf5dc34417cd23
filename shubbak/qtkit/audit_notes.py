"""What a screen adds to the audit trail: the station's start and stop, and that visits begin and end, never whose."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Slot

from shubbak.ports.audit import AuditTrail
from shubbak.qtkit.background import Background
from shubbak.services.audit import AuditKind, note

log = logging.getLogger("shubbak.audit")


class AuditNotes(QObject):
    """Notes off the screen's thread, in order. What cannot be noted is logged: no visit waits for it or ends by it."""

    def __init__(self, trail: AuditTrail) -> None:
        super().__init__()
        self._trail = trail
        self._background = Background()
        self._visiting = self._kept = False

    def note(self, kind: AuditKind, subject: str = "", detail: str = "") -> None:
        """Note one event, soon."""
        self._background.run(lambda: note(self._trail, kind, subject, detail), lambda code: _say(kind, code))

    def start(self, version: str) -> None:
        """The station is open."""
        self.note(AuditKind.STATION_STARTED, "", version)

    def stop(self) -> bool:
        """The station closes; False when the last note did not reach the disk in five seconds."""
        self.note(AuditKind.STATION_STOPPED)
        return self._background.finish()

    @Slot()
    def visit_moves(self) -> None:
        """Somebody is at the screen: the first such sign begins a visit."""
        if not self._visiting:
            self._visiting, self._kept = True, False
            self.note(AuditKind.VISIT_BEGUN)

    @Slot()
    def visit_kept(self) -> None:
        """The visit's application is durable."""
        self._kept = True

    @Slot()
    def visit_over(self) -> None:
        """The screen was wiped."""
        if self._visiting:
            self.note(AuditKind.VISIT_ENDED if self._kept else AuditKind.VISIT_WIPED)
        self._visiting = self._kept = False


def _say(kind: AuditKind, code: str) -> None:
    if code:
        log.warning("%s was not noted: %s", kind.value, code)

"""The portal as it hears of plans that a station issued in a visit."""

from __future__ import annotations

from typing import Protocol

from shubbak.wire.issued_outputs import PlanKept, PlanNote, PrintingsAnswer, PrintingsNote


class PlanPortal(Protocol):
    """Blocking, with one total deadline a call; raises PortalError."""

    def plan(self, note: PlanNote) -> PlanKept:
        """Say which plan a visit issued, any number of times."""

    def printings(self, note: PrintingsNote) -> PrintingsAnswer:
        """Say what became of sheets, any number of times."""

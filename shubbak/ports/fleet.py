"""The portal's watch over its stations, as a station meets it."""

from __future__ import annotations

from typing import Protocol

from shubbak.wire.report import ReportAnswer, StationReport


class Fleet(Protocol):
    """Blocking, with one total deadline a call; raises `shubbak.ports.portal.PortalError`."""

    def report(self, report: StationReport) -> ReportAnswer:
        """Say how the station does; the caller verifies the answer. A revoked station is refused with
        station-revoked.
        """

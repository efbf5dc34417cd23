"""The portal's watch over one station, in memory: it anchors heads and vouches for what it knows."""

from __future__ import annotations

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.clock import FakeClock
from fakes.portal import FakePortal

from shubbak.ports.portal import PortalError
from shubbak.wire.moment import moment_text
from shubbak.wire.report import REPORT_VERSION, ReportAnswer, ReportStatement, StationReport
from shubbak.wire.seal import sign_text


class FakeFleet:
    """Implements ports.fleet.Fleet. clock: the portal's own. problem: raised by every report until it is None.

    key: signs the statements, the portal's unless a test forges. changes: what a lying statement says otherwise.
    """

    def __init__(self, portal: FakePortal, clock: FakeClock) -> None:
        self.portal = portal
        self.clock = clock
        self.problem: PortalError | None = None
        self.key: Ed25519PrivateKey = portal.signing
        self.changes: dict[str, object] = {}
        self.reports: list[StationReport] = []
        self.anchors: dict[int, str] = {}

    def report(self, report: StationReport) -> ReportAnswer:
        if self.problem is not None:
            raise self.problem
        self.reports.append(report)
        if report.events > max(self.anchors, default=0):
            self.anchors[report.events] = report.chain
        newest = max(self.anchors, default=0)
        statement = ReportStatement(
            version=REPORT_VERSION,
            station=report.station,
            at=moment_text(self.clock.now()),
            highest_sequence=max((one.head.sequence for one in self.portal.stored.values()), default=0),
            anchored_event=newest,
            anchored_chain=self.anchors.get(newest, ""),
            keys=self.portal.keys(),
        )
        text = msgspec.json.encode(msgspec.structs.replace(statement, **self.changes)).decode()
        return ReportAnswer(text, sign_text(text, self.key))

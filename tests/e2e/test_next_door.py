"""Two counters of one office before a real portal, over sockets: one has no line, and both are pulled meanwhile."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal_office import PortalOffice
from fakes.portal_on_loopback import on_loopback
from fakes.station_key import store_at

from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.ports.store import PacketState
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.reporting import Surroundings, send_report, station_report
from shubbak.services.station_identity import identity_of
from shubbak.services.submission import submit_application
from shubbak.station.next_door import NextDoor
from shubbak.wire.station import Enrolled, Enrolment

NOBODY_LISTENS = 9


class RealCounter:
    """A counter's store, identity and doors; `start` and `stop` are a machine's. online: whether its line works."""

    def __init__(self, folder: Path, office: PortalOffice, code: str, portal_port: int, **names: str) -> None:
        self.path, self.clock = folder / f"{code}.sqlite", FakeClock(datetime(2026, 3, 1, 12, 5, tzinfo=UTC))
        key = Ed25519PrivateKey.generate()
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        body = msgspec.json.encode(Enrolment(office.code(code, **names), public))
        answer = office.client.post("/api/v1/enrolments", content=body)
        self.identity = identity_of(msgspec.json.decode(answer.content, type=Enrolled), key, "http://127.0.0.1")
        self.portal_port, self.online = portal_port, True

    def client(self) -> RequestsPortal:
        port = self.portal_port if self.online else NOBODY_LISTENS
        return RequestsPortal(f"http://127.0.0.1:{port}", signer=self.identity.signer)

    def start(self, neighbours: list[str], listen: int | None = 0) -> None:
        self.store = store_at(self.path, now=self.clock.now)
        self.store.recover()
        watch = SimpleNamespace(heard=lambda: None)
        station: Any = SimpleNamespace(
            store=self.store, identity=self.identity, clock=self.clock, portal=self.client(), watch=watch
        )
        self.near = NextDoor(station, neighbours, listen)
        self.near.start()

    def stop(self) -> None:
        self.near.stop()
        self.store.close()

    def report(self) -> None:
        """The first contact, at which the portal gives the certificate."""
        self.store.note("station-started")
        around = Surroundings(self.clock.now(), 10**9, 0, 1, "1", ())
        report = station_report(self.store, self.identity, around)
        send_report(self.store, self.client(), self.identity, report)

    def submit(self, size: int) -> str:
        application = an_application(self.clock.new_id(), scan=bytes(size))
        submit_application(application, self.clock, self.store, self.identity)
        return application.id

    def try_portal(self) -> None:
        while send_one(self.store, self.client(), self.identity, self.clock).kind is not SendKind.IDLE:
            pass

    def state(self, packet: str) -> PacketState:
        return next(item.state for item in self.store.outbox() if item.id == packet)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    office = PortalOffice(tmp_path)
    yield office
    office.close()


def test_a_counter_without_a_line_is_served_next_door_though_both_are_pulled(
    office: PortalOffice, tmp_path: Path
) -> None:
    with on_loopback(office) as port:
        cut, near = (RealCounter(tmp_path, office, code, port) for code in ("K07", "K08"))
        for counter in (cut, near):
            counter.start([], None)
            counter.report()
            counter.stop()
        near.start([])
        cut.online = False
        cut.start([f"127.0.0.1:{near.near.port}"], None)
        packets = [cut.submit(2_000), cut.submit(300_000)]
        cut.try_portal()
        cut.near.go_round()
        assert [one.owner for one in near.store.relayed()] == ["K07", "K07"]
        assert office.applications() == []
        for counter in (cut, near):
            counter.stop()
        near.start([])
        cut.start([f"127.0.0.1:{near.near.port}"], None)
        near.near.go_round()
        cut.near.go_round()
        assert {packet for packet, _ in cut.near.take_news()} == set(packets)
        assert {cut.state(packet) for packet in packets} == {PacketState.ACKNOWLEDGED}
        cut.online = True
        cut.try_portal()
        assert sorted(line.station for line in office.applications()) == ["K07", "K07"]
        for counter in (cut, near):
            counter.stop()


def test_a_counter_of_another_office_is_not_let_in(
    office: PortalOffice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with on_loopback(office) as port:
        cut = RealCounter(tmp_path, office, "K07", port)
        far = RealCounter(tmp_path, office, "K09", port, office_ar="مكتب الجهراء", office_en="Jahra office")
        for counter in (cut, far):
            counter.start([], None)
            counter.report()
            counter.stop()
        far.start([])
        cut.online = False
        cut.start([f"127.0.0.1:{far.near.port}"], None)
        packet = cut.submit(2_000)
        cut.try_portal()
        cut.near.go_round()
        assert "a call was refused: neighbour-other-office" in caplog.messages
        assert far.store.relayed() == ()
        assert cut.state(packet) is PacketState.SEALED
        for counter in (cut, far):
            counter.stop()

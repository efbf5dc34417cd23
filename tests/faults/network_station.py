"""A real station for bad networks: real store, real signed client, and a clock that need not wait."""

from __future__ import annotations

import base64
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal_office import PortalOffice
from fakes.station_key import store_at

from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.services.outbox import SendKind, SendResult, send_one
from shubbak.services.station_identity import identity_of
from shubbak.services.submission import submit_application
from shubbak.wire.station import Enrolled, Enrolment

#: A scan that fits into one request, and one that travels in pieces.
SMALL, LARGE = 20_000, 300_000


class NetworkStation:
    """Enrolled at a real portal's office. `submit` keeps a packet, `send` tries the oldest due one at an address."""

    def __init__(self, folder: Path, office: PortalOffice, code: str = "K07", **names: str) -> None:
        self.office, self.clock = office, FakeClock()
        key = Ed25519PrivateKey.generate()
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        body = msgspec.json.encode(Enrolment(office.code(code, **names), public))
        answer = office.client.post("/api/v1/enrolments", content=body)
        self.identity = identity_of(msgspec.json.decode(answer.content, type=Enrolled), key, "http://127.0.0.1")
        self.store = store_at(folder / f"{code}.sqlite", now=self.clock.now)

    def submit(self, size: int = SMALL) -> str:
        application = an_application(self.clock.new_id(), scan=bytes(index % 251 for index in range(size)))
        submit_application(application, self.clock, self.store, self.identity)
        return application.id

    def client(self, port: int, call_seconds: float = 5.0, scheme: str = "http") -> RequestsPortal:
        url = f"{scheme}://127.0.0.1:{port}"
        return RequestsPortal(url, call_seconds=call_seconds, slowest_line=10**9, signer=self.identity.signer)

    def send(self, port: int, call_seconds: float = 5.0) -> SendResult:
        """Try the oldest due packet, and pass the time until it is due again."""
        result = send_one(self.store, self.client(port, call_seconds), self.identity, self.clock)
        self.clock.advance(seconds=result.delay)
        return result

    def drain(self, port: int) -> None:
        """Over a good line, send until nothing waits any more."""
        for _ in range(5):
            while self.send(port).kind is not SendKind.IDLE:
                pass
            self.clock.advance(hours=1)

    def item(self, packet_id: str) -> OutboxItem:
        (found,) = (item for item in self.store.outbox() if item.id == packet_id)
        return found

    def cases(self) -> dict[str, str]:
        """Return this station's cases at the portal by packet."""
        mine = [line for line in self.office.applications() if line.station == self.identity.station]
        assert len({line.id for line in mine}) == len(mine)
        return {line.id: line.case for line in mine}

    def check_there_once(self, *packet_ids: str) -> None:
        """Everything is acknowledged here, and once at the portal, as the same case and receipt."""
        assert sorted(self.cases()) == sorted(packet_ids)
        lines = {line.case: line for line in self.office.applications()}
        for packet_id in packet_ids:
            item = self.item(packet_id)
            assert item.state is PacketState.ACKNOWLEDGED, (item.state, item.reason, item.attempts)
            assert (lines[item.case].id, lines[item.case].receipt) == (packet_id, item.receipt)

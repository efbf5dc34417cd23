"""Stations of one office before a real portal, and the LAN between them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal
from fakes.station_key import store_at

from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.portal import PortalError
from shubbak.ports.store import OutboxItem
from shubbak.services.handing import OtherCounters
from shubbak.services.neighbour_door import NeighbourDoor
from shubbak.services.next_door import NextDoorResult, go_next_door
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.own_certificate import OWN_CERTIFICATE
from shubbak.services.relaying import relay_one
from shubbak.services.station_identity import StationIdentity, identity_of
from shubbak.services.submission import submit_application
from shubbak.wire.certificate import CERTIFICATE_VERSION, StationCertificate
from shubbak.wire.moment import moment_text
from shubbak.wire.seal import sign_text
from shubbak.wire.station import Enrolment, SignedCertificate


class LanStation:
    """A counter over a real file. `offline` cuts it from the portal; `restart` is a plug pulled and put back."""

    def __init__(self, folder: Path, portal: FakePortal, code: str, clock: FakeClock, office: str = "Salmiya") -> None:
        self.portal, self.clock, self.path = portal, clock, folder / f"{code}.sqlite"
        self.offline = False
        key = Ed25519PrivateKey.generate()
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        portal.codes[f"code-{code}"] = code
        enrolled = portal.enrol(Enrolment(f"code-{code}", public))
        enrolled = msgspec.structs.replace(enrolled, office_en=office, office_ar=office)
        self.identity: StationIdentity = identity_of(enrolled, key, "http://127.0.0.1")
        self.path.write_bytes(_fresh_store())
        self.restart()
        self.store.keep_fact(OWN_CERTIFICATE, msgspec.json.encode(certify(portal, self.identity, clock)).decode())

    def restart(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
        self.store = store_at(self.path, now=self.clock.now)
        self.store.recover()
        self.store.close_draft()
        self.door = NeighbourDoor(self.store, self.identity, self.clock)

    def follow_key(self) -> None:
        """Go on under a second key, which the portal knows beside the first."""
        former, key = self.identity.key.public_key(), Ed25519PrivateKey.generate()
        self.identity = replace(self.identity, key=key, former_keys=(*self.identity.former_keys, former))
        self.portal.former_keys.setdefault(self.identity.station, []).append(former)
        self.portal.stations[self.identity.station] = key.public_key()
        certificate = certify(self.portal, self.identity, self.clock)
        self.store.keep_fact(OWN_CERTIFICATE, msgspec.json.encode(certificate).decode())
        self.restart()

    def submit(self, size: int = 2_000) -> str:
        application = an_application(self.clock.new_id(), scan=bytes(size))
        submit_application(application, self.clock, self.store, self.identity)
        return application.id

    def send(self, packet_id: str, packet: bytes) -> Any:
        """Reach the portal, as `Portal.send`."""
        if self.offline:
            raise PortalError("portal-unreachable")
        return self.portal.send(packet_id, packet)

    def try_portal(self) -> None:
        while send_one(self.store, self, self.identity, self.clock).kind is not SendKind.IDLE:  # type: ignore[arg-type]
            pass
        self.clock.advance(hours=1)

    def relay(self) -> bool:
        done = relay_one(self.store, self, self.identity, self.clock)  # type: ignore[arg-type]
        self.clock.advance(hours=1)
        return done

    def visit(self, *links: Any) -> NextDoorResult:
        return go_next_door(self.store, links, self.identity, self.clock)

    def others(self, *links: Any) -> OtherCounters:
        return OtherCounters(self.store, links, self.identity, self.clock)

    def item(self, packet_id: str) -> OutboxItem:
        return next(item for item in self.store.outbox() if item.id == packet_id)


@cache
def _fresh_store() -> bytes:
    """Bring one file up to date for all of them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "station.sqlite"
        store_at(path).close()
        return path.read_bytes()


class Wire:
    """A line to a station's door that may lose calls or answers: `lose` is how many more go missing, after the door
    has done its part when `late`.
    """

    def __init__(self, station: LanStation) -> None:
        self.station, self.lose, self.late = station, 0, False
        self.heard: list[bytes] = []

    def hello(self) -> bytes:
        return self.station.door.hello()

    def call(self, body: bytes) -> bytes:
        return self._carry(body, lambda: self.station.door.answer(body))

    def hand(self, body: bytes) -> bytes:
        return self._carry(body, lambda: self.station.door.hand(body))

    def _carry(self, body: bytes, answer: Callable[[], bytes]) -> bytes:
        self.heard.append(body)
        if self.lose and not self.late:
            self._cut()
        answered = answer()
        if self.lose:
            self._cut()
        return answered

    def _cut(self) -> None:
        self.lose -= 1
        raise NeighbourError("neighbour-unreachable")


def certify(portal: FakePortal, identity: StationIdentity, clock: FakeClock, days: float = 365) -> SignedCertificate:
    """Return what the portal says of a station for some days from now."""
    valid_from = clock.now()
    clock.advance(days=days)
    valid_to = clock.now()
    clock.advance(days=-days)
    certificate = StationCertificate(
        version=CERTIFICATE_VERSION,
        station=identity.station,
        office_ar=identity.office.ar,
        office_en=identity.office.en,
        municipality_ar=identity.municipality.ar,
        municipality_en=identity.municipality.en,
        country=identity.country,
        public_key=base64.b64encode(identity.key.public_key().public_bytes_raw()).decode(),
        key_id=identity.key_id,
        valid_from=moment_text(valid_from),
        valid_to=moment_text(valid_to),
        serial=1,
    )
    text = msgspec.json.encode(certificate).decode()
    return SignedCertificate(text, sign_text(text, portal.signing))

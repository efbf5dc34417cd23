"""A station, its portal and the stick between them: all real but the people."""

from __future__ import annotations

import base64
import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal_office import PortalOffice
from fakes.station_key import store_at

from portal.cases.take_stick import StickLine, take_stick
from shubbak.adapters.system.stick_folder import StickFolder
from shubbak.domain.payment import PaymentState
from shubbak.ports.store import PacketState
from shubbak.services.carrying import CarriedIn, CarriedOut, carry_in, carry_out
from shubbak.services.station_identity import identity_of
from shubbak.services.submission import submit_application
from shubbak.wire.carrying import (
    CARRYING_VERSION,
    MANIFEST,
    CarriedPacket,
    CarryManifest,
    answer_name,
    folder_name,
    packet_name,
    sign_manifest,
    write_acknowledgement,
)
from shubbak.wire.packet import Acknowledgement, AcknowledgementStatement
from shubbak.wire.seal import read_packet, sign_text
from shubbak.wire.station import Enrolled, Enrolment


class StickBench:
    """`submit`, `out`, `take`, `home`: one packet's way. `stick` is the mounted folder."""

    def __init__(self, folder: Path) -> None:
        self.office = PortalOffice(folder / "portal")
        self.clock = FakeClock(datetime(2026, 3, 1, 12, tzinfo=UTC))
        key = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        enrolment = msgspec.json.encode(Enrolment(self.office.code(), public))
        answer = self.office.client.post("/api/v1/enrolments", content=enrolment)
        self.identity = identity_of(msgspec.json.decode(answer.content, type=Enrolled), key, "https://portal.example")
        self.store = store_at(folder / "station.sqlite", now=self.clock.now)
        self.stick = folder / "stick"
        self.stick.mkdir()

    def close(self) -> None:
        self.store.close()
        self.office.close()

    @property
    def folder(self) -> Path:
        """The station's folder on the stick."""
        return self.stick / folder_name("K07")

    def new_stick(self) -> None:
        """Put an empty one in its place."""
        shutil.rmtree(self.stick) if self.stick.is_dir() else self.stick.unlink(missing_ok=True)
        self.stick.mkdir()

    def submit(self, count: int = 1) -> list[str]:
        ids = [self.clock.new_id() for _ in range(count)]
        for application in ids:
            payment = payment_for(application, self.clock, PaymentState.CAPTURED)
            self.store.intend(payment)
            self.store.settle(payment.id, PaymentState.CAPTURED, "R-1", "4242")
            submit_application(an_application(application, payment), self.clock, self.store, self.identity)
        return ids

    def out(self) -> CarriedOut:
        return carry_out(StickFolder(self.stick), self.store, self.identity, self.clock)

    def take(self) -> list[StickLine]:
        return list(take_stick(self.office.portal, StickFolder(self.stick)))

    def home(self) -> CarriedIn:
        return carry_in(StickFolder(self.stick), self.store, self.identity)

    def states(self) -> dict[str, PacketState]:
        return {item.id: item.state for item in self.store.outbox()}

    def refusals(self) -> list[str]:
        """The codes of what was refused on sticks, as the audit trail has them."""
        return [event.detail for event in self.store.audit_events(limit=5_000) if event.kind == "stick-refused"]

    def packet_file(self, packet_id: str) -> Path:
        return self.folder / packet_name(packet_id)

    def answer_file(self, packet_id: str) -> Path:
        return self.folder / answer_name(packet_id)

    def put(self, packet_id: str, body: bytes) -> None:
        """Put something in the place of an answer."""
        self.folder.mkdir(exist_ok=True)
        self.answer_file(packet_id).write_bytes(body)

    def acknowledgement(self, packet_id: str, key: Ed25519PrivateKey, **changes: object) -> Acknowledgement:
        """An acknowledgement of a packet, told by whoever holds this key."""
        head, _ = read_packet(self.store.sealed_packet(packet_id) or b"")
        statement = AcknowledgementStatement(1, packet_id, head.digest, "M-2026-000009", "2026-03-01T12:00:00Z")
        text = msgspec.json.encode(msgspec.structs.replace(statement, **changes)).decode()
        return Acknowledgement(text, sign_text(text, key))

    def answer(self, packet_id: str, key: Ed25519PrivateKey, **changes: object) -> bytes:
        return write_acknowledgement(self.acknowledgement(packet_id, key, **changes))

    def list_packets(
        self, packets: list[CarriedPacket], station: str = "K07", key: Ed25519PrivateKey | None = None
    ) -> None:
        """Put a list on the stick in place of the station's own."""
        manifest = CarryManifest(CARRYING_VERSION, station, "2026-03-01T12:00:00Z", packets)
        (self.folder / MANIFEST).write_bytes(sign_manifest(manifest, key or self.identity.key))

    @property
    def portal_key(self) -> Ed25519PrivateKey:
        return self.office.portal.keys.signing

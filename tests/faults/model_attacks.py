"""What people who mean harm do to the model's portal."""

from __future__ import annotations

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.portal_office import place
from fakes.station import FakeStation
from model_portal import ModelPortal
from model_station import ModelStation

from portal.cases.accept_packet import accept_packet
from portal.cases.enrol_station import enrol, make_code
from portal.refusal import RefusalError
from shubbak.ports.portal import PortalError
from shubbak.wire.packet import Packet
from shubbak.wire.seal import digest, read_packet
from shubbak.wire.station import Enrolled

OTHER = "K9"


class Attackers:
    """Each verb returns how many attacks it made, and raises AssertionError when one came through."""

    def __init__(self, office: ModelPortal) -> None:
        self.office = office
        self.other = FakeStation(OTHER)
        code = make_code(office.portal, place(OTHER))
        self.other.learn(msgspec.json.decode(enrol(office.portal, self.other.enrolment(code)), type=Enrolled))
        self.stranger = Ed25519PrivateKey.generate()

    def replay(self, station: ModelStation, packet_id: str, packet: bytes) -> int:
        """Send a recorded packet again: as it was, altered, under another id, as another station's."""
        before = self._answers(station)
        head, parts = read_packet(packet)
        sealed = parts.sealed[:-1] + bytes([parts.sealed[-1] ^ 1])
        altered = msgspec.msgpack.encode(Packet(parts.head, sealed, parts.signature))
        head_bytes = msgspec.json.encode(msgspec.structs.replace(head, digest=digest(sealed)))
        rewritten = msgspec.msgpack.encode(Packet(head_bytes, sealed, parts.signature))
        self._refused(station, packet_id, altered)
        self._refused(station, packet_id, rewritten)
        self._refused(station, packet_id[:-1] + ("0" if packet_id[-1] != "0" else "1"), packet)
        self._refused(station, packet_id, packet, address=OTHER)
        assert self._answers(station) == before
        answer = station.line.accept(packet_id, packet)
        assert before.get(packet_id, answer.statement) == answer.statement
        return 5

    def squat(self, station: ModelStation, packet_id: str, packet: bytes) -> int:
        """Occupy an id or a number before the genuine packet comes: as nobody, and as another enrolled station."""
        before = self._answers(station)
        head, _ = read_packet(packet)
        for key in (self.stranger, self.other.key):
            # The portal's sealing key is no secret: what they make is whole, but for who signed it.
            liar = FakeStation(station.identity.station)
            liar.key, liar.portal_keys, liar.sequence = key, self.office.portal.keys.public(), head.sequence - 1
            self._refused(station, packet_id, liar.packet(id=packet_id)[1])
        try:
            # An id is its station's own: the other one may use the same, and it stands for nothing of ours.
            accept_packet(self.office.portal, OTHER, packet_id, self.other.packet(id=packet_id)[1])
        except RefusalError as refusal:
            assert refusal.code == "packet-id-reused"
        assert self._answers(station) == before
        return 3

    def _refused(self, station: ModelStation, packet_id: str, packet: bytes, address: str = "") -> None:
        try:
            station.line.accept(packet_id, packet, address)
        except PortalError as error:
            assert error.permanent
        else:
            raise AssertionError("the portal accepted what the station never sent")

    def _answers(self, station: ModelStation) -> dict[str, str]:
        return {row.id: row.statement for row in self.office.rows(station.identity.station)}

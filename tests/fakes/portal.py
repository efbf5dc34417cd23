"""A small portal in memory: it opens, checks and keeps packets as the real one promises to, and signs its word."""

from __future__ import annotations

import base64
import threading
from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from shubbak.domain.application import Application
from shubbak.ports.portal import PortalError
from shubbak.services.station_identity import StationIdentity, identity_of
from shubbak.wire.application_border import read_application
from shubbak.wire.packet import Acknowledgement, AcknowledgementStatement, PacketHead
from shubbak.wire.seal import SealError, check_packet, digest, read_packet, sign_text, unseal
from shubbak.wire.sealing_key import SealingPrivateKey
from shubbak.wire.station import Catalogue, Enrolled, Enrolment, PortalKeys, SignedCatalogue
from shubbak.wire.upload import PieceKept, UploadOffer, UploadState, chunk_count


@dataclass
class Stored:
    """One application as the portal holds it. `arrivals` counts how often its packet came."""

    head: PacketHead
    application: Application
    acknowledgement: Acknowledgement
    arrivals: int = 1


class FakePortal:
    """Implements ports.portal.Portal. `failures` are raised by the next calls to `send`, oldest first; `takes_pieces`
    is False for a portal of before there were any.
    """

    def __init__(self) -> None:
        self.signing = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
        self.sealing = SealingPrivateKey(
            X25519PrivateKey.from_private_bytes(b"\x02" * 32), MLKEM768PrivateKey.from_seed_bytes(b"\x03" * 64)
        )
        self.sealing_id = "portal-1"
        self.opening = {self.sealing_id: self.sealing}
        self.codes = {"4711-0815": "K07"}
        self.spent: dict[str, str] = {}
        self.stations: dict[str, Ed25519PublicKey] = {}
        self.former_keys: dict[str, list[Ed25519PublicKey]] = {}
        self.stored: dict[str, Stored] = {}
        self.files: dict[str, str] = {}
        self.version = 1
        self.failures: list[PortalError] = []
        self.takes_pieces = True
        self.pieces: dict[str, dict[int, bytes]] = {}
        self._lock = threading.Lock()

    def enrol(self, enrolment: Enrolment) -> Enrolled:
        station = self.codes.get(enrolment.code)
        if station is None or self.spent.setdefault(enrolment.code, enrolment.public_key) != enrolment.public_key:
            raise PortalError("portal-refused", permanent=True, detail="enrolment-code")
        self.stations[station] = Ed25519PublicKey.from_public_bytes(base64.b64decode(enrolment.public_key))
        return Enrolled(
            station=station,
            key_id=7,
            municipality_ar="بلدية العاصمة",
            municipality_en="Capital Municipality",
            office_ar="فرع السالمية",
            office_en="Salmiya branch",
            country="kw",
            verify_url="https://portal.example/v",
            keys=self.keys(),
        )

    def keys(self) -> PortalKeys:
        def text(raw: bytes) -> str:
            return base64.b64encode(raw).decode()

        signing, sealing = self.signing.public_key(), self.sealing.public()
        return PortalKeys(text(signing.public_bytes_raw()), text(sealing.raw), self.sealing_id, sealing.kem)

    def rotate(self, key: SealingPrivateKey) -> None:
        """Offer a new sealing key; packets to the old ones still open."""
        self.sealing, self.sealing_id = key, f"portal-{len(self.opening) + 1}"
        self.opening[self.sealing_id] = key

    def catalogue(self) -> SignedCatalogue:
        text = msgspec.json.encode(Catalogue(self.version, self.files)).decode()
        return SignedCatalogue(text, sign_text(text, self.signing))

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        if self.failures:
            raise self.failures.pop(0)
        try:
            return self.take_in(packet_id, packet)
        except SealError as error:
            raise PortalError("portal-refused", permanent=True, detail=str(error)) from error

    def take_in(self, packet_id: str, untrusted: bytes) -> Acknowledgement:
        """Check, open and keep a packet; the same one again gets the same answer. Raises SealError."""
        head, packet = read_packet(untrusted)
        if head.id != packet_id or head.station not in self.stations:
            raise SealError("packet-shape")
        check_packet(packet, self.stations[head.station], *self.former_keys.get(head.station, ()))
        application = read_application(unseal(packet.sealed, self.opening[head.key_id], head))
        with self._lock:
            earlier = self.stored.get(head.id)
            if earlier is not None:
                if earlier.head.digest != head.digest:
                    raise SealError("packet-id-reused")
                earlier.arrivals += 1
                return earlier.acknowledgement
            answer = self.vouch(head, f"MUN-{len(self.stored) + 1:06d}")
            self.stored[head.id] = Stored(head, application, answer)
            return answer

    def offer(self, packet_id: str, offer: UploadOffer) -> UploadState:
        """Answer what is missing of a packet in pieces, or take it in. Raises SealError."""
        with self._lock:
            here = self.pieces.setdefault(packet_id, {})
            stored = self.stored.get(packet_id)
            count = chunk_count(offer.size, offer.chunk_bytes)
            missing = [number for number in range(count) if number not in here]
        if stored is not None:
            stored.arrivals += 1
            return UploadState([], stored.acknowledgement)
        if missing:
            return UploadState(missing)
        body = b"".join(here[number] for number in range(count))
        if digest(body) != offer.digest:
            del self.pieces[packet_id]
            raise SealError("packet-digest")
        return UploadState([], self.take_in(packet_id, body))

    def keep_piece(self, packet_id: str, number: int, body: bytes) -> PieceKept:
        with self._lock:
            self.pieces[packet_id].setdefault(number, body)
        return PieceKept(number)

    def vouch(self, head: PacketHead, case: str) -> Acknowledgement:
        statement = AcknowledgementStatement(1, head.id, head.digest, case, "2026-03-01T07:31:00Z")
        text = msgspec.json.encode(statement).decode()
        return Acknowledgement(text, sign_text(text, self.signing))


def enrolled_identity(portal: FakePortal, seed: int = 3, url: str = "http://127.0.0.1") -> StationIdentity:
    """Return the identity of a station that this portal knows."""
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    return identity_of(portal.enrol(Enrolment("4711-0815", public)), key, url)

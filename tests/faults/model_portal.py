"""The portal of the stateful model: real cases over a real database, on a line that does what a plan says."""

from __future__ import annotations

import base64
import itertools
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.portal_office import place

from portal.assembly import Portal, Settings, open_portal
from portal.cases.accept_packet import accept_packet
from portal.cases.enrol_station import enrol, make_code
from portal.cases.receive_pieces import keep_piece, offer_upload
from portal.cases.take_report import take_report
from portal.keys import open_keys, rotate_keys
from portal.refusal import RefusalError
from shubbak import resources
from shubbak.ports.portal import PortalError
from shubbak.services.station_identity import StationIdentity, identity_of
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.report import ReportAnswer, StationReport
from shubbak.wire.seal import digest, sign_text
from shubbak.wire.station import Enrolled, Enrolment
from shubbak.wire.upload import UPLOAD_VERSION, UploadOffer

#: What a packet meets on its way; those of the second tuple come after the portal's commit.
_FIRST = ("good", "reset", "busy", "damaged", "html", "crash-before", "pieces-cut")
_THEN = ("lost", "error-500", "half", "forged", "swapped", "other-digest", "crash-after", "twice")
PLANS = (*_FIRST, *_THEN)
_FAST = Path("/dev/shm")
_PIECE = 4096
_MOST_KEYS = 12
_PERMANENT = frozenset({400, 401, 403, 409, 410, 413, 415, 422})
_NAMES = itertools.count(10_000)


def new_folder() -> Path:
    """Make a folder in memory, where there is one: what a cut takes is looked at elsewhere."""
    return Path(tempfile.mkdtemp(prefix="model-", dir=_FAST if _FAST.is_dir() else None))


class Crash(BaseException):
    """The station dies here. No code of the product catches it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One application as the portal keeps it."""

    id: str
    sequence: int
    digest: str
    receipt: str
    case: str
    statement: str
    payment: str


class ModelPortal:
    """One portal for all examples; each enrols a station of its own and looks at its own rows."""

    def __init__(self) -> None:
        self.folder = new_folder()
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)
        services = resources.root() / "services"
        folder = self.folder
        settings = Settings(
            f"sqlite:///{folder / 'p.sqlite'}", f"file://{folder}/f", folder / "k", services, "https://p"
        )
        self.portal: Portal = open_portal(settings, now=lambda: self.time)

    def enrolled(self) -> StationIdentity:
        """Enrol one more station and return its identity."""
        key = Ed25519PrivateKey.generate()
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        answer = enrol(self.portal, Enrolment(make_code(self.portal, place(f"K{next(_NAMES)}")), public))
        enrolled = msgspec.json.decode(answer, type=Enrolled)
        # The answer is the one of that day; keys that the portal took since come with its reports.
        return identity_of(msgspec.structs.replace(enrolled, keys=self.portal.keys.public()), key, "https://p")

    def rows(self, station: str) -> list[Row]:
        """Return what the portal keeps of a station."""
        query = (
            "SELECT a.id, a.sequence, a.digest, r.number, c.number, k.statement, coalesce(p.id, '') "
            "FROM applications a JOIN receipts r ON r.application = a.row JOIN cases c ON c.application = a.row "
            "JOIN acknowledgements k ON k.application = a.row LEFT JOIN payments p ON p.application = a.row "
            "WHERE a.station = ? ORDER BY a.sequence"
        )
        with self.portal.database.read() as connection:
            return [Row(*row) for row in connection.exec_driver_sql(query, (station,))]

    def rotate_key(self) -> None:
        """Offer a new sealing key from now on; the earlier ones still open what was sealed to them."""
        folder = self.folder / "k"
        if len(self.portal.keys.sealing) < _MOST_KEYS:
            rotate_keys(folder)
            self.portal = replace(self.portal, keys=open_keys(folder))

    def told(self, identity: StationIdentity) -> StationIdentity:
        """Return a station's identity as it is once it heard of the portal's keys."""
        place_of = Enrolled(
            identity.station, identity.key_id, "م", "M", "م", "O", "kw", "https://p", self.portal.keys.public()
        )
        fresh = identity_of(place_of, identity.key, identity.portal_url)
        return replace(identity, portal_sealing=fresh.portal_sealing, portal_sealing_id=fresh.portal_sealing_id)

    def close(self) -> None:
        self.portal.close()
        shutil.rmtree(self.folder)

    def report(self, report: StationReport) -> ReportAnswer:
        return take_report(self.portal, report.station, report)


class ModelLine:
    """Implements ports.portal.Portal.send towards a ModelPortal; `plan` says what happens to the next packet.

    sent: every packet that left, for the attacker who recorded them. left: called before a packet leaves.
    """

    def __init__(self, office: ModelPortal, station: str, left: Callable[[bytes], None]) -> None:
        self.office, self.station, self.left = office, station, left
        self.plan, self.pieces = "good", False
        self.sent: list[tuple[str, bytes]] = []

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        self.left(packet)
        self.sent.append((packet_id, packet))
        self._before_commit()
        body = packet[:-1] + bytes([packet[-1] ^ 1]) if self.plan == "damaged" else packet
        if self.plan == "twice":
            self.accept(packet_id, body)
        answer = self._in_pieces(packet_id, body) if self.pieces else self.accept(packet_id, body)
        return self._after_commit(packet_id, answer)

    def accept(self, packet_id: str, body: bytes, station: str = "") -> Acknowledgement:
        """Hand a packet to the portal as its address would; raises PortalError as the client would."""
        try:
            return accept_packet(self.office.portal, station or self.station, packet_id, body).acknowledgement
        except RefusalError as error:
            raise PortalError("portal-refused", permanent=error.status in _PERMANENT, detail=error.code) from error

    def _before_commit(self) -> None:
        if self.plan == "crash-before":
            raise Crash
        if self.plan == "reset":
            raise PortalError("portal-unreachable")
        if self.plan == "busy":
            raise PortalError("portal-busy", retry_after=30.0)
        if self.plan == "html":
            raise PortalError("portal-intercepted")

    def _in_pieces(self, packet_id: str, body: bytes) -> Acknowledgement:
        offer = UploadOffer(UPLOAD_VERSION, len(body), digest(body), _PIECE)
        try:
            state = offer_upload(self.office.portal, self.station, packet_id, offer)
            for number in state.missing:
                piece = body[number * _PIECE : (number + 1) * _PIECE]
                keep_piece(self.office.portal, self.station, packet_id, str(number), piece)
                if self.plan == "pieces-cut":
                    raise PortalError("portal-unreachable")
            done = offer_upload(self.office.portal, self.station, packet_id, offer)
        except RefusalError as error:
            raise PortalError("portal-refused", permanent=error.status in _PERMANENT, detail=error.code) from error
        assert done.acknowledgement is not None and done.missing == []
        return done.acknowledgement

    def _after_commit(self, packet_id: str, answer: Acknowledgement) -> Acknowledgement:
        if self.plan == "crash-after":
            raise Crash
        if self.plan == "lost":
            raise PortalError("portal-slow")
        if self.plan == "error-500":
            raise PortalError("portal-busy")
        if self.plan == "half":
            raise PortalError("portal-gibberish")
        if self.plan == "forged":
            statement = json.loads(answer.statement) | {"case": "M-2026-999999"}
            return Acknowledgement(json.dumps(statement), answer.signature)
        if self.plan == "other-digest":
            return self._signed(json.loads(answer.statement) | {"digest": "0" * 64})
        return self._of_another(packet_id, answer) if self.plan == "swapped" else answer

    def _of_another(self, packet_id: str, answer: Acknowledgement) -> Acknowledgement:
        """The portal's genuine word, about another packet of this station where it has one."""
        others = [row.statement for row in self.office.rows(self.station) if row.id != packet_id]
        return self._signed(json.loads(others[0])) if others else answer

    def _signed(self, statement: dict[str, object]) -> Acknowledgement:
        text = json.dumps(statement)
        return Acknowledgement(text, sign_text(text, self.office.portal.keys.signing))

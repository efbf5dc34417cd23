"""A station in a few lines, for the portal's tests: it enrols with a key and closes packets as a real one does."""

from __future__ import annotations

import base64
import secrets
import uuid
from datetime import UTC, datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.station_auth import StationAuth

from shubbak.domain.money import Money
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.services.station_identity import sealing_key_of
from shubbak.wire.application import (
    APPLICATION_VERSION,
    WireApplication,
    WireAttachment,
    WireConsent,
    WireFee,
    WireIdentity,
    WirePayment,
)
from shubbak.wire.packet import PACKET_VERSION, PacketHead
from shubbak.wire.receipt_code import make_code
from shubbak.wire.request_signature import StationSigner
from shubbak.wire.seal import close_packet, digest, seal
from shubbak.wire.station import Enrolled, Enrolment, PortalKeys

NOON = "2026-03-01T12:00:00Z"
PERSON = "فاطمة عبدالله الصباح"


def new_id() -> str:
    """Return a UUIDv7."""
    number = int(datetime.now(UTC).timestamp() * 1000) << 80 | secrets.randbits(80)
    return str(uuid.UUID(int=number & ~(0xF << 76) & ~(3 << 62) | 7 << 76 | 2 << 62))


class FakeStation:
    """A key, a code and a count. `learn` what the portal answered to `enrolment`, then `packet`."""

    def __init__(self, code: str = "K07") -> None:
        self.code = code
        self.key = Ed25519PrivateKey.generate()
        self.key_id = 0
        self.verify_url = ""
        self.portal_keys = PortalKeys("", "", "")
        self.sequence = 0

    @property
    def public_key(self) -> str:
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()

    @property
    def auth(self) -> StationAuth:
        """Signs requests as this station, as it is now."""
        return StationAuth(StationSigner(self.code, self.key_id, self.key))

    def enrolment(self, code: str) -> Enrolment:
        return Enrolment(code, self.public_key)

    def learn(self, enrolled: Enrolled) -> None:
        self.code, self.key_id = enrolled.station, enrolled.key_id
        self.verify_url, self.portal_keys = enrolled.verify_url, enrolled.keys

    def receipt_number(self, sequence: int) -> ReceiptNumber:
        return ReceiptNumber(self.code, 2026, sequence)

    def application(self, **changes: object) -> WireApplication:
        plain = WireApplication(
            version=APPLICATION_VERSION,
            id=new_id(),
            service_id="kw-health-licence-renewal",
            service_version=1,
            catalogue_version=1,
            language="ar",
            started_at=NOON,
            identity=WireIdentity(
                kind="ID",
                code="I",
                issuer="KWT",
                number="123456789",
                surname="الصباح",
                given_names=PERSON,
                nationality="KWT",
                birth_date="1990-01-01",
                sex="F",
                expiry="2030-01-01",
                optional="",
                national_number="290010112345",
                typed=False,
            ),
            answers={"shop": "مخبز النور", "workers": 3, "grill": True, "days": ["sun", "mon"]},
            attachments=[WireAttachment("lease", "contract", "image/jpeg", b"\xff\xd8 a page of a lease")],
            consent=WireConsent("1", "ar", NOON),
            fees=[WireFee("base", "رسم", "Fee", "fixed", 5000, "government", False, False, "", "")],
            total_minor=5000,
            currency="KWD",
            payment=WirePayment(new_id(), 5000, "KWD", "card", "captured", NOON, "R-1", "4242"),
            signature=[[(1, 2), (3, 4)]],
            operator="",
        )
        return msgspec.structs.replace(plain, **changes)

    def seal(self, application: WireApplication, **head_changes: object) -> bytes:
        """Close an application under the next sequence number; `head_changes` make a lying head."""
        self.sequence += 1
        head = PacketHead(
            version=PACKET_VERSION,
            id=application.id,
            station=self.code,
            sequence=self.sequence,
            service_id=application.service_id,
            service_version=application.service_version,
            catalogue_version=application.catalogue_version,
            receipt=str(head_changes.get("receipt") or self.receipt_number(self.sequence)),
            total_minor=application.total_minor,
            currency=application.currency,
            sealed_at=NOON,
            key_id=self.portal_keys.sealing_id,
            digest="",
        )
        head = msgspec.structs.replace(head, **head_changes)
        sealed = seal(msgspec.msgpack.encode(application), sealing_key_of(self.portal_keys), head)
        head = msgspec.structs.replace(head, digest=head.digest or digest(sealed))
        return close_packet(head, sealed, self.key)

    def packet(self, **changes: object) -> tuple[str, bytes]:
        """Return a new application's id and its packet's bytes."""
        application = self.application(**changes)
        return application.id, self.seal(application)

    def receipt_code(self, application: WireApplication, sequence: int) -> str:
        """Return the text in the QR of the receipt for an application."""
        total = Money(application.total_minor, application.currency)
        issued_at = datetime.now(UTC)
        number = self.receipt_number(sequence)
        receipt = Receipt(number, application.id, application.service_id, total, issued_at)
        return make_code(receipt, self.verify_url, self.key_id, self.key)

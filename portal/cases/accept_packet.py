"""Packet intake: one application a packet, however often and from however many connections the packet comes."""

from __future__ import annotations

import base64
import logging
import re
from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.exc import IntegrityError

from portal.assembly import Portal, stamp
from portal.cases.check_application import check_application
from portal.cases.count_pages import count_pages
from portal.cases.open_packet import open_packet
from portal.cases.station_code import is_station_code
from portal.refusal import RefusalError
from portal.store import fleet_store, packet_store, station_store
from portal.store.counter_store import next_number
from portal.store.packet_store import NewApplication, StoredDocument, StoredPacket
from shubbak.wire.application import WireApplication
from shubbak.wire.attachment import WireAttachment
from shubbak.wire.packet import Acknowledgement, AcknowledgementStatement, Packet, PacketHead
from shubbak.wire.seal import SealError, check_packet, read_packet, sign_text

#: An alarm: a station sent an application that the portal, asking the same, would not have taken from it.
DISAGREES = "applications-disagree"
_LOG = logging.getLogger("portal.intake")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer to a packet; `created` is False when it was here before, and then nothing is found anew."""

    acknowledgement: Acknowledgement
    created: bool
    findings: int = 0


def accept_packet(portal: Portal, untrusted_station: str, untrusted_id: str, untrusted_body: bytes) -> Accepted:
    """Check, open and store a packet; raises RefusalError.

    Nothing is stored before the station's signature holds: otherwise anybody could occupy an id or a sequence number
    and the genuine packet would be turned away.
    """
    head, packet = _read(untrusted_body)
    if (head.station, head.id) != (untrusted_station, untrusted_id) or not is_packet_id(head.id):
        raise RefusalError("packet-misaddressed")
    if not is_station_code(head.station):
        raise RefusalError("station-unknown")
    with portal.database.read() as connection:
        _check_station(station_store.find_station(connection, head.station), packet)
        earlier = packet_store.find_packet(connection, head.station, head.id)
    if earlier is not None:
        return _again(earlier, head)
    return _store(portal, head, packet, open_packet(portal.keys, head, packet.sealed))


def is_packet_id(untrusted: str) -> bool:
    """Say whether a packet may have this id."""
    return _UUID.fullmatch(untrusted) is not None


def _read(untrusted_body: bytes) -> tuple[PacketHead, Packet]:
    try:
        return read_packet(untrusted_body)
    except SealError as error:
        raise RefusalError(str(error)) from error
    except RecursionError as error:
        raise RefusalError("packet-shape") from error


def _check_station(station: station_store.EnrolledStation | None, packet: Packet) -> None:
    if station is None:
        raise RefusalError("station-unknown")
    if not any(_signed_by(packet, key) for key in station.public_keys):
        raise RefusalError("packet-signature")
    if station.revoked:
        raise RefusalError("station-revoked")


def _signed_by(packet: Packet, public_key: str) -> bool:
    try:
        check_packet(packet, Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key)))
    except SealError:
        return False
    return True


def _again(earlier: StoredPacket, head: PacketHead) -> Accepted:
    if earlier.digest != head.digest:
        raise RefusalError("packet-id-reused")
    return Accepted(earlier.acknowledgement, created=False)


def _store(portal: Portal, head: PacketHead, packet: Packet, application: WireApplication) -> Accepted:
    """Documents first, then one transaction: a fault between them leaves unnamed objects, never a row without them."""
    documents = tuple(_stored(portal, item) for item in application.attachments)
    new = NewApplication(
        head=head,
        head_bytes=packet.head,
        signature=packet.signature,
        application=application,
        documents=documents,
        content=_content(application),
        accepted_at=stamp(portal.now()),
        findings=check_application(portal, head, application, documents),
    )
    try:
        acknowledgement = _commit(portal, new)
    except IntegrityError as error:
        return _settle_clash(portal, new, error)
    if new.findings:
        codes = ", ".join(sorted({finding.code for finding in new.findings}))
        _LOG.warning("packet %s of %s was accepted, but: %s", head.id, head.station, codes)
    return Accepted(acknowledgement, created=True, findings=len(new.findings))


def _stored(portal: Portal, untrusted: WireAttachment) -> StoredDocument:
    names = (untrusted.need, untrusted.alternative, untrusted.media_type)
    counted = count_pages(untrusted.media_type, untrusted.body)
    return StoredDocument(*names, portal.objects.put(untrusted.body), len(untrusted.body), untrusted.pages, counted)


def _commit(portal: Portal, new: NewApplication) -> Acknowledgement:
    with portal.database.write() as connection:
        if new.findings:
            # First, before rows that refer to the station: two packets of it would wait for each other for ever.
            station_store.lock_station(connection, new.head.station)
            fleet_store.raise_alarm(connection, new.head.station, DISAGREES, new.accepted_at)
        row = packet_store.add_application(connection, new)
        year = new.accepted_at[:4]
        # Last, because whoever takes a number makes the others wait until the commit.
        case = f"M-{year}-{next_number(connection, f'case-{year}'):06d}"
        packet_store.add_case(connection, row, case, new.accepted_at)
        acknowledgement = _acknowledge(portal, new, case)
        packet_store.add_acknowledgement(connection, row, acknowledgement)
    return acknowledgement


def _acknowledge(portal: Portal, new: NewApplication, case: str) -> Acknowledgement:
    statement = AcknowledgementStatement(1, new.head.id, new.head.digest, case, new.accepted_at)
    text = msgspec.json.encode(statement).decode()
    return Acknowledgement(text, sign_text(text, portal.keys.signing))


def _settle_clash(portal: Portal, new: NewApplication, error: IntegrityError) -> Accepted:
    """Two at once: the loser of the race over one packet answers what the winner stored; a real clash is refused."""
    with portal.database.read() as connection:
        earlier = packet_store.find_packet(connection, new.head.station, new.head.id)
        payment = new.application.payment
        clash = packet_store.what_clashes(connection, new.head, payment.id if payment else "")
    if earlier is not None:
        return _again(earlier, new.head)
    if clash is None:
        raise error
    raise RefusalError(clash) from None


def _content(application: WireApplication) -> str:
    parts = {
        "identity": application.identity,
        "answers": application.answers,
        "consent": application.consent,
        "fees": application.fees,
        "signature": application.signature,
        # How many pages each document has, and by whose word a page of it counts in spite of its faults.
        "documents": [
            {"need": item.need, "alternative": item.alternative, "pages": item.pages, "excuses": item.excuses}
            for item in application.attachments
        ],
    }
    return msgspec.json.encode(parts).decode()

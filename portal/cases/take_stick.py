"""Packets that came on a stick: each taken in as if it had come over the line, the signed answer written beside it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from portal.assembly import Portal, stamp
from portal.cases.accept_packet import accept_packet
from portal.refusal import RefusalError
from portal.store import station_store
from shubbak.ports.stick import Stick, StickError
from shubbak.wire.carrying import (
    CARRYING_VERSION,
    MANIFEST,
    MAX_MANIFEST_BYTES,
    CarriedPacket,
    CarriedRefusal,
    CarryingError,
    CarryManifest,
    answer_name,
    packet_name,
    packet_of,
    read_manifest,
    station_of,
    write_acknowledgement,
    write_refusal,
)
from shubbak.wire.packet import MAX_PACKET_BYTES, Acknowledgement, AcknowledgementStatement

#: What is wrong with the packet and not with its sender or this portal: an answer to keep, in the station's drawer.
_PERMANENT = frozenset({400, 409, 413, 422})


@dataclass(frozen=True, slots=True)
class StickLine:
    """One line of the table: the portal's case, or the code why there is none. packet_id: "" for a whole folder.

    answered: whether the signed answer lies on the stick.
    """

    station: str
    packet_id: str
    case: str = ""
    code: str = ""
    answered: bool = False


def take_stick(portal: Portal, stick: Stick) -> Iterator[StickLine]:
    """Take in every station's folder; raises StickError when the stick itself cannot be read.

    Whatever else is on the stick is left alone. A packet counts only when its station's signed list names it with this
    digest: half of one that was copied badly must not get an answer that sends the good one to the drawer.
    """
    for folder in stick.folders():
        station = station_of(folder)
        if station:
            yield from _take_folder(portal, stick, folder, station)


def _take_folder(portal: Portal, stick: Stick, folder: str, station: str) -> Iterator[StickLine]:
    try:
        manifest = _manifest(portal, stick, folder, station)
        listed = {one.id for one in manifest.packets}
        strays = [packet_of(name) for name in stick.names(folder) if packet_of(name) and packet_of(name) not in listed]
    except (StickError, CarryingError, RefusalError) as error:
        yield StickLine(station, "", code=error.code)
        return
    for one in sorted(manifest.packets, key=lambda packet: packet.sequence):
        yield _take_packet(portal, stick, folder, station, one)
    yield from (StickLine(station, stray, code="stick-packet-unlisted") for stray in strays)


def _manifest(portal: Portal, stick: Stick, folder: str, station: str) -> CarryManifest:
    with portal.database.read() as connection:
        enrolled = station_store.find_station(connection, station)
    if enrolled is None:
        raise RefusalError("station-unknown")
    keys = tuple(Ed25519PublicKey.from_public_bytes(base64.b64decode(key)) for key in enrolled.public_keys)
    return read_manifest(stick.read(folder, MANIFEST, MAX_MANIFEST_BYTES), station, keys)


def _take_packet(portal: Portal, stick: Stick, folder: str, station: str, listed: CarriedPacket) -> StickLine:
    try:
        body = stick.read(folder, packet_name(listed.id), MAX_PACKET_BYTES)
        if hashlib.sha256(body).hexdigest() != listed.digest:
            raise CarryingError("stick-packet-changed")
        return _accept(portal, stick, folder, station, listed, body)
    except (StickError, CarryingError) as error:
        return StickLine(station, listed.id, code=error.code)


def _accept(portal: Portal, stick: Stick, folder: str, station: str, listed: CarriedPacket, body: bytes) -> StickLine:
    try:
        accepted = accept_packet(portal, station, listed.id, body)
    except RefusalError as error:
        if error.status not in _PERMANENT:
            return StickLine(station, listed.id, code=error.code)
        refusal = CarriedRefusal(CARRYING_VERSION, listed.id, listed.digest, error.code, stamp(portal.now()))
        answer, line = write_refusal(refusal, portal.keys.signing), StickLine(station, listed.id, code=error.code)
    else:
        answer = write_acknowledgement(accepted.acknowledgement)
        line = StickLine(station, listed.id, case=_case(accepted.acknowledgement))
    try:
        stick.write(folder, answer_name(listed.id), answer)
    except StickError as error:
        # What was decided stands; the answer comes with the next stick, or over the line.
        return dataclasses.replace(line, code=line.code or error.code)
    return dataclasses.replace(line, answered=True)


def _case(acknowledgement: Acknowledgement) -> str:
    return msgspec.json.decode(acknowledgement.statement, type=AcknowledgementStatement).case

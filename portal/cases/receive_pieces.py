"""Packets in pieces: an offer says what will come, pieces come in any order, and the last offer stores the packet."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.assembly import Portal, stamp
from portal.cases.accept_packet import accept_packet, is_packet_id
from portal.cases.station_code import is_station_code
from portal.refusal import RefusalError
from portal.store import packet_store, upload_store
from portal.store.upload_store import Upload
from shubbak.wire.packet import MAX_PACKET_BYTES
from shubbak.wire.seal import digest
from shubbak.wire.upload import UPLOAD_VERSION, PieceKept, UploadOffer, UploadState, chunk_count

MIN_CHUNK_BYTES = 4 * 1024
MAX_CHUNK_BYTES = 1024 * 1024
#: A station sends one packet at a time; with those that it carries for others these are plenty. The oldest gives way.
UPLOADS_PER_STATION = 8
#: A station asks again within the hour while it lives; what nobody asked about for so long is given up.
ABANDONED_AFTER = timedelta(days=14)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def offer_upload(portal: Portal, station: str, untrusted_id: str, untrusted: UploadOffer) -> UploadState:
    """Answer what is missing; with nothing missing, store the packet and answer its acknowledgement.

    A packet that is stored already is answered at once: its station has not heard the acknowledgement. Raises
    RefusalError, also all of `accept_packet`; then the pieces are gone, because the same ones would be refused again.
    """
    upload = _checked(station, untrusted_id, untrusted)
    with portal.database.write() as connection:
        stored = packet_store.find_packet(connection, station, untrusted_id)
        if stored is not None:
            upload_store.drop_upload(connection, station, untrusted_id)
            return UploadState([], stored.acknowledgement)
        if upload_store.find_upload(connection, station, untrusted_id) != upload:
            _begin(portal, connection, station, untrusted_id, upload)
        here = upload_store.piece_numbers(connection, station, untrusted_id)
    missing = [number for number in range(chunk_count(upload.size, upload.chunk_bytes)) if number not in here]
    return UploadState(missing) if missing else _store(portal, station, untrusted_id, upload)


def keep_piece(portal: Portal, station: str, packet_id: str, untrusted_number: str, untrusted_body: bytes) -> PieceKept:
    """Keep one piece whose own digest was checked; any number of times. Raises RefusalError upload-unknown or
    piece-number or piece-size.
    """
    if not is_packet_id(packet_id):
        raise RefusalError("upload-unknown")
    try:
        with portal.database.write() as connection:
            upload = upload_store.find_upload(connection, station, packet_id)
            if upload is None:
                raise RefusalError("upload-unknown")
            number = _checked_piece(upload, untrusted_number, untrusted_body)
            upload_store.keep_piece(connection, station, packet_id, number, untrusted_body)
    except IntegrityError as error:  # the upload ended between the two
        raise RefusalError("upload-unknown") from error
    return PieceKept(number)


def _checked(station: str, untrusted_id: str, untrusted: UploadOffer) -> Upload:
    if not is_station_code(station) or not is_packet_id(untrusted_id):
        raise RefusalError("packet-misaddressed")
    if untrusted.version != UPLOAD_VERSION or not MIN_CHUNK_BYTES <= untrusted.chunk_bytes <= MAX_CHUNK_BYTES:
        raise RefusalError("upload-shape")
    if untrusted.size > MAX_PACKET_BYTES:
        raise RefusalError("body-too-large")
    if untrusted.size < 1 or not _DIGEST.fullmatch(untrusted.digest):
        raise RefusalError("upload-shape")
    return Upload(untrusted.size, untrusted.digest, untrusted.chunk_bytes)


def _checked_piece(upload: Upload, untrusted_number: str, untrusted_body: bytes) -> int:
    count = chunk_count(upload.size, upload.chunk_bytes)
    if not re.fullmatch(r"0|[1-9][0-9]{0,5}", untrusted_number) or int(untrusted_number) >= count:
        raise RefusalError("piece-number")
    number = int(untrusted_number)
    if len(untrusted_body) != min(upload.chunk_bytes, upload.size - number * upload.chunk_bytes):
        raise RefusalError("piece-size")
    return number


def _begin(portal: Portal, connection: Connection, station: str, packet_id: str, upload: Upload) -> None:
    now = portal.now()
    upload_store.drop_abandoned(connection, stamp(now - ABANDONED_AFTER))
    upload_store.begin_upload(connection, station, packet_id, upload, stamp(now))
    upload_store.drop_oldest(connection, station, UPLOADS_PER_STATION)


def _store(portal: Portal, station: str, packet_id: str, upload: Upload) -> UploadState:
    """Store the packet first and drop its pieces after: a fault between the two costs room, never the packet."""
    with portal.database.read() as connection:
        body = upload_store.assembled(connection, station, packet_id)
    try:
        if len(body) != upload.size or digest(body) != upload.digest:
            raise RefusalError("packet-digest")
        acknowledgement = accept_packet(portal, station, packet_id, body).acknowledgement
    except RefusalError:
        _drop(portal, station, packet_id)
        raise
    _drop(portal, station, packet_id)
    return UploadState([], acknowledgement)


def _drop(portal: Portal, station: str, packet_id: str) -> None:
    with portal.database.write() as connection:
        upload_store.drop_upload(connection, station, packet_id)

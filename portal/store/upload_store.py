"""Rows about packets that arrive in pieces."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.store.tables import UPLOAD_PIECES, UPLOADS


@dataclass(frozen=True, slots=True)
class Upload:
    """An unfinished upload: the packet's size and digest, and the size of each piece but the last."""

    size: int
    digest: str
    chunk_bytes: int


def find_upload(connection: Connection, station: str, packet_id: str) -> Upload | None:
    """Return an unfinished upload, None when there is none."""
    row = connection.execute(
        select(UPLOADS.c.size, UPLOADS.c.digest, UPLOADS.c.chunk_bytes).where(
            UPLOADS.c.station == station, UPLOADS.c.id == packet_id
        )
    ).one_or_none()
    return None if row is None else Upload(row.size, row.digest, row.chunk_bytes)


def begin_upload(connection: Connection, station: str, packet_id: str, upload: Upload, now: str) -> None:
    """Begin an upload in place of an earlier one of that packet."""
    drop_upload(connection, station, packet_id)
    values = {"size": upload.size, "digest": upload.digest, "chunk_bytes": upload.chunk_bytes, "started_at": now}
    connection.execute(insert(UPLOADS).values(station=station, id=packet_id, **values))


def keep_piece(connection: Connection, station: str, packet_id: str, number: int, body: bytes) -> None:
    """Keep a piece; one that is here stays as it is."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(UPLOAD_PIECES).values(station=station, id=packet_id, n=number, body=body)
    connection.execute(statement.on_conflict_do_nothing())


def piece_numbers(connection: Connection, station: str, packet_id: str) -> set[int]:
    """Return the numbers of the pieces that are here."""
    wanted = select(UPLOAD_PIECES.c.n).where(UPLOAD_PIECES.c.station == station, UPLOAD_PIECES.c.id == packet_id)
    return set(connection.execute(wanted).scalars())


def assembled(connection: Connection, station: str, packet_id: str) -> bytes:
    """Return the pieces that are here, in order, as one body."""
    wanted = select(UPLOAD_PIECES.c.body).where(UPLOAD_PIECES.c.station == station, UPLOAD_PIECES.c.id == packet_id)
    return b"".join(connection.execute(wanted.order_by(UPLOAD_PIECES.c.n)).scalars())


def drop_upload(connection: Connection, station: str, packet_id: str) -> None:
    """Remove an upload with its pieces."""
    connection.execute(delete(UPLOADS).where(UPLOADS.c.station == station, UPLOADS.c.id == packet_id))


def drop_abandoned(connection: Connection, before: str) -> None:
    """Remove every upload that began before then."""
    connection.execute(delete(UPLOADS).where(UPLOADS.c.started_at < before))


def drop_oldest(connection: Connection, station: str, keep: int) -> None:
    """Remove a station's oldest uploads until `keep` of them are left."""
    newest = select(UPLOADS.c.id).where(UPLOADS.c.station == station)
    ids = list(connection.execute(newest.order_by(UPLOADS.c.started_at.desc(), UPLOADS.c.id.desc())).scalars())
    for packet_id in ids[keep:]:
        drop_upload(connection, station, packet_id)

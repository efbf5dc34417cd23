"""A packet's sealed bytes in pieces: an upload sends pieces, and a page of the file that fails costs one of them."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from shubbak.adapters.store import tables
from shubbak.wire.upload import CHUNK_BYTES, chunk_count

_chunk = tables.packet_chunk.c


def write_chunks(connection: Connection, packet_id: str, body: bytes) -> None:
    """Write a packet's bytes; an empty body is one empty piece."""
    pieces = (body[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES] for n in range(chunk_count(len(body))))
    rows = [{"packet_id": packet_id, "n": n, "body": piece} for n, piece in enumerate(pieces)]
    connection.execute(insert(tables.packet_chunk), rows)


def read_chunks(connection: Connection, packet_id: str) -> bytes:
    """Return the pieces joined. One that is missing or short shows in the packet's digest, which every sending
    checks first.
    """
    query = select(_chunk.body).where(_chunk.packet_id == packet_id).order_by(_chunk.n)
    return b"".join(connection.execute(query).scalars())


def drop_chunks(connection: Connection, packet_id: str) -> None:
    """Let an acknowledged packet's bytes go; the file itself refuses it for any other."""
    connection.execute(delete(tables.packet_chunk).where(_chunk.packet_id == packet_id))

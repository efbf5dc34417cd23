"""A packet's way to the portal in pieces, so that a line which dies every few hundred kilobytes still brings it there.

A station offers the packet's size and digest; the portal answers with the pieces that it does not have yet; each is put
under its number, in any order, any number of times; the offer that finds nothing missing is answered with the
acknowledgement. What was put before a cut is never put again.
"""

from __future__ import annotations

import msgspec

from shubbak.wire.packet import Acknowledgement

UPLOAD_VERSION = 1
#: 64 KiB: on a line that dies every 300 kB, 0 of 30 whole bodies of 2 MB arrived, and all 30 in pieces of this size.
CHUNK_BYTES = 64 * 1024


class UploadOffer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What will come: the packet's size in bytes, its SHA-256 in hex, and the size of each piece but the last."""

    version: int
    size: int
    digest: str
    chunk_bytes: int


class UploadState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the portal still lacks: piece numbers from 0, ascending; with none missing, its acknowledgement."""

    missing: list[int]
    acknowledgement: Acknowledgement | None = None


class PieceKept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The portal keeps this piece now."""

    n: int


def chunk_count(size: int, chunk_bytes: int = CHUNK_BYTES) -> int:
    """Return how many pieces `size` bytes make; an empty body makes one."""
    return max(1, -(-size // chunk_bytes))

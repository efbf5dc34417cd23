"""What a station says to its image process and hears from it: framed MessagePack over two pipes.

A frame is its length in four bytes, the most significant first, and the message. Both ends are of one release.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

from shubbak.domain.page import Page

#: Longer than any image that is looked at (images.LARGEST_BYTES), with a document's pages beside it.
LARGEST_FRAME = 400_000_000
_LENGTH = struct.Struct(">I")


class Errand(msgspec.Struct, frozen=True):
    """One thing to do. verb: read, cards, take, portrait, face, pack, bind or codes. today: ISO 8601, for the centuries
    of a zone. kind: the kind of document a page is judged as.
    """

    verb: str
    today: str = ""
    kind: str = ""
    untrusted_body: bytes = b""
    pages: tuple[Page, ...] = ()

    def __repr__(self) -> str:
        return f"Errand({self.verb}, {len(self.untrusted_body)} bytes)"


def read_frame(pipe: BinaryIO) -> bytes:
    """Return one message, b"" when the other end is gone; raises ValueError for a length that no message has."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    if length > LARGEST_FRAME:
        raise ValueError("no message is as long as that")
    body = pipe.read(length)
    return body if len(body) == length else b""

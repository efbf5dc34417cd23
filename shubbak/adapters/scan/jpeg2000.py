"""A portrait in JPEG 2000, as most passports carry it: measured in its codestream before anything is decoded."""

from __future__ import annotations

import io
import struct

import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.images import SMALLEST_SIDE
from shubbak.domain.problem import Problem

#: Portraits on chips have 12 to 20 kB, and about 480 by 640 pixels.
_LARGEST_BYTES = 1_000_000
_LONGEST_SIDE = 2_400
_MOST_TILES = 64
_MOST_COMPONENTS, _MOST_BITS = 4, 8
_SIGNATURE = bytes.fromhex("0000000C6A5020200D0A870A")
_BEGINS, _ENDS = bytes.fromhex("FF4FFF51"), bytes.fromhex("FFD9")
_SIZE = struct.Struct(">2xHIIIIIIIIH")
_UNREADABLE = Problem("image-unreadable")


def is_jpeg2000(untrusted_picture: bytes) -> bool:
    """Whether it begins as a JP2 file or as a bare codestream."""
    return untrusted_picture.startswith((_SIGNATURE, _BEGINS))


def decode_portrait(untrusted_picture: bytes) -> Gray | Problem:
    """Return it in colour, as OpenCV orders it.

    Problems: image-too-large beyond 1 MB, 2,400 pixels a side or 64 tiles (a codestream of 100 bytes may claim four
    thousand million of them); image-unreadable for what is cut, has more than four components or more than eight bits.
    """
    if len(untrusted_picture) > _LARGEST_BYTES:
        return Problem("image-too-large")
    stream = _codestream(untrusted_picture)
    problem = _UNREADABLE if stream is None else _measured(stream)
    return problem or _decoded(untrusted_picture)


def _codestream(body: bytes) -> bytes | None:
    """Return the bare codestream, which stands in the first box of its name (ISO/IEC 15444-1, I.4); None where its end
    is missing: the decoder would make a picture of the half that came.
    """
    place = 0
    while body.startswith(_SIGNATURE):
        head = body[place : place + 8]
        length = int.from_bytes(head[:4], "big") or len(body) - place
        if len(head) < 8 or length < 8 or place + length > len(body):  # lengths beyond four bytes are no portrait's
            return None
        if head[4:] == b"jp2c":
            body = body[place + 8 : place + length]
            break
        place += length
    return body if body.startswith(_BEGINS) and body.rstrip(b"\0").endswith(_ENDS) else None


def _measured(stream: bytes) -> Problem | None:
    """Judge what the marker SIZ says (ISO/IEC 15444-1, A.5.1)."""
    try:
        _, right, low, left, high, wide, tall, begin, top, count = _SIZE.unpack_from(stream, 4)
        bits = [(each & 0x7F) + 1 for (each,) in struct.iter_unpack("B2x", stream[42 : 42 + 3 * count])]
    except struct.error:
        return _UNREADABLE
    if not (1 <= count <= _MOST_COMPONENTS and len(bits) == count and max(bits) <= _MOST_BITS and wide and tall):
        return _UNREADABLE
    if min(right - left, low - high) < SMALLEST_SIDE:
        return _UNREADABLE
    tiles = -(-(right - begin) // wide) * -(-(low - top) // tall)
    too_large = max(right, low) > _LONGEST_SIDE or tiles > _MOST_TILES
    return Problem("image-too-large") if too_large else None


def _decoded(body: bytes) -> Gray | Problem:
    from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

    try:
        picture = Jpeg2KImageFile(io.BytesIO(body))
        if max(picture.size) > _LONGEST_SIDE:  # the wrapping says a size of its own
            return Problem("image-too-large")
        colour = np.asarray(picture.convert("RGB"), np.uint8)
    except (OSError, SyntaxError, ValueError):
        return _UNREADABLE
    return np.ascontiguousarray(colour[:, :, ::-1])

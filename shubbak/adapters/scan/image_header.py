"""How large an image says it is, read from its first bytes before anything is decoded."""

from __future__ import annotations

import re
import struct

LARGEST_PIXELS = 60_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
#: A comment ends where the decoder lets it end, or a size that is none would be measured.
_GAP = rb"(?:\s|#[^\r\n]*[\r\n])+"
_PNM = re.compile(rb"P[1-6]" + _GAP + rb"(\d{1,9})" + _GAP + rb"(\d{1,9})\s")
#: More than any writer makes before a picture's frame: what goes on beyond is there to keep its reader busy.
_MOST_SEGMENTS = 2000
_WITHOUT_LENGTH = frozenset((0x01, *range(0xD0, 0xD9)))
_FRAME_STARTS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def dimensions(untrusted_body: bytes) -> tuple[int, int] | None:
    """Return (width, height) in pixels of a PNG, JPEG, PNM, BMP, WebP or TIFF, or None for anything else, a broken
    header and a file whose end is missing.
    """
    try:
        return _measure(untrusted_body)
    except (struct.error, IndexError):
        return None


def _measure(body: bytes) -> tuple[int, int] | None:
    if body.startswith(_PNG):
        return _png(body)
    if body.startswith(b"\xff\xd8\xff"):
        return _jpeg(body)
    if body.startswith(b"BM"):
        width, height = struct.unpack_from("<ii", body, 18)
        return abs(width), abs(height)
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return _webp(body)
    if body[:4] in (b"II*\0", b"MM\0*"):
        return _tiff(body)
    found = _PNM.match(body[:4096])
    return (int(found[1]), int(found[2])) if found else None


def _png(body: bytes) -> tuple[int, int] | None:
    """A PNG without its last chunk would make the decoder complain aloud and return part of an image."""
    if b"IEND" not in body[-64:]:
        return None
    width, height = struct.unpack_from(">II", body, 16)
    return width, height


def _jpeg(body: bytes) -> tuple[int, int] | None:
    """Walk the segments up to the first frame header (ITU T.81, B.1)."""
    place = 2
    for _ in range(_MOST_SEGMENTS):
        if body[place] != 0xFF:
            return None
        marker = body[place + 1]
        if not marker:
            return None  # no segment: a decoder looks for the next one inside what would be taken for its length
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            place += 1 if marker == 0xFF else 2
        elif marker in _FRAME_STARTS:
            height, width = struct.unpack_from(">HH", body, place + 5)
            return width, height
        else:
            place += 2 + int(struct.unpack_from(">H", body, place + 2)[0])
    return None


def _webp(body: bytes) -> tuple[int, int] | None:
    form = body[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(body[24:27], "little"), 1 + int.from_bytes(body[27:30], "little")
    if form == b"VP8L":
        bits = int.from_bytes(body[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _tiff(body: bytes) -> tuple[int, int] | None:
    """Read tags 256 and 257 of the first directory; one image is all the decoder takes too."""
    order = "<" if body[:2] == b"II" else ">"
    start = struct.unpack_from(order + "I", body, 4)[0]
    sizes: dict[int, int] = {}
    for index in range(struct.unpack_from(order + "H", body, start)[0]):
        entry = start + 2 + 12 * index
        tag, kind, count = struct.unpack_from(order + "HHI", body, entry)
        if tag in (256, 257):
            if tag in sizes or kind not in (3, 4) or count != 1:
                return None  # which of two sizes a decoder believes, nobody knows; other kinds stand elsewhere
            sizes[tag] = int(struct.unpack_from(order + ("H" if kind == 3 else "I"), body, entry + 8)[0])
    return (sizes[256], sizes[257]) if len(sizes) == 2 else None

"""What kind of page some bytes are, whether their end is there, and how large the picture says it is.

Nothing is decoded: these are the looks that tell a page from an error message and a whole one from a half.
"""

from __future__ import annotations

import re
import struct

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
#: One sign of a gap at a time: a gap that could be read in two ways would take time without end where it ends badly.
_NUMBER = rb"(?:(?:\s|#[^\r\n]*[\r\n])+\d{1,9})"
_PNM = re.compile(rb"P(?P<head>4" + _NUMBER + rb"{2}|[56]" + _NUMBER + rb"{3})\s")
_WITHOUT_LENGTH = frozenset((0x01, *range(0xD0, 0xD9)))
_PNM_TYPES = {b"4": "image/x-portable-bitmap", b"5": "image/x-portable-graymap", b"6": "image/x-portable-pixmap"}
#: Some devices fill up after a JPEG's or PDF's end mark: so much of the end is looked at.
_TAIL = 2048
#: More than any writer makes: what goes on beyond is there to keep its reader busy.
_MOST_SEGMENTS, _MOST_DIRECTORIES, _MOST_STRIPS = 2000, 200, 20_000


def media_type(untrusted_body: bytes) -> str:
    """Return the media type by the first bytes, "" for what is no page: PNG, JPEG, binary PNM, TIFF and PDF are."""
    if untrusted_body.startswith(_PNG):
        return "image/png"
    if untrusted_body.startswith(_JPEG):
        return "image/jpeg"
    if untrusted_body[:4] in (b"II*\0", b"MM\0*"):
        return "image/tiff"
    if untrusted_body.startswith(b"%PDF-"):
        return "application/pdf"
    found = _PNM.match(untrusted_body[:512])
    return _PNM_TYPES[found["head"][:1]] if found else ""


def is_whole(untrusted_body: bytes) -> bool:
    """Whether the page's end is there, by its own format's rules; False for what is no page."""
    match media_type(untrusted_body):
        case "image/png":
            return untrusted_body.endswith(b"IEND\xaeB`\x82")
        case "image/jpeg":
            return b"\xff\xd9" in untrusted_body[-_TAIL:]
        case "application/pdf":
            return b"%%EOF" in untrusted_body[-_TAIL:]
        case "image/tiff":
            return _tiff_is_whole(untrusted_body)
        case "":
            return False
    return len(untrusted_body) == pnm_length(untrusted_body)


def pnm_length(untrusted_start: bytes) -> int | None:
    """Return how many bytes a binary PNM will have in all, by its head; None while the head is not whole or is none.

    More than 8 bits a sample are told by a largest value above 255.
    """
    found = _PNM.match(untrusted_start[:512])
    if not found:
        return None
    width, height, *largest = _numbers(found)
    wide = 2 if largest and largest[0] > 255 else 1
    row = {b"4": (width + 7) // 8, b"5": width * wide, b"6": width * 3 * wide}[found["head"][:1]]
    return found.end() + row * height


def _numbers(found: re.Match[bytes]) -> list[int]:
    return [int(number) for number in re.sub(rb"#[^\r\n]*[\r\n]", b" ", found["head"][1:]).split()]


def pixels(untrusted_body: bytes) -> tuple[int, int] | None:
    """Return (width, height) of a JPEG, PNG or PNM as its head says, None for others and for a broken head."""
    try:
        match media_type(untrusted_body):
            case "image/png":
                width, height = struct.unpack_from(">II", untrusted_body, 16)
                return width, height
            case "image/jpeg":
                return _jpeg_pixels(untrusted_body)
            case "image/tiff" | "application/pdf" | "":
                return None
    except (struct.error, IndexError):
        return None
    found = _PNM.match(untrusted_body[:512])
    if not found:
        return None
    width, height, *_ = _numbers(found)
    return width, height


def _jpeg_pixels(body: bytes) -> tuple[int, int] | None:
    """Walk the segments to the first frame header (ITU T.81, B.1)."""
    place = 2
    for _ in range(_MOST_SEGMENTS):
        if body[place] != 0xFF:
            return None
        marker = body[place + 1]
        if not marker:
            return None  # no segment: a decoder looks for the next one inside what would be taken for its length
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            place += 1 if marker == 0xFF else 2
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", body, place + 5)
            return width, height
        else:
            place += 2 + int(struct.unpack_from(">H", body, place + 2)[0])
    return None


def _tiff_is_whole(body: bytes) -> bool:
    """Whether every directory and every strip that the first directories name lies within the file (TIFF 6.0, 2)."""
    order = "<" if body.startswith(b"II") else ">"
    try:
        (place,) = struct.unpack_from(order + "I", body, 4)
        for _ in range(_MOST_DIRECTORIES):
            if not place:
                return True
            (count,) = struct.unpack_from(order + "H", body, place)
            if not _strips_are_there(body, order, place + 2, count):
                return False
            (place,) = struct.unpack_from(order + "I", body, place + 2 + 12 * count)
    except struct.error:
        return False
    return False


def _strips_are_there(body: bytes, order: str, place: int, count: int) -> bool:
    """Compare strip offsets (273) and lengths (279) with the file's length; tiles are taken on trust."""
    values: dict[int, tuple[int, ...]] = {}
    for entry in range(min(count, 200)):
        tag, kind, number, at = struct.unpack_from(order + "HHII", body, place + 12 * entry)
        if tag in values:  # each stands once (TIFF 6.0, 2): a crowd of them would be read for minutes
            return False
        if tag in (273, 279) and kind in (3, 4) and number <= _MOST_STRIPS:
            letter, size = ("H", 2) if kind == 3 else ("I", 4)
            where = at if number * size > 4 else place + 12 * entry + 8
            values[tag] = struct.unpack_from(f"{order}{number}{letter}", body, where)
    return all(
        start + length <= len(body) for start, length in zip(values.get(273, ()), values.get(279, ()), strict=False)
    )

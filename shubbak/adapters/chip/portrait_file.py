"""Data group 2: the holder's picture in its three wrappings (Doc 9303-10, 4.7.2; ISO/IEC 19794-5, 5)."""

from __future__ import annotations

from shubbak.adapters.chip import tlv
from shubbak.ports.chip import ChipError, ChipPortrait

_GROUP, _TEMPLATES, _TEMPLATE = 0x75, 0x7F61, 0x7F60
_BLOCKS = (0x5F2E, 0x7F2E)
_RECORD = b"FAC\x00010\x00"
#: Record header, then facial information, then 8 bytes a feature point, then image information.
_RECORD_LENGTH, _FACE_LENGTH, _POINT_LENGTH, _IMAGE_LENGTH = 14, 20, 8, 12
_FACE_BYTES, _POINTS = slice(14, 18), slice(18, 20)
_STARTS = {
    b"\xff\xd8\xff": "image/jpeg",
    bytes.fromhex("0000000C6A5020200D0A870A"): "image/jp2",
    bytes.fromhex("FF4FFF51"): "image/j2k",
}


def portrait(untrusted_group: bytes) -> ChipPortrait | None:
    """Return the first picture, or None when there is none in a form that is known here.

    The newer form of ISO/IEC 39794-5 is not. What the headers say of size and colour is not used: the picture says
    it itself, to whoever decodes it with bounds.
    """
    try:
        templates = tlv.only(untrusted_group, _GROUP).child(_TEMPLATES)
        template = templates.child(_TEMPLATE)
        blocks = [node.value for node in template.children if node.tag in _BLOCKS]
    except ChipError:
        return None
    return _picture(blocks[0]) if blocks else None


def _picture(record: bytes) -> ChipPortrait | None:
    if not record.startswith(_RECORD) or len(record) < _RECORD_LENGTH + _FACE_LENGTH + _IMAGE_LENGTH:
        return None
    points = int.from_bytes(record[_POINTS], "big")
    begins = _RECORD_LENGTH + _FACE_LENGTH + points * _POINT_LENGTH + _IMAGE_LENGTH
    ends = _RECORD_LENGTH + int.from_bytes(record[_FACE_BYTES], "big")
    body = record[begins:ends]
    kind = next((kind for start, kind in _STARTS.items() if body.startswith(start)), "")
    return ChipPortrait(body, kind) if kind else None

"""Data group 1: the machine-readable zone once more, as the chip has it (Doc 9303-10, 4.7.1)."""

from __future__ import annotations

from shubbak.adapters.chip import tlv
from shubbak.domain.mrz_zone import LINE_LENGTHS
from shubbak.ports.chip import ChipError

_GROUP, _ZONE = 0x61, 0x5F1F
_SHAPES = {sum(lengths): lengths for lengths in LINE_LENGTHS.values()}


def zone_lines(untrusted_group: bytes) -> tuple[str, ...]:
    """Return the zone's lines, not judged; raises ChipError when the file holds no text of a zone's length."""
    value = tlv.only(untrusted_group, _GROUP).child(_ZONE).value
    lengths = _SHAPES.get(len(value), ())
    if not lengths or not value.isascii():
        raise ChipError("chip-broken")
    text = value.decode("ascii")
    width = lengths[0]
    return tuple(text[start : start + width] for start in range(0, len(text), width))

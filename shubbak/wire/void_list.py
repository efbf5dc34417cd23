"""The void list: one bit a number, so that a receipt or licence of another day can be refused without the portal.

Of each station and year the bits stand from number 1 up to the highest that is void, rounded up to a byte, one range
behind the other, and all of them deflated (RFC 1951): a million receipts, one in a thousand void, take 2.2 kB. What the
municipality issued stands under its series behind a colon, which no station's code has; programs of before skip it.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

import msgspec

from shubbak.domain.output_number import OutputNumber
from shubbak.domain.receipt import ReceiptNumber
from shubbak.wire.warranted import ListError, Number, Trust, Warranted, check_warranted, instant

MOST_RANGES = 50_000
#: A station gives fewer receipts a year than this many.
HIGHEST_NUMBER = 16_000_000
#: Inflated; more than this is somebody's bomb.
MOST_BYTES = 16 * 1024 * 1024
#: The longest answer that is read.
LONGEST_VOID_LIST = 16 * 1024 * 1024


class VoidRange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The receipts of a station, or the outputs of a series, in a year, from 1 to `highest`."""

    station: Annotated[str, msgspec.Meta(min_length=1, max_length=8)]
    year: Annotated[int, msgspec.Meta(ge=1, le=9999)]
    highest: Annotated[int, msgspec.Meta(ge=1, le=HIGHEST_NUMBER)]


class VoidList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was void when it was issued. void_list: the version, counts up. Times are RFC 3339 UTC. bits: base64."""

    void_list: Number
    issued_at: str
    expires_at: str
    ranges: Annotated[list[VoidRange], msgspec.Meta(max_length=MOST_RANGES)]
    bits: str


@dataclass(frozen=True, slots=True)
class Voids:
    """A void list that was checked and unfolded."""

    version: int
    issued_at: datetime
    expires_at: datetime
    _begins: dict[tuple[str, int], tuple[int, int]] = field(repr=False)
    _bits: bytes = field(repr=False)

    def holds(self, number: ReceiptNumber) -> bool:
        """Whether a receipt was void when the list was issued."""
        begin, highest = self._begins.get((number.station, number.year), (0, 0))
        place = number.sequence - 1
        return 0 <= place < highest and bool(self._bits[begin + place // 8] >> place % 8 & 1)

    def holds_output(self, number: OutputNumber) -> bool:
        """Whether a licence, permit, certificate or report was void when the list was issued."""
        return self.holds(listed_as(number))


def listed_as(number: OutputNumber) -> ReceiptNumber:
    """Return the place of an output in the list, among the receipts of a station that there is not."""
    return ReceiptNumber(f":{number.series}", number.year, number.sequence)


def pack_voids(numbers: Iterable[ReceiptNumber]) -> tuple[list[VoidRange], str]:
    """Return ranges and bits of a list of void receipts; raises ValueError for a number beyond all receipts."""
    by_range: dict[tuple[str, int], list[int]] = {}
    for number in numbers:
        if not 1 <= number.sequence <= HIGHEST_NUMBER:
            raise ValueError("a receipt number beyond all receipts")
        by_range.setdefault((number.station, number.year), []).append(number.sequence)
    ranges, bits = [], bytearray()
    for (station, year), sequences in sorted(by_range.items()):
        highest = max(sequences)
        own = bytearray((highest + 7) // 8)
        for sequence in sequences:
            own[(sequence - 1) // 8] |= 1 << (sequence - 1) % 8
        ranges.append(VoidRange(station, year, highest))
        bits += own
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return ranges, base64.b64encode(packer.compress(bytes(bits)) + packer.flush()).decode()


def open_void_list(untrusted: Warranted, trust: Trust, *, floor: int = 0) -> tuple[Voids, Trust]:
    """Return the void receipts and what to trust from now on; raises ListError. floor: as in `open_key_set`."""
    said, newer = check_warranted(untrusted, trust, VoidList)
    if newer.warrant == trust.warrant and said.void_list < floor:
        raise ListError("list-older")
    issued_at, expires_at = instant(said.issued_at), instant(said.expires_at)
    if expires_at <= issued_at:
        raise ListError("list-shape")
    begins, size = {}, 0
    for one in said.ranges:
        begins[one.station, one.year] = (size, one.highest)
        size += (one.highest + 7) // 8
    if len(begins) != len(said.ranges) or size > MOST_BYTES:
        raise ListError("list-shape")
    return Voids(said.void_list, issued_at, expires_at, begins, _inflated(said.bits, size)), newer


def _inflated(untrusted_bits: str, size: int) -> bytes:
    """Unfold exactly `size` bytes and never more than one beyond them, however small the text that promises more."""
    unpacker = zlib.decompressobj(-15)
    try:
        bits = unpacker.decompress(base64.b64decode(untrusted_bits, validate=True), size + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise ListError("list-shape") from error
    if len(bits) != size or not unpacker.eof or unpacker.unused_data or unpacker.unconsumed_tail:
        raise ListError("list-shape")
    return bits

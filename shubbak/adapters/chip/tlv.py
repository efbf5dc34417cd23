"""Tag, length and value as chips and certificates write them (ISO/IEC 7816-4, 5.2.2; X.690), read strictly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from shubbak.ports.chip import ChipError

Parsed = TypeVar("Parsed")
_LONGEST_TAG = 3
_LONGEST_LENGTH = 3
_MOST_NODES = 4096


@dataclass(frozen=True, slots=True, repr=False)
class Node:
    """One tag with its value; `raw` is both as they were written, with the length between."""

    tag: int
    value: bytes
    raw: bytes

    @property
    def children(self) -> tuple[Node, ...]:
        """Return what the value is made of; raises ChipError."""
        return parse(self.value)

    def child(self, tag: int) -> Node:
        """Return the first node of this tag inside; raises ChipError when there is none."""
        return first(self.value, tag)


def strict(parser: Callable[[bytes], Parsed]) -> Callable[[bytes], Parsed]:
    """Have a parser that misses a part where one should stand raise ChipError for it."""

    @wraps(parser)
    def parse_strictly(untrusted: bytes) -> Parsed:
        try:
            return parser(untrusted)
        except (IndexError, ValueError) as error:
            raise ChipError("chip-broken") from error

    return parse_strictly


def encode(tag: int, value: bytes) -> bytes:
    """Return tag, shortest length and value."""
    length = len(value)
    if length < 0x80:
        written = bytes([length])
    else:
        octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
        written = bytes([0x80 | len(octets)]) + octets
    return tag.to_bytes(max(1, (tag.bit_length() + 7) // 8), "big") + written + value


def header(untrusted_start: bytes) -> tuple[int, int, int]:
    """Return the tag, the number of bytes before the value, and the value's length, from the first bytes of a node.

    Raises ChipError for a header that is cut, open-ended or longer than any chip needs (16 million bytes).
    """
    try:
        place = _end_of_tag(untrusted_start)
        tag = int.from_bytes(untrusted_start[:place], "big")
        length = untrusted_start[place]
        place += 1
        if length >= 0x80:
            count = length & 0x7F
            if not 0 < count <= _LONGEST_LENGTH or len(untrusted_start) < place + count:
                raise ChipError("chip-broken")
            length = int.from_bytes(untrusted_start[place : place + count], "big")
            place += count
    except IndexError as error:
        raise ChipError("chip-broken") from error
    return tag, place, length


def _end_of_tag(start: bytes) -> int:
    if start[0] & 0x1F != 0x1F:
        return 1
    place = 1
    while start[place] & 0x80:
        place += 1
        if place >= _LONGEST_TAG:
            raise ChipError("chip-broken")
    return place + 1


def parse(untrusted: bytes) -> tuple[Node, ...]:
    """Return the nodes that stand one after another, not looking into them; raises ChipError unless they fill it."""
    nodes: list[Node] = []
    place = 0
    while place < len(untrusted):
        tag, begins, length = header(untrusted[place : place + _LONGEST_TAG + _LONGEST_LENGTH + 1])
        value = untrusted[place + begins : place + begins + length]
        if len(value) != length or len(nodes) == _MOST_NODES:
            raise ChipError("chip-broken")
        nodes.append(Node(tag, value, untrusted[place : place + begins + length]))
        place += begins + length
    return tuple(nodes)


def only(untrusted: bytes, tag: int) -> Node:
    """Return the one node that is all there is; raises ChipError when it is another or has company."""
    nodes = parse(untrusted)
    if len(nodes) != 1 or nodes[0].tag != tag:
        raise ChipError("chip-broken")
    return nodes[0]


def first(untrusted: bytes, tag: int) -> Node:
    """Return the first node of a tag; raises ChipError when there is none."""
    for node in parse(untrusted):
        if node.tag == tag:
            return node
    raise ChipError("chip-broken")

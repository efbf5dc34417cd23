"""IPP messages (RFC 8010) as far as printing a PDF needs them: written by us, and read strictly and with bounds."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

#: Longest answer that is read at all; one about a printer's state has a few hundred bytes.
MOST_BYTES = 64_000
_MOST_VALUES = 2_000
_END, _OPERATION, _JOB = 0x03, 0x01, 0x02
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_COLLECTION, _COLLECTION_END = 0x34, 0x37
_TEXTS = frozenset((0x41, 0x42, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49))
_TAGS = {"text": 0x41, "name": 0x42, "keyword": 0x44, "uri": 0x45, "charset": 0x47, "language": 0x48, "mime": 0x49}

Value = int | str
Attributes = dict[str, tuple[Value, ...]]


class IppGibberish(ValueError):
    """What came is no IPP message."""


@dataclass(frozen=True, slots=True)
class Given:
    """One attribute to send. kind: a name of `_TAGS`, "integer" or "boolean"."""

    name: str
    kind: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class IppAnswer:
    """What came back: a status of RFC 8011 (below 0x0100 is success), and attributes by name.

    jobs: those of each job by itself, where several were asked for; `untrusted` holds those of all groups.
    """

    status: int
    untrusted: Attributes = field(repr=False)
    jobs: tuple[IppAnswer, ...] = field(default=(), repr=False)

    def number(self, name: str) -> int | None:
        """Return the first number under this name, or None."""
        return next((value for value in self.untrusted.get(name, ()) if isinstance(value, int)), None)

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(value for value in self.untrusted.get(name, ()) if isinstance(value, str))


def request(operation: int, number: int, uri: str, more: Iterable[Given], job: Iterable[Given] = ()) -> bytes:
    """Write a request of IPP/2.0 whose head names the printer; the document follows behind it, if there is one."""
    head = (
        Given("attributes-charset", "charset", ("utf-8",)),
        Given("attributes-natural-language", "language", ("en",)),
        Given("printer-uri", "uri", (uri,)),
        Given("requesting-user-name", "name", ("shubbak",)),
    )
    body = struct.pack(">BBHIB", 2, 0, operation, number, _OPERATION) + b"".join(map(_attribute, (*head, *more)))
    about_job = b"".join(map(_attribute, job))
    return body + (bytes([_JOB]) + about_job if about_job else b"") + bytes([_END])


def _attribute(given: Given) -> bytes:
    name, parts = given.name.encode(), []
    for value in given.values:
        tag, body = _value(given.kind, value)
        parts.append(struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(body)) + body)
        name = b""
    return b"".join(parts)


def _value(kind: str, value: Value) -> tuple[int, bytes]:
    if kind == "integer":
        return _INTEGER, struct.pack(">i", value)
    if kind == "boolean":
        return _BOOLEAN, struct.pack(">?", value)
    return _TAGS[kind], str(value).encode()


def read_answer(untrusted_body: bytes, number: int) -> IppAnswer:
    """Read an answer to request `number`; raises IppGibberish. Collections and unknown kinds of values are left out."""
    try:
        _major, _minor, status, answered = struct.unpack_from(">BBHI", untrusted_body)
        if answered != number or len(untrusted_body) > MOST_BYTES:
            raise IppGibberish("head")
        groups = _groups(untrusted_body)
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise IppGibberish("cut short") from error
    jobs = tuple(IppAnswer(status, found) for tag, found in groups if tag == _JOB)
    return IppAnswer(status, {name: values for _, found in groups for name, values in found.items()}, jobs)


def _groups(body: bytes) -> list[tuple[int, Attributes]]:
    """Return the groups with their tags, in their order."""
    groups: list[tuple[int, Attributes]] = []
    place, name, depth = 8, "", 0
    for _ in range(_MOST_VALUES):
        tag = body[place]
        place += 1
        if tag == _END:
            return groups
        if tag < 0x10:
            groups.append((tag, {}))
            continue
        called, place = _piece(body, place)
        content, place = _piece(body, place)
        name = called.decode() or name
        depth += (tag == _COLLECTION) - (tag == _COLLECTION_END)
        value = None if depth or not name else _read(tag, content)
        if value is not None:
            found = groups[-1][1]
            found[name] = (*found.get(name, ()), value)
    raise IppGibberish("too many values")


def _piece(body: bytes, place: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", body, place)
    end = place + 2 + length
    if end > len(body):
        raise IppGibberish("cut short")
    return body[place + 2 : end], end


def _read(tag: int, content: bytes) -> Value | None:
    if tag in (_INTEGER, _ENUM):
        return int(struct.unpack(">i", content)[0])
    if tag == _BOOLEAN:
        return int(struct.unpack(">?", content)[0])
    return content.decode() if tag in _TEXTS else None

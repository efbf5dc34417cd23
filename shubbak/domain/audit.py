"""The audit trail: events that each carry the digest of all before them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: What stands before the first event.
START = bytes(32)


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One event. `number` counts from 1 without gaps; `at` is RFC 3339 UTC text; `subject` a packet's, payment's or
    operator's id and `detail` a code: never a word of a person. `link` closes the chain up to here.
    """

    number: int
    at: str
    kind: str
    subject: str
    detail: str
    link: bytes


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest event's number and link; 0 and START before the first."""

    number: int = 0
    link: bytes = START


def link(before: bytes, number: int, at: str, kind: str, subject: str, detail: str) -> bytes:
    """Return SHA-256 over the previous link and the event's fields, each with its length before it, so that no text
    can move from one field into the next unseen.
    """
    parts = (str(number), at, kind, subject, detail)
    body = b"".join(len(part).to_bytes(4) + part for part in (text.encode() for text in parts))
    return hashlib.sha256(before + body).digest()


def first_break(events: Iterable[AuditEvent], start: AuditHead, anchors: Mapping[int, bytes]) -> int | None:
    """Return the number at which a trail stops being what it was, or None when it holds.

    start: the head before the first of `events`. anchors: links that the portal has by number; one that the trail does
    not reach is broken at its own number: the tail was cut.
    """
    head = start
    for event in events:
        expected = link(head.link, event.number, event.at, event.kind, event.subject, event.detail)
        if event.number != head.number + 1 or event.link != expected:
            return head.number + 1
        if anchors.get(event.number, event.link) != event.link:
            return event.number
        head = AuditHead(event.number, event.link)
    return min((number for number in anchors if number > head.number), default=None)

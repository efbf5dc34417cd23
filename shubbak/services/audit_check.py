"""Walk an audit trail, in the station's store or in an auditor's file, and say whether it is what it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.domain.audit import AuditEvent, AuditHead, first_break
from shubbak.ports.audit import AuditTrail
from shubbak.wire.audit_export import AuditExportError, read_event, read_head

_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """What a walk found.

    head: the last event that is there. broken_at: the number from which on the trail is not what it was, None when it
    holds; above the head's number, what is missing was cut off the end. vouched: the highest number up to which
    somebody outside the trail (the portal's anchors, the station's signature) vouches for it: behind that, a trail that
    was written anew as a whole cannot be told from the first.
    """

    head: AuditHead
    broken_at: int | None
    vouched: int

    @property
    def holds(self) -> bool:
        return self.broken_at is None

    @property
    def cut(self) -> bool:
        """Whether events that were vouched for are gone from the end."""
        return self.broken_at is not None and self.broken_at > self.head.number


def all_events(trail: AuditTrail, after: int = 0) -> Iterator[AuditEvent]:
    """Yield a trail's events behind a number, oldest first, some thousands at a time; raises StoreError."""
    while events := trail.audit_events(after, _PAGE):
        yield from events
        after = events[-1].number


def check_events(events: Iterable[AuditEvent], anchors: Mapping[int, bytes]) -> AuditVerdict:
    """Check events from the first on against their own links and the anchors."""
    walk = _Walk(events)
    broken_at = first_break(walk, AuditHead(), anchors)
    return AuditVerdict(walk.head, broken_at, max(anchors, default=0))


def check_trail(trail: AuditTrail, anchors: Mapping[int, bytes]) -> AuditVerdict:
    """Check the station's own trail; raises StoreError."""
    return check_events(all_events(trail), anchors)


def check_file(lines: Iterable[bytes], key: Ed25519PublicKey, anchors: Mapping[int, bytes]) -> AuditVerdict:
    """Check an exported trail without the station; raises AuditExportError.

    The head that the station signed counts as an anchor. What lies between the last event and the signature is not in
    question: a head that names another event than the last is a break.
    """
    file = _File(lines)
    events = tuple(file.events())
    head = read_head(file.last, key)
    signed = AuditHead(head.number, bytes.fromhex(head.link))
    verdict = check_events(events, {**anchors, **({signed.number: signed.link} if signed.number else {})})
    if verdict.holds and verdict.head != signed:
        return AuditVerdict(verdict.head, signed.number + 1, signed.number)
    return verdict


class _Walk:
    """Passes events on and remembers the last."""

    def __init__(self, events: Iterable[AuditEvent]) -> None:
        self._events = events
        self.head = AuditHead()

    def __iter__(self) -> Iterator[AuditEvent]:
        for event in self._events:
            self.head = AuditHead(event.number, event.link)
            yield event


class _File:
    """Reads all lines but the last as events, and keeps the last as it is."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = lines
        self.last = b""

    def events(self) -> Iterator[AuditEvent]:
        for line in self._lines:
            if self.last:
                yield read_event(self.last)
            self.last = line
        if not self.last:
            raise AuditExportError("audit-file-headless")

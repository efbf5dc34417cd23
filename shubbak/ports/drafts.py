"""Where a counter keeps the applications that were put aside, until they are submitted, thrown away or too old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DraftLine:
    """What the list shows of one. person: the applicant's name, "" before there is one; it is personal and
    stays between the store and the screen. operator: who put it aside last. size: bytes of its body.
    """

    id: str
    service_id: str
    service_version: int
    operator: str
    person: str
    kept_at: datetime
    size: int


class DraftShelf(Protocol):
    """Every verb is one durable transaction, with its event in it, and raises StoreError.

    `StationStore.submit` lets the draft of its application go in the transaction that keeps the packet.
    """

    def keep_draft(self, line: DraftLine, body: bytes) -> bool:
        """Keep a draft in place of an earlier one of its id; False where the application was submitted before or is
        another counter's by now. It counts as on the screen until `close_draft`.
        """

    def drafts(self) -> tuple[DraftLine, ...]:
        """Return all that are kept, the one that was put aside first at the front."""

    def take_draft(self, draft_id: str) -> bytes | None:
        """Return a draft's body for work on it; it stays kept, so that a cut loses no more than the new work. None
        where there is none. It counts as on the screen, in place of another, until `close_draft`.
        """

    def close_draft(self) -> None:
        """Nothing of a draft is on the screen: each one kept may be handed to another counter. No event."""

    def drop_draft(self, draft_id: str) -> bool:
        """Throw a draft away; False where there is none."""

    def drop_drafts_before(self, limit: datetime) -> int:
        """Throw away what was put aside before a moment, also what was handed on since; returns how many."""

"""The station's audit trail and the few facts that it keeps about itself, in the same file as its packets."""

from __future__ import annotations

from typing import Protocol

from shubbak.domain.audit import AuditEvent, AuditHead


class AuditTrail(Protocol):
    """Append-only; the store's own verbs write their events inside their transactions. Raises StoreError."""

    def note(self, kind: str, subject: str = "", detail: str = "") -> None:
        """Append one event, durably."""

    def audit_head(self) -> AuditHead:
        """Return the newest event's number and link."""

    def audit_events(self, after: int = 0, limit: int = 1000) -> tuple[AuditEvent, ...]:
        """Return the events behind a number, oldest first."""


class StationFacts(Protocol):
    """Small texts by name that must survive a start, such as the latest time that was ever seen. Raises StoreError."""

    def fact(self, name: str) -> str:
        """Return what was kept, or ""."""

    def keep_fact(self, name: str, value: str) -> None:
        """Keep it durably in place of what was there."""

"""Times as every wire type writes them: RFC 3339, UTC, microseconds."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_text(moment: datetime) -> str:
    """Return an aware time as text such as 2026-03-01T07:30:00.000000Z; one width, so text order is time order."""
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse_moment(untrusted: str) -> datetime:
    """Read an RFC 3339 time as aware UTC; raises ValueError, also for one that names no zone."""
    moment = datetime.fromisoformat(untrusted)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC)

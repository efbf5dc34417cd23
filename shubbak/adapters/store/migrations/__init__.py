"""The station's revisions in their order, imported by name so that a frozen build holds them without data files."""

from __future__ import annotations

from types import ModuleType

#: The newest revision; a file that stands there needs neither the revisions nor Alembic.
HEAD = "0008"


def revisions() -> tuple[ModuleType, ...]:
    """Return every revision, oldest first."""
    from shubbak.adapters.store.migrations import (
        r0001_station,
        r0002_trust,
        r0003_drafts,
        r0004_relay,
        r0005_handing,
        r0006_paper,
        r0007_output,
        r0008_issued,
    )

    return (
        r0001_station,
        r0002_trust,
        r0003_drafts,
        r0004_relay,
        r0005_handing,
        r0006_paper,
        r0007_output,
        r0008_issued,
    )

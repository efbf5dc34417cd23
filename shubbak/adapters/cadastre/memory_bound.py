"""A bound on what an import's process may take: a file that was made to swell ends the import and not the machine."""

from __future__ import annotations

import sys

MOST_BYTES = 4_000_000_000


def bound_memory() -> None:
    """Let this process have so much address space and no more, where the system can; for one that imports and ends."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MOST_BYTES if hard == resource.RLIM_INFINITY else min(MOST_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))

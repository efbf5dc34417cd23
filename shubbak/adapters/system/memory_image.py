"""No picture of this process's memory on any disk: what people typed would be in it."""

from __future__ import annotations

import ctypes
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def forbid_memory_images() -> None:
    """Have a crash leave no core file, and keep other processes of the same user from reading this one's memory.

    The unit says the same (LimitCORE=0); the process says it for itself wherever it is started. Raises OSError.
    """
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    # A core that is piped to a program ignores the limit; this flag it respects.
    if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")

"""No picture of this process's memory on any disk: what people typed would be in it."""

from __future__ import annotations

import ctypes
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_M_MMAP_THRESHOLD = -3  # malloc.h
_LARGE = 32_768


def forbid_memory_images() -> None:
    """Have a crash leave no core file, and keep other processes of the same user from reading this one's memory.
    Freed pages are not kept for later either (`keep_pages_apart`).

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
    keep_pages_apart()


def keep_pages_apart() -> None:
    """Have every large piece of memory lie on its own, so that it is gone once it is freed: a scanned page is one.

    Called once, at the start; glibc would otherwise raise the limit by itself and keep what was freed for later.
    """
    if sys.platform != "linux":
        return
    settle = getattr(ctypes.CDLL(None), "mallopt", None)
    if settle is not None:
        settle(_M_MMAP_THRESHOLD, _LARGE)


def give_back_freed_memory() -> None:
    """Hand what this process has freed back to the kernel, which gives it to nobody unwiped: a visit is over.

    Python frees what nobody refers to and leaves it as it was, for hours. What is still referred to stays, and so do
    scraps of less than a memory page that share one with something alive. About 5 ms; glibc alone knows how.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)

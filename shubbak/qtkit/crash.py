"""A bug is loud in the log, says nothing personal, and leaves the next person a clean screen."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

log = logging.getLogger("shubbak.crash")


def redacted(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the error's kind and its places; never its message, which may hold what a person typed."""
    frames = traceback.extract_tb(trace)[-6:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{kind.__name__} at {places}"


def install(start_again: Callable[[], None]) -> None:
    """Catch what nobody caught: log it redacted, then wipe the visit and go back to the start."""

    def handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("%s", redacted(kind, trace))
        start_again()

    sys.excepthook = handle

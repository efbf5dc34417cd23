"""How long a job may take, and when to tell somebody that it waits for a hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from shubbak.ports.page_printer import PagePrinterError


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a printer may take, in seconds. whole: for a job; hand: until somebody puts paper in; silence: between
    answers while a job goes on; answer: for one answer; look: between two looks at a job; end: until a cancelled job
    has ended.
    """

    whole: float = 300
    hand: float = 90
    silence: float = 30
    answer: float = 5
    look: float = 0.4
    end: float = 10


class Watch:
    """Over one job, from its sending on. tell: told a code when the job begins to wait, and "" when it goes on."""

    def __init__(self, patience: Patience, tell: Callable[[str], None]) -> None:
        self._patience = patience
        self._tell = tell
        self._begun = self._heard = self._moved = time.monotonic()
        self._told = ""
        self._sides = 0

    def saw(self, code: str, sides: int) -> None:
        """Take one look into account; raises PagePrinterError when nobody came, or when the job takes too long."""
        now = self._heard = time.monotonic()
        if code != self._told:
            self._told, self._moved = code, now
            self._tell(code)
        if sides != self._sides:  # an empty tray that this job does not need
            self._sides, self._moved = sides, now
        if code and now - self._moved > self._patience.hand:
            raise PagePrinterError(code)
        if now - self._begun > self._patience.whole:
            raise PagePrinterError("page-printer-slow")

    def unheard(self, error: PagePrinterError) -> None:
        """Take a look that got no answer into account; raises the error when it has been silent for long."""
        if time.monotonic() - self._heard > self._patience.silence:
            raise error

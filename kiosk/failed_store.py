"""A store that failed stays shut until the program starts anew, and at a kiosk nobody is there to start it."""

from __future__ import annotations

import time
from collections.abc import Callable

from shubbak.domain.readiness import Condition

#: Seconds that the failure must have lasted. Longer than what counts as a quick crash: the disk's fault must not have a
#: new release given up.
LASTED = 90.0


class FailedStore:
    """`leave` is called once the store has failed for a while and nobody is at the screen; the service manager starts
    the kiosk again, which then opens the file anew or says that it is out of service.
    """

    def __init__(self, leave: Callable[[], None], now: Callable[[], float] = time.monotonic) -> None:
        self._leave = leave
        self._now = now
        self._since: float | None = None

    def look(self, conditions: tuple[Condition, ...], *, nobody: bool) -> None:
        """Take what the station's last look at itself found."""
        if not any(one.code == "store-failed" for one in conditions):
            self._since = None
            return
        self._since = self._now() if self._since is None else self._since
        if nobody and self._now() - self._since >= LASTED:
            self._leave()

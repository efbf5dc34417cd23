"""How often somebody may guess the code of an application that was put aside, or the document it was begun with."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from datetime import datetime, timedelta

from shubbak.ports.audit import StationFacts
from shubbak.ports.clock import Clock
from shubbak.ports.store import StoreError
from shubbak.wire.moment import moment_text, parse_moment

#: With 40 bits and five guesses in ten minutes, a year of guessing finds one of a hundred drafts once in 40,000 years.
MOST_WRONG, WITHIN = 5, timedelta(minutes=10)
#: The fact under which the times of the last wrong ones are kept: starting the program anew forgets none.
WRONG_TRIES = "resume-tries"


class ResumeTries:
    """Counts wrong tries at one station, in the one thread of its visits.

    A store that fails keeps nobody out: they are counted in memory all the same.
    """

    def __init__(self, clock: Clock, facts: StationFacts) -> None:
        self._clock = clock
        self._facts = facts
        self._wrong: deque[datetime] | None = None

    @property
    def exhausted(self) -> bool:
        """Whether nobody may try at present."""
        now = self._clock.now()
        # What lies further ahead was written by a clock that has since stepped back, and must not lock for ever.
        return sum(abs(now - at) < WITHIN for at in self._times()) >= MOST_WRONG

    def note_wrong(self) -> None:
        """One more code that nothing is kept under, or one more visit that could not show the document for its code."""
        times = self._times()
        times.append(self._clock.now())
        with suppress(StoreError):
            self._facts.keep_fact(WRONG_TRIES, " ".join(map(moment_text, times)))

    def _times(self) -> deque[datetime]:
        """Return the last wrong tries, the oldest first; looked up at the first need, not at the start."""
        if self._wrong is None:
            self._wrong = deque(maxlen=MOST_WRONG)
            with suppress(StoreError, ValueError):
                self._wrong.extend(map(parse_moment, self._facts.fact(WRONG_TRIES).split()))
        return self._wrong

"""How often somebody may guess the code of an application that was put aside."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from shubbak.ports.clock import Clock

#: With 40 bits and five guesses in ten minutes, a year of guessing finds one of a hundred drafts once in 40,000 years.
MOST_WRONG, WITHIN = 5, timedelta(minutes=10)


class ResumeTries:
    """Counts wrong codes at one station, in the one thread of its visits. Starting the program anew forgets them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong: deque[datetime] = deque(maxlen=MOST_WRONG)

    @property
    def exhausted(self) -> bool:
        """Whether nobody may try at present."""
        return len(self._wrong) == MOST_WRONG and self._clock.now() - self._wrong[0] < WITHIN

    def note_wrong(self) -> None:
        """One more code that nothing is kept under."""
        self._wrong.append(self._clock.now())

"""What a person at a camera is told until the picture can be taken, and when the shutter opens by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from shubbak.domain.page import Place


class Advice(StrEnum):
    """One thing to do; its sentence is the screen's. The order is that in which things are said."""

    SHOW = "show"
    MORE_LIGHT = "more-light"
    LESS_LIGHT = "less-light"
    CLOSER = "closer"
    FARTHER = "farther"
    WHOLE = "whole"
    STRAIGHTEN = "straighten"
    TURN_OVER = "turn-over"
    GLARE = "glare"
    HOLD_STILL = "hold-still"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to do about one frame. place: where the card or page is, or what is wrong with it, in shares of it."""

    advice: Advice
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Shutter:
    """Opens by itself once all has been well for a while, and then waits until the card has been taken away.

    still_s: how long all must be well; frames: in how many frames at least. A frame that is not well in between, as
    cameras give when they focus anew, costs the count but is no disaster.
    """

    still_s: float = 0.6
    frames: int = 4
    since: float | None = None
    seen: int = 0
    used: bool = False

    def step(self, guidance: Guidance, now: float) -> tuple[Shutter, bool]:
        """Return the shutter after one frame, and whether the picture is taken now. now: seconds that only rise."""
        if guidance.advice in (Advice.SHOW, Advice.TURN_OVER):
            return replace(self, since=None, seen=0, used=False), False
        if guidance.advice is not Advice.READY or self.used:
            return replace(self, since=None, seen=0), False
        since = now if self.since is None else self.since
        ready = replace(self, since=since, seen=self.seen + 1)
        if now - since >= self.still_s and ready.seen >= self.frames:
            return replace(ready, since=None, seen=0, used=True), True
        return ready, False

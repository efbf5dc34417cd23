"""Which release of the program is started, tried and given up: pure transitions on a small text.

Nothing but the standard library is imported here, because the launcher carries this module into a place where no
release is: staged -> trying -> current, or back to what was there. At a start there is no trial: whoever opens in the
morning gets the release that worked yesterday, and the new one is tried in a lull.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

#: A trial that the power cut ended says nothing about the release; after so many it has had its chances.
CUT_TRIALS = 3
#: So many crashes one after another, each within a minute of its start, and a new release is given up.
QUICK_CRASHES = 3
QUICK_SECONDS = 60.0
#: A release that ran so long in one piece is no longer new.
SETTLED_SECONDS = 3600.0
#: The program's exit status when it makes room for a trial.
MAKE_ROOM = 75


class NoProgramState(ValueError):
    """A text that is no state."""


@dataclass(frozen=True, slots=True)
class ProgramState:
    """current: what a start starts. previous: where a new `current` falls back to, "" once it is no longer new.

    staged: whole on the disk, waiting for a lull. trying: on trial just now; when a start finds it, the trial was cut.
    bad: releases that failed, never tried again.
    """

    current: str
    previous: str = ""
    staged: str = ""
    trying: str = ""
    tries: int = 0
    crashes: int = 0
    bad: tuple[str, ...] = ()

    @property
    def in_use(self) -> frozenset[str]:
        """Releases whose files must stay."""
        return frozenset({self.current, self.previous, self.staged, self.trying} - {""})


def read_state(untrusted: str) -> ProgramState:
    """Read what `state_text` wrote; raises NoProgramState."""
    try:
        found = json.loads(untrusted)
        state = ProgramState(**{**found, "bad": tuple(found["bad"])})
    except (ValueError, TypeError, KeyError) as error:
        raise NoProgramState from error
    texts = (state.current, state.previous, state.staged, state.trying, *state.bad)
    counts = (state.tries, state.crashes)
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(count, int) for count in counts):
        raise NoProgramState
    if not state.current:
        raise NoProgramState
    return state


def state_text(state: ProgramState) -> str:
    """Return the state as JSON."""
    return json.dumps(asdict(state), indent=2)


def stage(state: ProgramState, version: str) -> ProgramState:
    """A release is whole on the disk; one that failed before, or runs, is not tried."""
    if version in (state.current, state.trying, *state.bad):
        return state
    return replace(state, staged=version, tries=0)


def at_start(state: ProgramState) -> ProgramState:
    """The machine was switched on: a trial that was cut counts, and the good release is started."""
    if not state.trying:
        return state
    if state.tries >= CUT_TRIALS:
        return failed(state)
    return replace(state, trying="")


def begin_trial(state: ProgramState) -> ProgramState:
    """In a lull: the staged release is started next. Without one nothing changes."""
    if not state.staged:
        return state
    return replace(state, trying=state.staged, tries=state.tries + 1)


def passed(state: ProgramState) -> ProgramState:
    """The release on trial said that it is well."""
    return replace(state, current=state.trying, previous=state.current, staged="", trying="", tries=0, crashes=0)


def failed(state: ProgramState) -> ProgramState:
    """The release on trial ended, hung or showed nothing: never again."""
    staged = "" if state.staged == state.trying else state.staged
    return replace(state, staged=staged, trying="", tries=0, bad=_with(state.bad, state.trying))


def ended(state: ProgramState, seconds: float, *, crashed: bool) -> ProgramState:
    """The current release ended after so many seconds; a new one that keeps crashing is given up."""
    if seconds >= SETTLED_SECONDS:
        return replace(state, previous="", crashes=0)
    if not crashed or seconds >= QUICK_SECONDS or not state.previous:
        return replace(state, crashes=0)
    if state.crashes + 1 < QUICK_CRASHES:
        return replace(state, crashes=state.crashes + 1)
    bad = _with(state.bad, state.current)
    return replace(state, current=state.previous, previous="", crashes=0, bad=bad)


def _with(bad: tuple[str, ...], version: str) -> tuple[str, ...]:
    return bad if version in bad else (*bad, version)

"""Which release is started, tried and given up, as transitions of one small state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.services.program_update import (
    CUT_TRIALS,
    QUICK_CRASHES,
    SETTLED_SECONDS,
    NoProgramState,
    ProgramState,
    at_start,
    begin_trial,
    ended,
    failed,
    passed,
    read_state,
    stage,
    state_text,
)

OLD = ProgramState("1.0.0")
STAGED = stage(OLD, "1.1.0")


def test_a_start_tries_nothing() -> None:
    assert at_start(STAGED) == STAGED


def test_a_trial_that_passes_takes_over_and_can_still_fall_back() -> None:
    new = passed(begin_trial(STAGED))
    assert (new.current, new.previous, new.staged, new.trying) == ("1.1.0", "1.0.0", "", "")
    assert new.in_use == {"1.1.0", "1.0.0"}


def test_a_trial_that_fails_is_never_tried_again() -> None:
    back = failed(begin_trial(STAGED))
    assert (back.current, back.bad) == ("1.0.0", ("1.1.0",))
    assert stage(back, "1.1.0") == back


def test_a_newer_one_that_came_during_a_trial_waits() -> None:
    assert failed(stage(begin_trial(STAGED), "1.2.0")).staged == "1.2.0"


def test_cut_trials_count() -> None:
    state = STAGED
    for _ in range(CUT_TRIALS - 1):
        state = at_start(begin_trial(state))
        assert (state.staged, state.trying) == ("1.1.0", "")
    assert at_start(begin_trial(state)).bad == ("1.1.0",)


def test_quick_crashes_of_a_new_release_send_it_back() -> None:
    state = passed(begin_trial(STAGED))
    for _ in range(QUICK_CRASHES - 1):
        state = ended(state, 5, crashed=True)
        assert state.current == "1.1.0"
    assert ended(state, 5, crashed=True).current == "1.0.0"
    assert ended(state, 100, crashed=True).crashes == 0


def test_a_settled_release_has_nothing_to_fall_back_to() -> None:
    state = ended(passed(begin_trial(STAGED)), SETTLED_SECONDS, crashed=True)
    for _ in range(9):
        state = ended(state, 1, crashed=True)
    assert (state.current, state.previous) == ("1.1.0", "")


STEPS = st.sampled_from(
    [
        at_start,
        begin_trial,
        lambda state: passed(state) if state.trying else state,
        lambda state: failed(state) if state.trying else state,
        lambda state: ended(state, 3, crashed=True),
        lambda state: ended(state, 9999, crashed=False),
        lambda state: stage(state, "1.1.0"),
        lambda state: stage(state, "1.2.0"),
    ]
)


@given(st.lists(STEPS, max_size=30))
def test_whatever_happens_a_release_that_was_once_good_is_started(steps: list) -> None:
    state, good = OLD, {"1.0.0"}
    for step in steps:
        before, state = state, step(state)
        good |= {state.current} if state.current == before.trying else set()
        assert state.current in good
        assert state.current not in state.bad
        assert state.staged not in state.bad
        assert read_state(state_text(state)) == state


@pytest.mark.parametrize(
    "text",
    ["", "null", "{}", "[1]", '{"current": ""}', '{"current": "1", "bad": [], "odd": 1}', '{"current": 1, "bad": []}'],
)
def test_what_is_no_state_is_not_read(text: str) -> None:
    with pytest.raises(NoProgramState):
        read_state(text)

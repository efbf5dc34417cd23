"""Whatever happens to an application that was put aside, it is a draft or a packet, once, and never both."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.drafts import a_draft
from fakes.office_lan import LanStation
from fakes.portal import FakePortal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shubbak.services.drafts import DraftRefusedError, put_aside, take_up
from shubbak.services.submission import submit_application

NAMES = ("0190a5d2-0000-7000-8000-00000000000a", "0190a5d2-0000-7000-8000-00000000000b")
ACTS = ["put aside", "take up", "submit", "drop", "deliver", "pull"]
STEPS = st.tuples(st.sampled_from(ACTS), st.sampled_from(NAMES))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=30))
def test_one_life_whatever_is_pressed_and_pulled(steps: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        portal, clock = FakePortal(), FakeClock()
        counter = LanStation(Path(folder), portal, "K07", clock)
        kept: dict[str, str] = {}
        submitted: set[str] = set()
        for number, (step, name) in enumerate(steps):
            if step == "put aside":
                try:
                    put_aside(a_draft(name, str(number), clock), clock, counter.store)
                    kept[name] = str(number)
                    assert name not in submitted
                except DraftRefusedError as error:
                    assert (error.code, name in submitted) == ("draft-submitted", True)
            elif step == "take up":
                try:
                    assert take_up(name, counter.store).raw == {"word": kept[name]}
                except DraftRefusedError as error:
                    assert (error.code, name in kept) == ("draft-gone", False)
            elif step == "submit":
                submit_application(an_application(name), clock, counter.store, counter.identity)
                submitted.add(name)
                kept.pop(name, None)
            elif step == "drop":
                assert counter.store.drop_draft(name) is (kept.pop(name, None) is not None)
            elif step == "deliver":
                counter.try_portal()
            else:
                counter.restart()
            assert {line.id for line in counter.store.drafts()} == set(kept)
            assert {item.id for item in counter.store.outbox()} == submitted
        counter.try_portal()
        assert set(portal.stored) == submitted
        counter.store.close()

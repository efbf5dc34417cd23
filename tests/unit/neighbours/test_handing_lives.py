"""Whatever is pressed, lost and pulled between counters, an application put aside has one place and one life."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.drafts import a_draft
from fakes.office_lan import LanStation
from fakes.portal import FakePortal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.store import StoreError
from shubbak.services.drafts import DraftRefusedError, put_aside, take_up
from shubbak.services.handing import OtherCounters
from shubbak.services.submission import submit_application

NAME = "0190a5d2-0000-7000-8000-00000000000a"
CODES = ("K07", "K08", "K09")
ACTS = ["take", "take", "take", "take back", "confirm", "list", "take up", "put aside", "wipe", "submit", "restart"]
FATES = st.sampled_from(["heard", "heard", "call lost", "answer lost", "taken back meanwhile", "wanted meanwhile"])
STEPS = st.tuples(
    st.sampled_from(ACTS), st.sampled_from(CODES), st.sampled_from(CODES), st.lists(FATES, min_size=1, max_size=3)
)


class FatefulWire:
    """A line from one counter to another; each call takes the next fate, and without one it is heard."""

    def __init__(self, office: Office, near: LanStation) -> None:
        self.office, self.near = office, near

    def hello(self) -> bytes:
        return self.near.door.hello()

    def call(self, body: bytes) -> bytes:
        raise AssertionError("no packets go here")

    def hand(self, body: bytes) -> bytes:
        fate = self.office.fates.pop(0) if self.office.fates else "heard"
        if fate == "call lost":
            raise NeighbourError("neighbour-unreachable")
        answer = self.near.door.hand(body)
        if fate == "answer lost":
            raise NeighbourError("neighbour-slow")
        fates, self.office.fates = self.office.fates, []
        if fate == "taken back meanwhile":  # the answer is on its way while the giver asks about it
            self.office.try_to(lambda: self.office.others(self.near).take_back(NAME))
        if fate == "wanted meanwhile":
            third = next(one for one in self.office.counters.values() if one is not self.near)
            self.office.try_to(lambda: self.office.others(third).take(self.near.identity.station, NAME))
        self.office.fates = fates
        return answer


class Office:
    """Three counters with doors to each other and one application."""

    def __init__(self, folder: Path) -> None:
        self.portal, self.clock = FakePortal(), FakeClock()
        self.counters = {code: LanStation(folder, self.portal, code, self.clock) for code in CODES}
        self.fates: list[str] = []
        self.screens: set[str] = set()
        put_aside(a_draft(NAME, "kept", self.clock), self.clock, self.counters["K07"].store)
        self.counters["K07"].store.close_draft()

    def others(self, counter: LanStation) -> OtherCounters:
        return counter.others(*(FatefulWire(self, one) for one in self.counters.values() if one is not counter))

    def try_to(self, act: Callable[[], object]) -> None:
        with contextlib.suppress(NeighbourError, DraftRefusedError):
            act()

    def do(self, act: str, who: str, whom: str) -> None:
        if act == "take":
            whom = self.holder(lambda one: one.store.handed() or one.store.drafts()) or whom
        if act == "take back":
            who = self.holder(lambda one: one.store.handed()) or who
        if act == "take up":
            who = self.holder(lambda one: one.store.drafts()) or who
        counter = self.counters[who]
        others = self.others(counter)
        if act == "take" and who != whom:
            self.try_to(lambda: others.take(whom, NAME))
        elif act == "take back":
            self.try_to(lambda: others.take_back(NAME))
        elif act == "confirm":
            others.settle()
        elif act == "list":
            others.list()
        elif act == "restart":
            self.screens.discard(who)
            counter.restart()
        else:
            self._at_the_screen(act, who, counter)

    def _at_the_screen(self, act: str, who: str, counter: LanStation) -> None:
        here = {line.id for line in counter.store.drafts()}
        if act == "take up":
            try:
                assert take_up(NAME, counter.store).raw == {"word": "kept"}
                self.screens.add(who)
            except DraftRefusedError:
                assert not here
        elif act == "wipe":
            self.screens.discard(who)
            counter.store.close_draft()
        elif act == "put aside" and who in self.screens:
            put_aside(a_draft(NAME, "kept", self.clock), self.clock, counter.store)
        elif act == "submit":  # also where a bug would: a counter that has it neither on its screen nor on its shelf
            packet = NAME in {item.id for item in counter.store.outbox()}
            try:
                submit_application(an_application(NAME), self.clock, counter.store, counter.identity)
                assert here or packet
            except StoreError as error:
                assert error.code == "draft-handed"
                assert who not in self.screens, "an operator never works in vain"
            self.screens.discard(who)
            counter.store.close_draft()

    def holder(self, has: Callable[[LanStation], object]) -> str:
        """Return a counter that has something, as its neighbours' lists would say, or ""."""
        return next((code for code, one in self.counters.items() if has(one)), "")

    def known(self, who: str) -> bool:
        """Whether a counter has ever had it."""
        kinds = ("draft-kept", "draft-received")
        return any(event.kind in kinds for event in self.counters[who].store.audit_events())

    def places(self) -> tuple[int, int]:
        """How many counters may work on it or have its packet, and how many hold anything of it."""
        live = on_the_way = 0
        for counter in self.counters.values():
            store = counter.store
            live += len(store.drafts()) + len(store.outbox())
            on_the_way += len(store.handed())
        return live, live + on_the_way

    def finish(self) -> None:
        """All lines are up again: whoever can be asked for it hands it to a counter that submits it."""
        for counter in self.counters.values():
            counter.store.close_draft()
            self.others(counter).settle()
        for who in CODES:
            self.do("take back", who, who)
        for who in CODES:
            for whom in CODES:
                if not self.places()[0]:
                    self.do("take", who, whom)
        for who, counter in self.counters.items():
            if counter.store.drafts():
                self.do("submit", who, who)
            counter.try_portal()

    def close(self) -> None:
        for counter in self.counters.values():
            counter.store.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=25))
def test_one_counter_at_most_works_on_it_and_it_is_never_nowhere(
    steps: list[tuple[str, str, str, list[str]]],
) -> None:
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        for number, (act, who, whom, fates) in enumerate(steps):
            office.fates = list(fates)
            # Submitting ends the story, so it comes late; a counter that has lost it tries by mistake at any time.
            late, here = number > len(steps) - 4, office.counters[who].store.drafts()
            if act == "submit" and not (late if here else office.known(who)):
                continue
            office.do(act, who, whom)
            office.fates = []
            live, held = office.places()
            assert live <= 1
            assert held >= 1
            for code in office.screens:
                assert office.counters[code].store.drafts(), "what is on a screen stays on its counter"
        office.finish()
        assert list(office.portal.stored) == [NAME]
        assert office.portal.stored[NAME].arrivals == 1
        office.close()

"""A visit's hands at the end: the receipt is owed with the packet's commit, and printed from what is kept of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import paper_samples
import pytest
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.ink import Fate, InkPrinter, InkRenderer
from fakes.portal import FakePortal, enrolled_identity
from fakes.store import FakeStore

from shubbak.domain.paper import PaperState
from shubbak.flow import events as e
from shubbak.flow.effects import Print, Submit
from shubbak.ports.renderer import Code
from shubbak.resources import load_wording
from shubbak.services.kept_sheet import read_sheet
from shubbak.services.scan_effects import Devices
from shubbak.services.visit_effects import VisitEffects

NOTHING: Any = None


class Hands:
    def __init__(self) -> None:
        self.clock, self.store, self.ink = FakeClock(), FakeStore(), list[tuple[str, bool]]()
        self.printer = InkPrinter(self.ink)
        devices = Devices(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, self.printer, InkRenderer())
        self.identity = enrolled_identity(FakePortal())
        self.hands = VisitEffects(devices, self.store, self.clock, self.identity, load_wording(), lambda: None, NOTHING)
        self.application = replace(paper_samples.application(), id=self.clock.new_id())

    def submit(self) -> e.Submitted:
        done = self.hands.perform(Submit(self.application, paper_samples.service()))
        assert isinstance(done, e.Submitted)
        return done

    def print(self) -> e.Event | None:
        done = self.store.packets[self.application.id].receipt
        return self.hands.perform(Print(self.application, paper_samples.service(), done, ""))

    def state(self) -> PaperState:
        (line,) = self.store.papers(self.clock.now() - timedelta(days=1))
        return line.state


def test_what_is_owed_is_all_that_the_paper_needs() -> None:
    hands = Hands()
    done = hands.submit()
    assert hands.state() is PaperState.OWED
    parts = read_sheet(hands.store.kept_paper(hands.application.id) or b"").parts
    assert done.code in [part.text for part in parts if isinstance(part, Code)]


def test_what_is_kept_names_no_person() -> None:
    hands = Hands()
    person = an_application(hands.application.id)
    hands.application = replace(
        person, fees=hands.application.fees, total=hands.application.total, payment=hands.application.payment
    )
    hands.submit()
    kept = (hands.store.kept_paper(person.id) or b"").decode()
    document = person.identity
    assert document is not None
    for secret in (document.number, document.surname, document.given_names, "بقالة النور", "frying"):
        assert secret not in kept


def test_a_full_disk_takes_nothing_and_owes_nothing() -> None:
    hands = Hands()
    hands.store.fail = "store-full"
    assert hands.hands.perform(Submit(hands.application, paper_samples.service())) == e.SubmitFailed("store-full")
    hands.store.fail = ""
    assert hands.store.papers(hands.clock.now()) == ()


@pytest.mark.parametrize(
    ("fate", "said", "left"),
    [
        (Fate.WELL, e.Printed(), PaperState.PRINTED),
        (Fate.REFUSED, e.PrintFailed("printer-paper-out"), PaperState.OWED),
        (Fate.TORN, e.PrintFailed("printer-gone", unsure=True), PaperState.UNSURE),
        (Fate.LAST_ANSWER_LOST, e.PrintFailed("printer-silent", unsure=True), PaperState.UNSURE),
    ],
)
def test_the_visit_hears_whether_paper_may_be_out(fate: Fate, said: e.Event, left: PaperState) -> None:
    hands = Hands()
    hands.submit()
    hands.printer.fate = fate
    assert hands.print() == said
    assert hands.state() is left


def test_a_tap_too_many_prints_nothing() -> None:
    hands = Hands()
    hands.submit()
    assert hands.print() == hands.print() == e.Printed()
    assert len(hands.ink) == 1


def test_what_cannot_be_read_is_said_and_stays() -> None:
    hands = Hands()
    hands.submit()
    hands.store.kept_papers[hands.application.id].body = b"{}"
    assert hands.print() == e.PrintFailed("paper-unreadable")
    assert hands.state() is PaperState.OWED
    del hands.store.kept_papers[hands.application.id]
    assert hands.print() == e.PrintFailed("paper-unknown")

"""The kiosk's receipts by touch: what is owed is printed, a copy only with its reason, and nothing is asked twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from kiosk_stage import KioskStage
from PySide6.QtCore import QPointF
from stage import LANDSCAPE, PORTRAIT

from kiosk.gallery_papers import dress_papers, paper_line
from kiosk.gallery_staff import dress_door
from kiosk.ui.papers_desk import PapersDesk
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.ports.paper import PaperLine
from shubbak.services.receipt_papers import PrintOutcome

Opens = Callable[..., KioskStage]
#: The gallery's receipts in the order of the list.
OWED_AT, UNSURE_AT, PRINTED_AT = "paper-0", "paper-1", "paper-2"


class Later:
    """A worker whose tasks are done when the test says so."""

    def __init__(self) -> None:
        self.tasks: list[tuple[Callable[[], object], Callable[[object], None]]] = []

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
        self.tasks.append((task, done))

    def work(self) -> None:
        while self.tasks:
            task, done = self.tasks.pop(0)
            done(task())


class Bench:
    """A kiosk with its staff page open; `asked` is what its printers were asked for."""

    def __init__(self, stage: KioskStage, language: Language = Language.AR) -> None:
        self.stage, self.language = stage, language
        self.model = stage.kiosk.papers
        self.asked: list[tuple[str, CopyReason | None, int]] = []
        self.outcome = PrintOutcome(begun=True)
        self.look: Any = tuple(paper_line(place) for place in range(4))
        dress_door(stage.kiosk.door)
        dress_papers(self.model)
        printers = ("", "tcp://192.0.2.21:9100")
        self.model.desk = PapersDesk(lambda: self.look, self.print, printers, "kw")
        stage.say(e.Touched(), e.LanguageChosen(language), e.StaffAsked(), e.StaffAdmitted())

    def print(self, application_id: str, reason: CopyReason | None, printer: int) -> PrintOutcome:
        self.asked.append((application_id, reason, printer))
        return self.outcome

    def tap(self, *names: str) -> None:
        for name in names:
            self.stage.hand.tap(name)
            self.stage.settle()

    def say(self, key: str, **values: str) -> str:
        return self.stage.visit.wording.say(key, self.language, **values)

    def words(self) -> str:
        return "\n".join(self.stage.hand.words())


@pytest.fixture
def bench(kiosk: Opens) -> Bench:
    return Bench(kiosk())


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", list(Language))
def test_staff_see_at_once_how_many_are_owed_and_then_which(
    kiosk: Opens, size: tuple[int, int], language: Language
) -> None:
    bench = Bench(kiosk(size), language)
    assert "2" in bench.model.property("label")
    bench.tap("staff-papers")
    words = bench.words()
    for line in bench.look:
        assert line.number in words
    for key in ("paper.state.owed", "paper.state.unsure", "paper.unsure_why", "problem.printer-paper-out"):
        assert bench.say(key) in words
    bench.tap("back")
    assert not bench.stage.hand.sees("papers-screen")


def test_what_is_owed_is_printed_by_one_touch(bench: Bench) -> None:
    bench.tap("staff-papers", f"{OWED_AT}/print")
    assert bench.asked == [("0", None, 0)]
    assert bench.look[0].number in bench.model.property("notice")
    bench.outcome = PrintOutcome(begun=True, mark=CopyMark(1, CopyReason.UNSURE))
    bench.tap(f"{UNSURE_AT}/print")
    assert bench.asked[1:] == [("1", None, 0)]
    assert bench.model.property("tone") == "success"


def test_a_copy_asks_why_first(bench: Bench) -> None:
    bench.tap("staff-papers", f"{PRINTED_AT}/print")
    assert bench.asked == []
    assert bench.say("paper.reason.ask") in bench.words()
    bench.tap(f"{PRINTED_AT}/because-damaged")
    assert bench.asked == [("2", CopyReason.DAMAGED, 0)]
    assert bench.say("paper.reason.ask") not in bench.words()


def test_far_down_the_list_the_reasons_and_then_what_came_of_it_come_into_view(bench: Bench) -> None:
    def edge(name: str) -> float:
        item = bench.stage.hand.find(name)
        return item.mapToScene(QPointF(0, item.height())).y()

    bench.tap("staff-papers")
    at_the_top = edge("printer-0")
    bench.tap("paper-3/print")
    assert edge("paper-3/because-damaged") < edge("primary") - bench.stage.hand.find("primary").height()
    assert edge("printer-0") < at_the_top
    bench.tap("paper-3/because-damaged")
    assert edge("printer-0") >= at_the_top


def test_another_printer_may_be_chosen(bench: Bench) -> None:
    bench.tap("staff-papers", "printer-1", f"{OWED_AT}/print")
    assert bench.asked == [("0", None, 1)]


def test_a_printer_that_cannot_print_says_why(bench: Bench) -> None:
    bench.outcome = PrintOutcome("printer-cover-open")
    bench.tap("staff-papers", f"{OWED_AT}/print")
    assert (bench.model.property("notice"), bench.model.property("tone")) == (
        bench.say("problem.printer-cover-open"),
        "danger",
    )


def test_a_store_that_cannot_be_read_is_said_and_the_list_stays(bench: Bench) -> None:
    bench.tap("staff-papers")
    bench.look = "store-broken"
    bench.tap("primary")
    assert bench.model.property("notice") == bench.say("problem.store-broken")
    assert bench.stage.hand.sees(f"{OWED_AT}/print")


def test_nothing_is_printed_twice_by_two_touches_nor_for_staff_who_left(bench: Bench) -> None:
    bench.tap("staff-papers")
    bench.model.worker = later = Later()
    bench.model.print("0")
    bench.model.print("1")
    later.work()
    assert [name for name, *_ in bench.asked] == ["0"]
    bench.model.print("0")
    bench.stage.say(e.StaffLeft())
    later.work()
    assert len(bench.asked) == 1
    assert bench.model.property("rows") == []


def test_none_at_all_is_said(bench: Bench) -> None:
    none: tuple[PaperLine, ...] = ()
    bench.look = none
    bench.tap("staff-papers", "primary")
    assert bench.say("paper.none") in bench.words()

"""A document's pages in front of a citizen: tile and sheet, what is wrong drawn and said, help, and who excuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

import pytest
from fakes.clock import FakeClock
from kiosk_stage import KioskStage, catalogue
from leak_search import in_python, in_qt, on_screen
from planted_visit import Tokens
from PySide6.QtQuick import QQuickItem
from stage import LANDSCAPE, PORTRAIT, delete_now, walk

from kiosk.gallery_pages import sample_page
from kiosk.gallery_staff import AtOnce, dress_door
from kiosk.ui.excuse_model import ExcuseModel
from kiosk.ui.pages_model import PagesModel
from shubbak.domain.application import Attachment
from shubbak.domain.page import Excuse, Page, PageFault
from shubbak.domain.page import Place as Spot
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.forms.catalogue import Catalogue
from shubbak.ports.operators import Operator

NEED, KIND = "plan", "sketch"
BLUR, GLARE = PageFault("page-blurred"), PageFault("page-glare", Spot(0.5, 0.25, 0.75, 0.5))


def a_page(number: int, *faults: PageFault) -> Page:
    body = Tokens.of(number).page()
    return replace(sample_page(body), mark=0x0123456789ABCDEF * number & (2**64 - 1), faults=faults)


GOOD, OTHER, BAD = a_page(1), a_page(1_000_003), a_page(777_777_773, GLARE)


class AtDocuments:
    """A visit of the stall at its documents; what it asks of the world is written down and answered by the test."""

    def __init__(self, size: tuple[int, int] = PORTRAIT, language: Language = Language.AR, **given: Any) -> None:
        self.stage = stage = KioskStage(size, at_once=AtOnce(), **given)
        self.asked: list[f.Effect] = []
        stage.visit.perform = self.asked.append
        stage.to_questions(language=language)
        stage.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "yes"), e.Next())
        stage.say(e.AnswerGiven("gas", "no"), e.Next())
        assert stage.visit.screen == "documents"

    def taken(self, *pages: Page, instead: int = -1) -> None:
        self.stage.say(e.DocumentOffered(NEED, KIND, instead), e.PagesTaken(NEED, KIND, pages, instead))
        self.bound()

    def bound(self) -> None:
        if self.visit.busy:
            self.stage.say(e.DocumentScanned(Attachment(NEED, KIND, "application/pdf", b"%PDF", 1)))

    def scans_for(self) -> int:
        """The place that the page which is being scanned will take."""
        asked = self.asked[-1]
        assert isinstance(asked, f.ScanDocument)
        assert (asked.need, asked.alternative) == (NEED, KIND)
        return asked.instead

    @property
    def visit(self) -> Any:
        return self.stage.visit.machine.visit

    @property
    def pages(self) -> tuple[Page, ...]:
        return cast(tuple[Page, ...], self.visit.scans[NEED].pages)

    def tap(self, name: str) -> None:
        self.stage.hand.tap(name)
        self.stage.settle()

    def sees(self, name: str) -> bool:
        return self.stage.hand.sees(name)

    def says(self, key: str, **values: str) -> bool:
        words = self.stage.visit.wording.say(key, self.visit.language, **values)
        return any(words in one for one in self.stage.hand.words())


Opened = Callable[..., AtDocuments]


@pytest.fixture
def at(qapp: object, qtlog: Any) -> Iterator[Opened]:
    visits: list[AtDocuments] = []

    def opened(*given: Any, **named: Any) -> AtDocuments:
        visits.append(AtDocuments(*given, **named))
        return visits[-1]

    yield opened
    for one in visits:
        one.stage.close()
    assert [record.message for record in qtlog.records] == []


def numbered(number: int) -> dict[str, str]:
    return {"page": f"\u2066{number}\u2069"}


@pytest.mark.parametrize(("size", "language"), [(PORTRAIT, Language.AR), (LANDSCAPE, Language.EN)])
def test_a_fault_is_framed_where_it_is_in_either_direction(
    at: Opened, size: tuple[int, int], language: Language
) -> None:
    visit = at(size, language)
    visit.taken(GOOD, BAD)
    assert visit.says("problem.page-glare", **numbered(2))
    sheet = visit.stage.hand.find("pages-sheet")
    image = next(one for one in walk(sheet) if one.inherits("QQuickImage") and "/scan/" in address(one))
    frame = next(one for one in walk(sheet) if one.property("fault") is not None)
    painted, box = float(image.property("paintedWidth")), visit.stage.box(frame)
    left = visit.stage.box(image).center().x() - painted / 2
    assert box.left() == pytest.approx(left + 0.5 * painted, abs=2)
    assert box.width() == pytest.approx(0.25 * painted, abs=2)


def address(item: QQuickItem) -> str:
    return str(item.property("source").toString())


def test_the_page_that_is_wrong_is_scanned_again_in_its_place(at: Opened) -> None:
    visit = at()
    visit.taken(GOOD, BAD)
    visit.tap("primary")
    assert visit.scans_for() == 1
    visit.stage.say(e.PagesTaken(NEED, KIND, (OTHER,), 1))
    assert visit.says("pages.binding")
    visit.bound()
    assert visit.pages == (GOOD, OTHER)
    visit.tap("primary")
    assert not visit.sees("pages-sheet")
    assert visit.says("pages.state.ready")


def test_pages_are_put_in_order_and_taken_out_by_touch(at: Opened) -> None:
    visit = at()
    visit.taken(GOOD, OTHER)
    visit.tap(f"document-{NEED}/pages")
    assert not visit.sees("page-earlier")
    visit.tap("page-later")
    visit.bound()
    visit.stage.settle()
    assert visit.pages == (OTHER, GOOD)
    assert not visit.sees("page-later")
    visit.tap("page-before")
    visit.tap("page-remove")
    visit.bound()
    visit.stage.settle()
    assert visit.pages == (GOOD,)
    visit.tap("page-remove")
    assert not visit.sees("pages-sheet")
    assert visit.visit.scans == {}


def test_a_further_page_goes_behind_the_others(at: Opened) -> None:
    visit = at()
    visit.taken(GOOD)
    visit.tap(f"document-{NEED}/pages")
    visit.tap("page-add")
    assert visit.scans_for() == -1
    visit.stage.say(e.PagesTaken(NEED, KIND, (OTHER, BAD)))
    assert visit.says("problem.page-glare", **numbered(3))


def test_going_on_leads_to_the_tile_that_is_not_in_order(at: Opened) -> None:
    visit = at(LANDSCAPE)
    visit.taken(BAD)
    visit.tap("back")
    visit.tap("primary")
    assert visit.visit.step is Step.DOCUMENTS
    assert visit.says("problem.page-glare", **numbered(1))
    assert visit.says("pages.state.wrong")
    visit.tap(f"document-{NEED}/pages")
    assert visit.sees("pages-sheet")


def with_pages(least: int, most: int) -> Catalogue:
    whole = catalogue("")
    stall = whole.services["kw.test.stall"]
    needs = tuple(
        replace(need, alternatives=tuple(replace(one, least=least, most=most) for one in need.alternatives))
        for need in stall.documents
    )
    return replace(whole, services={**whole.services, stall.id: replace(stall, documents=needs)})


def test_a_card_with_one_side_is_asked_to_be_turned_over(at: Opened) -> None:
    visit = at(services=with_pages(2, 2))
    visit.taken(GOOD)
    assert visit.says("problem.document-pages-few", count="\u20662\u2069")
    visit.tap("primary")
    assert visit.scans_for() == -1
    visit.stage.say(e.PagesTaken(NEED, KIND, (OTHER,)))
    visit.bound()
    visit.tap("back")
    assert visit.says("pages.state.ready")
    assert not visit.sees(f"document-{NEED}/scan")


def test_the_only_page_there_may_be_is_replaced_from_its_tile(at: Opened) -> None:
    visit = at(services=with_pages(1, 1))
    visit.taken(GOOD)
    visit.tap(f"document-{NEED}/scan")
    visit.tap(f"document-{NEED}/alternative-{KIND}")
    assert visit.scans_for() == 0


def test_a_scan_that_gave_nothing_is_told_on_the_sheet(at: Opened) -> None:
    visit = at()
    visit.taken(BAD)
    visit.tap("primary")
    visit.stage.say(e.ScanFailed("scanner-empty"))
    assert visit.sees("pages-sheet")
    assert visit.says("problem.scanner-empty")


def test_a_new_language_turns_the_open_sheet(at: Opened) -> None:
    visit = at()
    visit.taken(GOOD, BAD)
    visit.tap("language")
    assert visit.visit.language is Language.EN
    assert visit.says("problem.page-glare", **numbered(2))


def test_who_asked_for_help_sees_it_on_every_screen_until_it_ends(at: Opened) -> None:
    visit = at()
    visit.taken(BAD)
    usual = visit.visit.idle_seconds
    visit.tap("help-ask")
    assert visit.says("pages.help.coming")
    assert visit.visit.idle_seconds > 5 * usual
    visit.tap("back")
    visit.tap("back")
    assert visit.visit.step is Step.QUESTIONS
    assert visit.says("pages.help.coming")
    visit.tap("help-end")
    assert not visit.says("pages.help.coming")
    assert visit.visit.idle_seconds == usual


class Staff:
    """Somebody who came: the desk they use, and what the trail was told of who left."""

    def __init__(self, visit: AtDocuments, name: str = "سارة") -> None:
        self.visit, self.left = visit, list[str]()
        door = visit.stage.kiosk.door
        dress_door(door)
        assert door.desk is not None
        enter = door.desk.enter

        def named(pin: str, card: Any) -> Operator | Problem:
            found = enter(pin, card)
            return found if isinstance(found, Problem) else Operator(name)

        door.desk = replace(door.desk, enter=named, left=self.left.append)
        visit.taken(GOOD, BAD)
        visit.tap("help-ask")

    def enter(self, pin: str = "1234") -> None:
        self.visit.tap("excuse")
        for digit in pin:
            self.visit.tap(f"pad-{digit}")
        self.visit.tap("primary")


def test_a_named_member_of_staff_takes_a_page_as_it_is(at: Opened) -> None:
    visit = at()
    staff = Staff(visit)
    staff.enter()
    visit.tap("option-only-copy")
    visit.tap("primary")
    assert visit.pages[1].excuse == Excuse("only-copy", "سارة", ("page-glare",), at=FakeClock().now())
    assert staff.left == ["سارة"]
    assert not visit.visit.help
    visit.bound()
    visit.stage.settle()
    assert visit.says("pages.excused")
    visit.tap("primary")
    assert visit.visit.step is Step.DOCUMENTS


def test_another_reason_wants_its_note(at: Opened) -> None:
    visit = at(LANDSCAPE)
    Staff(visit).enter()
    visit.tap("option-other")
    excuse = cast(ExcuseModel, visit.stage.kiosk.models["excuseModel"])
    assert not excuse.property("ready")
    visit.stage.hand.write("excuse-note/box", "ختم")
    excuse.take()
    assert visit.pages[1].excuse == Excuse("other", "سارة", ("page-glare",), "ختم", FakeClock().now())


def test_without_help_or_with_a_wrong_pin_nobody_excuses_anything(at: Opened) -> None:
    visit = at()
    Staff(visit).enter("99")
    assert visit.says("problem.staff-pin-wait", seconds="\u206640\u2069")
    assert not visit.sees("option-only-copy")
    visit.tap("staff-leave")
    assert visit.sees("pages-sheet")
    visit.tap("help-end")
    assert not visit.sees("excuse")


def test_two_with_one_pin_must_show_a_card(at: Opened) -> None:
    visit = at()
    Staff(visit, name="").enter()
    assert visit.says("problem.staff-card-needed")
    assert not visit.sees("option-only-copy")


def test_a_pin_answered_after_its_typist_left_lets_nobody_in(at: Opened) -> None:
    visit = at()
    staff, late = Staff(visit), list[Callable[[], None]]()

    class Late(AtOnce):
        def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
            late.append(lambda: done(task()))

    visit.stage.kiosk.door.worker = Late()
    staff.enter()
    visit.tap("staff-leave")
    visit.tap("excuse")
    while late:
        late.pop(0)()
    visit.stage.settle()
    assert visit.sees("pad-1")
    assert staff.left == ["سارة"]


def test_the_staff_sheet_left_alone_shuts_itself(at: Opened) -> None:
    visit = at()
    staff = Staff(visit)
    staff.enter()
    excuse = cast(ExcuseModel, visit.stage.kiosk.models["excuseModel"])
    excuse._alone.timeout.emit()
    visit.stage.settle()
    assert not visit.sees("option-only-copy")
    assert visit.sees("pages-sheet")
    assert staff.left == ["سارة"]


@pytest.mark.parametrize("deep", [1, 3])
def test_sheet_note_and_pictures_go_with_the_visit(at: Opened, deep: int) -> None:
    visit = at()
    staff, tokens = Staff(visit), Tokens.of(4242)
    visit.taken(replace(BAD, body=tokens.page()), instead=0)
    pages = cast(PagesModel, visit.stage.kiosk.models["pagesModel"])
    pages.look(0)
    if deep > 1:
        staff.enter()
        visit.tap("option-other")
        visit.stage.hand.write("excuse-note/box", tokens.arabic)
    visit.stage.say(e.IdleElapsed(), e.IdleElapsed())
    delete_now()
    assert visit.visit.step is Step.ATTRACT
    models = visit.stage.kiosk.models
    assert not pages.property("open")
    assert not models["excuseModel"].property("open")
    assert in_qt(tokens.all, *models.values()) == []
    assert on_screen(tokens.all, visit.stage.kiosk.engine, visit.stage.window) == []
    visit.asked.clear()
    assert in_python(tokens.all, visit.stage.visit, models) == []
    assert staff.left == (["سارة"] if deep > 1 else [])

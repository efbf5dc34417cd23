"""The pages of a document: judged one by one, mended, put in order, excused, and bound only when all is well."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.clock import FakeClock
from fakes.drafts import a_draft
from shop_script import to_shop
from visit_script import play

from shubbak.domain.application import Attachment
from shubbak.domain.page import CardZone, Excuse, Page, PageFault, Place, Scan
from shubbak.domain.problem import Problem
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.paging import scan_problem
from shubbak.wire.draft import read_draft, write_draft

RIGHT = "site_right"
BLUR = PageFault("page-blurred")


def page(mark: int, *faults: PageFault) -> Page:
    return Page(b"\xff\xd8 %d" % mark, 10, 10, mark << 32 | 0xFFFF, faults)


ONE, TWO, THREE = page(0x1111AAAA), page(0x2222BBBB), page(0x4444DDDD)


def taken(visit: VisitMachine, *pages: Page, instead: int = -1) -> list[f.Effect]:
    play(visit, e.DocumentOffered("right", "lease", instead))
    return play(visit, e.PagesTaken(RIGHT, "lease", pages, instead))


def bound(visit: VisitMachine) -> None:
    play(visit, e.DocumentScanned(Attachment(RIGHT, "lease", "application/pdf", b"%PDF", 1)))


def pages_of(visit: VisitMachine) -> tuple[Page, ...]:
    return visit.visit.scans[RIGHT].pages


def test_good_pages_are_bound_at_once() -> None:
    visit = to_shop()
    assert taken(visit, ONE, TWO) == [f.BindDocument(RIGHT, "lease", (ONE, TWO))]
    assert visit.visit.busy == "document"
    bound(visit)
    assert (visit.visit.busy, visit.visit.scanning) == ("", "")
    assert visit.visit.answers["right"]


def test_further_pages_come_behind_and_the_whole_is_bound_anew() -> None:
    visit = to_shop()
    taken(visit, ONE)
    bound(visit)
    assert taken(visit, TWO) == [f.BindDocument(RIGHT, "lease", (ONE, TWO))]


def test_a_page_with_a_fault_keeps_the_document_back_and_says_which() -> None:
    visit = to_shop()
    assert taken(visit, ONE, page(0x2222BBBB, BLUR)) == []
    assert RIGHT not in visit.visit.attachments
    problem = scan_problem(visit.context.service, RIGHT, visit.visit.scans[RIGHT])
    assert problem is not None
    assert (problem.code, problem.params) == ("page-blurred", {"page": "\u20662\u2069"})


def test_a_page_is_taken_again_in_its_place() -> None:
    visit = to_shop()
    taken(visit, ONE, page(0x2222BBBB, BLUR), THREE)
    assert taken(visit, TWO, instead=1) == [f.BindDocument(RIGHT, "lease", (ONE, TWO, THREE))]


def test_a_fault_takes_back_what_was_bound_before() -> None:
    visit = to_shop()
    taken(visit, ONE)
    bound(visit)
    assert taken(visit, page(0x2222BBBB, BLUR)) == []
    assert RIGHT not in visit.visit.attachments
    assert "right" not in visit.visit.raw


def test_pages_are_moved_and_taken_out() -> None:
    visit = to_shop()
    taken(visit, ONE, TWO, THREE)
    bound(visit)
    assert play(visit, e.PageMoved("right", 2, 0)) == [f.BindDocument(RIGHT, "lease", (THREE, ONE, TWO))]
    bound(visit)
    assert play(visit, e.PageRemoved("right", 1)) == [f.BindDocument(RIGHT, "lease", (THREE, TWO))]


def test_the_last_page_taken_out_leaves_nothing() -> None:
    visit = to_shop()
    taken(visit, ONE)
    bound(visit)
    assert play(visit, e.PageRemoved("right", 0)) == []
    assert visit.visit.scans == {}
    assert visit.visit.attachments == {}


@pytest.mark.parametrize("place", [-1, 3, 99])
def test_a_page_that_is_not_there_is_left_alone(place: int) -> None:
    visit = to_shop()
    taken(visit, ONE, TWO, THREE)
    bound(visit)
    for event in (e.PageRemoved("right", place), e.PageMoved("right", place, 0)):
        assert play(visit, event) == []
    assert pages_of(visit) == (ONE, TWO, THREE)


def test_the_same_page_twice_is_told_at_the_second() -> None:
    visit = to_shop()
    again = replace(ONE, mark=ONE.mark ^ 0b101)
    assert taken(visit, ONE, again) == []
    assert [[fault.code for fault in one.faults] for one in pages_of(visit)] == [[], ["page-twice"]]
    assert play(visit, e.PageRemoved("right", 0)) == [f.BindDocument(RIGHT, "lease", (again,))]


def card(mark: int, wide: int = 1011, high: int = 638, whose: str = "") -> Page:
    zone = CardZone(whose, Place(0, 0.7, 1, 1)) if whose else None
    return replace(page(mark), width=wide, height=high, looks="card", zone=zone)


def asks_for(visit: VisitMachine, kind: str) -> VisitMachine:
    """Let the lease be a document of this kind."""
    service = visit.context.service
    needs = tuple(
        replace(need, alternatives=tuple(replace(one, kind=kind) for one in need.alternatives))
        for need in service.documents
    )
    visit.visit.service = replace(service, documents=needs)
    return visit


def told(kind: str, *pages: Page) -> list[list[str]]:
    """Return the faults of pages taken one after the other."""
    visit = asks_for(to_shop(), kind)
    for each in pages:
        taken(visit, each)
        visit.visit.busy = ""
    return [[fault.code for fault in one.faults] for one in pages_of(visit)]


FRONT, BACK, LARGE = card(0x1111AAAA), card(0x2222BBBB, whose="noura"), card(0x4444DDDD, 1240, 874)


def test_the_sides_of_one_card_are_in_order_however_they_lie() -> None:
    upright = replace(BACK, width=638, height=1011)
    for pages in ((FRONT, BACK), (BACK, FRONT), (FRONT, upright)):
        assert told("id_card", *pages) == [[], []]


def test_a_side_of_another_form_or_of_another_person_is_told_where_its_zone_stands() -> None:
    assert told("id_card", FRONT, LARGE, BACK) == [[], ["page-other-card"], []]
    visit = asks_for(to_shop(), "id_card")
    taken(visit, BACK, card(0x4444DDDD, whose="salim"))
    assert pages_of(visit)[1].faults == (PageFault("page-other-card", Place(0, 0.7, 1, 1)),)
    play(visit, e.PageRemoved("right", 0))
    assert pages_of(visit)[0].faults == ()


def test_a_zone_seen_again_is_the_same_side_twice_whatever_the_light() -> None:
    assert told("id_card", BACK, card(0x4444DDDD, whose="noura")) == [[], ["page-twice"]]


def test_what_proves_nothing_is_let_pass() -> None:
    askew, cut = replace(FRONT, width=950), replace(LARGE, faults=(PageFault("page-cut"),))
    assert told("id_card", askew, LARGE) == [[], []]
    assert told("id_card", FRONT, cut) == [[], ["page-cut"]]
    assert told("passport", FRONT, LARGE) == [[], []]
    assert told("letter", BACK, card(0x4444DDDD, whose="salim")) == [[], []]


def test_another_card_may_be_excused_by_a_named_person() -> None:
    visit = asks_for(to_shop(), "id_card")
    taken(visit, FRONT, LARGE)
    (effect,) = play(visit, e.PageExcused("right", 1, "only-copy", operator="سارة"))
    assert isinstance(effect, f.BindDocument)


def test_another_kind_of_evidence_begins_anew() -> None:
    visit = to_shop()
    taken(visit, ONE)
    bound(visit)
    play(visit, e.DocumentOffered("right", "deed"))
    assert play(visit, e.PagesTaken(RIGHT, "deed", (TWO,))) == [f.BindDocument(RIGHT, "deed", (TWO,))]


def test_a_citizen_cannot_excuse_a_page_and_a_named_person_can() -> None:
    visit = to_shop()
    taken(visit, page(0x1111AAAA, BLUR))
    assert play(visit, e.PageExcused("right", 0, "only-copy")) == []
    assert play(visit, e.PageExcused("right", 0, "no such reason", operator="سارة")) == []
    assert play(visit, e.PageExcused("right", 0, "other", " ", operator="سارة")) == []
    (effect,) = play(visit, e.PageExcused("right", 0, "only-copy", operator="سارة"))
    assert isinstance(effect, f.BindDocument)
    assert effect.pages[0].excuse == Excuse("only-copy", "سارة", ("page-blurred",), at=FakeClock().now())


def test_an_excuse_covers_the_faults_it_was_given_for_and_no_others() -> None:
    excused = replace(page(1, BLUR), excuse=Excuse("only-copy", "سارة", ("page-blurred",)))
    assert excused.settled
    assert not replace(excused, faults=(BLUR, PageFault("page-twice"))).settled


def test_too_few_and_too_many_pages_are_told() -> None:
    visit = to_shop()
    service = visit.context.service
    needs = tuple(
        replace(need, alternatives=tuple(replace(one, least=2, most=2) for one in need.alternatives))
        for need in service.documents
    )
    visit.visit.service = replace(service, documents=needs)

    def problem(*pages: Page) -> Problem | None:
        return scan_problem(visit.context.service, RIGHT, Scan("lease", pages))

    few, right, many = problem(ONE), problem(ONE, TWO), problem(ONE, TWO, THREE)
    assert (few and few.code, right, many and many.code) == ("document-pages-few", None, "document-pages-many")


def test_pages_that_are_not_in_order_hold_the_page_of_questions() -> None:
    visit = to_shop()
    taken(visit, page(0x1111AAAA, BLUR))
    before = visit.visit.stage
    play(visit, e.Next())
    assert visit.visit.stage == before
    assert visit.visit.problems


def test_going_back_to_the_review_leaves_no_unready_page_behind_without_a_word() -> None:
    visit = to_shop()
    pages = (
        replace(one, fields=tuple(replace(field, required=False) for field in one.fields))
        for one in visit.context.service.pages
    )
    visit.visit.service = replace(visit.context.service, pages=tuple(pages))
    taken(visit, page(0x1111AAAA, BLUR))
    visit.visit.editing = True  # it came from the review
    play(visit, e.Back(), e.Next())
    assert visit.visit.stage.page == "shop"
    assert [(one.code, one.field) for one in visit.visit.problems] == [("document-unready", "right")]


def test_what_was_bound_before_goes_with_its_pages_even_where_binding_fails() -> None:
    visit = to_shop()
    taken(visit, ONE)
    bound(visit)
    taken(visit, TWO)
    play(visit, e.ScanFailed("image-unreadable"))
    assert visit.visit.busy == ""
    assert (RIGHT in visit.visit.attachments, "right" in visit.visit.answers) == (False, False)


def test_late_pages_of_a_scan_nobody_waits_for_change_nothing() -> None:
    visit = to_shop()
    assert play(visit, e.PagesTaken(RIGHT, "lease", (ONE,))) == []
    assert visit.visit.scans == {}


def test_a_draft_keeps_its_pages_with_faults_and_excuses() -> None:
    excused = replace(page(7, BLUR), excuse=Excuse("other", "سارة", ("page-blurred",), "مفقود", FakeClock().now()))
    draft = replace(
        a_draft("1", "word", FakeClock()),
        scans={RIGHT: Scan("lease", (ONE, excused, replace(BACK, pattern=bytes(range(9)))))},
    )
    assert read_draft(write_draft(draft)) == draft


def test_asking_for_help_gives_time_and_ends_with_it() -> None:
    visit = to_shop()
    usual = visit.visit.idle_seconds
    play(visit, e.HelpAsked())
    assert visit.visit.help
    assert visit.visit.idle_seconds > 5 * usual
    play(visit, e.HelpEnded())
    assert visit.visit.idle_seconds == usual

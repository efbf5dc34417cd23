"""Questions answered by a scan: the answer is the page's digest, and page and answer come and go together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shop_script import to_shop
from visit_script import STROKES, pay, play

from shubbak.domain.application import Attachment
from shubbak.domain.draft import Draft
from shubbak.domain.text import Text
from shubbak.fields.document import body_digest
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.forms.documents import GivenDocument, asked_documents, check_attachments
from shubbak.forms.service import Field

FRONT = Attachment("front", "front", "image/jpeg", b"\xff\xd8 front")
LEASE = Attachment("site_right", "lease", "image/jpeg", b"\xff\xd8 lease")


def scan(visit: VisitMachine, question: str, page: Attachment) -> None:
    kind = "photo" if question == "front" else "other"
    asked = f.ScanDocument(page.need, page.alternative, kind)
    assert play(visit, e.DocumentOffered(question, page.alternative)) == [asked]
    assert (visit.visit.busy, visit.visit.scanning) == ("document", question)
    assert play(visit, e.DocumentScanned(page)) == []


def scan_both(visit: VisitMachine) -> None:
    scan(visit, "front", FRONT)
    scan(visit, "right", LEASE)


def hide(visit: VisitMachine, name: str) -> None:
    """Let a question be asked only where food is sold."""
    service = visit.context.service
    food = service.pages[1].show_if
    pages = tuple(
        replace(page, fields=tuple(replace(one, show_if=food) if one.id == name else one for one in page.fields))
        for page in service.pages
    )
    visit.visit.service = replace(service, pages=pages)


def test_a_scan_answers_its_question_with_its_digest() -> None:
    visit = to_shop()
    scan_both(visit)
    assert visit.visit.answers["front"] == body_digest(FRONT.body)
    assert visit.visit.answers["right"] == body_digest(LEASE.body)
    assert visit.visit.busy == visit.visit.scanning == ""
    play(visit, e.Next())
    assert visit.visit.stage.page == "more"


def test_without_its_scan_the_page_is_not_left() -> None:
    visit = to_shop()
    play(visit, e.Next())
    assert [(one.code, one.field) for one in visit.visit.problems] == [
        ("answer-photo-missing", "front"),
        ("answer-document-missing", "right"),
    ]
    scan(visit, "front", FRONT)
    assert [one.field for one in visit.visit.problems] == ["right"]


def test_a_document_that_a_question_asked_for_is_not_asked_for_again() -> None:
    visit = to_shop()
    scan_both(visit)
    play(visit, e.Next(), e.Next())
    assert visit.visit.step is Step.REVIEW


@pytest.mark.parametrize(
    ("changes", "asked"),
    [({}, False), ({"required": False}, True)],
    ids=["must be answered", "may be left out"],
)
def test_a_question_that_may_be_left_out_does_not_replace_a_document_that_may_not(
    changes: dict[str, bool], asked: bool
) -> None:
    visit = to_shop()
    service = visit.context.service
    shop = service.pages[2]
    fields = tuple(replace(one, **changes) if one.id == "right" else one for one in shop.fields)
    pages = (*service.pages[:2], replace(shop, fields=fields), *service.pages[3:])
    needs = asked_documents(replace(service, pages=pages), visit.visit.answers)
    assert ("site_right" in {need.id for need in needs}) is asked


def test_nothing_but_a_scan_answers() -> None:
    visit = to_shop()
    play(visit, e.AnswerGiven("front", body_digest(b"another")))
    assert "front" not in visit.visit.raw
    assert play(visit, e.DocumentOffered("front", "lease"), e.DocumentOffered("days", "days")) == []
    assert play(visit, e.DocumentOffered("plan", "sketch")) == []
    play(visit, e.DocumentScanned(FRONT))
    assert visit.visit.attachments == {}


def test_taking_it_back_takes_the_answer_too() -> None:
    visit = to_shop()
    scan_both(visit)
    play(visit, e.DocumentRemoved("right"))
    assert set(visit.visit.attachments) == {"front"}
    assert "right" not in visit.visit.answers


def test_a_scanner_that_fails_says_so_at_the_question() -> None:
    visit = to_shop()
    play(visit, e.DocumentOffered("front", "front"), e.ScanFailed("scanner-empty"))
    assert [(one.code, one.field) for one in visit.visit.problems] == [("scanner-empty", "front")]
    scan(visit, "front", FRONT)
    assert visit.visit.problems == ()


def submitted_application(visit: VisitMachine) -> f.Submit:
    pay(visit)
    (submit,) = play(visit, e.Signed(STROKES))
    assert isinstance(submit, f.Submit)
    return submit


def test_answers_and_pages_travel_together_and_the_portal_finds_them_right() -> None:
    visit = to_shop()
    scan_both(visit)
    play(visit, e.Next(), e.Next(), e.Next())
    application = submitted_application(visit).application
    assert set(application.attachments) == {FRONT, LEASE}
    given = [GivenDocument(one.need, one.alternative, body_digest(one.body)) for one in application.attachments]
    assert check_attachments(visit.context.service, application.answers, given) == []


def test_a_question_that_is_hidden_leaves_its_page_behind() -> None:
    visit = to_shop()
    scan_both(visit)
    hide(visit, "front")
    play(visit, e.Next(), e.Next(), e.Next())
    application = submitted_application(visit).application
    assert application.attachments == (LEASE,)
    assert "front" not in application.answers


GOOD = (
    GivenDocument("front", "front", body_digest(FRONT.body)),
    GivenDocument("site_right", "lease", body_digest(LEASE.body)),
)


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        (GOOD[1:], [("document-changed", "front")]),
        ((replace(GOOD[0], digest="0" * 64), GOOD[1]), [("document-changed", "front")]),
        ((*GOOD, GOOD[1]), [("document-unknown", "site_right")]),
        ((*GOOD, GivenDocument("diary", "diary", "0" * 64)), [("document-unknown", "diary")]),
        ((*GOOD, GivenDocument("plan", "sketch", "0" * 64)), [("document-unknown", "plan")]),
        ((GOOD[0], replace(GOOD[1], alternative="receipt")), [("document-unknown", "site_right")]),
    ],
    ids=["missing", "another page", "twice", "never asked for", "not asked for now", "another kind of evidence"],
)
def test_the_portal_finds_pages_that_do_not_fit(
    given: tuple[GivenDocument, ...], problems: list[tuple[str, str]]
) -> None:
    visit = to_shop()
    scan_both(visit)
    found = check_attachments(visit.context.service, visit.visit.answers, given)
    assert [(one.code, one.field) for one in found] == problems


def test_the_portal_misses_a_document_of_the_list() -> None:
    visit = to_shop()
    scan_both(visit)
    service = visit.context.service
    without = replace(service, pages=tuple(page for page in service.pages if page.id != "shop"))
    found = check_attachments(without, {"food": True}, ())
    assert [(one.code, one.field) for one in found] == [
        ("document-missing", "plan"),
        ("document-missing", "site_right"),
    ]


def put_aside(visit: VisitMachine) -> Draft:
    (asked,) = play(visit, e.PutAside())
    assert isinstance(asked, f.KeepDraft)
    return asked.draft


def taken_up(visit: VisitMachine, draft: Draft) -> VisitMachine:
    play(visit, e.DraftKept(), e.Touched(), e.LanguageChosen(visit.visit.language))
    play(visit, e.DraftChosen(draft.id), e.DraftTaken(draft))
    return visit


def test_a_draft_brings_answers_and_pages_back() -> None:
    visit = to_shop("سارة")
    scan_both(visit)
    after = taken_up(visit, put_aside(visit)).visit
    assert after.stage.page == "shop"
    assert set(after.attachments) == {"front", "site_right"}
    assert after.answers["front"] == body_digest(FRONT.body)


def test_an_answer_whose_page_is_gone_from_the_draft_is_none() -> None:
    visit = to_shop("سارة")
    scan_both(visit)
    draft = put_aside(visit)
    stale = replace(LEASE, alternative="no_longer_taken")
    after = taken_up(visit, replace(draft, attachments=(stale,))).visit
    assert after.attachments == {}
    assert not {"front", "right"} & after.answers.keys()


def test_a_question_without_a_need_of_the_list_is_its_own() -> None:
    visit = to_shop()
    shown = Field("extra", "photo", Text("صورة", "Photo"))
    service = replace(visit.context.service, documents=())
    lonely = replace(service, pages=(replace(service.pages[0], fields=(shown,)),))
    good = GivenDocument("extra", "extra", "0" * 64)
    assert check_attachments(lonely, {"extra": "0" * 64}, (good,)) == []


def test_a_draft_is_known_by_the_name_in_the_form_whatever_kind_of_name_it_is() -> None:
    visit = to_shop("سارة")
    service = visit.context.service
    name = Field("who", "full_name", Text("الاسم", "Name"), required=False, rules={"country": "KW"})
    visit.visit.service = replace(service, pages=(replace(service.pages[0], fields=(name,)), *service.pages[1:]))
    visit.visit.answers["who"] = {"first": "آمنة", "father": "سالم", "grandfather": "", "family": "الشمري", "latin": ""}
    assert put_aside(visit).person == "آمنة سالم الشمري"


def test_two_questions_about_one_document_have_one_page() -> None:
    visit = to_shop()
    service = visit.context.service
    twin = replace(service.field("right"), id="again")
    pages = tuple(replace(one, fields=(*one.fields, twin)) if one.id == "shop" else one for one in service.pages)
    visit.visit.service = service = replace(service, pages=pages)
    scan_both(visit)
    answers = visit.visit.answers
    assert answers["right"] == answers["again"] == body_digest(LEASE.body)
    assert check_attachments(service, answers, GOOD) == []
    changed = check_attachments(service, {**answers, "right": "0" * 64}, GOOD)
    assert [(one.code, one.field) for one in changed] == [("document-changed", "right")]

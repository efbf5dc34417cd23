"""A visit that is put aside and taken up again: one id, nothing lost, nothing counted unchecked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop_script import SHOP, to_shop
from visit_script import card, machine, pay, play, reading, settle, to_payment, to_questions, to_review

from shubbak.domain.application import Attachment
from shubbak.domain.chip_word import ChipWord
from shubbak.domain.draft import Draft
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.effects import DropDraft, KeepDraft, Submit, TakeDraft, Wipe
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.flow.visit import Visit
from shubbak.forms.service import Field
from shubbak.wire.draft import DraftError, read_draft, write_draft

PLAN = Attachment("plan", "sketch", "image/jpeg", b"\xff\xd8 page")


def counter() -> VisitMachine:
    return machine("سارة")


def put_aside(visit: VisitMachine) -> Draft:
    """Put the visit aside and let the store keep it."""
    (asked,) = play(visit, e.PutAside())
    assert isinstance(asked, KeepDraft)
    assert play(visit, e.DraftKept()) == [Wipe()]
    assert visit.visit.service is None
    return asked.draft


def take_up(visit: VisitMachine, draft: Draft) -> None:
    if visit.visit.step is Step.ATTRACT:
        play(visit, e.Touched(), e.LanguageChosen(Language.AR))
    assert play(visit, e.DraftChosen(draft.id)) == [TakeDraft(draft.id)]
    assert play(visit, e.DraftTaken(read_draft(write_draft(draft)))) == []


def test_a_visit_goes_on_where_it_was_under_its_own_id() -> None:
    visit = counter()
    to_questions(visit)
    play(visit, e.AnswerGiven("days", "٤"), e.AnswerGiven("food", "yes"), e.Next(), e.AnswerGiven("gas", "no"))
    play(visit, e.Next(), e.DocumentOffered("plan", "sketch"), e.DocumentScanned(PLAN))
    before = visit.visit
    draft = put_aside(visit)
    assert draft.person == "ANNA ERIKSSON"
    take_up(visit, draft)
    after = visit.visit
    assert after.step is Step.DOCUMENTS
    for name in ("application_id", "started_at", "consent", "identity", "raw", "answers", "machine_read"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.attachments == {"plan": PLAN}


def test_what_a_second_look_up_filled_outlasts_a_change_of_the_firsts_number_on_the_shelf_too() -> None:
    visit = to_shop("سارة")
    first = visit.context.service.field("licence")
    second = replace(first, id="permit", fills={"trade": "trade_name"})
    _ask_more(visit, second)
    for name, number, parts in (
        ("licence", "KW-2024-42", {"area_m2": "45"}),
        ("permit", "KW-2024-43", {"trade_name": "مخبز"}),
    ):
        play(visit, e.AnswerGiven(name, number), e.LookUpAsked(name), e.RecordFound(name, number, parts))
    draft = put_aside(visit)
    assert draft.filled_by == {"size": "licence", "trade": "permit"}
    take_up(visit, draft)
    play(visit, e.AnswerGiven("licence", "KW-2024-44"))
    assert (visit.visit.raw.get("size"), visit.visit.raw.get("trade")) == (None, "مخبز")


def _ask_more(visit: VisitMachine, field: Field) -> None:
    """Let the service of the visit, and of the catalogue, ask one question more on the page of the shop."""
    service = visit.context.service
    pages = tuple(replace(page, fields=(*page.fields, field)) if page.id == SHOP.id else page for page in service.pages)
    visit.visit.service = replace(service, pages=pages)
    visit.context.catalogue = replace(visit.context.catalogue, services={service.id: visit.visit.service})


def test_a_draft_of_before_look_ups_were_told_apart_is_read_and_written_as_it_was() -> None:
    visit = counter()
    to_review(visit)
    draft = put_aside(visit)
    written = msgspec.msgpack.decode(write_draft(draft))
    assert "filled_by" not in written
    assert read_draft(msgspec.msgpack.encode(written)) == draft


def test_that_letters_of_a_name_were_confirmed_outlasts_the_shelf() -> None:
    visit = counter()
    to_questions(visit)
    assert not put_aside_and_back(visit).names_confirmed
    visit.visit.names_confirmed = True
    assert put_aside_and_back(visit).names_confirmed


def test_what_a_chip_said_outlasts_the_shelf() -> None:
    visit = counter()
    to_questions(visit)
    visit.visit.chip = ChipWord.FAILED
    back = put_aside_and_back(visit)
    assert back.identity is not None
    assert (back.chip, back.chip_of) == (ChipWord.FAILED, back.identity.number)


def put_aside_and_back(visit: VisitMachine) -> Visit:
    take_up(visit, put_aside(visit))
    return visit.visit


def test_it_is_submitted_once_under_the_id_of_its_first_visit() -> None:
    visit = counter()
    to_payment(visit)
    draft = put_aside(visit)
    take_up(visit, draft)
    assert visit.visit.step is Step.REVIEW, "what is to be paid is looked at again"
    play(visit, e.Next())
    pay(visit)
    (submit,) = play(visit, e.Signed((tuple((n * 10, n * 5) for n in range(20)),)))
    assert isinstance(submit, Submit)
    assert submit.application.id == draft.id


def test_money_that_was_taken_or_may_have_been_is_never_put_aside() -> None:
    for state in (PaymentState.CAPTURED, PaymentState.UNKNOWN):
        visit = counter()
        to_payment(visit)
        pay(visit, state)
        assert play(visit, e.PutAside()) == []
    visit = counter()
    to_payment(visit)
    play(visit, e.PayRequested(PaymentMethod.CARD))
    assert play(visit, e.PutAside()) == []
    settle(visit, PaymentState.DECLINED)
    put_aside(visit)


def test_nothing_is_kept_without_consent_nor_at_a_kiosk() -> None:
    visit = counter()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"))
    assert play(visit, e.PutAside(), e.Next(), e.PutAside(), e.ConsentGiven(), e.PutAside()) == []
    kiosk = machine()
    to_review(kiosk)
    assert play(kiosk, e.PutAside()) == []
    assert play(kiosk, e.StartOver(), e.Touched(), e.LanguageChosen(Language.AR), e.DraftChosen("d")) == [Wipe()]


def test_what_could_not_be_kept_stays_on_the_screen_and_says_why() -> None:
    visit = counter()
    to_review(visit)
    play(visit, e.PutAside(), e.DraftFailed("store-full"))
    assert visit.visit.step is Step.REVIEW
    assert [problem.code for problem in visit.visit.problems] == ["store-full"]
    put_aside(visit)


def test_a_changed_service_is_said_and_gone_through_again_with_what_was_entered() -> None:
    visit = counter()
    to_review(visit)
    draft = put_aside(visit)
    take_up(visit, replace(draft, service_version=draft.service_version - 1))
    assert (visit.visit.step, visit.visit.consent) == (Step.NEEDS, None)
    assert [problem.code for problem in visit.visit.problems] == ["draft-service-changed"]
    play(visit, e.Next(), e.ConsentGiven(), e.Next(), e.Next())
    assert visit.visit.step is Step.REVIEW
    assert visit.visit.raw["days"] == "٤"


def test_an_answer_that_no_longer_holds_is_found_before_money() -> None:
    visit = counter()
    to_review(visit)
    draft = put_aside(visit)
    take_up(visit, replace(draft, raw={**draft.raw, "days": "99"}))
    play(visit, e.Next())
    assert visit.visit.step is Step.QUESTIONS
    assert [problem.field for problem in visit.visit.problems] == ["days"]


def test_a_document_that_ran_out_meanwhile_is_asked_for_again() -> None:
    visit = counter()
    to_review(visit)
    draft = put_aside(visit)
    yesterday = visit.context.clock.now().date() - timedelta(days=2)
    take_up(visit, replace(draft, identity=card(expiry=yesterday)))
    assert (visit.visit.step, visit.visit.identity) == (Step.IDENTIFY, None)
    assert [problem.code for problem in visit.visit.problems] == ["identity-expired"]
    play(visit, e.CardOffered(), reading(), e.Next())
    assert visit.visit.step is Step.QUESTIONS


def test_a_service_that_is_gone_leaves_the_shelf_as_it_is() -> None:
    visit = counter()
    to_review(visit)
    draft = put_aside(visit)
    take_up(visit, replace(draft, service_id="kw.gone"))
    assert (visit.visit.step, visit.visit.service) == (Step.FIND, None)
    assert [problem.code for problem in visit.visit.problems] == ["draft-service-gone"]


def test_throwing_it_away_takes_it_off_the_shelf_and_a_fresh_visit_has_nothing_there() -> None:
    visit = counter()
    to_review(visit)
    assert play(visit, e.StartOver()) == [Wipe()]
    to_review(visit)
    draft = put_aside(visit)
    take_up(visit, draft)
    assert play(visit, e.StartOver()) == [DropDraft(draft.id), Wipe()]


def test_nothing_that_was_begun_gives_way_to_a_draft() -> None:
    visit = counter()
    to_review(visit)
    draft = put_aside(visit)
    to_review(visit)
    assert play(visit, e.DraftChosen(draft.id), e.DraftTaken(draft)) == []
    assert visit.visit.application_id != draft.id


@given(st.binary(max_size=400))
def test_bytes_that_are_no_draft_say_so(untrusted: bytes) -> None:
    with pytest.raises(DraftError):
        read_draft(untrusted)

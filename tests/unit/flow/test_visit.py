"""The visit as transcripts: what a person does, where it leads, what is asked of the world."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from visit_script import (
    STROKES,
    card,
    machine,
    pay,
    play,
    reading,
    settle,
    submitted,
    to_payment,
    to_questions,
    to_review,
)

from shubbak.domain.application import Attachment
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.text import Language
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.route import progress
from shubbak.flow.steps import Stage, Step
from shubbak.flow.visit import OWED_SECONDS, RECEIPT_SECONDS
from shubbak.ports.reader import Reading


def codes(visit: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in visit.visit.problems]


def test_a_whole_visit_from_first_touch_to_wiped_screen() -> None:
    visit = machine()
    to_payment(visit)
    assert visit.visit.step is Step.PAY
    charge = pay(visit)
    assert (charge.payment.amount.amount_minor, charge.payment.amount.currency) == (6000, "KWD")
    assert visit.visit.step is Step.SIGN
    (submit,) = play(visit, e.Signed(STROKES))
    assert isinstance(submit, f.Submit)
    assert dict(submit.application.answers) == {"holder": "ANNA ERIKSSON", "days": 4, "food": False}
    assert submit.application.payment is not None
    assert submit.application.payment.state is PaymentState.CAPTURED
    (printing,) = play(visit, submitted(submit))
    assert isinstance(printing, f.Print)
    assert visit.visit.step is Step.RECEIPT
    assert play(visit, e.Printed(), e.Finished()) == [f.Wipe()]
    assert visit.visit.step is Step.ATTRACT
    assert visit.visit.identity is None
    assert not visit.visit.raw


def test_the_language_changes_anywhere_without_losing_an_answer() -> None:
    visit = machine()
    to_questions(visit)
    play(visit, e.AnswerGiven("days", "4"), e.LanguageChosen(Language.EN))
    assert visit.visit.language is Language.EN
    assert visit.visit.answers["days"] == 4
    assert visit.visit.step is Step.QUESTIONS


def test_a_wrong_answer_stands_at_its_field_and_keeps_what_was_typed() -> None:
    visit = machine()
    to_questions(visit)
    play(visit, e.AnswerGiven("days", "99"), e.AnswerGiven("food", "no"), e.Next())
    assert visit.visit.step is Step.QUESTIONS
    assert [field for _, field in codes(visit)] == ["days"]
    assert visit.visit.raw["days"] == "99"
    play(visit, e.AnswerGiven("days", "9"))
    assert codes(visit) == []


def test_an_answer_opens_a_page_and_a_document_and_a_change_of_mind_closes_them() -> None:
    visit = machine()
    to_questions(visit)
    play(visit, e.AnswerGiven("days", "2"), e.AnswerGiven("food", "yes"), e.Next())
    assert visit.visit.stage == Stage(Step.QUESTIONS, "kitchen")
    play(visit, e.AnswerGiven("gas", "yes"), e.Next())
    assert visit.visit.step is Step.DOCUMENTS
    play(visit, e.Next())
    assert codes(visit) == [("document-missing", "plan")]
    play(visit, e.Back(), e.Back(), e.AnswerGiven("food", "no"), e.Next())
    assert visit.visit.step is Step.REVIEW
    assert "gas" not in visit.visit.answers


def test_a_scanned_document_travels_and_may_be_taken_back() -> None:
    visit = machine()
    to_questions(visit)
    play(
        visit, e.AnswerGiven("days", "2"), e.AnswerGiven("food", "yes"), e.Next(), e.AnswerGiven("gas", "no"), e.Next()
    )
    assert play(visit, e.DocumentOffered("plan", "nonsense")) == []
    assert play(visit, e.DocumentOffered("plan", "sketch")) == [f.ScanDocument("plan", "sketch")]
    page = Attachment("plan", "sketch", "image/jpeg", b"page")
    play(visit, e.DocumentScanned(page), e.DocumentRemoved("plan"), e.Next())
    assert visit.visit.step is Step.DOCUMENTS
    play(visit, e.DocumentOffered("plan", "sketch"), e.DocumentScanned(page), e.Next())
    assert visit.visit.step is Step.REVIEW


def test_the_card_fills_the_form_and_a_persons_own_words_stay() -> None:
    visit = machine()
    to_questions(visit)
    assert visit.visit.machine_read == {"holder"}
    play(visit, e.AnswerGiven("holder", "فاطمة"), e.Back(), e.CardOffered(), reading(), e.Next())
    assert visit.visit.raw["holder"] == "فاطمة"
    assert visit.visit.machine_read == set()


@pytest.mark.parametrize(
    ("finding", "code"),
    [
        (e.IdentityRead(Reading((), None, (), 1.0)), "mrz-not-found"),
        (reading(card(expiry=date(2020, 1, 1))), "identity-expired"),
        (e.ScanFailed("scanner-empty"), "scanner-empty"),
    ],
)
def test_an_unreadable_or_expired_card_leaves_ways_on(finding: e.Event, code: str) -> None:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"), e.Next())
    play(visit, e.ConsentGiven(), e.CardOffered(), finding)
    assert codes(visit) == [(code, "")]
    assert play(visit, e.CardOffered()) == [f.ReadIdentity()]
    play(visit, e.ScanFailed("scanner-empty"))
    play(visit, e.IdentityTyped("٢٨٨٠٢٠١٢٢٥٩٦", "Sara Test", "kwt", "1/2/1988", "2030-01-01"))
    assert visit.visit.identity is not None
    assert visit.visit.identity.number == "288020122596"
    assert visit.visit.identity_typed


@pytest.mark.parametrize(
    "other", [{"number": "D99999999"}, {"full_name": "Anna Berg"}, {"birth_date": "06/01/1990"}], ids=str
)
def test_a_face_is_asked_for_at_a_counter_and_leaves_when_another_person_may_be_typed(other: dict[str, str]) -> None:
    visit = machine("demo")
    play(
        visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"), e.Next(), e.ConsentGiven()
    )
    assert play(visit, e.CardOffered()) == [f.ReadIdentity(portrait=True)]
    play(visit, replace(reading(), portrait=b"face"))
    assert visit.visit.portrait == b"face"
    assert "face" not in repr(visit.visit)
    typed = e.IdentityTyped("D23145890", "Anna Eriksson", "UTO", "05/01/1990", "01/01/2027")
    play(visit, typed)
    assert (visit.visit.identity_typed, visit.visit.portrait) == (True, b"face")
    play(visit, replace(typed, **other))
    assert (visit.visit.identity_typed, visit.visit.portrait) == (True, b"")


def test_typed_identity_problems_stand_at_their_fields() -> None:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"), e.Next())
    play(visit, e.ConsentGiven(), e.IdentityTyped("12", "", "", "not a day", "2020-01-01"))
    fields = {field for _, field in codes(visit)}
    assert fields == {"identity.number", "identity.full_name", "identity.birth_date", "identity.expiry"}
    assert visit.visit.step is Step.IDENTIFY


def test_an_edit_goes_back_to_the_review() -> None:
    visit = machine()
    to_review(visit)
    play(visit, e.EditRequested("stall"), e.AnswerGiven("days", "5"), e.Next())
    assert visit.visit.step is Step.REVIEW
    assert visit.visit.fees[0].amount.amount_minor == 7500


def test_an_edit_that_opens_questions_leads_through_them_before_money() -> None:
    visit = machine()
    to_review(visit)
    play(visit, e.EditRequested("stall"), e.AnswerGiven("food", "yes"), e.Next(), e.Next())
    assert visit.visit.stage == Stage(Step.QUESTIONS, "kitchen")
    play(visit, e.AnswerGiven("gas", "no"), e.Next(), e.Next())
    assert visit.visit.step is Step.DOCUMENTS
    assert codes(visit) == [("document-missing", "plan")]


@pytest.mark.parametrize(
    ("finding", "code"),
    [
        (reading(card(born=date(2015, 1, 1))), "identity-child"),
        (reading(replace(card(), kind="MRV-A", code="V")), "identity-visa"),
        (reading(card(born=date(2027, 1, 1))), "identity-dates"),
    ],
)
def test_a_document_that_does_not_serve_is_refused_at_once(finding: e.Event, code: str) -> None:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"), e.Next())
    play(visit, e.ConsentGiven(), e.CardOffered(), finding)
    assert codes(visit) == [(code, "")]
    assert visit.visit.identity is None


def test_a_foreign_document_serves_and_what_follows_is_said() -> None:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"), e.Next())
    play(visit, e.ConsentGiven(), e.CardOffered(), reading(replace(card(), issuer="EGY", national_number="")))
    assert (codes(visit), [one.code for one in visit.visit.notices]) == ([], ["identity-foreign"])
    play(visit, e.Next())
    assert visit.visit.notices == ()


def test_a_child_is_told_before_paying() -> None:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"))
    visit.visit.service = replace(visit.context.service, signature=False)
    play(visit, e.Next())
    play(visit, e.ConsentGiven(), e.CardOffered(), reading(card(born=date(2015, 1, 1))), e.Next())
    play(visit, e.AnswerGiven("days", "4"), e.AnswerGiven("food", "no"), e.Next(), e.Next())
    assert codes(visit) == [("condition-unmet", "")]
    assert visit.visit.step is Step.REVIEW


def test_a_double_tap_pays_once() -> None:
    visit = machine()
    to_payment(visit)
    asked = play(visit, e.PayRequested(PaymentMethod.CARD), e.PayRequested(PaymentMethod.CARD))
    assert len(asked) == 1


def test_a_declined_card_may_try_again_with_a_new_intent() -> None:
    visit = machine()
    to_payment(visit)
    first = pay(visit, PaymentState.DECLINED)
    assert codes(visit) == [("payment-declined", "")]
    second = pay(visit)
    assert first.payment.id != second.payment.id
    assert visit.visit.step is Step.SIGN


def test_an_unknown_charge_is_asked_about_and_never_charged_again() -> None:
    visit = machine()
    to_payment(visit)
    charge = pay(visit, PaymentState.UNKNOWN)
    assert play(visit, e.PayRequested(PaymentMethod.CARD), e.Back(), e.StartOver()) == []
    (asked,) = play(visit, e.PaymentAskedAgain())
    assert isinstance(asked, f.AskPayment)
    assert asked.payment.id == charge.payment.id
    settle(visit, PaymentState.CAPTURED)
    assert visit.visit.step is Step.SIGN


def test_back_and_start_over_end_with_the_payment() -> None:
    visit = machine()
    to_payment(visit)
    pay(visit)
    assert not visit.visit.may_leave
    assert play(visit, e.Back(), e.StartOver()) == []
    assert visit.visit.step is Step.SIGN


def test_whoever_leaves_after_paying_gets_the_money_back() -> None:
    visit = machine()
    to_payment(visit)
    charge = pay(visit)
    asked = play(visit, e.IdleElapsed(), e.IdleElapsed())
    assert [type(effect) for effect in asked] == [f.GiveBack, f.Wipe]
    assert isinstance(asked[0], f.GiveBack)
    assert asked[0].payment.id == charge.payment.id


def test_a_full_disk_keeps_the_visit_and_offers_another_try() -> None:
    visit = machine()
    to_payment(visit)
    pay(visit)
    play(visit, e.Signed(STROKES), e.SubmitFailed("store-full"))
    assert codes(visit) == [("store-full", "")]
    (again,) = play(visit, e.SubmitRetried())
    assert isinstance(again, f.Submit)
    play(visit, submitted(again))
    assert visit.visit.step is Step.RECEIPT


def test_a_printer_that_fails_leaves_the_receipt_on_the_screen() -> None:
    visit = machine()
    to_payment(visit)
    pay(visit)
    (submit,) = play(visit, e.Signed(STROKES))
    assert isinstance(submit, f.Submit)
    play(visit, submitted(submit), e.PrintFailed("printer-paper-out"))
    assert codes(visit) == [("printer-paper-out", "")]
    (again,) = play(visit, e.PrintRetried())
    assert isinstance(again, f.Print)
    assert play(visit, e.Printed(), e.PrintRetried()) == []


def to_receipt(visit: Any) -> None:
    """Hand in, up to the print that is under way."""
    to_payment(visit)
    pay(visit)
    (submit,) = play(visit, e.Signed(STROKES))
    assert isinstance(submit, f.Submit)
    play(visit, submitted(submit))


def test_a_print_in_doubt_stays_in_doubt_until_one_comes_out() -> None:
    visit = machine()
    to_receipt(visit)
    play(visit, e.PrintFailed("printer-silent", unsure=True))
    assert visit.visit.paper_unsure
    play(visit, e.PrintRetried(), e.PrintFailed("printer-paper-out"))
    assert visit.visit.paper_unsure, "the first may be out, whatever the second did"
    play(visit, e.PrintRetried(), e.Printed())
    assert (visit.visit.paper_unsure, visit.visit.printed) == (False, True)


def test_a_receipt_that_is_owed_stands_longer_than_one_that_is_held() -> None:
    visit = machine()
    to_receipt(visit)
    assert visit.visit.idle_seconds == 0, "while it prints the clock stands"
    play(visit, e.PrintFailed("printer-gone"))
    assert visit.visit.idle_seconds == OWED_SECONDS
    play(visit, e.PrintRetried(), e.Printed())
    assert visit.visit.idle_seconds == RECEIPT_SECONDS
    assert play(visit, e.IdleElapsed()) == [f.Wipe()]


def test_a_counter_may_send_it_to_another_printer() -> None:
    visit = machine("huda")
    to_receipt(visit)
    play(visit, e.PrintFailed("printer-gone"))
    (again,) = play(visit, e.PrintRetried(1))
    assert isinstance(again, f.Print)
    assert again.printer == 1


def test_a_tap_is_not_a_signature() -> None:
    visit = machine()
    to_payment(visit)
    pay(visit)
    assert play(visit, e.Signed((((1, 1),),))) == []
    assert codes(visit) == [("signature-missing", "signature")]


def test_idle_warns_then_wipes_and_never_during_payment() -> None:
    visit = machine()
    to_payment(visit)
    play(visit, e.PayRequested(PaymentMethod.CARD))
    assert visit.visit.idle_seconds == 0
    assert play(visit, e.IdleElapsed(), e.IdleElapsed()) == []
    settle(visit, PaymentState.CANCELLED)
    play(visit, e.IdleElapsed())
    assert visit.visit.idle_warning
    play(visit, e.StillHere())
    assert not visit.visit.idle_warning
    assert play(visit, e.IdleElapsed(), e.IdleElapsed()) == [f.Wipe()]


def test_late_answers_change_nothing() -> None:
    visit = machine()
    to_questions(visit)
    before = visit.visit.stage
    play(visit, reading(), e.Printed(), e.SubmitFailed("store-full"), e.ScanFailed("scanner-gone"), e.Finished())
    assert visit.visit.stage == before
    assert codes(visit) == []


def test_progress_counts_from_consent_to_signing() -> None:
    visit = machine()
    to_review(visit)
    assert progress(visit.context) == (4, 6)


def test_another_service_begins_a_new_request() -> None:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.EN), e.ServiceChosen("kw.test.stall"))
    first = visit.visit.application_id
    play(visit, e.Back(), e.ServiceChosen("kw.unknown"))
    assert visit.visit.step is Step.FIND
    play(visit, e.ServiceChosen("kw.test.stall"))
    assert visit.visit.application_id == first


def test_documents_that_no_packet_holds_are_told_before_anybody_pays() -> None:
    visit = machine()
    to_questions(visit)
    play(
        visit, e.AnswerGiven("days", "4"), e.AnswerGiven("food", "yes"), e.Next(), e.AnswerGiven("gas", "no"), e.Next()
    )
    visit.visit.attachments["plan"] = Attachment("plan", "sketch", "application/pdf", bytes(20_000_000))
    play(visit, e.Next(), e.Next())
    assert visit.visit.step is Step.REVIEW
    assert [one.code for one in visit.visit.problems] == ["application-too-large"]

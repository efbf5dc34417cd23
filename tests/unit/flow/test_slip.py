"""A visit that lacks a paper: kept, a slip printed, and taken up again with its code and the same card."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shop_script import to_shop
from visit_script import card, machine, play, reading

from shubbak.domain.application import Attachment
from shubbak.domain.draft import Draft
from shubbak.domain.fees import AssessedFee
from shubbak.domain.readiness import Condition, Level
from shubbak.domain.resume_code import parse_resume_code, resume_code, shown_code
from shubbak.domain.text import Language, Text
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.forms.service import DocumentAlternative


def codes(visit: VisitMachine) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in visit.visit.problems]


def kept(visit: VisitMachine) -> Draft:
    (effect,) = play(visit, e.SlipAsked())
    assert isinstance(effect, f.KeepDraft)
    return effect.draft


def taken_up(draft: Draft, operator: str = "") -> VisitMachine:
    visit = to_shop(operator)
    play(visit, e.StartOver())
    play(visit, e.Touched(), e.LanguageChosen(Language.AR))
    code = shown_code(resume_code(draft.id)).lower()
    assert play(visit, e.ResumeAsked(code)) == [f.FindDraft(resume_code(draft.id))]
    play(visit, e.DraftTaken(draft))
    return visit


def test_a_slip_is_printed_only_when_the_visit_is_on_the_disk() -> None:
    visit = to_shop()
    draft = kept(visit)
    assert visit.visit.step is Step.QUESTIONS
    (effect,) = play(visit, e.DraftKept())
    assert isinstance(effect, f.PrintSlip)
    assert effect.code == resume_code(draft.id)
    assert "site_right" in [need.id for need in effect.needed]
    assert visit.visit.step is Step.SLIP
    play(visit, e.SlipPrinted())
    assert visit.visit.printed
    assert play(visit, e.Finished()) == [f.Wipe()]


def test_a_visit_that_could_not_be_kept_goes_on() -> None:
    visit = to_shop()
    kept(visit)
    play(visit, e.DraftFailed("store-full"))
    assert (visit.visit.step, codes(visit), visit.visit.slip) == (Step.QUESTIONS, [("store-full", "")], "")


def test_a_slip_that_does_not_come_out_can_be_tried_again_and_its_code_stays() -> None:
    visit = to_shop()
    kept(visit)
    play(visit, e.DraftKept(), e.SlipFailed("printer-paper-out"))
    assert codes(visit) == [("printer-paper-out", "")]
    (effect,) = play(visit, e.SlipRetried())
    assert isinstance(effect, f.PrintSlip)


def test_nothing_is_kept_without_consent() -> None:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"))
    assert play(visit, e.SlipAsked()) == []


def test_at_a_kiosk_the_code_alone_shows_nothing_until_the_same_card_is_shown() -> None:
    visit = taken_up(kept(to_shop()))
    assert (visit.visit.step, visit.visit.identity) == (Step.IDENTIFY, None)
    assert [one.code for one in visit.visit.notices] == ["resume-show-card"]
    play(visit, e.Next())
    assert visit.visit.step is Step.IDENTIFY
    play(visit, e.CardOffered(), reading(replace(card(), number="OTHER1234")))
    assert codes(visit) == [("resume-other-card", "")]
    play(visit, e.CardOffered(), reading(card()), e.Next())
    assert visit.visit.step is Step.QUESTIONS


def test_before_the_card_is_shown_again_no_fee_and_no_list_of_papers_tells_of_the_answers() -> None:
    before = to_shop()
    answers = before.visit.answers
    visit = taken_up(kept(before))
    play(visit, e.Back(), e.Back())
    assert (visit.visit.step, visit.visit.answers) == (Step.NEEDS, {})
    assert visit.visit.fees == fresh_fees()
    play(visit, e.Back(), e.ServiceChosen("kw.test.stall", "12345"))
    assert visit.visit.answers == {}
    play(visit, e.Next(), e.ConsentGiven(), e.CardOffered(), reading(card()))
    assert visit.visit.answers["days"] == answers["days"]


def fresh_fees() -> tuple[AssessedFee, ...]:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"))
    return visit.visit.fees


def test_typing_another_number_does_not_open_it_either() -> None:
    visit = taken_up(kept(to_shop()))
    play(visit, e.IdentityTyped("OTHER1234", "Sara Ali", "KWT", "1990-01-05", "2030-01-01"))
    assert visit.visit.identity is None
    assert codes(visit)[0][0] == "resume-other-card"


def test_leaving_a_kiosk_throws_nothing_away_that_was_kept_before() -> None:
    visit = taken_up(kept(to_shop()))
    assert play(visit, e.StartOver()) == [f.Wipe()]


def test_at_a_counter_it_goes_on_where_it_was() -> None:
    visit = taken_up(kept(to_shop("سارة")), "سارة")
    assert visit.visit.step is Step.QUESTIONS
    assert visit.visit.identity is not None


@pytest.mark.parametrize("operator", ["", "سارة"], ids=["kiosk", "counter"])
def test_a_kept_visit_that_is_found_after_the_station_closed_stays_kept(operator: str) -> None:
    draft, visit = kept(to_shop()), machine(operator)
    play(visit, e.Touched(), e.LanguageChosen(Language.EN), e.ResumeAsked(resume_code(draft.id)))
    play(visit, e.ConditionsChanged((Condition("disk-low", Level.CLOSED, {"megabytes": "9"}),)))
    assert play(visit, e.DraftTaken(draft)) == [f.Wipe()], "nothing of it stays in this program"
    assert (visit.visit.step, visit.visit.language) == (Step.CLOSED, Language.EN)
    assert (visit.visit.service, visit.visit.identity, visit.visit.busy) == (None, None, "")
    play(visit, e.ConditionsChanged(()))
    assert play(visit, e.ResumeAsked(resume_code(draft.id))) == [f.FindDraft(resume_code(draft.id))]


def test_a_document_with_fewer_pages_than_are_asked_for_by_now_is_asked_for_again() -> None:
    visit = to_shop("سارة")
    document = Attachment("site_right", "lease", "application/pdf", b"%PDF", 1)
    draft = replace(kept(visit), attachments=(document,))
    assert "site_right" in taken_up(draft, "سارة").visit.attachments
    longer = DocumentAlternative("lease", Text("عقد", "Lease"), least=2)
    service = visit.context.service
    needs = tuple(
        replace(need, alternatives=(longer,)) if need.id == "site_right" else need for need in service.documents
    )
    later = to_shop("سارة")
    later.context.catalogue = replace(
        later.context.catalogue, services={service.id: replace(service, documents=needs, version=9)}
    )
    play(later, e.StartOver(), e.Touched(), e.LanguageChosen(Language.AR), e.ResumeAsked(resume_code(draft.id)))
    play(later, e.DraftTaken(draft))
    assert "site_right" not in later.visit.attachments


@pytest.mark.parametrize("typed", ["", "12", "K7QM-2XD", "K7QM-2XDR-1", "ا" * 8, "x" * 5000])
def test_what_is_no_code_is_told_without_asking_the_store(typed: str) -> None:
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR))
    assert play(visit, e.ResumeAsked(typed)) == []
    assert codes(visit) == [("resume-code-shape", "")]


def test_a_slip_shown_in_the_middle_of_another_visit_is_answered_and_throws_nothing_away() -> None:
    draft, visit = kept(to_shop()), to_shop()
    while visit.visit.step is not Step.FIND:
        play(visit, e.Back())
    begun = visit.visit.application_id
    assert play(visit, e.ResumeAsked(resume_code(draft.id))) == []
    assert codes(visit) == [("resume-visit-begun", "")]
    assert visit.visit.application_id == begun
    play(visit, e.ServiceChosen(visit.context.service.id))
    assert codes(visit) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("k7qm-2xdr", "K7QM2XDR"), ("K7QM 2XDR", "K7QM2XDR"), ("٠١٢٣ ٤٥٦٧", "01234567"), ("OIL0-1111", "01101111")],
)
def test_codes_are_taken_as_people_type_them(typed: str, meant: str) -> None:
    assert parse_resume_code(typed) == meant


def test_a_code_is_the_same_for_a_draft_and_another_for_another() -> None:
    assert resume_code("a") == resume_code("a") == parse_resume_code(shown_code(resume_code("a")))
    assert len({resume_code(str(number)) for number in range(1000)}) == 1000


def test_three_other_documents_end_the_visit_and_keep_what_was_kept() -> None:
    visit = taken_up(kept(to_shop()))
    other = reading(replace(card(), number="OTHER1234"))
    play(visit, e.CardOffered(), other, e.CardOffered(), other)
    assert play(visit, e.CardOffered(), other)[-2:] == [f.NoteWrongProofs(), f.Wipe()]
    assert visit.visit.step is Step.ATTRACT


def test_a_code_alone_opens_nothing_at_a_kiosk() -> None:
    draft = replace(kept(to_shop()), identity=None)
    visit = machine()
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ResumeAsked(resume_code(draft.id)), e.DraftTaken(draft))
    assert (codes(visit), visit.visit.service) == ([("resume-at-desk", "")], None)

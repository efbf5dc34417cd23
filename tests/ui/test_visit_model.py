"""The visit as its screens see it: events in, signals out, and answers that come home late, or to nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes.clock import FakeClock
from kiosk_stage import SAMPLE, STALL, SlowWorker, catalogue, perform, reading, wording
from PySide6.QtCore import QModelIndex
from stage import spy

from kiosk.gallery import STROKES
from kiosk.ui.documents_model import DocumentsModel
from kiosk.ui.find_model import FindModel
from kiosk.ui.identity_model import IdentityModel
from kiosk.ui.needs_model import NeedsModel
from kiosk.ui.payment_model import PaymentModel
from kiosk.ui.questions_model import QuestionsModel
from kiosk.ui.review_model import ReviewModel
from kiosk.ui.sign_model import SignModel
from kiosk.ui.visit_model import VisitModel
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine

TWO_PAYEES = (
    SAMPLE.read_text(encoding="utf-8")
    .replace(
        "duration:",
        """  - code: desk
    label: {ar: "أجرة المكتب", en: "Office charge"}
    kind: fixed
    amount: "0.250"
    currency: KWD
    payee: office
    verified: sample
duration:""",
        1,
    )
    .replace('expect: {day: "6.000"}', 'expect: {day: "6.000", desk: "0.250"}')
)
LOOKING_UP = SAMPLE.read_text(encoding="utf-8").replace(
    "      - id: food\n",
    "      - id: licence\n        kind: licence_lookup\n        rules: {register: licences}\n        required: false\n"
    '        label: {ar: "الرخصة", en: "Licence"}\n        fills: {holder: trade_name}\n'
    "      - id: food\n",
    1,
)
ASKING_MORE = SAMPLE.read_text(encoding="utf-8").replace(
    "      - id: food\n",
    '      - id: reason\n        kind: text\n        label: {ar: "السبب", en: "Reason"}\n        show_if: days > 3\n'
    '      - id: until\n        kind: date\n        label: {ar: "حتى", en: "Until"}\n        required: false\n'
    "      - id: food\n",
    1,
)


class Visit:
    """A visit model with workers that answer only when told."""

    def __init__(self, stall: str = "") -> None:
        self.worker, self.aside = SlowWorker(), SlowWorker()
        machine = VisitMachine(catalogue(stall), FakeClock(), Language.AR)
        self.model = VisitModel(machine, wording(), perform, self.worker, self.aside)

    def say(self, *happenings: e.Event) -> None:
        for event in happenings:
            self.model.dispatch(event)

    def to_identity(self) -> None:
        self.say(e.Touched(), e.LanguageChosen(Language.EN), e.ServiceChosen(STALL), e.Next(), e.ConsentGiven())

    def to_questions(self) -> None:
        self.to_identity()
        self.say(e.CardOffered())
        self.worker.answer(reading())
        self.say(e.Next())

    def to_payment(self) -> None:
        self.to_questions()
        self.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "no"), e.Next(), e.Next())


@pytest.fixture
def visit(qapp: object) -> Visit:
    return Visit()


def rows(model: QuestionsModel) -> list[dict[str, Any]]:
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def test_a_touch_changes_the_screen_and_says_so(visit: Visit) -> None:
    steps, languages = spy(visit.model, "stepChanged"), spy(visit.model, "languageChanged")
    visit.model.touch()
    assert (visit.model.screen, len(steps), len(languages)) == ("language", 1, 0)
    visit.model.chooseLanguage("en")
    assert (visit.model.screen, visit.model.rtl, len(languages)) == ("find", False, 1)


def test_a_device_answers_while_the_visit_goes_on(visit: Visit) -> None:
    visit.to_identity()
    visit.say(e.CardOffered())
    assert visit.model.busy == "identity"
    visit.worker.answer(reading())
    assert visit.model.busy == ""
    assert visit.model.machine.visit.identity is not None


def test_a_late_answer_never_reaches_the_next_visitor(visit: Visit) -> None:
    visit.to_identity()
    visit.say(e.CardOffered(), e.StartOver())
    visit.model.machine.context.forget_visit()
    visit.to_identity()
    visit.say(e.CardOffered())
    late, own = visit.worker.asked
    late(reading())
    assert (visit.model.busy, visit.model.machine.visit.identity) == ("identity", None)
    own(reading())
    assert visit.model.machine.visit.identity is not None


def test_a_late_answer_after_a_crash_reaches_nobody(visit: Visit) -> None:
    visit.to_identity()
    visit.say(e.CardOffered())
    wiped = spy(visit.model, "wiped")
    visit.model.abandon()
    visit.worker.answer(reading())
    assert (visit.model.screen, len(wiped), visit.model.machine.visit.identity) == ("attract", 1, None)


def test_an_effect_without_an_answer_changes_nothing(visit: Visit) -> None:
    visit.to_identity()
    visit.say(e.CardOffered())
    changed = spy(visit.model, "changed")
    visit.worker.answer(None)
    assert changed == []


def test_money_goes_back_beside_the_line_of_the_next_visitor(visit: Visit) -> None:
    visit.to_payment()
    visit.say(e.PayRequested(PaymentMethod.CARD))
    payment = visit.model.machine.visit.payment
    assert payment is not None
    visit.worker.answer(e.PaymentSettled(replace(payment, state=PaymentState.CAPTURED)))
    wiped = spy(visit.model, "wiped")
    visit.say(e.IdleElapsed(), e.IdleElapsed())
    assert (len(visit.aside.asked), len(visit.worker.asked), len(wiped)) == (1, 0, 1)
    visit.aside.answer(None)
    assert visit.model.screen == "attract"


def test_who_stands_still_asks_nothing_of_the_world(visit: Visit) -> None:
    visit.model.stand_still()
    visit.to_identity()
    visit.say(e.CardOffered())
    assert (visit.model.busy, visit.worker.asked) == ("identity", [])


def test_the_way_back_is_known_from_the_way_on(visit: Visit) -> None:
    visit.to_questions()
    assert visit.model.forward
    visit.model.back()
    assert not visit.model.forward
    visit.model.next()
    assert visit.model.forward


def test_progress_counts_from_consent_and_names_the_page(visit: Visit) -> None:
    assert (visit.model.place, visit.model.count) == (0, 0)
    visit.to_questions()
    assert (visit.model.place, visit.model.count, visit.model.stageTitle) == (3, 5, "The stall")


def test_wrong_answers_are_counted_one_by_one(visit: Visit) -> None:
    visit.to_questions()
    visit.say(e.AnswerGiven("holder", ""), e.Next())
    assert (visit.model.wrongAnswers, visit.model.problem) == (3, "")
    visit.say(e.AnswerGiven("days", "2"))
    assert visit.model.wrongAnswers == 2


def test_what_is_wrong_with_the_whole_step_is_a_sentence(visit: Visit) -> None:
    visit.to_identity()
    visit.say(e.CardOffered())
    visit.worker.answer(e.ScanFailed("scanner-empty"))
    assert (visit.model.wrongAnswers, visit.model.problemCount) == (0, 1)
    assert visit.model.problem.startswith("There is nothing in the scanner.")


def test_a_question_appears_without_disturbing_the_others(qapp: object) -> None:
    visit = Visit(ASKING_MORE)
    questions = QuestionsModel(visit.model)
    visit.to_questions()
    reset, inserted = spy(questions, "modelReset"), spy(questions, "rowsInserted")
    questions.answer("days", "5")
    assert [row["id"] for row in rows(questions)] == ["holder", "days", "reason", "until", "food"]
    assert (len(reset), [place for _, place, _ in inserted]) == (0, [2])
    questions.answer("days", "2")
    assert [row["id"] for row in rows(questions)] == ["holder", "days", "until", "food"]


def test_a_look_up_stands_in_no_devices_way_and_its_late_answer_in_nobodys(qapp: object) -> None:
    visit = Visit(LOOKING_UP)
    visit.to_questions()
    visit.say(e.AnswerGiven("licence", "KW-42"), e.LookUpAsked("licence"))
    assert (visit.worker.asked, visit.model.busy) == ([], "")
    visit.aside.answer(e.RecordMissing("licence", "KW-42"))
    assert visit.model.machine.visit.asked["licence"].reach == "none"
    visit.say(e.LookUpAsked("licence"), e.StartOver())
    visit.model.machine.context.forget_visit()
    visit.to_questions()
    visit.say(e.AnswerGiven("licence", "KW-42"), e.LookUpAsked("licence"))
    late, own = visit.aside.asked
    late(e.RecordMissing("licence", "KW-42"))
    assert visit.model.machine.visit.asked["licence"].reach == "busy"
    own(e.RegisterUnreachable("licence", "KW-42"))
    assert visit.model.machine.visit.asked["licence"].reach == "unreachable"


def test_questions_turn_their_words_and_keep_their_answers(visit: Visit) -> None:
    questions = QuestionsModel(visit.model)
    visit.to_questions()
    questions.answer("days", "5")
    visit.model.chooseLanguage("ar")
    days = rows(questions)[1]
    assert (days["label"], days["value"]) == ("عدد الأيام", "5")


def test_questions_are_forgotten_with_the_visit(visit: Visit) -> None:
    questions = QuestionsModel(visit.model)
    visit.to_questions()
    questions.answer("days", "5")
    visit.model.startOver()
    assert questions.rowCount(QModelIndex()) == 0


def test_each_payee_has_one_sum(qapp: object) -> None:
    visit = Visit(TWO_PAYEES)
    payment = PaymentModel(visit.model, (PaymentMethod.CARD,))
    visit.to_payment()
    assert payment.payees == [
        {"name": "The government", "amount": "\u20663.000\u2069 KWD"},
        {"name": "The service office", "amount": "\u20660.250\u2069 KWD"},
    ]
    assert payment.total == "\u20663.250\u2069 KWD"


def test_a_fee_that_counts_what_is_not_yet_asked_is_not_shown_as_nothing(visit: Visit) -> None:
    needs = NeedsModel(visit.model)
    visit.say(e.Touched(), e.LanguageChosen(Language.EN), e.ServiceChosen(STALL))
    assert (needs.fees, needs.total, needs.free, needs.feeDepends) == ([], "", False, True)


def test_a_document_says_what_will_do(visit: Visit) -> None:
    needs, documents = NeedsModel(visit.model), DocumentsModel(visit.model)
    visit.to_questions()
    visit.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "yes"), e.Next(), e.AnswerGiven("gas", "no"), e.Next())
    assert needs.documents == [{"name": "Site plan", "note": "One of: Plan, Sketch"}]
    visit.say(e.Next())
    (plan,) = documents.needs
    assert (plan["id"], plan["state"], bool(plan["problem"])) == ("plan", "missing", True)


def test_days_are_written_with_the_name_of_the_month(qapp: object) -> None:
    visit = Visit(ASKING_MORE)
    review, identity = ReviewModel(visit.model), IdentityModel(visit.model)
    visit.to_questions()
    assert {"label": "Date of birth", "value": "\u206615\u2069 March \u20661990\u2069"} in identity.rows
    visit.say(e.AnswerGiven("days", "2"), e.AnswerGiven("until", "2026-05-03"), e.AnswerGiven("food", "no"), e.Next())
    answers = [row["value"] for row in review.sections[1]["rows"]]
    assert "\u20663\u2069 May \u20662026\u2069" in answers


def test_the_search_is_forgotten_with_the_visit(visit: Visit) -> None:
    find = FindModel(visit.model, "kw")
    visit.say(e.Touched(), e.LanguageChosen(Language.EN))
    find.setQuery("stall")
    assert (find.view, find.count, find.services.data(find.services.index(0))) == ("results", 1, STALL)
    visit.say(e.IdleElapsed())
    assert (find.query, find.view, find.services.rowCount()) == ("", "start", 0)


def test_money_that_was_taken_is_known_to_the_last_screens(visit: Visit) -> None:
    sign = SignModel(visit.model)
    visit.to_payment()
    assert not sign.paid
    visit.say(e.PayRequested(PaymentMethod.CARD))
    payment = visit.model.machine.visit.payment
    assert payment is not None
    visit.worker.answer(e.PaymentSettled(replace(payment, state=PaymentState.CAPTURED)))
    sign.sign([[list(point) for point in stroke] for stroke in STROKES])
    assert (sign.paid, visit.model.screen, visit.model.busy) == (True, "submit", "submit")

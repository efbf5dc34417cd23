"""What a visitor does on the screens, by touch: typing, changing the language, going on and back, leaving."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kiosk_stage import SAMPLE, STALL, KioskStage, card, reading
from PySide6.QtCore import QSize
from stage import LANDSCAPE

from kiosk.gallery import ANSWERS, SERVICE, STROKES
from kiosk.ui.documents_model import DocumentsModel
from kiosk.ui.pictures import ScanPictures
from shubbak.domain.application import Attachment
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.resources import root

Open = Callable[..., KioskStage]
#: The stall with a question that appears beside another, and a private one.
ASKING_MORE = SAMPLE.read_text(encoding="utf-8").replace(
    "      - id: food\n",
    """      - id: reason
        kind: text
        label: {ar: "السبب", en: "Reason"}
        show_if: days > 3
      - id: phone
        kind: phone
        label: {ar: "الهاتف", en: "Phone"}
        private: true
      - id: food
""",
    1,
)


def box(stage: KioskStage, question: str) -> str:
    return str(stage.hand.find(f"question-{question}/box").property("text"))


def test_a_change_of_language_keeps_what_is_typed(kiosk: Open) -> None:
    stage = kiosk()
    stage.to_questions()
    stage.hand.write("question-days/box", "12")
    stage.hand.tap("language")
    assert (stage.visit.language, box(stage, "days")) == ("en", "12")


def test_a_change_of_language_keeps_an_identity_that_is_being_typed(kiosk: Open) -> None:
    stage = kiosk()
    stage.say(e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen(STALL), e.Next(), e.ConsentGiven())
    stage.hand.tap("type-identity")
    stage.hand.write("question-number/box", "ab12345")
    stage.hand.tap("question-full_name/box")
    stage.hand.tap("language")
    assert (stage.visit.language, box(stage, "number")) == ("en", "ab12345")


def test_what_is_wrong_with_a_typed_identity_keeps_the_rest(kiosk: Open) -> None:
    stage = kiosk()
    stage.say(e.Touched(), e.LanguageChosen(Language.EN), e.ServiceChosen(STALL), e.Next(), e.ConsentGiven())
    stage.hand.tap("type-identity")
    stage.hand.write("question-full_name/box", "noura")
    stage.hand.tap("primary")
    stage.settle()
    assert box(stage, "full_name") == "noura"
    assert "Questions to answer or correct: 3" in stage.hand.words()


def test_a_question_that_appears_takes_no_focus(kiosk: Open) -> None:
    stage = kiosk(stall=ASKING_MORE)
    stage.to_questions()
    assert not stage.hand.sees("question-reason")
    stage.hand.write("question-days/box", "5")
    stage.settle()
    assert stage.hand.sees("question-reason")
    assert stage.window.activeFocusItem() == stage.hand.find("question-days/box")
    assert stage.keyboard.open


def test_private_digits_are_dots_while_nobody_types_them(kiosk: Open) -> None:
    stage = kiosk(stall=ASKING_MORE)
    stage.to_questions()
    stage.hand.write("question-phone/box", "555")
    phone = stage.hand.find("question-phone/box")
    assert phone.property("displayText") == "555"
    stage.hand.tap("question-days/box")
    assert (phone.property("text"), phone.property("displayText")) == ("555", "●●●")


def test_the_first_question_without_an_answer_comes_into_view(kiosk: Open) -> None:
    stage = kiosk(LANDSCAPE, stall=ASKING_MORE)
    stage.look.textScale = 2.0
    stage.to_questions()
    stage.say(e.AnswerGiven("holder", "سارة"), e.AnswerGiven("days", "2"), e.AnswerGiven("phone", "55512345"))
    food = stage.hand.find("question-food")
    assert stage.seen(food) != stage.box(food)
    stage.hand.tap("primary")
    stage.settle()
    label = next(item for item in stage.items() if item.property("text") == "هل يُباع طعام؟")
    assert stage.seen(label) == stage.box(label)
    assert "أسئلة تحتاج إلى إجابة أو تصحيح: 1" in stage.hand.words()


def test_the_next_page_begins_at_its_top(kiosk: Open) -> None:
    stage = kiosk(LANDSCAPE)
    stage.to_questions(SERVICE)
    for field in stage.visit.machine.context.page.fields:
        stage.say(e.AnswerGiven(field.id, ANSWERS[field.id]))
    stage.hand.tap("question-commercial_licence_expiry/month")
    stage.hand.tap("question-commercial_licence_expiry/month-6")
    assert flick(stage) > 0
    stage.hand.tap("primary")
    stage.settle()
    assert stage.visit.stage == "questions/shop"
    assert flick(stage) == 0


def flick(stage: KioskStage) -> float:
    return max(float(item.property("contentY")) for item in stage.items() if item.inherits("QQuickFlickable"))


@pytest.mark.parametrize(("language", "side"), [(Language.AR, -1), (Language.EN, 1)])
def test_a_page_comes_from_where_the_reading_goes_on(kiosk: Open, language: Language, side: int) -> None:
    stage = kiosk()
    stage.say(e.Touched(), e.LanguageChosen(language), e.ServiceChosen(STALL))
    stage.look.reducedMotion = False
    stage.visit.dispatch(e.Next())
    assert place(stage) == 64 * side
    stage.look.reducedMotion = True
    stage.visit.dispatch(e.Back())
    stage.settle()
    assert place(stage) == 0


def place(stage: KioskStage) -> float:
    """How far from its place the page is that comes in."""
    page = next(item for item in stage.items() if item.metaObject().indexOfProperty("settle") >= 0)
    return stage.box(page).left()


def test_start_over_needs_a_second_touch(kiosk: Open) -> None:
    stage = kiosk()
    stage.to_questions()
    stage.hand.tap("start-over")
    assert stage.visit.screen == "questions"
    stage.hand.tap("sheet-quiet")
    assert stage.visit.screen == "questions"
    stage.hand.tap("start-over")
    stage.hand.tap("sheet-primary")
    assert stage.visit.screen == "attract"


def test_help_tells_whom_to_call(kiosk: Open) -> None:
    stage = kiosk()
    stage.hand.tap("help")
    assert "\u2066139\u2069" in stage.hand.words()
    stage.hand.tap("sheet-primary")
    stage.settle()
    assert not stage.hand.sees("sheet-primary")


def test_silence_is_asked_about_and_then_wipes(kiosk: Open) -> None:
    stage = kiosk()
    stage.to_questions()
    watch = stage.kiosk.models["idleWatch"]
    for _ in range(90):
        watch.tick()  # type: ignore[attr-defined]
    stage.settle()
    stage.hand.tap("sheet-primary")
    assert stage.visit.screen == "questions"
    for _ in range(120):
        watch.tick()  # type: ignore[attr-defined]
    assert stage.visit.screen == "attract"


def test_nothing_of_a_visitor_is_left_for_the_next(kiosk: Open) -> None:
    stage = kiosk()
    stage.to_questions()
    for key in ("text-size", "contrast", "lower"):
        stage.hand.tap(key)
    stage.hand.write("question-days/box", "7")
    page = (root() / "demo" / "commercial_licence.jpg").read_bytes()
    stage.visit.machine.visit.attachments["plan"] = Attachment("plan", "plan", "image/jpeg", page)
    pictures = ScanPictures(stage.visit)
    assert pictures.requestImage("plan/0/1", QSize(), QSize()).width() > 1
    assert (stage.look.textScale, stage.look.highContrast, stage.keyboard.open) == (1.3, True, True)
    stage.say(e.StartOver())
    assert pictures.requestImage("plan/0/1", QSize(), QSize()).width() == 1
    assert (stage.look.textScale, stage.look.highContrast, stage.keyboard.open) == (1.0, False, False)
    assert stage.box(stage.hand.find("help")).top() < 50
    assert stage.visit.language == "ar"
    stage.to_questions()
    assert box(stage, "days") == ""


def test_a_search_is_found_as_it_was_left(kiosk: Open) -> None:
    stage = kiosk()
    stage.say(e.Touched(), e.LanguageChosen(Language.AR))
    stage.hand.write("search", "كشك")
    stage.settle()
    assert not stage.hand.sees("service-kw.health.licence_renewal")
    stage.hand.tap(f"service-{STALL}")
    stage.hand.tap("back")
    stage.settle()
    assert stage.hand.find("search").property("text") == "كشك"
    stage.hand.tap("clear-search")
    stage.settle()
    assert stage.hand.sees("category-licences")
    assert not stage.hand.sees(f"service-{STALL}")


def test_the_first_missing_document_is_shown(kiosk: Open) -> None:
    stage = kiosk()
    stage.to_questions()
    stage.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "yes"), e.Next(), e.AnswerGiven("gas", "no"), e.Next())
    assert stage.visit.screen == "documents"
    stage.hand.tap("primary")
    stage.hand.tap("document-plan/scan")
    stage.hand.tap("document-plan/alternative-sketch")
    assert stage.visit.busy == "document"


def test_a_page_scanned_again_has_another_address_and_the_same_page_the_same(kiosk: Open) -> None:
    stage = kiosk()
    stage.to_questions()
    stage.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "yes"), e.Next(), e.AnswerGiven("gas", "no"), e.Next())
    tiles = DocumentsModel(stage.visit)
    shown: list[str] = []
    for body in (b"first", b"second", b"first"):
        page = Attachment("plan", "sketch", "image/jpeg", body)
        stage.say(e.DocumentOffered("plan", "sketch"), e.DocumentScanned(page))
        shown.append(tiles.needs[0]["pages"][0]["picture"])
    assert shown[0] == shown[2] != shown[1]
    assert all(one.startswith("image://scan/plan/0/") for one in shown)


def test_a_signature_is_drawn_before_it_is_sent(kiosk: Open) -> None:
    stage = kiosk()
    stage.to_questions()
    stage.to_payment()
    stage.paid()
    assert not stage.hand.sees("primary")
    stage.hand.draw("signature-pad")
    stage.hand.tap("primary")
    assert stage.visit.busy == "submit"


def test_paying_shows_nothing_else_to_touch(kiosk: Open) -> None:
    stage = kiosk()
    stage.to_questions()
    stage.to_payment()
    stage.say(e.PayRequested(PaymentMethod.CARD))
    assert not any(stage.hand.sees(name) for name in ("primary", "back", "start-over"))
    assert "مرّر بطاقتك على جهاز الدفع أو أدخلها فيه." in stage.hand.words()


def test_a_read_card_ends_the_typing(kiosk: Open) -> None:
    stage = kiosk()
    stage.say(e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen(STALL), e.Next(), e.ConsentGiven())
    stage.hand.tap("type-identity")
    stage.hand.tap("rescan-identity")
    stage.say(reading(card(number="T7")))
    assert "\u2066T7\u2069" in stage.hand.words()


def test_who_paid_and_could_not_hand_in_is_told_about_the_money(kiosk: Open) -> None:
    stage = kiosk()
    stage.to_questions(language=Language.EN)
    stage.to_payment()
    stage.paid()
    stage.say(e.Signed(STROKES), e.SubmitFailed("store-full"))
    words = " ".join(stage.hand.words())
    assert "Your payment is recorded." in words
    stage.hand.tap("primary")
    assert stage.visit.busy == "submit"

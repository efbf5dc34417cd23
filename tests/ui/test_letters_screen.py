"""A name with letters in doubt on the kiosk's screen: shown whole, marked by more than colour, answered by touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk_stage import STALL, KioskStage, card
from PySide6.QtQuick import QQuickItem
from stage import walk

from kiosk.pilot import Pilot
from kiosk.rehearsal import look
from kiosk.ui.identity_model import marked_words
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.ports.reader import Reading

Open = Callable[..., KioskStage]
LINES = ("<" * 30, "<" * 30, "ALNAMUTHAJ<<NOURA<SALIM<<<<<<<")
#: The J and the first I of "NOURA SALIM ALNAMUTHAJ".
DOUBTS = (Doubt(2, 9, "unsure"), Doubt(2, 21, "unsure"))
DOUBTFUL = e.IdentityRead(
    Reading(LINES, None, (Problem("mrz-line-unclear", params={"line": "3"}),), 1.0, doubts=DOUBTS, likely=card())
)


def asked(kiosk: Open, language: Language = Language.EN) -> KioskStage:
    stage = kiosk()
    stage.say(e.Touched(), e.LanguageChosen(language), e.ServiceChosen(STALL), e.Next(), e.ConsentGiven())
    stage.say(*(event for _ in range(2) for event in (e.CardOffered(), DOUBTFUL)))
    stage.worker.asked.clear()
    return stage


def framed(stage: KioskStage) -> list[str]:
    """The letters that have a frame."""
    name = stage.hand.find("asked-name")
    cells = [item for item in walk(name) if (item.property("modelData") or {}).get("sign") is not None]
    return [str(cell.property("modelData")["sign"]) for cell in cells if _has_a_frame(cell)]


def _has_a_frame(cell: QQuickItem) -> bool:
    return any(item.isVisible() and item.inherits("QQuickRectangle") for item in cell.childItems())


def test_the_name_stands_there_with_its_doubted_letters_framed(kiosk: Open) -> None:
    stage = asked(kiosk)
    assert "Is this exactly what your card says?" in stage.hand.words()
    assert framed(stage) == ["I", "J"]
    assert stage.seen(stage.hand.find("asked-name")) == stage.box(stage.hand.find("asked-name"))
    stage.hand.tap("language")
    assert "هل الاسم مكتوب هكذا تمامًا في بطاقتك؟" in stage.hand.words()


def test_yes_takes_the_card(kiosk: Open) -> None:
    stage = asked(kiosk)
    stage.hand.tap("primary")
    visit = stage.visit.machine.visit
    assert (visit.identity, visit.names_confirmed) == (card(), True)
    stage.settle()
    assert "Is this you?" in stage.hand.words()


def test_no_looks_again(kiosk: Open) -> None:
    stage = asked(kiosk)
    stage.hand.tap("rescan-identity")
    visit = stage.visit.machine.visit
    assert (visit.busy, visit.identity, visit.to_confirm) == ("identity", None, None)


def test_whoever_corrects_a_letter_finds_the_rest_written(kiosk: Open) -> None:
    stage = asked(kiosk)
    stage.hand.tap("type-identity")
    stage.settle()
    box = stage.hand.find("question-full_name/box")
    assert box.property("text") == "NOURA SALIM ALNAMUTHAJ"
    box.setProperty("text", "NOURA SALIM ALNAMUTHAI")
    box.textEdited.emit()  # type: ignore[attr-defined]
    stage.hand.tap("primary")
    visit = stage.visit.machine.visit
    assert visit.identity == replace(card(), kind="", surname="", given_names="NOURA SALIM ALNAMUTHAI")
    assert (visit.identity_typed, visit.names_confirmed) == (True, False)


def test_a_pilot_goes_through_the_question_as_a_visitor_does(kiosk: Open) -> None:
    stage = kiosk()
    stage.say(e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen(STALL), e.Next(), e.ConsentGiven())
    pilot = Pilot(stage.hand, STALL)
    for _ in range(2):
        pilot.step(look(stage.visit))
        assert stage.visit.machine.visit.busy == "identity"
        stage.worker.answer(DOUBTFUL)
        stage.settle()
    for _ in range(2):
        pilot.step(look(stage.visit))
        stage.settle()
    assert (stage.visit.machine.visit.step.value, stage.visit.machine.visit.names_confirmed) == ("questions", True)


def test_a_space_or_an_end_in_doubt_is_an_empty_cell_behind_its_word() -> None:
    words = marked_words("AL ALI", (2, 4, 6))
    told = [[(one["sign"], one["doubted"]) for one in word["letters"]] for word in words]
    assert told == [
        [("A", False), ("L", False), ("", True)],
        [("A", False), ("L", True), ("I", False), ("", True)],
    ]
    assert marked_words("", ()) == []

"""Every kind of question on the counter's real page, answered with nothing but the keyboard, refused, and forgotten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

import pytest
from leak_search import in_clipboard, in_python
from office_counter import Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from stage import delete_now
from widget_texts import texts

from office_client.ui.fields.answer_widget import AnswerWidget
from office_client.ui.fields.choice import one_of
from office_client.ui.fields.full_name import FullNameAnswer
from office_client.ui.fields.group import GroupAnswer
from office_client.ui.fields.licence_lookup import LicenceLookupAnswer
from office_client.ui.fields.record_answer import RecordAnswer
from office_client.ui.fields.register_choice import RegisterChoiceAnswer
from office_client.ui.fields.scan_answer import ScanAnswer
from office_client.ui.fields.searched_choice import SearchedChoice
from office_client.ui.fields.several_listed import SeveralListed
from office_client.ui.fields.signature import SignatureAnswer
from office_client.ui.office_wording import OfficeWording
from office_client.ui.steps.questions_step import QuestionsStep
from shubbak.domain.text import Language, Text
from shubbak.flow import events as e
from shubbak.forms.service import Field, Option
from shubbak.resources import load_wording

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NAME = {"first": "عبد الرحمن", "family": "الأحمد"}
HOME = {"area": "السالمية", "block": "4", "building": "12"}
PLOT = {"area": "السالمية", "block": "4", "plot": "17"}
HEIRS = [
    {"heir": "نورة سالم عبد الرحمن الأحمد", "civil_id": "288020122596", "share": "40", "kin": "daughter"},
    {"heir": "أحمد", "civil_id": "12", "share": "60", "born": "1990-11-02", "kin": "son"},
]
STROKES = " ".join(f"{40 + n * 9},{230 + (n * 37) % 120}" for n in range(100))
SCANS = (e.DocumentOffered("front", "front"), e.DocumentOffered("right", "deed"))
Kind = TypeVar("Kind", bound=AnswerWidget)


def raw(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def answers_before(page: str) -> list[e.Event]:
    """Return what brings a visit to a page of the form."""
    pages: dict[str, tuple[e.Event, ...]] = {
        "owner": (e.AnswerGiven("name", raw(NAME)), e.AnswerGiven("home", raw(HOME))),
        "land": (e.AnswerGiven("plot", raw(PLOT)), e.AnswerGiven("until", "2027-03-05")),
        "family": (e.AnswerGiven("heirs", raw(HEIRS[:1])),),
        "proof": (*SCANS, e.AnswerGiven("partner", STROKES)),
        "shop": (),
    }
    told: list[e.Event] = []
    for name, given in pages.items():
        if name == page:
            break
        told += [*given, e.Next()]
    return told


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    return Counter(tmp_path, "every_kind")


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    return keys


def to_page(keys: Keyboard, page: str) -> QuestionsStep:
    typed = e.IdentityTyped("D23145890", "ANNA ERIKSSON", "KWT", "05/01/1990", "09/04/2030")
    begun = (e.ServiceChosen("kw.test.every_kind"), e.Next(), e.ConsentGiven(), typed, e.Next())
    for event in (*begun, *answers_before(page)):
        keys.window.presenter.dispatch(event)
    keys.settle()
    step = keys.window.visit_page.step
    assert isinstance(step, QuestionsStep)
    assert keys.visit.stage.page == page
    return step


def widget(step: QuestionsStep, name: str, kind: type[Kind]) -> Kind:
    found = step.frames[name].answer
    assert isinstance(found, kind)
    return found


def beneath(focus: QWidget, wanted: QWidget) -> bool:
    return focus is wanted or wanted.isAncestorOf(focus)


def test_enter_leads_through_the_parts_and_on_to_the_next_question(keys: Keyboard) -> None:
    step = to_page(keys, "owner")
    for part in ("عبد الرحمن", "سالم", "", "الأحمد", ""):
        keys.type(part)
        keys.press(Qt.Key.Key_Return)
    assert keys.visit.answers["name"] == {**NAME, "father": "سالم", "grandfather": "", "latin": ""}
    assert beneath(keys.focus(), widget(step, "home", RecordAnswer).grid.cells["governorate"])


def test_a_latin_spelling_is_offered_and_taken_by_its_key(keys: Keyboard) -> None:
    step = to_page(keys, "owner")
    name = widget(step, "name", FullNameAnswer)
    assert name.offer.isHidden()
    keys.type("سالم")
    assert keys.visit.raw["name"] == raw({"first": "سالم", "father": "", "grandfather": "", "family": "", "latin": ""})
    keys.press(Qt.Key.Key_F4)
    assert name.given["latin"] == "SALEM"
    assert name.offer.isHidden()


def test_what_is_wrong_with_a_part_stands_at_the_part_and_has_the_focus(keys: Keyboard) -> None:
    step = to_page(keys, "land")
    keys.window.presenter.dispatch(e.AnswerGiven("plot", raw({"area": "السالمية", "paci": "12"})))
    keys.go_on()
    grid = widget(step, "plot", RecordAnswer).grid
    said = [label.text() for label in grid.findChildren(QLabel) if label.property("role") == "problem" and label.text()]
    assert len(said) == 3
    assert beneath(keys.focus(), grid.cells["block"])
    keys.type("4")
    assert not step.frames["plot"].wrong


def test_a_day_stands_in_the_other_calendar_beside_it(keys: Keyboard) -> None:
    step = to_page(keys, "land")
    step.frames["until"].answer.setFocus()
    keys.type("12/9/1448")
    assert keys.visit.answers["until"] == "2027-02-19"
    texts = [label.text() for label in step.frames["until"].findChildren(QLabel)]
    assert any("فبراير" in text and "2027" in text for text in texts)


def test_rows_are_added_written_removed_and_brought_back(keys: Keyboard) -> None:
    step = to_page(keys, "family")
    heirs = widget(step, "heirs", GroupAnswer)
    keys.press(Qt.Key.Key_Insert)
    for cell in ("نورة سالم", "288020122596", "40", ""):
        keys.type(cell)
        keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Return)
    row = {"heir": "نورة سالم", "civil_id": "288020122596", "share": "40", "kin": "son"}
    assert json.loads(str(keys.visit.raw["heirs"])) == [row]
    assert keys.focus() is heirs.add
    keys.press(Qt.Key.Key_Return)
    assert len(heirs.cards) == 2
    keys.press(Qt.Key.Key_Delete, ALT)
    assert json.loads(str(keys.visit.raw["heirs"])) == [row]
    heirs.bring_back.click()
    assert json.loads(str(keys.visit.raw["heirs"])) == [row, {}]


def test_a_row_that_stands_is_opened_and_removed_by_key(keys: Keyboard) -> None:
    step = to_page(keys, "family")
    keys.window.presenter.dispatch(e.AnswerGiven("heirs", raw(HEIRS)))
    heirs = widget(step, "heirs", GroupAnswer)
    heirs.cards[0].setFocus()
    keys.press(Qt.Key.Key_Down)
    assert keys.focus() is heirs.cards[1]
    keys.press(Qt.Key.Key_Return)
    assert heirs.cards[1].open
    assert not heirs.cards[0].open
    heirs.cards[0].setFocus()
    keys.press(Qt.Key.Key_Delete, ALT)
    assert json.loads(str(keys.visit.raw["heirs"])) == HEIRS[1:]


def test_tab_goes_through_the_rows_as_they_stand(keys: Keyboard) -> None:
    step = to_page(keys, "family")
    keys.window.presenter.dispatch(e.AnswerGiven("heirs", raw(HEIRS)))
    heirs = widget(step, "heirs", GroupAnswer)
    heirs.cards[0].setFocus()
    keys.press(Qt.Key.Key_Tab)
    assert keys.focus() is heirs.cards[1]
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Backtab, SHIFT)
    assert keys.focus() is heirs.cards[0]
    heirs.cards[0].setFocus()
    keys.press(Qt.Key.Key_Tab)
    assert heirs.cards[1].isAncestorOf(keys.focus())


def test_a_refused_row_opens_at_the_wrong_cell(keys: Keyboard) -> None:
    step = to_page(keys, "family")
    keys.window.presenter.dispatch(e.AnswerGiven("heirs", raw(HEIRS)))
    keys.go_on()
    heirs = widget(step, "heirs", GroupAnswer)
    assert [card.open for card in heirs.cards] == [False, True]
    grid = heirs.cards[1].grid
    assert grid is not None
    assert beneath(keys.focus(), grid.cells["heir"])
    keys.type(" سالم")
    assert heirs.cards[1].wrong() is None


def test_no_row_is_added_beyond_the_most(keys: Keyboard) -> None:
    step = to_page(keys, "family")
    keys.window.presenter.dispatch(e.AnswerGiven("heirs", raw([HEIRS[0]] * 3)))
    heirs = widget(step, "heirs", GroupAnswer)
    heirs.cards[0].setFocus()
    keys.press(Qt.Key.Key_Insert)
    assert len(heirs.cards) == 3


def test_a_computed_figure_follows_the_rows(keys: Keyboard) -> None:
    step = to_page(keys, "family")
    keys.window.presenter.dispatch(e.AnswerGiven("heirs", raw([HEIRS[0], {**HEIRS[0], "share": "15"}])))
    assert any("55" in label.text() for label in step.frames["shares"].findChildren(QLabel))


def test_enter_scans_a_page_and_the_focus_goes_on(keys: Keyboard) -> None:
    step = to_page(keys, "proof")
    assert beneath(keys.focus(), step.frames["front"].answer)
    keys.press(Qt.Key.Key_Return)
    assert set(keys.visit.attachments) == {"front"}
    assert beneath(keys.focus(), step.frames["right"].answer)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_F5)
    assert keys.visit.attachments["site_right"].alternative == "deed"
    right = widget(step, "right", ScanAnswer)
    assert right.alternative == "deed"
    right.scan.setFocus()
    keys.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert set(keys.visit.attachments) == {"front"}
    assert not right.raw


def test_a_signature_is_still_there_after_a_look_at_another_page_and_cleared_by_key(keys: Keyboard) -> None:
    step = to_page(keys, "proof")
    keys.window.presenter.dispatch(e.AnswerGiven("partner", STROKES))
    keys.window.presenter.dispatch(e.Back())
    keys.window.presenter.dispatch(e.Next())
    partner = widget(step, "partner", SignatureAnswer)
    assert partner.raw == STROKES
    partner.setFocus()
    keys.press(Qt.Key.Key_F8)
    assert keys.visit.raw["partner"] == ""


def test_a_number_is_looked_up_by_the_first_enter_and_the_second_goes_on(keys: Keyboard) -> None:
    step = to_page(keys, "shop")
    keys.type("KW-2024-0042")
    keys.press(Qt.Key.Key_Return)
    licence = widget(step, "licence", LicenceLookupAnswer)
    assert licence.reach == "found"
    assert beneath(keys.focus(), licence)
    keys.press(Qt.Key.Key_Return)
    assert beneath(keys.focus(), step.frames["shop_name"].answer)


def test_an_entry_of_a_register_is_found_and_taken(keys: Keyboard, qtbot: Any) -> None:
    step = to_page(keys, "shop")
    activity = widget(step, "activity", RegisterChoiceAnswer)
    activity.setFocus()
    keys.type("مخبز")
    qtbot.waitUntil(lambda: activity.pick.open)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.answers["activity"] == "1072"
    assert activity.pick.words == "مخبز حلويات"
    assert beneath(keys.focus(), step.frames["place"].answer)
    keys.window.wording.speak(Language.EN)
    assert activity.pick.words == "Pastry bakery"


def test_where_the_register_is_away_the_typed_words_are_the_answer(keys: Keyboard, qtbot: Any) -> None:
    step = to_page(keys, "shop")
    activity = widget(step, "activity", RegisterChoiceAnswer)
    activity.setFocus()
    keys.type("ورشة")
    presenter = keys.window.presenter
    qtbot.waitUntil(lambda: "activity" in keys.visit.asked)
    keys.visit.asked["activity"].reach = "busy"
    presenter.dispatch(e.RegisterUnreachable("activity", "ورشة"))
    keys.type(" نجارة")
    assert keys.visit.answers["activity"] == "typed:ورشة نجارة"
    assert activity.pick.words == "ورشة نجارة"


#: One customer's words, on each page of the form.
PLANTED: dict[str, tuple[e.Event, ...]] = {
    "owner": (
        e.AnswerGiven("name", raw({"first": "قططبذ", "family": "الأحمد"})),
        e.AnswerGiven("home", raw({**HOME, "area": "قططبذ"})),
    ),
    "land": (e.AnswerGiven("plot", raw({**PLOT, "area": "قططبذ"})), e.AnswerGiven("until", "05/03/5550")),
    "family": (e.AnswerGiven("heirs", raw([{**HEIRS[0], "heir": "قططبذ"}, {"heir": "قططبذ"}])), e.Next()),
    "proof": (*SCANS, e.AnswerGiven("partner", STROKES)),
    "shop": (
        e.AnswerGiven("licence", "QXTOKEN"),
        e.LookUpAsked("licence"),
        e.AnswerGiven("shop_name", "قططبذ"),
        e.RegisterSearched("activity", "QXTOKEN"),
        e.AnswerGiven("activity", "QXTOKEN"),
    ),
}
WORDS = ("قططبذ", "QXTOKEN", "5550", STROKES[:40])


@pytest.mark.parametrize("page", PLANTED)
def test_nothing_of_a_customer_stays_in_any_widget(keys: Keyboard, page: str) -> None:
    step = to_page(keys, page)
    for event in PLANTED[page]:
        keys.window.presenter.dispatch(event)
    for line in step.findChildren(QLineEdit):
        line.setFocus()
        line.insert("QXTOKEN")
        line.selectAll()
        line.copy()
    keys.settle()
    assert in_python(WORDS, vars(keys.window.presenter), vars(step))
    keys.window.presenter.dispatch(e.StartOver())
    keys.settle()
    delete_now()
    window = keys.window
    assert [place for place, text in texts(window) if any(word in text for word in WORDS)] == []
    assert in_python(WORDS, vars(window), vars(window.presenter), vars(step)) == []
    assert in_clipboard(WORDS) == []


def test_a_removed_row_does_not_come_back_for_the_next_customer(keys: Keyboard) -> None:
    heirs = widget(to_page(keys, "family"), "heirs", GroupAnswer)
    keys.window.presenter.dispatch(e.AnswerGiven("heirs", raw(HEIRS)))
    heirs.cards[0].setFocus()
    keys.press(Qt.Key.Key_Delete, ALT)
    heirs.forget()
    assert heirs.bring_back.isHidden()
    heirs.bring_back.click()
    assert heirs.raw == ""


def many(kind: str) -> Field:
    options = tuple(Option(f"o{place}", Text(f"منطقة {place}", f"Area {place}")) for place in range(300))
    return Field("area", kind, Text("المنطقة", "Area"), options=options)


def write(line: QLineEdit, words: str) -> None:
    line.setText(words)
    line.textEdited.emit(words)


def test_one_of_three_hundred_is_found_by_a_few_letters(qtbot: Any, qapp: QApplication) -> None:
    found = one_of(many("choice"), OfficeWording(load_wording()))
    assert isinstance(found, SearchedChoice)
    qtbot.addWidget(found)
    given: list[object] = []
    found.answered.connect(given.append)
    write(found.pick.line, "قه 29")
    assert found.pick.list.count() == 11
    assert given == []
    write(found.pick.line, "منطقه 29")
    assert found.pick.list.count() == 11
    QTest.keyClick(found.pick.line, Qt.Key.Key_Down)
    QTest.keyClick(found.pick.line, Qt.Key.Key_Return)
    assert given == ["o29", "o290"]
    assert found.pick.words == "منطقة 290"
    assert not found.pick.open
    found.show_raw("o7")
    assert found.pick.words == "منطقة 7"


def test_several_of_many_are_ticked_in_a_list_that_a_search_shortens(qtbot: Any) -> None:
    listed = SeveralListed(many("multi_choice"), OfficeWording(load_wording()))
    qtbot.addWidget(listed)
    listed.show_raw(("o2", "o5"))
    write(listed.line, "299")
    rows = [listed.list.item(place) for place in range(listed.list.count())]
    shown = [row for row in rows if not row.isHidden()]
    assert len(shown) == 1
    shown[0].setCheckState(Qt.CheckState.Checked)
    assert listed.raw == ("o2", "o5", "o299")


def test_what_enter_leads_to_comes_into_view(keys: Keyboard) -> None:
    keys.window.resize(keys.window.minimumSize())
    step = to_page(keys, "owner")
    grid = widget(step, "home", RecordAnswer).grid
    for place in range(12):
        keys.press(Qt.Key.Key_Return)
        assert keys.focus().visibleRegion().boundingRect() == keys.focus().rect(), place
    assert beneath(keys.focus(), grid.cells["paci"])

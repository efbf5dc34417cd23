"""Every kind of question has a widget, and what a widget gives is what the kind reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit, QWidget
from stage import delete_now

from office_client.ui.field_frame import FieldFrame
from office_client.ui.fields import widgets
from office_client.ui.fields.answer_widget import AnswerWidget
from office_client.ui.fields.choice_answer import ChoiceAnswer
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, Text
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong
from shubbak.fields.record import write_raw
from shubbak.forms.service import Field, Option
from shubbak.resources import load_wording

OPTIONS = tuple(Option(name, Text(f"خيار {name}", f"Option {name}")) for name in ("a", "b", "c", "d"))
COLUMNS = (Field("heir", "text", Text("وارث", "Heir")), Field("share", "number", Text("الحصة", "Share")))
STROKES = " ".join(f"{40 + n * 9},{230 + (n * 37) % 120}" for n in range(20))
DIGEST = "5e" * 32
NAME = {"first": "فاطمة", "father": "", "grandfather": "", "family": "الصباح", "latin": "FATIMA ALSABAH"}
HOME = {"governorate": "", "area": "السالمية", "block": "4", "street": "", "building": "12", "floor": "", "unit": ""}
PLOT = {"governorate": "", "area": "السالمية", "block": "4", "plot": "17أ", "street": "", "paci": ""}
HEIRS = [{"heir": "نورة", "share": "40"}, {"heir": "أحمد", "share": "60"}]
#: Kind, its settings, what stands raw, and the answer that it is.
EXAMPLES: list[tuple[str, dict[str, object], Any, Any]] = [
    ("arabic_name", {}, "فاطمة عبدالله", "فاطمة عبدالله"),
    ("choice", {}, "c", "c"),
    ("date", {}, "2026-03-05", "2026-03-05"),
    ("email", {}, "a.b@example.com", "a.b@example.com"),
    ("long_text", {}, "first\nsecond", "first\nsecond"),
    ("map_point", {"country": "KW"}, "29.3759, 47.9774", "29.375900,47.977400"),
    ("money", {"currency": "KWD"}, "12.500", 12500),
    ("multi_choice", {}, ("a", "d"), ("a", "d")),
    ("national_id", {"country": "KW"}, "290010500015", "290010500015"),
    ("number", {"unit": Text("عامل", "workers")}, "12", 12),
    ("phone", {"country": "KW"}, "50123456", "+96550123456"),
    ("registration_number", {}, "C-88120", "C-88120"),
    ("text", {}, "مخبز النور", "مخبز النور"),
    ("yes_no", {}, "no", False),
    ("full_name", {"country": "KW"}, write_raw(NAME), NAME),
    ("address", {"country": "KW"}, write_raw(HOME), {**HOME, "paci": ""}),
    ("parcel", {"country": "KW"}, write_raw(PLOT), PLOT),
    ("group", {"max": 3}, write_raw(HEIRS), ({"heir": "نورة", "share": 40}, {"heir": "أحمد", "share": 60})),
    ("photo", {}, DIGEST, DIGEST),
    ("document", {}, DIGEST, DIGEST),
    ("signature", {}, STROKES, STROKES),
    ("register_choice", {"register": "activities"}, "4711|بقالة|Grocery", "4711"),
    ("licence_lookup", {"register": "licences"}, "88214", "88214"),
    ("computed", {}, "", 0),
    ("note", {}, "", ""),
]
ASKED = [example for example in EXAMPLES if kinds()[example[0]].asks]


def question(kind: str, rules: dict[str, object], options: tuple[Option, ...] = OPTIONS) -> Field:
    return Field(
        "question",
        kind,
        Text("سؤال", "Question"),
        Text("شرح", "Hint"),
        options=options if "choice" in kind else (),
        rules=rules,
        fields=COLUMNS if kind == "group" else (),
    )


def made(qtbot: Any, kind: str, rules: dict[str, object]) -> AnswerWidget:
    widget = widgets()[kind](question(kind, rules), OfficeWording(load_wording()))
    qtbot.addWidget(widget)
    return widget


def test_every_kind_has_a_widget_and_an_example() -> None:
    assert set(widgets()) == set(kinds()) == {kind for kind, *_ in EXAMPLES}


@pytest.mark.parametrize(("kind", "rules", "raw", "answer"), EXAMPLES, ids=[kind for kind, *_ in EXAMPLES])
def test_what_is_shown_is_given_back_as_the_same_answer(
    qtbot: Any, kind: str, rules: dict[str, object], raw: Any, answer: Any
) -> None:
    widget = made(qtbot, kind, rules)
    given: list[object] = []
    widget.answered.connect(given.append)
    widget.show_raw(raw)
    text = widget.raw if isinstance(widget.raw, str) else ",".join(widget.raw)
    assert kinds()[kind].parse(widget.field, text) == answer
    assert given == [], "showing an answer is not giving one"
    widget.show_raw("")
    assert not widget.raw


@pytest.mark.parametrize(("kind", "rules", "raw", "answer"), ASKED, ids=[kind for kind, *_ in ASKED])
def test_a_wrong_answer_is_marked_and_explained(
    qtbot: Any, kind: str, rules: dict[str, object], raw: Any, answer: Any
) -> None:
    field = question(kind, rules)
    wording = OfficeWording(load_wording())
    frame = FieldFrame(field, wording)
    qtbot.addWidget(frame)
    wrong = kinds()[kind].parse(field, "")
    assert isinstance(wrong, Wrong)
    frame.complain(Problem(wrong.code, "question", wrong.params))
    assert frame.problem == wording.say(f"problem.{wrong.code}")
    wording.speak(Language.EN)
    frame.speak()
    frame.complain(None)
    assert frame.problem == ""


@pytest.mark.parametrize(("kind", "rules", "raw", "answer"), EXAMPLES, ids=[kind for kind, *_ in EXAMPLES])
def test_nothing_stays_of_an_answer_that_is_forgotten(
    qtbot: Any, kind: str, rules: dict[str, object], raw: Any, answer: Any
) -> None:
    widget = made(qtbot, kind, rules)
    before = list(said(widget))
    widget.show_raw(raw)
    for line in widget.findChildren(QLineEdit):
        line.insert("QXTOKEN")
    widget.forget()
    assert not widget.raw
    for line in widget.findChildren(QLineEdit):
        line.undo()
    for box in widget.findChildren(QPlainTextEdit):
        box.undo()
    delete_now()
    assert list(said(widget)) == before


def said(widget: AnswerWidget) -> Iterator[str]:
    """Every text in a widget, shown or not."""
    for one in widget.findChildren(QWidget):
        if isinstance(one, (QLabel, QLineEdit)):
            yield one.text()
        elif isinstance(one, QPlainTextEdit):
            yield one.toPlainText()
        elif isinstance(one, QListWidget):
            yield from (one.item(row).text() for row in range(one.count()))


def test_typing_tells_every_change(qtbot: Any) -> None:
    widget = made(qtbot, "number", {})
    given: list[object] = []
    widget.answered.connect(given.append)
    line = widget.focusProxy()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "12")
    assert given == ["1", "12"]


def test_a_birth_date_from_a_card_is_shown_day_first(qtbot: Any) -> None:
    widget = made(qtbot, "date", {})
    widget.show_raw("1990-01-05")
    assert widget.raw == "05/01/1990"


def test_a_choice_is_nobodys_until_it_is_made(qtbot: Any) -> None:
    widget = made(qtbot, "yes_no", {})
    assert widget.raw == ""
    assert isinstance(widget, ChoiceAnswer)
    QTest.keyClick(widget.buttons["no"], Qt.Key.Key_Space)
    assert widget.raw == "no"


def test_codes_read_left_to_right_on_an_arabic_page(qtbot: Any) -> None:
    for kind, rules, _, _ in EXAMPLES:
        widget = made(qtbot, kind, rules)
        if getattr(widget, "code", False):
            line = widget.focusProxy()
            assert isinstance(line, QLineEdit)
            assert line.layoutDirection() is Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize(
    ("words", "columns"), [("", 2), (" that nobody says in one breath at a counter", 1)], ids=["short", "long"]
)
def test_options_stand_in_two_columns_where_their_words_are_short(qtbot: Any, words: str, columns: int) -> None:
    options = tuple(Option(name, Text(f"{name}{words}", f"{name}{words}")) for name in ("a", "b", "c", "d"))
    widget = widgets()["choice"](question("choice", {}, options), OfficeWording(load_wording()))
    qtbot.addWidget(widget)
    widget.show()
    assert isinstance(widget, ChoiceAnswer)
    assert len({button.x() for button in widget.buttons.values()}) == columns


FOOD = Text("أغذية & مشروبات", "Food & drink")


@pytest.mark.parametrize("kind", ["choice", "multi_choice"])
def test_an_ampersand_in_an_option_is_shown_and_marks_no_key(qtbot: Any, kind: str) -> None:
    options = (Option("food", FOOD, Text("حلويات & خبز", "Sweets & bread")), Option("other", Text("أخرى", "Other")))
    widget = widgets()[kind](question(kind, {}, options), OfficeWording(load_wording()))
    qtbot.addWidget(widget)
    assert isinstance(widget, ChoiceAnswer)
    assert widget.buttons["food"].text() == "أغذية && مشروبات (حلويات && خبز)"
    assert widget.buttons["food"].shortcut().isEmpty()


def test_an_ampersand_in_a_question_is_shown_too(qtbot: Any) -> None:
    frame = FieldFrame(Field("question", "text", FOOD), OfficeWording(load_wording()))
    qtbot.addWidget(frame)
    asked = next(words for words in frame.findChildren(QLabel) if words.text() == FOOD.ar)
    alone = label("body")
    qtbot.addWidget(alone)
    alone.setText(FOOD.ar)
    for one in (asked, alone):
        one.setParent(None)
        one.setContentsMargins(0, 0, 0, 0)
        one.setFixedSize(200, 40)
    assert asked.grab().toImage() == alone.grab().toImage()
    assert frame.answer.accessibleName() == FOOD.ar

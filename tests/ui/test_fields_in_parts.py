"""Fields with many options, entries of a register, and looked-up numbers, each by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtQuick import QQuickItem
from stage import Stage
from test_fields import QUESTION, answers, box, type_into

FORM = """FieldLoader {{
    width: 900; property var heard: []; property var asks: []; question: ({})
    onAnswered: (id, value) => heard.push(value)
    onAsked: (id, verb, value) => asks.push([verb, value])
}}"""
COUNTRIES = [{"id": f"c{n}", "label": f"Country {n:03}", "hint": "", "icon": ""} for n in range(300)]


def question(kind: str, **more: object) -> dict[str, Any]:
    return {**QUESTION, "kind": kind, "label": "Question", "wrong": False, **more}


def show(stage: Stage, kind: str, **more: object) -> QQuickItem:
    return stage.show(FORM.format(json.dumps(question(kind, **more))), language="en")


def asks(field: QQuickItem) -> list[Any]:
    heard = field.property("asks")
    return list(heard.toVariant() if hasattr(heard, "toVariant") else heard)


def cards(stage: Stage) -> list[str]:
    found = [item for item in stage.items() if item.objectName().startswith("option-") and item.isVisible()]
    return [item.objectName().removeprefix("option-") for item in found]


def test_three_hundred_options_show_a_few_until_somebody_searches(stage: Stage) -> None:
    field = show(stage, "choice", options=COUNTRIES)
    assert len(cards(stage)) == 6
    type_into(box(stage), "try 25")
    stage.wait(20)
    assert cards(stage) == [f"c{n}" for n in range(250, 256)]
    stage.tap(stage.find("option-c250"))
    assert answers(field) == ["c250"]


def test_what_is_chosen_out_of_many_stands_alone_until_another_is_wanted(stage: Stage) -> None:
    field = show(stage, "choice", options=COUNTRIES, value="c250")
    assert cards(stage) == ["c250"]
    stage.tap(stage.with_text("Choose another"))
    assert len(cards(stage)) == 6
    stage.tap(stage.find("option-c1"))
    field.setProperty("question", question("choice", options=COUNTRIES, value="c1"))
    stage.wait(20)
    assert cards(stage) == ["c1"]


def test_names_that_begin_with_the_words_come_first(stage: Stage) -> None:
    labels = ["Greater Oman", "Oman", *"abcdefg"]
    show(stage, "choice", options=[{**COUNTRIES[0], "id": label, "label": label} for label in labels])
    type_into(box(stage), "oman")
    stage.wait(20)
    assert cards(stage) == ["Oman", "Greater Oman"]


def test_choices_out_of_sight_stay_in_sight(stage: Stage) -> None:
    show(stage, "multi_choice", options=COUNTRIES, value=["c2", "c200"])
    assert cards(stage) == ["c0", "c1", "c2", "c3", "c4", "c5", "c200"]


def test_a_register_is_asked_once_the_person_stops_typing(stage: Stage) -> None:
    field = show(stage, "register_choice", reach="", found=[], chosen="")
    type_into(box(stage), "foo")
    type_into(box(stage), "d")
    assert asks(field) == []
    stage.until(lambda: asks(field) == [["search", "food"]])


def test_a_found_entry_is_chosen_by_its_id(stage: Stage) -> None:
    field = show(stage, "register_choice", reach="found", found=[{"id": "5610", "label": "Restaurant"}], chosen="")
    stage.tap(stage.with_text("Restaurant"))
    assert answers(field) == ["5610"]


def test_what_was_searched_becomes_the_answer_when_the_register_is_away(stage: Stage) -> None:
    field = show(stage, "register_choice", reach="busy", found=[], chosen="")
    type_into(box(stage), "perfume")
    field.setProperty("question", question("register_choice", reach="unreachable", found=[], chosen=""))
    stage.wait(20)
    assert answers(field) == ["perfume"]
    assert stage.find("reach").isVisible()
    type_into(box(stage), " shop")
    assert answers(field)[-1] == "perfume shop"


@pytest.mark.parametrize(("kind", "word"), [("photo", "photo"), ("document", "document")])
def test_what_is_being_scanned_is_called_by_its_name(stage: Stage, kind: str, word: str) -> None:
    show(stage, kind, alternatives=[], state="preparing", pages=[])
    said = [item.property("text") for item in stage.items() if item.isVisible()]
    assert f"Scanning. Please leave the {word} still." in said


def test_a_register_that_was_away_is_asked_for_the_same_words_again(stage: Stage) -> None:
    field = show(stage, "register_choice", reach="unreachable", found=[], chosen="perfume")
    stage.tap(stage.find("try-again"))
    assert (answers(field), asks(field)) == ([""], [["search", "perfume"]])
    for reach in ("busy", "unreachable"):
        field.setProperty("question", question("register_choice", reach=reach, found=[], chosen=""))
        stage.wait(20)
    assert answers(field) == ["", "perfume"]
    field.setProperty("question", question("register_choice", reach="unreachable", found=[], chosen="perfume"))
    stage.tap(stage.find("try-again"))
    found = [{"id": "5610", "label": "Perfumery"}]
    field.setProperty("question", question("register_choice", reach="found", found=found, chosen=""))
    stage.wait(20)
    assert not [item for item in stage.items() if item.objectName() == "try-again" and item.isVisible()]
    assert box(stage).property("text") == "perfume"
    stage.tap(stage.with_text("Perfumery"))
    assert answers(field)[-1] == "5610"


def test_a_number_is_looked_up_again_when_the_register_was_away(stage: Stage) -> None:
    field = show(stage, "licence_lookup", value="88", reach="unreachable", found=[])
    stage.tap(stage.with_text("Try again"))
    assert asks(field) == [["look_up", ""]]


def test_a_number_is_looked_up_when_somebody_asks(stage: Stage) -> None:
    field = show(stage, "licence_lookup", reach="", found=[])
    type_into(box(stage), "٨٨")
    assert (answers(field), asks(field)) == (["88"], [])
    stage.tap(stage.find("look-up"))
    assert asks(field) == [["look_up", ""]]


def test_every_outcome_of_a_look_up_is_said(stage: Stage) -> None:
    field = show(stage, "licence_lookup", value="88", reach="none", found=[])
    told = set()
    for reach in ("none", "unreachable", "found"):
        found = [{"id": "shop", "label": "Shop: Nakheel"}]
        field.setProperty("question", question("licence_lookup", value="88", reach=reach, found=found))
        stage.wait(20)
        told.add(stage.find("found" if reach == "found" else "reach").property("text") or "found")
    assert len(told) == 3


def test_a_half_written_day_does_not_become_another_one_in_the_other_calendar(stage: Stage) -> None:
    months = [f"m{n}" for n in range(12)]
    field = show(stage, "date", hijri=True, hijriMonths=months, calendar="gregorian", otherCalendar="", otherValue="")
    type_into(box(stage, 0), "5")
    field.setProperty("question", question("date", value="5//", hijri=True, hijriMonths=months, calendar="gregorian"))
    box(stage, 0).setProperty("focus", False)
    stage.tap(stage.find("calendar-hijri"))
    assert answers(field)[-1] == ""
    assert stage.find("calendar-hijri").property("checked")

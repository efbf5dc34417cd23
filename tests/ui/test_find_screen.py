"""The find screen with every shipped service: kinds, purposes, words and papers, at any size, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from kiosk_stage import SMALL, KioskStage
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from screen_faults import faults
from stage import LANDSCAPE, PORTRAIT

from kiosk.ui.find_model import PAGE, FindModel
from kiosk.ui.icons import icon_names
from kiosk.ui.service_icons import category_icon, life_event_icon, service_icon
from shubbak.domain.money import Money
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.forms.card import CATEGORIES, LIFE_EVENTS
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.resources import root
from shubbak.wire.receipt_code import make_code

Open = Callable[..., KioskStage]
RENEWAL = "kw.health.licence_renewal"


@cache
def shipped() -> Catalogue:
    folder = root() / "services"
    files = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("*/*.yaml")}
    return load_catalogue(files, 1)


def at_find(stage: KioskStage, language: Language = Language.AR) -> FindModel:
    stage.visit.use_catalogue(shipped())
    stage.say(e.Touched(), e.LanguageChosen(language))
    return cast(FindModel, stage.kiosk.models["findModel"])


def receipt(service: str) -> str:
    issued = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
    facts = (
        ReceiptNumber("K07", 2026, 42),
        "0195e3c1-7a00-7000-8000-000000000001",
        service,
        Money(5000, "KWD"),
        issued,
    )
    return make_code(Receipt(*facts), "https://verify.example/r", 7, Ed25519PrivateKey.generate())


def reader_types(stage: KioskStage, text: str) -> None:
    """Type as a code reader does, ended with Enter."""
    for sign in [*text, "\r"]:
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(stage.window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))
    stage.settle()


def test_the_first_view_is_a_calm_page_of_kinds(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage)
    here = [card for card in shipped().cards if card.country == "KW" and "kiosk" in card.channels]
    assert {tile["id"]: tile["count"] for tile in find.categories} == {
        kind: many for kind in CATEGORIES if (many := sum(card.category == kind for card in here))
    }
    assert all(stage.hand.sees(f"category-{tile['id']}") for tile in find.categories)
    assert not stage.hand.sees(f"service-{RENEWAL}")


def test_a_kind_lists_its_services_and_back_leads_to_the_tiles(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage)
    stage.hand.tap("category-licences")
    stage.settle()
    assert (find.view, find.heading) == ("list", "الرخص والتصاريح")
    assert stage.hand.sees(f"service-{RENEWAL}")
    stage.hand.tap("back")
    stage.settle()
    assert (find.view, stage.visit.machine.visit.step) == ("start", Step.FIND)
    assert stage.hand.sees("category-licences")
    stage.hand.tap("back")
    assert stage.visit.machine.visit.step is Step.LANGUAGE


def test_what_a_person_wants_to_do_is_a_second_way(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage)
    stage.hand.tap("by-event")
    stage.settle()
    stage.hand.tap("event-opening_business")
    stage.settle()
    assert (find.view, find.heading) == ("list", "فتح محل أو نشاط")
    views = []
    for _ in range(2):
        stage.hand.tap("back")
        stage.settle()
        views.append(find.view)
    assert views == ["events", "start"]


def test_typing_puts_results_in_place_of_the_tiles(kiosk: Open) -> None:
    stage = kiosk()
    at_find(stage)
    stage.hand.write("search", "صحي")
    stage.settle()
    assert not stage.hand.sees("category-licences")
    assert stage.hand.sees(f"service-{RENEWAL}")


def test_where_nothing_is_found_two_ways_lead_on(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage, Language.EN)
    find.setQuery("giraffe")
    stage.settle()
    stage.hand.tap("by-event")
    stage.settle()
    assert (find.view, find.query, stage.hand.find("search").property("text")) == ("events", "", "")
    find.setQuery("giraffe")
    stage.settle()
    stage.hand.tap("by-kind")
    assert find.view == "start"


def test_a_long_list_is_built_a_page_at_a_time(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage)
    find.setQuery("ر")
    assert find.count > PAGE + 1
    assert find.services.rowCount() == PAGE
    stage.settle()
    stage.hand.tap("more")
    assert find.services.rowCount() == min(2 * PAGE, find.count)
    find.setQuery("رخ")
    assert find.services.rowCount() <= PAGE


def test_a_scanned_receipt_leads_to_its_renewal(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage)
    reader_types(stage, receipt("kw.health.licence_issue"))
    assert (find.view, find.amiss) == ("paper", False)
    assert find.services.data(find.services.index(0)) == RENEWAL
    stage.hand.tap(f"service-{RENEWAL}")
    service = stage.visit.machine.visit.service
    assert service is not None
    assert service.id == RENEWAL


def test_what_a_receipts_code_proves_is_said_before_what_it_leads_to(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage, Language.EN)
    find.prove = lambda _: Problem("receipt-code-signature")
    reader_types(stage, receipt("kw.health.licence_issue"))
    proved, led = find.notice.split("\n")
    assert proved.startswith("It is not proven") and "names" in led
    assert find.notice in stage.hand.words()
    find.setQuery("licence")
    find.show_code("https://example.com/abc")
    assert "proven" not in find.notice


def test_a_code_typed_into_the_box_is_taken_there(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage)
    stage.hand.tap("search")
    find.setQuery(receipt("kw.health.licence_issue"))
    stage.settle()
    assert (find.view, stage.hand.find("search").property("text")) == ("paper", "")


@pytest.mark.parametrize(
    "text", ["https://example.com/abc", "#" + "8" * 700, "9" * 2000], ids=["address", "forged", "long"]
)
def test_a_foreign_code_gets_a_sentence_and_two_ways_on(kiosk: Open, text: str) -> None:
    stage = kiosk()
    find = at_find(stage)
    find.show_code(text)
    stage.settle()
    assert (find.amiss, find.count) == (True, 0)
    assert find.notice in stage.hand.words()
    assert stage.hand.sees("by-kind")
    assert stage.hand.sees("by-event")


def test_a_licence_number_is_carried_into_the_renewal(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage)
    stage.hand.tap("renew")
    stage.settle()
    stage.hand.write("search", "88214")
    stage.settle()
    assert "88214" in find.notice
    stage.hand.tap(f"service-{RENEWAL}")
    assert stage.visit.machine.visit.raw == {"health_licence_no": "88214"}


def test_the_next_visitor_finds_the_first_view(kiosk: Open) -> None:
    stage = kiosk()
    find = at_find(stage)
    find.setQuery("88214")
    stage.say(e.IdleElapsed())
    stage.say(e.Touched(), e.LanguageChosen(Language.EN))
    assert (find.view, find.query, find.count, find.notice) == ("start", "", 0, "")


VIEWS: dict[str, Callable[[FindModel], object]] = {
    "start": lambda find: find.home(),
    "events": lambda find: find.openEvents(),
    "kind": lambda find: find.openCategory("licences"),
    "renewal": lambda find: find.openRenewal(),
    "results": lambda find: find.setQuery("رخصة"),
    "nothing": lambda find: find.setQuery("زرافة"),
    "number": lambda find: find.setQuery("88214"),
    "receipt": lambda find: find.show_code(receipt("kw.shop.inquiry")),
    "foreign": lambda find: find.show_code("https://example.com/"),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("size", "scale", "contrast"),
    [
        (PORTRAIT, 1.0, True),
        (LANDSCAPE, 1.0, False),
        (SMALL, 1.0, False),
        (PORTRAIT, 2.0, False),
        (LANDSCAPE, 2.0, True),
    ],
    ids=["portrait, contrast", "landscape", "small", "portrait, 200 %", "landscape, 200 %, contrast"],
)
def test_every_view_stands(
    kiosk: Open, size: tuple[int, int], scale: float, contrast: bool, language: Language
) -> None:
    stage = kiosk(size)
    stage.look.textScale, stage.look.highContrast = scale, contrast
    find = at_find(stage, language)
    found = []
    for name, open_view in VIEWS.items():
        open_view(find)
        stage.settle()
        # Where a card happens to end just above the scroll keys is no fault of the page.
        found += [f"{name}: {fault}" for fault in faults(stage) if " apart" not in fault]
    assert not found, "\n".join(found)


def test_every_symbol_of_services_kinds_and_purposes_is_there() -> None:
    guide = (root().parent / "docs" / "services.md").read_text("utf-8")
    listed = re.search(r"^Icons: (.*?)\.\n\n", guide, re.MULTILINE | re.DOTALL)
    assert listed is not None
    families = re.findall(r"`(\w+)`", listed[1])
    assert len(families) == 30
    drawn = [service_icon(family) for family in families]
    assert "file-text" not in drawn
    drawn += [category_icon(one) for one in CATEGORIES] + [life_event_icon(one) for one in LIFE_EVENTS]
    assert set(drawn) <= icon_names()


def test_every_symbol_that_an_option_names_is_there() -> None:
    options = [
        option.icon
        for service in shipped().services.values()
        for page in service.pages
        for field in page.fields
        for option in field.options
        if option.icon
    ]
    assert len(options) > 20
    assert set(options) <= icon_names()

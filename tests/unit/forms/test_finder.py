"""A service is found by the words people use, however they spell them, and the likeliest stands first."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shubbak.domain.folding import fold
from shubbak.domain.text import Language, Text
from shubbak.forms.card import CATEGORIES, LIFE_EVENTS, Card
from shubbak.forms.catalogue import load_catalogue
from shubbak.forms.finder import Finder, bare
from shubbak.resources import root

AR, EN = Language.AR, Language.EN


def card(name: str, ar: str, en: str, **more: object) -> Card:
    """Return a card; keywords and summary are "" in either language, unless given."""
    given: dict[str, object] = {
        "version": 1,
        "path": f"kw/{name}.yaml",
        "country": "KW",
        "summary": Text("", ""),
        "keywords": Text("", ""),
        "icon": "shop",
        "category": "licences",
        "life_events": (),
        "channels": ("kiosk", "office"),
        "service_class": "procedural",
    }
    return Card(id=name, name=Text(ar, en), **(given | more))  # type: ignore[arg-type]


CARDS = (
    card("sign", "رخصة إعلان", "Advertisement licence", category="licences", life_events=("running_business",)),
    card("well", "حفر بئر", "Drill a well", keywords=Text("رخصة آبار 139", "licence borehole"), category="water"),
    card("tax", "دفع ضريبة المسقفات", "Pay the property tax", channels=("office",), category="tax"),
    card("shop", "تجديد ترخيص محل صحي", "Renew a health licence", summary=Text("إعلان المحل", "with its well")),
    card("camp", "مستوى المخيم", "Camp", country="OM"),
)
FINDER = Finder(CARDS)


def found(query: str, language: Language = AR, **only: str) -> list[str]:
    return [one.id for one in FINDER.find(query, language, **only)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("إعلان", "sign"),
        ("اعلان", "sign"),
        ("أعلان", "sign"),
        ("آعلان", "sign"),
        ("إِعْلَانْ", "sign"),
        ("إعـــلان", "sign"),
        ("رخصه", "sign"),
        ("ضريبه", "tax"),
        ("مستوي", "camp"),
        ("مستوى", "camp"),
        ("١٣٩", "well"),
        ("۱۳۹", "well"),
        ("الإعلان", "sign"),
        ("للإعلان", "sign"),
        ("بالإعلان", "sign"),
        ("والبئر", "well"),
        ("المحل", "shop"),
        ("مسقفات", "tax"),
    ],
)
def test_spellings_are_forgiven(query: str, first: str) -> None:
    assert found(query)[:1] == [first]


@pytest.mark.parametrize(
    ("query", "language", "first"),
    [
        ("اعلام", AR, "sign"),
        ("اعلن", AR, "sign"),
        ("اععلان", AR, "sign"),
        ("اعالن", AR, "sign"),
        ("مسقاف", AR, "tax"),
        ("advertisment", EN, "sign"),
        ("advretisement", EN, "sign"),
        ("advertizemint", EN, "sign"),
        ("heelth", EN, "shop"),
    ],
)
def test_a_slip_is_forgiven(query: str, language: Language, first: str) -> None:
    assert found(query, language)[:1] == [first]


@pytest.mark.parametrize("query", ["زرافة", "xyzzy", "ببب", "رخصة زرافة"])
def test_what_nobody_wrote_finds_nothing(query: str) -> None:
    assert found(query) == []


def test_every_word_must_be_there() -> None:
    assert found("رخصة آبار") == ["well"]
    assert found("licence well", EN) == ["well", "shop"]


def test_the_name_stands_before_keywords_and_keywords_before_the_summary() -> None:
    assert found("رخصة") == ["sign", "well"]
    assert found("إعلان") == ["sign", "shop"]
    assert found("well", EN) == ["well", "shop"]


def test_a_name_that_begins_with_the_word_stands_first() -> None:
    finder = Finder((card("cancel", "إلغاء رخصة", "Cancel"), card("new", "رخصة جديدة لمحل", "New")))
    assert [one.id for one in finder.find("رخصة", AR)] == ["new", "cancel"]


def test_ones_own_language_stands_before_the_other() -> None:
    finder = Finder((card("a", "PACI", "Something else"), card("b", "غيرها", "PACI")))
    assert [one.id for one in finder.find("paci", AR)] == ["a", "b"]
    assert [one.id for one in finder.find("paci", EN)] == ["b", "a"]


@pytest.mark.parametrize("query", ["", "  ", "((", "؟"])
def test_a_query_without_words_leaves_all(query: str) -> None:
    assert sorted(found(query)) == sorted(one.id for one in CARDS)


@pytest.mark.parametrize(
    ("only", "left"),
    [
        ({"country": "om"}, ["camp"]),
        ({"country": "OM", "channel": "kiosk"}, ["camp"]),
        ({"country": "kw", "channel": "kiosk"}, ["shop", "sign", "well"]),
        ({"category": "water"}, ["well"]),
        ({"life_event": "running_business"}, ["sign"]),
        ({"country": "JO"}, []),
    ],
    ids=["country", "country in capitals", "channel", "category", "life event", "none of there"],
)
def test_only_what_is_asked_for_is_left(only: dict[str, str], left: list[str]) -> None:
    assert sorted(found("", **only)) == left


def test_a_text_no_person_types_is_cut_off() -> None:
    assert found("رخصة " + "9" * 2000) == []
    assert found("رخصة" + " " * 200 + "زرافة") == ["sign", "well"]


@cache
def shipped() -> tuple[Finder, tuple[Card, ...]]:
    folder = root() / "services"
    files = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("*/*.yaml")}
    cards = load_catalogue(files, 1).cards
    return Finder(cards), cards


@cache
def known_words() -> frozenset[str]:
    """Return every word of every service's texts, as the finder compares them."""
    return frozenset(
        bare(other)
        for one in shipped()[1]
        for text in (one.name, one.keywords, one.summary)
        for tongue in Language
        for other in re.findall(r"\w+", fold(text.say(tongue)))
    )


def words_of(one: Card, language: Language) -> list[str]:
    return [word for word in re.findall(r"\w+", one.name.say(language)) if len(bare(fold(word))) >= 2]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_every_shipped_service_is_found_by_any_word_of_its_name(data: st.DataObject) -> None:
    finder, cards = shipped()
    one, language = data.draw(st.sampled_from(cards)), data.draw(st.sampled_from(Language))
    word = data.draw(st.sampled_from(words_of(one, language)))
    assert one in finder.find(word, language, country=one.country)


def slipped(word: str, at: int, way: str, sign: str) -> str:
    """Return a word with one slip behind its first letter."""
    match way:
        case "missing":
            return word[:at] + word[at + 1 :]
        case "too many":
            return word[:at] + sign + word[at:]
        case "wrong":
            return word[:at] + sign + word[at + 1 :]
        case _:
            return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_every_shipped_service_is_found_by_a_word_with_a_slip(data: st.DataObject) -> None:
    """Unless what came of it is another word, or a part of one, which then is what it finds."""
    finder, cards = shipped()
    one, language = data.draw(st.sampled_from(cards)), data.draw(st.sampled_from(Language))
    long = [word for word in words_of(one, language) if len(bare(fold(word))) >= 5]
    assume(long)
    word = bare(fold(data.draw(st.sampled_from(long))))
    at = data.draw(st.integers(1, len(word) - 1))
    sign = data.draw(st.sampled_from("ابتجدر" if language is AR else "aeinst"))
    typed = slipped(word, at, data.draw(st.sampled_from(["missing", "too many", "wrong", "exchanged"])), sign)
    assume(bare(typed) == typed)
    assume(not any(typed in other for other in known_words()))
    assert one in finder.find(typed, language)


def test_every_shipped_service_has_a_kind_and_a_purpose_that_the_screens_know() -> None:
    _, cards = shipped()
    assert {one.category for one in cards} <= set(CATEGORIES)
    assert {event for one in cards for event in one.life_events} <= set(LIFE_EVENTS)

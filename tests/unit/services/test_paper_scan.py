"""A scanned receipt names its service and leads to its renewal; a licence number leads to what asks for one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.domain.money import Money
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.staff_card import card_text
from shubbak.domain.text import Language, Text
from shubbak.forms.card import Card
from shubbak.resources import load_code_rules, load_wording
from shubbak.services.paper_scan import LONGEST, is_paper_code, is_receipt_code, read_paper
from shubbak.wire.output_code import OutputFacts, OutputKind, make_output_code
from shubbak.wire.receipt_code import make_code

NONE = Text("", "")


def card(name: str, *channels: str, country: str = "KW", category: str = "licences", **more: Any) -> Card:
    named = Text(f"خدمة {name}", name)
    on = channels or ("kiosk", "office")
    return Card(name, 1, f"{name}.yaml", country, named, NONE, NONE, "shop", category, (), on, "procedural", **more)


CARDS = (
    card("kw.shop.inquiry", category="inquiries"),
    card("kw.shop.issue", renews="kw.shop.renew"),
    card("kw.shop.renew", takes_number=True),
    card("kw.shop.close", takes_number=True),
    card("kw.tent.licence"),
    card("kw.sign.licence", "kiosk", renews="kw.sign.renew"),
    card("kw.sign.renew", "office", takes_number=True),
    card("om.well.new", country="OM", category="water", renews="om.well.renew"),
    card("om.well.renew", country="OM", category="water"),
)


def code(service: str) -> str:
    """Return what a receipt of a service carries, signed by a key that nobody here knows."""
    receipt = Receipt(
        number=ReceiptNumber("K07", 2026, 42),
        application_id="0195e3c1-7a00-7000-8000-000000000001",
        service_id=service,
        total=Money(5000, "KWD"),
        issued_at=datetime(2026, 3, 1, 7, 30, tzinfo=UTC),
    )
    return make_code(receipt, "https://verify.example/r", 7, Ed25519PrivateKey.generate())


def said(text: str, channel: str = "kiosk") -> tuple[str, str, list[str]]:
    paper = read_paper(text, CARDS, "kw", channel)
    return paper.sort, paper.about.id if paper.about else "", [one.id for one in paper.offered]


@pytest.mark.parametrize(
    ("service", "sort", "offered"),
    [
        ("kw.shop.issue", "renewal", ["kw.shop.renew", "kw.shop.close", "kw.tent.licence", "kw.sign.licence"]),
        ("kw.shop.renew", "again", ["kw.shop.renew", "kw.shop.issue", "kw.shop.close", "kw.tent.licence"]),
        ("kw.tent.licence", "other", ["kw.tent.licence", "kw.shop.issue", "kw.shop.renew"]),
        ("kw.sign.licence", "other", ["kw.sign.licence", "kw.shop.issue", "kw.shop.renew"]),
        ("kw.sign.renew", "elsewhere", ["kw.shop.issue", "kw.shop.renew"]),
        ("om.well.new", "elsewhere", []),
    ],
    ids=["renewed", "a renewal itself", "not renewed", "renewed elsewhere", "another channel", "another country"],
)
def test_a_receipt_leads_to_its_renewal_and_to_what_is_like_it(service: str, sort: str, offered: list[str]) -> None:
    told, about, first = said(code(service))
    assert (told, about) == (sort, service)
    assert first[: len(offered)] == offered
    assert "kw.shop.inquiry" not in first


def test_a_receipt_of_a_service_that_nobody_knows_says_nothing() -> None:
    assert said(code("kw.gone.service")) == ("unknown", "", [])


def licence(service: str) -> str:
    issued_at = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
    facts = OutputFacts(OutputKind.LICENCE, "HL-1", service, "A/2/145", issued_at, None, bytes(32))
    return make_output_code(facts, "https://verify.example/r", 7, Ed25519PrivateKey.generate())


def test_an_issued_document_leads_to_its_renewal_and_is_no_link_to_elsewhere() -> None:
    told, about, first = said(licence("kw.shop.issue"))
    assert (told, about, first[0]) == ("output", "kw.shop.issue", "kw.shop.renew")
    assert said(licence("kw.gone.service")) == ("unknown", "", [])
    assert is_paper_code(licence("kw.shop.issue")) and not is_receipt_code(licence("kw.shop.issue"))


def test_a_code_is_looked_at_without_reading_what_nobody_signed() -> None:
    sound = code("kw.tent.licence")
    address, _, digits = sound.partition("#")
    assert is_receipt_code(sound)
    assert is_receipt_code(digits)
    assert not is_receipt_code(f"{address}#{digits[:-4]}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#" + "9" * 800,
        "9" * (LONGEST + 5),
        "محل",
        "12",
        "<x>123",
    ],
    ids=["blank", "long digits", "too long", "words", "two digits", "signs"],
)
def test_what_is_no_paper_of_ours_is_unknown(text: str) -> None:
    assert said(text) == ("unknown", "", [])


@pytest.mark.parametrize(("typed", "number"), [("88214", "88214"), ("٨٨٢١٤", "88214"), (" kw-204/7 ", "KW-204/7")])
def test_a_licence_number_goes_along_to_what_asks_for_one_renewals_first(typed: str, number: str) -> None:
    paper = read_paper(typed, CARDS, "KW", "kiosk")
    assert (paper.sort, paper.number) == ("number", number)
    assert [one.id for one in paper.offered] == ["kw.shop.renew", "kw.shop.close"]


def test_a_number_where_no_service_asks_for_one_is_unknown() -> None:
    assert read_paper("88214", CARDS, "OM", "kiosk").sort == "unknown"


def test_a_receipt_number_names_no_service() -> None:
    assert said(str(ReceiptNumber("K07", 2026, 42))) == ("receipt_number", "", ["kw.shop.inquiry"])


def test_a_number_is_not_told_to_logs() -> None:
    assert "88214" not in repr(read_paper("88214", CARDS, "KW", "kiosk"))


LAND = (*CARDS, card("om.build.major", country="OM", category="building"))


@pytest.mark.parametrize(
    ("text", "country", "sort", "called"),
    [
        ("https://www.sanad.gov.jo/v?id=9871234567", "JO", "identity", "Sanad"),
        ("https://sanad.gov.jo./#9871234567", "KW", "identity", "Sanad"),
        ("HTTPS://TAWAKKALNA.SDAIA.GOV.SA/x", "SA", "identity", "Tawakkalna"),
        ("https://mobileid.paci.gov.kw:443/verify/290031544172", "KW", "identity", "Kuwait Mobile ID"),
        ("mdoc:owBjMS4w", "OM", "identity", "digital identity"),
        ("https://sanad.gov.jo.evil.example/", "JO", "link", ""),
        ("https://evil.example/?u=https://sanad.gov.jo/", "JO", "link", ""),
        ("https://sanad.gov.jo@evil.example/", "JO", "link", ""),
        ("https://notsanad.gov.jo/", "JO", "link", ""),
        ("https://example.com/#123", "KW", "link", ""),
        ("33-21-118", "OM", "plan", "survey sketch"),
        ("33-21-118", "KW", "number", ""),
        ("PARCEL:12/4471", "OM", "parcel", "parcel"),
        (card_text(bytes(20)), "KW", "staff", ""),
        ("javascript:alert(1)", "KW", "unknown", ""),
    ],
)
def test_a_code_of_somebody_else_is_called_by_its_name(text: str, country: str, sort: str, called: str) -> None:
    paper = read_paper(text, LAND, country, "kiosk", load_code_rules())
    assert (paper.sort, paper.called.en if paper.called else "") == (sort, called)
    assert paper.amiss == (sort in ("identity", "link", "staff", "unknown"))
    assert not paper.number or sort == "number"


def test_a_survey_sketch_leads_to_services_for_building_and_land() -> None:
    paper = read_paper("33-21-118", LAND, "OM", "kiosk", load_code_rules())
    assert [one.id for one in paper.offered] == ["om.build.major"]


def test_every_sort_has_its_sentence_and_a_shown_identity_stays_out_of_it() -> None:
    paper = read_paper("https://mobileid.paci.gov.kw/290031544172", LAND, "KW", "kiosk", load_code_rules())
    for language in Language:
        said = load_wording().say(f"find.paper.{paper.sort}", language, **paper.values(language))
        assert paper.called is not None
        assert paper.called.say(language) in said
        assert "290031544172" not in said + repr(paper)

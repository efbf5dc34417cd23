"""The receipt of every shipped service can be set in both languages, each in its own words."""

from __future__ import annotations

import re

import pytest
from every_text import arabic_words, latin_words
from fakes.ordinary_answers import ordinary_answers
from shipped import IDS, catalogue, service_of
from walker import Walker

from shubbak.domain.receipt import ReceiptStatus
from shubbak.domain.text import Language, Text
from shubbak.ports.renderer import Boxed, Line, Pair
from shubbak.resources import load_wording
from shubbak.services.receipt_sheet import IssuingOffice, receipt_sheet

WORDING = load_wording()
_ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")


@pytest.mark.parametrize("service_id", IDS)
def test_the_receipt_speaks_the_language_it_is_set_in(service_id: str) -> None:
    service = service_of(service_id)
    office = IssuingOffice(Text("البلدية", "Municipality"), Text("المكتب", "Office"), service.country.lower())
    walker = Walker(service, Language.AR, ordinary_answers(service))
    walker.walk()
    (asked,) = walker.printed
    for language, alien in ((Language.AR, latin_words), (Language.EN, arabic_words)):
        sheet = receipt_sheet(
            asked.receipt, asked.application, service, office, ReceiptStatus.TAKEN, asked.code, WORDING, language
        )
        said = [text for part in sheet.parts for text in words_of(part)]
        assert any(service.name.say(language) in text for text in said)
        assert [word for text in said for word in alien(_ISOLATED.sub("", text))] == []
        for fee in asked.application.fees:
            assert any(fee.label.say(language) in text for text in said), fee.code


def test_nobody_is_sent_to_the_number_of_another_office() -> None:
    """A municipality's line knows nothing of a ministry's wells, nor Muscat's of another governorate."""
    told = {(one.owner.en, one.complaint_phone) for one in catalogue().services.values()}
    assert {owner for owner, phone in told if phone == "939"} == {
        "Ministry of Environment, Water and Agriculture, Eastern Province branch"
    }
    assert {owner for owner, phone in told if phone == "1111"} == {"Muscat Municipality, lease contracts section"}
    assert all("Eastern Province Municipality" in owner for owner, phone in told if phone == "940")
    assert all("Kuwait Municipality" in owner for owner, phone in told if phone == "139")


def words_of(part: object) -> list[str]:
    """Return the texts of one part of a sheet."""
    if isinstance(part, Pair):
        return [part.label, part.value]
    if isinstance(part, Line):
        return [part.text]
    return [text for one in part.parts for text in words_of(one)] if isinstance(part, Boxed) else []

"""A case as staff see it: its documents, by whose word a poor page counts, and what the portal found."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from fakes.portal_office import PortalOffice
from fakes.stall_visits import NOON, SAMPLES, as_sent, hand_in
from test_application_checks import STALL_FILE, published, send
from test_fleet_pages import page

from portal.cases import staff_accounts
from shubbak.domain.page import PageFault
from shubbak.resources import load_wording
from shubbak.wire.attachment import WireExcuse
from shubbak.wire.packet import AcknowledgementStatement

EXCUSE = WireExcuse("other", "<b>سارة", ["page-blurred", "page-odd"], "seal & stamp", "2026-03-01T09:12:00.000000Z")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PortalOffice]:
    monkeypatch.setattr(staff_accounts, "_COST", 2**4)
    opened = PortalOffice(tmp_path)
    shutil.copy(SAMPLES / "stall.yaml", opened.services / STALL_FILE)
    yield opened
    opened.close()


def sent(office: PortalOffice, *excuses: WireExcuse, **changes: object) -> str:
    """Hand in an application whose document has these excuses and changes; return its case."""
    honest = as_sent(hand_in(published(office)))
    document = msgspec.structs.replace(honest.attachments[0], excuses=list(excuses), **changes)
    accepted = send(office, office.enrolled(), msgspec.structs.replace(honest, attachments=[document]), NOON)
    return msgspec.json.decode(accepted.acknowledgement.statement, type=AcknowledgementStatement).case


def test_staff_read_who_took_a_page_as_it_is_when_and_why_in_both_languages(office: PortalOffice) -> None:
    case = sent(office, EXCUSE)
    english, arabic = page(office, f"/staff/cases/{case}?lang=en"), page(office, f"/staff/cases/{case}")
    for words in ("Sketch", "Blurred", "page-odd", "Another reason", "seal &amp; stamp", "12:12"):
        assert words in english
    for words in ("رسم", "غير واضحة", "سبب آخر", "قَبِلَها"):
        assert words in arabic
    assert "&lt;b&gt;سارة" in arabic and "<b>" not in arabic
    assert "ERIKSSON" not in english, "what the applicant said is not on this page"


@pytest.mark.parametrize(("place", "said"), [(2, "\u20662\u2069"), (0, "Not recorded")])
def test_staff_read_which_page_was_taken_as_it_is(office: PortalOffice, place: int, said: str) -> None:
    case = sent(office, msgspec.structs.replace(EXCUSE, page=place), pages=3)
    assert f'<td data-name="Page">{said}</td>' in page(office, f"/staff/cases/{case}?lang=en")


def test_what_an_operator_wrote_turns_nothing_else_on_the_page(office: PortalOffice) -> None:
    turning = msgspec.structs.replace(EXCUSE, operator="Sara\u2069\u202e", note="a\u2066b\u2069\u2069\nc\u2029\u202ed")
    case = sent(office, msgspec.structs.replace(turning, faults=["odd\u2069\u202e"]), media_type="x\u202e/y\u2069")
    shown = page(office, f"/staff/cases/{case}?lang=en")
    for words in ("\u2068Sara\u2069", "\u2068ab c d\u2069", "\u2066odd\u2069", "\u2066x/y\u2069"):
        assert words in shown
    assert "\u202e" not in shown and "\u2029" not in shown


@pytest.mark.parametrize(
    ("told", "operator", "english", "arabic"),
    [
        ({}, "", "Read by machine from the document", "قُرئت آليًا من الوثيقة"),
        ({"typed": True}, "", "Typed by hand", "كُتبت يدويًا"),
        ({"chip": "trusted"}, "", "signature holds", "توقيع الدولة المُصدِرة صحيح"),
        ({"chip": "unknown"}, "", "nobody who vouches", "لا تعرف المحطة"),
        ({"chip": "differs"}, "", "Compare the details", "قارن البيانات"),
        ({"chip": "failed"}, "", "Examine the original", "افحص الوثيقة الأصلية"),
        ({"names_confirmed": True}, "", "the applicant confirmed them", "فأكّدها مقدّم الطلب"),
        ({"names_confirmed": True}, "سارة", "the office clerk confirmed them", "فأكّدها موظف المكتب"),
    ],
)
def test_staff_read_how_far_the_identity_is_a_machines_word(
    office: PortalOffice, told: dict[str, bool | str], operator: str, english: str, arabic: str
) -> None:
    honest = as_sent(hand_in(published(office)))
    assert honest.identity is not None
    changed = msgspec.structs.replace(
        honest, identity=msgspec.structs.replace(honest.identity, **told), operator=operator
    )
    accepted = send(office, office.enrolled(), changed, NOON)
    case = msgspec.json.decode(accepted.acknowledgement.statement, type=AcknowledgementStatement).case
    assert english in page(office, f"/staff/cases/{case}?lang=en")
    shown = page(office, f"/staff/cases/{case}")
    assert arabic in shown and "ERIKSSON" not in shown


def test_every_fault_that_a_page_may_have_is_said_in_words() -> None:
    faults = set(re.findall(r"page-[a-z-]+[a-z]", str(PageFault.__doc__)))
    assert "page-other-card" in faults
    assert {f"fleet.fault.{code}" for code in faults} <= set(load_wording().keys())


def test_an_excuse_from_before_times_were_told_says_so(office: PortalOffice) -> None:
    case = sent(office, msgspec.structs.replace(EXCUSE, at="", reason="because"))
    shown = page(office, f"/staff/cases/{case}?lang=en")
    assert "the time was not recorded" in shown and "does not know: \u2066because\u2069" in shown


def test_a_time_that_no_clock_shows_keeps_nobody_from_reading_the_case(office: PortalOffice) -> None:
    case = sent(office, msgspec.structs.replace(EXCUSE, at="9999-12-31T23:59:59Z"))
    assert "9999-12-31T23:59:59Z" in page(office, f"/staff/cases/{case}?lang=en")


def test_what_the_portal_found_is_said_in_words_with_the_document_it_is_about(office: PortalOffice) -> None:
    case = sent(office, pages=2, body=b"no picture")
    english, arabic = page(office, f"/staff/cases/{case}?lang=en"), page(office, f"/staff/cases/{case}")
    assert "“\u2068Site plan\u2069”: The file is damaged" in english
    assert "الملف تالف" in arabic and "document-unreadable" not in english + arabic
    assert "Findings of the portal: \u20661\u2069" in page(office, "/staff/cases?lang=en")


def test_a_case_without_anything_to_look_at_says_so(office: PortalOffice) -> None:
    shown = page(office, f"/staff/cases/{sent(office)}?lang=en")
    assert "The portal found what the station found" in shown
    assert "No page with something wrong" in shown


def test_the_list_leads_to_each_case_and_counts_what_to_look_at(office: PortalOffice) -> None:
    case = sent(office, EXCUSE)
    listed = page(office, "/staff/cases?lang=en")
    assert f"/staff/cases/{case}?lang=en" in listed
    assert "Pages accepted as they are: \u20661\u2069" in listed and "Findings of the portal:" not in listed
    assert "/staff/cases?station=K07" in page(office, "/staff/stations/K07")
    assert case in page(office, "/staff/cases?station=K07")
    assert case not in page(office, "/staff/cases?station=K09")


def test_only_staff_see_cases_and_a_wrong_number_is_none(office: PortalOffice) -> None:
    case = sent(office)
    for path in ("/staff/cases", f"/staff/cases/{case}"):
        assert office.client.get(path).headers["location"].startswith("/staff/sign-in")
    for wrong in ("M-2026-999999", "M-2026-0000001%0a", "x"):
        assert office.client.get(f"/staff/cases/{wrong}", headers=office.staff()).status_code == 404

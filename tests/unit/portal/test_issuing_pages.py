"""Officials issue on two pages, and the case then shows number, sheets, the PDF and how to make it void."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fakes.issuing_office import case_of, issued, issuing_office
from fakes.portal_office import PortalOffice

from portal.cases import staff_accounts
from portal.store.output_store import outputs_of_case
from shubbak import resources
from shubbak.domain.output_record import OutputPaper
from shubbak.wire.output_said import read_said

WRITTEN = {
    "holder_ar": "فاطمة سالم",
    "holder_en": "Fatma <b> Salem",
    "holder_number": "285041512345",
    "subject_ar": "قسيمة 145",
    "subject_en": "Parcel 145",
    "valid_to": "2027-02-28",
    "fact.area": "1",
    "conditions_ar": "يُعلّق في مكان ظاهر\r\nلا يُنقل",
    "conditions_en": "Shown where people see it\r\nNot passed on",
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PortalOffice]:
    monkeypatch.setattr(staff_accounts, "_COST", 2**4)
    opened = issuing_office(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def case(office: PortalOffice) -> str:
    return case_of(office, office.enrolled())


def page(office: PortalOffice, path: str, headers: dict[str, str], language: str = "en") -> str:
    return office.client.get(f"/staff/cases/{path}?lang={language}", headers=headers).text


def send(office: PortalOffice, path: str, headers: dict[str, str], **fields: str) -> Any:
    form = re.search(r'name="form" value="([^"]+)"', page(office, path.split("/")[0], headers))
    assert form is not None
    told = {"form": form[1], "lang": "en"} | fields
    return office.client.post(f"/staff/cases/{path}", headers=headers, data=told)


def test_an_official_looks_twice_and_then_it_is_issued_once(office: PortalOffice, case: str) -> None:
    official = office.staff("Noura", "issuer")
    assert f"/staff/cases/{case}/issue" in page(office, case, official)
    form = page(office, f"{case}/issue", official)
    assert "290010112345" in form and 'value="2027' not in form and "السالمية" in form
    checked = send(office, f"{case}/issue", official, **WRITTEN, step="check").text
    assert "Fatma &lt;b&gt; Salem" in checked and "Sort the report" in checked and "Not passed on" in checked
    assert "Tell the reporter" not in checked, "what comes after the paper is nobody's to confirm"
    assert send(office, f"{case}/issue", official, **WRITTEN, step="issue").status_code == 422, "steps not confirmed"
    for _ in range(2):
        assert send(office, f"{case}/issue", official, **WRITTEN, step="issue", done="yes").status_code == 303
    with office.portal.database.read() as connection:
        (kept,) = outputs_of_case(connection, case)
    issued_now = read_said(kept.record.said)
    assert [fact.value.ar for fact in issued_now.facts] == ["السالمية"]
    assert [line.en for line in issued_now.conditions] == ["Shown where people see it", "Not passed on"]
    assert (kept.issuing.by, kept.issuing.steps[0]) == ("Noura", "intake")
    for language, word in (("en", "Not printed yet"), ("ar", "لم تُطبع بعد")):
        shown = page(office, case, official, language)
        assert issued_now.number in shown and word in shown and "Fatma" not in shown


def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_lost(office: PortalOffice, case: str) -> None:
    official = office.staff("Noura", "issuer")
    wrong = WRITTEN | {"valid_to": "2026-02-01", "conditions_en": "Only one", "subject_ar": " "}
    answer = send(office, f"{case}/issue", official, **wrong, step="issue", done="yes")
    assert answer.status_code == 422
    for words in ("is past", "each condition in both languages", "what it is about in both"):
        assert words in answer.text
    assert "Fatma &lt;b&gt; Salem" in answer.text and 'name="fact.area" value="1" checked' in answer.text
    changed = send(office, f"{case}/issue", official, **WRITTEN, step="change").text
    assert "لا يُنقل" in changed and 'value="Parcel 145"' in changed


def test_what_takes_two_numbered_sheets_is_told_before_it_has_a_number(
    office: PortalOffice, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbered = replace(resources.load_output_form("permit"), paper=OutputPaper.CONTROLLED)
    monkeypatch.setattr(resources, "load_output_form", lambda _: numbered)
    official = office.staff("Noura", "issuer")
    lines = "\n".join(f"{n} {'كلمة ' * 56}".strip() for n in range(12))
    long = WRITTEN | {"conditions_ar": lines, "conditions_en": lines}
    answer = send(office, f"{case}/issue", official, **long, step="issue", done="yes")
    assert answer.status_code == 422 and "does not fit on one controlled sheet" in answer.text
    assert send(office, f"{case}/issue", official, **WRITTEN, step="issue", done="yes").status_code == 303


def test_only_officials_issue_and_see_what_was_answered(office: PortalOffice, case: str) -> None:
    number = issued(office, case_of(office, office.enrolled("K08")))
    for role in ("viewer", "keeper"):
        looking = office.staff("Sara", role)
        assert "/issue" not in page(office, case, looking)
        assert office.client.get(f"/staff/cases/{case}/issue", headers=looking).status_code == 403
        assert send(office, f"{case}/issue", looking, **WRITTEN, step="issue", done="yes").status_code == 403
        assert office.client.get(f"/staff/cases/{case}/outputs/{number}/pdf", headers=looking).status_code == 403
    official = office.staff("Noura", "issuer")
    foreign = office.client.post(f"/staff/cases/{case}/issue", headers=official, data=WRITTEN | {"step": "check"})
    assert foreign.status_code == 403
    assert office.client.get(f"/staff/cases/{case}/issue").headers["location"].startswith("/staff/sign-in")
    assert office.client.get(f"/staff/cases/{case}/outputs/{number}/pdf", headers=official).status_code == 404


def test_the_pdf_is_drawn_for_officials_with_places_to_sign_and_kept_nowhere(office: PortalOffice, case: str) -> None:
    number, official = issued(office, case), office.staff("Noura", "issuer")
    answer = office.client.get(f"/staff/cases/{case}/outputs/{number}/pdf", headers=official)
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("application/pdf", "no-store")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        fields = [str(field.T) for field in pdf.Root.AcroForm.Fields]
    assert fields == ["official-1"]
    typed = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    again = office.client.get(f"/staff/cases/{case}/outputs/{typed}/pdf", headers=official)
    assert again.headers["content-disposition"] == f'inline; filename="{number}.pdf"'
    assert office.client.get(f"/staff/cases/{case}/outputs/x%00/pdf", headers=official).status_code == 404


def test_a_void_output_says_who_and_why_and_another_may_be_issued(office: PortalOffice, case: str) -> None:
    number, keeper, viewer = issued(office, case), office.staff("Salem", "keeper"), office.staff("Sara")
    assert send(office, f"{case}/outputs/{number}/void", viewer, reason="x").status_code == 403
    assert send(office, f"{case}/outputs/{number}/void", keeper, reason=" ").status_code == 400
    assert send(office, f"{case}/outputs/{number}/void", keeper, reason="wrong <area>").status_code == 303
    official = office.staff("Noura", "issuer")
    shown = unescape(page(office, case, official))
    assert "wrong <area>" in shown and "Salem" in shown and f"/staff/cases/{case}/issue" in shown
    assert office.client.get(f"/staff/cases/{case}/outputs/{number}/pdf", headers=official).status_code == 409

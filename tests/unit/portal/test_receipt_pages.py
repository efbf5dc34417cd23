"""What the public learns about a receipt: over the API and on the page that the QR opens."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fakes.portal_office import SERVICE_ID, PortalOffice
from fakes.station import PERSON, FakeStation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.cases.verify_receipt import facts_digest
from portal.cases.void_receipt import void_receipt
from portal.store.tables import FINDINGS
from shubbak.wire.application import WireApplication


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path_factory.mktemp("portal"))
    opened.client.get("/api/v1/catalogue")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def station(office: PortalOffice) -> FakeStation:
    return office.enrolled()


@pytest.fixture
def accepted(office: PortalOffice, station: FakeStation) -> WireApplication:
    application = station.application(service_id=SERVICE_ID)
    url = f"/api/v1/stations/K07/packets/{application.id}"
    assert office.client.put(url, content=station.seal(application), auth=station.auth).status_code == 201
    with office.portal.database.write() as connection:  # this station's answers are not those of a whole form
        connection.execute(FINDINGS.delete())
    return application


def verify(office: PortalOffice, code: str) -> dict[str, object]:
    answer = office.client.post("/api/v1/receipts/verify", json={"code": code})
    assert answer.status_code == 200
    verdict: dict[str, object] = answer.json()
    return verdict


def words(office: PortalOffice, code: str) -> str:
    answer = office.client.post("/v", data={"code": code}, headers={"X-Verdict-Only": "1"})
    assert answer.status_code == 200
    return answer.text


def test_an_accepted_receipt_is_proven_and_said_in_both_languages(
    office: PortalOffice, station: FakeStation, accepted: WireApplication
) -> None:
    code = station.receipt_code(accepted, station.sequence)
    verdict = verify(office, code)
    assert (verdict["proven"], verdict["status"], verdict["agrees"]) == (True, "accepted", True)
    assert verdict["accepted_at"] == "2026-03-01T12:00:00Z"
    page = words(office, code)
    for expected in ("إيصال صحيح", "A genuine receipt", "بلاغ عن مخالفة", "Report a violation", "الساعة \u206615:00"):
        assert expected in page
    assert "verdict good" in page


def test_a_receipt_whose_application_is_still_under_way(office: PortalOffice, station: FakeStation) -> None:
    code = station.receipt_code(station.application(), 900)
    assert (verify(office, code)["proven"], verify(office, code)["status"]) == (True, "provisional")
    assert "verdict wait" in words(office, code)


def test_a_second_receipt_under_an_accepted_number_is_told(
    office: PortalOffice, station: FakeStation, accepted: WireApplication
) -> None:
    code = station.receipt_code(station.application(service_id=SERVICE_ID), station.sequence)
    assert verify(office, code)["agrees"] is False
    assert "This does not match" in words(office, code)


def test_a_void_receipt_is_told(office: PortalOffice, station: FakeStation, accepted: WireApplication) -> None:
    number = str(station.receipt_number(station.sequence))
    assert void_receipt(office.portal, number, "paid twice", "Noura")
    assert office.client.get(f"/api/v1/receipts/{number}").json()["status"] == "void"
    assert "إيصال ملغى" in words(office, station.receipt_code(accepted, station.sequence))


def test_a_changed_cut_or_foreign_code_proves_nothing(office: PortalOffice, station: FakeStation) -> None:
    code = station.receipt_code(station.application(), 901)
    changed = code[:-4] + str((int(code[-4]) + 1) % 10) + code[-3:]
    foreign = FakeStation()
    foreign.key_id, foreign.verify_url = station.key_id, station.verify_url
    assert verify(office, changed)["problem"] == "receipt-code-signature"
    assert verify(office, code[:-9])["problem"] == "receipt-code-shape"
    assert verify(office, foreign.receipt_code(foreign.application(), 1))["problem"] == "receipt-code-signature"
    foreign.key_id = 999
    assert verify(office, foreign.receipt_code(foreign.application(), 1))["problem"] == "receipt-code-unknown-key"
    assert "verdict bad" in words(office, changed) and "Nothing is proven" in words(office, changed)


def test_a_bare_number_says_how_it_stands_but_proves_nothing(
    office: PortalOffice, station: FakeStation, accepted: WireApplication
) -> None:
    number = str(station.receipt_number(station.sequence))
    assert verify(office, f" {number.lower()} ")["number"] == number
    assert verify(office, number)["proven"] is False
    assert "A number alone does not prove" in words(office, number)
    assert "No application with this number" in words(office, str(station.receipt_number(999)))


def test_a_mistyped_number_is_told_as_such(office: PortalOffice) -> None:
    assert verify(office, "K07-2026-000001-W")["problem"] == "receipt-number-check"
    assert "mistyped" in words(office, "K07-2026-000001-W")


def test_an_application_that_staff_look_at_is_received(office: PortalOffice, station: FakeStation) -> None:
    application = station.application(service_id=SERVICE_ID)
    url = f"/api/v1/stations/K07/packets/{application.id}"
    assert office.client.put(url, content=station.seal(application), auth=station.auth).status_code == 201
    code = station.receipt_code(application, station.sequence)
    assert verify(office, code)["status"] == "received"
    assert "قيد التدقيق" in words(office, code) and "verdict good" in words(office, code)
    assert "verdict found" in words(office, str(station.receipt_number(station.sequence)))


def test_who_proved_a_code_alone_asks_whether_the_record_agrees(
    office: PortalOffice, station: FakeStation, accepted: WireApplication
) -> None:
    url = f"/api/v1/receipts/{station.receipt_number(station.sequence)}"
    facts = facts_digest(accepted.id, accepted.service_id, accepted.total_minor, accepted.currency)
    assert office.client.get(f"{url}?facts={facts}").json()["agrees"] is True
    assert office.client.get(f"{url}?facts={facts[::-1]}").json()["agrees"] is False


def test_standing_by_number_says_nothing_else(office: PortalOffice, station: FakeStation) -> None:
    unknown = str(station.receipt_number(998))
    answer = office.client.get(f"/api/v1/receipts/{unknown}")
    assert answer.json() == {"number": unknown, "status": "unknown", "accepted_at": "", "agrees": True}
    assert office.client.get("/api/v1/receipts/nonsense").json()["type"] == "receipt-unreadable"


def test_the_page_names_no_person(office: PortalOffice, station: FakeStation, accepted: WireApplication) -> None:
    code = station.receipt_code(accepted, station.sequence)
    for text in (words(office, code), str(verify(office, code))):
        assert PERSON not in text and "290010112345" not in text


def test_the_form_works_without_a_script(office: PortalOffice, station: FakeStation, accepted: WireApplication) -> None:
    code = station.receipt_code(accepted, station.sequence)
    page = office.client.post("/v", data={"code": code}).text
    assert page.startswith("<!DOCTYPE html>") and "إيصال صحيح" in page
    assert "اكتب رقم الإيصال" in office.client.post("/v", data={"code": " "}).text


def test_what_anybody_typed_is_never_markup(office: PortalOffice) -> None:
    assert "<script>" not in words(office, "<script>alert(1)</script>")
    odd = office.enrolled("K66", municipality_ar="<u>بلدية", municipality_en="<u>Town & Country")
    page = words(office, odd.receipt_code(odd.application(service_id="<u>"), 1))
    assert "Town &amp; Country" in page and "<u>" not in page


def test_pages_let_no_foreign_script_in_and_send_no_code_out(office: PortalOffice) -> None:
    for url in ("/", "/v"):
        answer = office.client.get(url)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert 'dir="rtl"' in answer.text and 'lang="en"' in answer.text
        for asset in re.findall(r'(?:href|src)="(/[^"]+)"', answer.text):
            assert office.client.get(asset).status_code == 200, asset


def test_the_style_has_every_colour_and_font_it_names(office: PortalOffice) -> None:
    style = office.client.get("/assets/portal.css").text
    assert "$" not in style and "var(" not in style
    for font in re.findall(r'url\("([^"]+)"\)', style):
        assert office.client.get(font).headers["content-type"] == "font/woff2"
    assert office.client.get("/fonts/..%2f..%2fpyproject.toml").status_code == 404


def test_the_script_keeps_to_old_phones(office: PortalOffice) -> None:
    script = office.client.get("/assets/verify.js").text
    assert not re.search(r"\b(let|const|fetch|async|await)\b|=>|`", script)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"])) | st.text("0123456789", max_size=900))
def test_whatever_is_pasted_is_answered(office: PortalOffice, text: str) -> None:
    assert verify(office, text)["proven"] is False
    assert words(office, text)

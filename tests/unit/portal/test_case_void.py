"""Staff make a receipt void on its case's page: once, with a reason, under their name, and only keepers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.portal_office import PortalOffice

from portal.cases import staff_accounts
from portal.store.code_list_store import find_voiding


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PortalOffice]:
    monkeypatch.setattr(staff_accounts, "_COST", 2**4)
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def case_of(office: PortalOffice) -> tuple[str, str]:
    """Hand in an application; return its case and its receipt."""
    station = office.enrolled()
    application_id, packet = station.packet()
    url = f"/api/v1/stations/K07/packets/{application_id}"
    assert office.client.put(url, content=packet, auth=station.auth).status_code == 201
    (line,) = office.applications()
    return line.case, line.receipt


def page(office: PortalOffice, case: str, headers: dict[str, str], language: str = "en") -> str:
    return office.client.get(f"/staff/cases/{case}?lang={language}", headers=headers).text


def token(shown: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', shown)
    assert found is not None
    return found[1]


def void(office: PortalOffice, case: str, headers: dict[str, str], **fields: str) -> int:
    form = {"form": token(page(office, case, headers)), "reason": "paid twice", "lang": "en"} | fields
    return office.client.post(f"/staff/cases/{case}/void", headers=headers, data=form).status_code


def test_a_keeper_makes_a_receipt_void_and_everybody_reads_who_and_why(office: PortalOffice) -> None:
    case, receipt = case_of(office)
    keeper = office.staff("Noura", "keeper")
    assert "Make it void for good" in page(office, case, keeper)
    assert void(office, case, keeper, reason=" paid  twice <b> ") == 303
    shown = page(office, case, keeper)
    assert "made the receipt void" in shown and "paid twice &lt;b&gt;" in shown and "Noura" in shown
    assert "Make it void for good" not in shown
    assert "السبب" in page(office, case, office.staff("Sara"), "ar")
    assert office.client.get(f"/api/v1/receipts/{receipt}").json()["status"] == "void"


def test_who_only_looks_has_no_form_and_is_refused(office: PortalOffice) -> None:
    case, receipt = case_of(office)
    viewer = office.staff("Sara")
    assert "/void" not in page(office, case, viewer)
    assert void(office, case, viewer) == 403
    assert office.client.get(f"/api/v1/receipts/{receipt}").json()["status"] != "void"


@pytest.mark.parametrize(
    "fields", [{"reason": " "}, {"reason": "x" * 201}, {"reason": "a\u202eb"}, {"form": "foreign"}]
)
def test_without_a_reason_or_from_another_site_nothing_becomes_void(
    office: PortalOffice, fields: dict[str, str]
) -> None:
    case, receipt = case_of(office)
    assert void(office, case, office.staff("Noura", "keeper"), **fields) in (400, 403)
    with office.portal.database.read() as connection:
        assert find_voiding(connection, receipt) is None


def test_nobody_who_is_not_signed_in_makes_anything_void(office: PortalOffice) -> None:
    case, receipt = case_of(office)
    answer = office.client.post(f"/staff/cases/{case}/void", data={"reason": "paid twice"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in")
    with office.portal.database.read() as connection:
        assert find_voiding(connection, receipt) is None


def test_the_second_voiding_changes_nothing(office: PortalOffice) -> None:
    case, receipt = case_of(office)
    assert void(office, case, office.staff("Noura", "keeper")) == 303
    assert void(office, case, office.staff("Salem", "keeper"), reason="another") == 303
    with office.portal.database.read() as connection:
        voiding = find_voiding(connection, receipt)
    assert voiding is not None and (voiding.voided_by, voiding.reason) == ("Noura", "paid twice")


def test_a_case_that_is_none_is_told(office: PortalOffice) -> None:
    case, _ = case_of(office)
    keeper = office.staff("Noura", "keeper")
    form = {"form": token(page(office, case, keeper)), "reason": "paid twice"}
    assert office.client.post("/staff/cases/M-2026-999999/void", headers=keeper, data=form).status_code == 404

"""A portal with one service that gives a permit, a municipality's key, and somebody who may issue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
from fakes.portal_office import SERVICE_FILE, SERVICE_ID, PortalOffice
from fakes.station import FakeStation

from portal.cases.issue_output import IssueWish, issue_output
from portal.cases.issuing_keys import make_issuing_key
from portal.cases.publish_catalogue import publish_catalogue
from portal.store.staff_store import StaffAccount
from shubbak import resources
from shubbak.domain.text import Text
from shubbak.wire.output_code import OutputKind

TOWN = Text("بلدية الكويت", "Kuwait Municipality")
WISH = IssueWish(
    valid_to=date(2027, 2, 28),
    holder=Text("فاطمة سالم", "Fatma Salem"),
    holder_number="285041512345",
    subject=Text("قسيمة 145، السالمية", "Parcel 145, Salmiya"),
    conditions=(Text("يُعلّق في مكان ظاهر", "To be shown where people see it"),),
)


ANSWERS = {
    "category": "dumping",
    "danger": False,
    "description": "أنقاض على الرصيف",
    "area": "السالمية",
    "block": "7",
    "anonymous": True,
}


def issuing_office(folder: Path, database: str = "") -> PortalOffice:
    office = PortalOffice(folder, database)
    file = office.services / SERVICE_FILE
    text = file.read_text(encoding="utf-8").replace("  kind: report\n", "  kind: permit\n")
    assert "  kind: permit\n" in text
    file.write_text(text, encoding="utf-8")
    make_issuing_key(office.portal, TOWN, tuple(OutputKind))
    publish_catalogue(office.portal)
    return office


def case_of(office: PortalOffice, station: FakeStation) -> str:
    """Hand an application in and return its case."""
    application_id, packet = station.packet(service_id=SERVICE_ID, service_version=2, answers=ANSWERS)
    url = f"/api/v1/stations/{station.code}/packets/{application_id}"
    answer = office.client.put(url, content=packet, auth=station.auth)
    assert answer.status_code == 201, answer.text
    return str(msgspec.json.decode(answer.json()["statement"])["case"])


def official(role: str = "issuer") -> StaffAccount:
    return StaffAccount("noura", "Noura", role, "", "", "2026-03-01T00:00:00Z")


def issued(office: PortalOffice, case: str, wish: IssueWish = WISH) -> str:
    """Issue the case's output and return its number."""
    return issue_output(office.portal, official(), case, wish, resources.load_wording())

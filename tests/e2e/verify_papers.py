"""Papers of every kind for the verify page, out of a real portal: genuine, void, forged, over, and not yet arrived."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fakes.issuing_office import ANSWERS, WISH, case_of, issued, issuing_office, official
from fakes.portal_office import SERVICE_ID, PortalOffice
from fakes.station import FakeStation
from sqlalchemy import select

from portal.assembly import stamp
from portal.cases.issuing_keys import issue_code
from portal.cases.void_output import void_output
from portal.cases.void_receipt import void_receipt
from portal.store.output_store import find_output
from portal.store.station_store import revoke
from portal.store.tables import APPLICATIONS, FINDINGS
from shubbak.wire.application import WireApplication
from shubbak.wire.output_code import OutputFacts, OutputKind


def verify_papers(folder: Path) -> tuple[PortalOffice, dict[str, str]]:
    """Return a portal of today and the digits of each paper's code by its name."""
    office = issuing_office(folder)
    office.time = datetime.now(UTC)
    station, gone = office.enrolled("K07"), office.enrolled("K08")
    handed_in = {name: _handed_in(office, station) for name in ("accepted", "void", "received")}
    codes = {name: code for name, (_, code) in handed_in.items()}
    assert void_receipt(office.portal, str(station.receipt_number(2)), "paid twice", "Noura")
    _findings_of_one_alone(office, handed_in["received"][0])
    codes["under way"] = station.receipt_code(_application(station), 900)
    codes["differs"] = station.receipt_code(_application(station), 1)
    codes["forged"] = _forged(station)
    with office.portal.database.write() as connection:
        assert revoke(connection, "K08", stamp(office.time - timedelta(hours=1)))
    codes["key ended"] = gone.receipt_code(_application(gone), 1)
    codes |= _issued(office, station)
    return office, {name: code.partition("#")[2] for name, code in codes.items()}


def _application(station: FakeStation) -> WireApplication:
    return station.application(service_id=SERVICE_ID, service_version=2, answers=ANSWERS)


def _handed_in(office: PortalOffice, station: FakeStation) -> tuple[str, str]:
    """Return an application's id and its receipt's code."""
    application = _application(station)
    url = f"/api/v1/stations/{station.code}/packets/{application.id}"
    answer = office.client.put(url, content=station.seal(application), auth=station.auth)
    assert answer.status_code == 201, answer.text
    return application.id, station.receipt_code(application, station.sequence)


def _findings_of_one_alone(office: PortalOffice, application_id: str) -> None:
    """Let staff look at one application: the others' findings go."""
    others = select(APPLICATIONS.c.row).where(APPLICATIONS.c.id != application_id)
    with office.portal.database.write() as connection:
        connection.execute(FINDINGS.delete().where(FINDINGS.c.application.in_(others)))


def _forged(station: FakeStation) -> str:
    """Return a receipt that somebody else signed in the station's name."""
    thief = FakeStation(station.code)
    thief.key_id, thief.verify_url = station.key_id, station.verify_url
    return thief.receipt_code(_application(thief), 5)


def _issued(office: PortalOffice, station: FakeStation) -> dict[str, str]:
    wish = replace(WISH, valid_to=office.time.date() + timedelta(days=365))
    good, void = ((case, issued(office, case, wish)) for case in (case_of(office, station), case_of(office, station)))
    assert void_output(office.portal, official(), *void, "issued twice")
    codes = {}
    with office.portal.database.read() as connection:
        for name, (_, number) in {"output": good, "output void": void}.items():
            found = find_output(connection, number)
            assert found is not None
            codes[name] = found.record.code_text
    issued_at = office.time - timedelta(hours=2)
    ends = issued_at + timedelta(hours=1)
    over = OutputFacts(OutputKind.PERMIT, "P-1", SERVICE_ID, "Parcel 145", issued_at, ends, bytes(range(32)))
    return codes | {"output ended": issue_code(office.portal, over)}

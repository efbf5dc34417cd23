"""A real portal over its real stores in a temporary folder, with a clock that tests move."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from fakes.asgi_client import AsgiClient
from fakes.station import FakeStation

from portal.app import make_app
from portal.assembly import Portal, Settings, open_portal
from portal.cases.enrol_station import make_code
from portal.cases.sign_in import sign_in
from portal.cases.staff_accounts import put_account
from portal.store.case_store import ApplicationLine, list_applications
from portal.store.station_store import StationPlace
from shubbak import resources
from shubbak.wire.station import Enrolled

SERVICE_FILE = "kw/violation_report.yaml"
SERVICE_ID = "kw.violation.report"
PASSWORD = "seven calm herons"


def place(station: str = "K07") -> StationPlace:
    return StationPlace(station, "kw", "بلدية الكويت", "Kuwait Municipality", "مكتب السالمية", "Salmiya office")


class PortalOffice:
    """`client` speaks to it; `enrolled` brings stations; `close` and `reopen` are a restart."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.services = folder / "services"
        (self.services / "kw").mkdir(parents=True)
        shutil.copy(resources.root() / "services" / SERVICE_FILE, self.services / SERVICE_FILE)
        database = database or f"sqlite:///{folder / 'portal.sqlite'}"
        files = f"file://{folder / 'files'}"
        self.settings = Settings(database, files, folder / "keys", self.services, "https://portal.example")
        self.portal, self.client = self._open()

    def reopen(self) -> None:
        self.close()
        self.portal, self.client = self._open()

    def close(self) -> None:
        self.portal.close()

    def pass_time(self, span: timedelta) -> None:
        self.time += span

    def code(self, station: str = "K07", **names: str) -> str:
        return make_code(self.portal, dataclasses.replace(place(station), **names))

    def enrolled(self, station: str = "K07", **names: str) -> FakeStation:
        newcomer = FakeStation(station)
        body = msgspec.json.encode(newcomer.enrolment(self.code(station, **names)))
        answer = self.client.post("/api/v1/enrolments", content=body)
        assert answer.status_code == 200, answer.text
        newcomer.learn(msgspec.json.decode(answer.content, type=Enrolled))
        return newcomer

    def staff(self, name: str = "Noura", role: str = "viewer") -> dict[str, str]:
        """Return the headers of somebody who is signed in."""
        put_account(self.portal, name, role, PASSWORD)
        return {"Cookie": f"__Host-shubbak-staff={sign_in(self.portal, name, PASSWORD)}"}

    def applications(self) -> list[ApplicationLine]:
        with self.portal.database.read() as connection:
            return list_applications(connection)

    def _open(self) -> tuple[Portal, AsgiClient]:
        portal = open_portal(self.settings, now=lambda: self.time)
        return portal, AsgiClient(make_app(portal))

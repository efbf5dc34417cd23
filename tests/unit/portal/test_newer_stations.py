"""A station that was updated before its portal: nothing of it is lost, and nothing is taken in half understood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation
from test_packet_intake import problem, url

from portal.cases import open_packet
from shubbak.wire.application import APPLICATION_VERSION, WireApplication
from shubbak.wire.attachment import WireExcuse

_OF_LATER: Any = {"frozen": True, "forbid_unknown_fields": True, "omit_defaults": True}
LATER_EXCUSE = msgspec.defstruct("WireExcuse", [("seen_by", str, "")], bases=(WireExcuse,), **_OF_LATER)
LATER = msgspec.defstruct("WireApplication", [("withdrawn", bool, False)], bases=(WireApplication,), **_OF_LATER)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def later(station: FakeStation, **more: object) -> Any:
    """Return an application as a release of later writes it, with what this one does not know."""
    plain = station.application()
    return LATER(**{name: getattr(plain, name) for name in plain.__struct_fields__} | more)


def test_what_this_portal_does_not_know_waits_at_the_station_until_the_portal_is_updated(
    office: PortalOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = office.enrolled()
    application = later(station, withdrawn=True)
    body, address = station.seal(application), url("K07", application.id)
    assert problem(office.client.put(address, content=body, auth=station.auth)) == (424, "portal-older")
    assert office.applications() == []
    monkeypatch.setattr(open_packet, "WireApplication", LATER)
    assert office.client.put(address, content=body, auth=station.auth).status_code == 201


def test_so_does_what_stands_deeper_and_what_is_written_in_another_form(office: PortalOffice) -> None:
    station = office.enrolled()
    page = msgspec.structs.replace(
        station.application().attachments[0], excuses=[LATER_EXCUSE("other", "x", [], seen_by="y")]
    )
    newer = APPLICATION_VERSION + 1
    for change in ({"attachments": [page]}, {"version": newer, "fees": "no"}, {"version": newer}):
        application = later(station, **change)
        body = station.seal(application)
        answer = office.client.put(url("K07", application.id), content=body, auth=station.auth)
        assert problem(answer) == (424, "portal-older")


def test_what_a_newer_release_leaves_at_its_default_is_read_as_ever(office: PortalOffice) -> None:
    station = office.enrolled()
    application = later(station)
    body = station.seal(application)
    assert office.client.put(url("K07", application.id), content=body, auth=station.auth).status_code == 201


def test_what_no_release_writes_is_refused_for_good(office: PortalOffice) -> None:
    station = office.enrolled()
    for change in ({"fees": "no"}, {"version": "2", "fees": "no"}, {"version": 0}):
        application = later(station, **change)
        body = station.seal(application)
        answer = office.client.put(url("K07", application.id), content=body, auth=station.auth)
        assert problem(answer) == (422, "application-shape")

"""A machine that is enrolled anew goes on counting its packets, and its new station misses none for that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.portal_office import PortalOffice
from fakes.portal_server import serving
from fakes.station import FakeStation

from portal.cases.accept_packet import accept_packet
from portal.cases.find_gaps import find_gaps
from portal.cases.watch_fleet import watch_fleet
from portal.store import fleet_store
from shubbak.adapters.system.station_home import station_home
from shubbak.adapters.system.station_presence import StationPresence
from shubbak.cli.main import main
from shubbak.domain.payment import PaymentState
from shubbak.ports.portal import PortalError
from shubbak.services.self_watch import HIGHEST
from shubbak.services.submission import submit_application
from shubbak.station.store_door import open_store
from shubbak.wire.moment import moment_text
from shubbak.wire.report import StationReport
from shubbak.wire.station import Enrolled, Enrolment

ENROLMENTS = "/api/v1/enrolments"


class ListeningPortal(FakePortal):
    """Remembers what it was asked; `older` is one of before there were first numbers."""

    def __init__(self, *, older: bool = False) -> None:
        super().__init__()
        self.codes["4711-0816"] = "K08"
        self.older = older
        self.asked: list[int] = []

    def enrol(self, enrolment: Enrolment) -> Enrolled:
        self.asked.append(enrolment.first_sequence)
        if self.older and enrolment.first_sequence != 1:
            raise PortalError("portal-refused", permanent=True, detail="body-shape")
        return super().enrol(enrolment)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def enrolled(office: PortalOffice, first: int, station: FakeStation, code: str) -> bytes:
    body = msgspec.json.encode(Enrolment(code, station.public_key, first))
    answer = office.client.post(ENROLMENTS, content=body)
    assert answer.status_code == 200, answer.text
    station.learn(msgspec.json.decode(answer.content, type=Enrolled))
    return answer.content


def send(office: PortalOffice, station: FakeStation, *sequences: int) -> None:
    for sequence in sequences:
        station.sequence = sequence - 1
        accept_packet(office.portal, station.code, *station.packet())


def report(office: PortalOffice, highest: int) -> None:
    at = moment_text(office.time)
    told = StationReport(1, "K07", at, 1, "ab" * 32, highest, 0, 0, "", 0, 10**10, 0, "0.1.0", [])
    with office.portal.database.write() as connection:
        fleet_store.add_report(connection, told, at)


def worries(office: PortalOffice) -> dict[str, int]:
    (state,) = watch_fleet(office.portal).stations
    return {worry.code: worry.count for worry in state.worries if worry.code.startswith("packets")}


def test_what_a_machine_sent_as_another_station_is_not_missing(office: PortalOffice) -> None:
    station = FakeStation()
    enrolled(office, 101, station, office.code())
    report(office, 100)
    assert worries(office) == {}
    send(office, station, 101, 103)
    report(office, 104)
    assert worries(office) == {"packets-missing": 2, "packets-gap": 1}
    gaps = find_gaps(office.portal, "K07")
    assert (gaps.highest, gaps.missing, gaps.missing_count) == (103, [102], 1)


def test_numbers_below_the_first_hide_no_loss(office: PortalOffice) -> None:
    station = FakeStation()
    enrolled(office, 101, station, office.code())
    send(office, station, 5, 101, 103)
    report(office, 103)
    assert worries(office) == {"packets-missing": 1, "packets-gap": 1}
    assert find_gaps(office.portal, "K07").missing == [102]


def test_an_answer_that_is_asked_for_again_stays_and_takes_what_was_sealed_meanwhile(office: PortalOffice) -> None:
    station, code = FakeStation(), office.code()
    first = enrolled(office, 101, station, code)
    assert enrolled(office, 104, station, code) == first
    send(office, station, 104)
    assert find_gaps(office.portal, "K07").missing == []
    assert enrolled(office, 200, station, code) == first
    send(office, station, 106)
    assert find_gaps(office.portal, "K07").missing == [105]


@pytest.mark.parametrize("first", [0, -1, 2**53 + 1, "1", None, 1.5])
def test_a_first_number_that_is_none_is_refused(office: PortalOffice, first: object) -> None:
    body = {"code": office.code(), "public_key": FakeStation().public_key, "first_sequence": first}
    answer = office.client.post(ENROLMENTS, content=msgspec.json.encode(body))
    assert (answer.status_code, answer.json()["type"]) == (400, "body-shape")


def test_a_first_enrolment_says_nothing_that_an_older_portal_does_not_know() -> None:
    assert msgspec.json.encode(Enrolment("4711", "key")) == b'{"code":"4711","public_key":"key"}'


@pytest.mark.parametrize(("older", "asked"), [(False, [1, 4]), (True, [1, 4, 1])])
@pytest.mark.parametrize("wiped", [False, True])
def test_enrolling_anew_says_where_the_store_goes_on_counting(
    older: bool, asked: list[int], wiped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    portal = ListeningPortal(older=older)
    with serving(portal) as server:
        assert main(["enrol", "--portal", server.url, "--code", "4711-0815"]) == 0
        _seal_three(wiped)
        running = StationPresence(tmp_path)
        assert main(["enrol", "--replace", "--portal", server.url, "--code", "4711-0816"]) == 1
        running.leave()
        assert main(["enrol", "--replace", "--portal", server.url, "--code", "4711-0816"]) == 0
    assert portal.asked == asked


def _seal_three(wiped: bool) -> None:
    """A store whose next packet is the fourth; wiped: as if the third were gone from the outbox."""
    store, clock = open_store(station_home()), FakeClock()
    for name in ("first", "second", "third")[: 2 if wiped else 3]:
        payment = payment_for(name, clock, PaymentState.CAPTURED)
        submit_application(an_application(name, payment), clock, store, enrolled_identity(FakePortal()))
    if wiped:
        store.keep_fact(HIGHEST, "3")
    store.close()


def test_a_portal_that_is_away_and_a_folder_that_cannot_be_made_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = ["enrol", "--portal", "https://127.0.0.1:1", "--code", "4711-0815", "--home"]
    assert main([*nobody, str(tmp_path / "home")]) == 1
    assert "was not enrolled" in capsys.readouterr().err
    (tmp_path / "file").touch()
    assert main([*nobody, str(tmp_path / "file" / "home")]) == 1
    assert "could not be saved" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["99999", "-1", "eighty"])
def test_a_port_that_is_none_is_said_in_a_line(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["portal", f"--port={port}"])
    assert (ended.value.code, "is no port" in capsys.readouterr().err) == (2, True)


def test_a_store_that_does_not_open_is_said_before_the_portal_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    portal = ListeningPortal()
    with serving(portal) as server:
        assert main(["enrol", "--portal", server.url, "--code", "4711-0815"]) == 0
        open_store(station_home()).close()
        station_home().store.write_bytes(b"not a database" * 999)
        assert main(["enrol", "--replace", "--portal", server.url, "--code", "4711-0816"]) == 1
    assert portal.asked == [1]
    assert capsys.readouterr().err.strip()

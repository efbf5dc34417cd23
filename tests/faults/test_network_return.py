"""Fault 21: the portal was away for a week, and five hundred stations find it again in the same second."""

from __future__ import annotations

import heapq
from collections import Counter
from pathlib import Path
from random import Random

import msgspec
import pytest
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation
from fakes.store import FakeStore
from fault_tally import Tally

from portal.api.packets import Gate
from shubbak.ports.portal import PortalError
from shubbak.services.outbox import SendKind, next_delay, send_one
from shubbak.services.submission import submit_application
from shubbak.wire.packet import Acknowledgement

STATIONS = 500
#: What the portal takes in a second of this test, and what it asks all others to wait.
CAPACITY, RETRY_AFTER = 20, 5
pytestmark = pytest.mark.fault(21)


class BusyPortal:
    """One portal for all: takes CAPACITY packets in a second of its time and sends the others away for a while."""

    def __init__(self) -> None:
        self.behind = FakePortal()
        self.second = 0
        self.arrivals: Counter[int] = Counter()
        self._taken: Counter[int] = Counter()
        self.away = False

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        self.arrivals[self.second] += 1
        if self.away:
            raise PortalError("portal-unreachable")
        if self._taken[self.second] == CAPACITY:
            raise PortalError("portal-busy", retry_after=RETRY_AFTER)
        self._taken[self.second] += 1
        return self.behind.send(packet_id, packet)


def stations(portal: BusyPortal, count: int = STATIONS) -> list[tuple[FakeStore, FakeClock]]:
    """Make stations with one packet each; they share a key, since only their number matters here."""
    identity = enrolled_identity(portal.behind)
    made = []
    for number in range(count):
        clock = FakeClock()
        store = FakeStore(clock.now)
        submit_application(an_application(f"a{number:04d}", scan=b"x"), clock, store, identity)
        made.append((store, clock))
    return made


@pytest.mark.parametrize("together", [True, False], ids=["after a power cut", "after a week"])
def test_five_hundred_stations_come_back_spread_and_all_are_heard(together: bool, tally: Tally) -> None:
    portal, chance = BusyPortal(), Random(3)
    identity = enrolled_identity(portal.behind)
    ready = stations(portal)
    # A city's power comes back: every station begins in the same second. After a week every one is somewhere in its
    # longest pause, which the jitter has spread.
    due = [(0.0 if together else next_delay(50, chance.random()), number) for number in range(STATIONS)]
    heapq.heapify(due)
    last = 0.0
    while due:
        at, number = heapq.heappop(due)
        store, clock = ready[number]
        clock.at = FakeClock().at
        clock.advance(seconds=at)
        clock.next_jitter = chance.random()
        portal.second = int(at)
        result = send_one(store, portal, identity, clock)  # type: ignore[arg-type]
        if result.kind is SendKind.WAITING:
            assert result.delay >= RETRY_AFTER
            heapq.heappush(due, (at + result.delay, number))
        else:
            assert result.kind is SendKind.ACKNOWLEDGED
            last = at
    later = max(count for second, count in portal.arrivals.items() if second)
    requests = sum(portal.arrivals.values())
    tally("500 stations", requests=requests, most_in_a_later_second=later, seconds_until_all=last)
    assert len(portal.behind.stored) == STATIONS
    assert later <= 2 * CAPACITY
    assert requests <= 3 * STATIONS
    assert last < 600


def all_return_at_once(folder: Path, count: int, places: int, tally: Tally) -> None:
    """Let `count` stations send in the same moment to a real portal that has `places` at its gate."""
    office = PortalOffice(folder)
    codes = [f"K{number:03d}" for number in range(count)]
    packets = {}
    for code in codes:
        station: FakeStation = office.enrolled(code)
        packets[code] = (station, *station.packet())
    app = office.client._app
    app.state.gate = Gate(places)
    waiting, rounds, told = list(codes), 0, 0
    while waiting:
        rounds += 1
        requests = []
        for code in waiting:
            station, packet_id, body = packets[code]
            url = f"/api/v1/stations/{code}/packets/{packet_id}"
            requests.append(("PUT", url, {"content": body, "auth": station.auth}))
        answers = dict(zip(waiting, office.client.at_once(requests), strict=True))
        refused = {code: answer for code, answer in answers.items() if answer.status_code != 201}
        assert {answer.status_code for answer in refused.values()} <= {503}
        assert all(int(answer.headers["retry-after"]) > 0 for answer in refused.values())
        assert len(refused) < len(waiting)
        told += len(refused)
        # Those that were sent away come back in groups, as their pauses end.
        waiting = list(refused)
    statements = {line.station for line in office.applications()}
    tally("a real portal", stations=count, at_its_gate=places, sent_away=told, rounds=rounds)
    assert statements == set(codes)
    assert len(office.applications()) == count
    office.close()


def test_a_real_portal_sends_away_whom_it_cannot_hold_and_takes_each_once(tmp_path: Path, tally: Tally) -> None:
    all_return_at_once(tmp_path, 40, 8, tally)


@pytest.mark.faults
@pytest.mark.timeout(900)
def test_a_real_portal_meets_five_hundred(tmp_path: Path, tally: Tally) -> None:
    all_return_at_once(tmp_path, STATIONS, 32, tally)


def test_a_week_away_costs_a_station_a_request_every_few_minutes(tally: Tally) -> None:
    portal = BusyPortal()
    portal.away = True
    store, clock = stations(portal, 1)[0]
    identity = enrolled_identity(portal.behind)
    chance, tries, hours = Random(1), 0, 7 * 24
    end = clock.now().timestamp() + hours * 3600
    while clock.now().timestamp() < end:
        clock.next_jitter = chance.random()
        result = send_one(store, portal, identity, clock)  # type: ignore[arg-type]
        assert (result.kind, result.reason) == (SendKind.WAITING, "portal-unreachable")
        clock.advance(seconds=result.delay)
        tries += 1
    tally("a week away", tries=tries, tries_an_hour=tries / hours)
    assert tries / hours < 24
    portal.away = False
    result = send_one(store, portal, identity, clock)  # type: ignore[arg-type]
    assert result.kind is SendKind.ACKNOWLEDGED
    assert msgspec.json.decode(store.packets["a0000"].statement)["id"] == "a0000"

"""Whatever the network, the power and the disk do: nothing that was shown is lost, and nothing is there twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.fault_proxy import FAULTS, fault_proxy
from fakes.portal import FakePortal, enrolled_identity
from fakes.portal_server import serving
from fakes.station_key import store_at

from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.ports.store import PacketState
from shubbak.services.outbox import SendKind, SendResult, send_one
from shubbak.services.submission import submit_application

HERE = Path(__file__).parent
IDS = ("a1", "a2")
#: A bit flipped in a header that nobody reads changes nothing.
MAY_PASS = ("pass", "slow-down", "corrupt-up", "corrupt-down", "mixed")


class Station:
    """A station with a real file and a real client, and a clock that need not wait."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.portal = FakeClock(), FakePortal()
        self.identity = enrolled_identity(self.portal)
        self.store = store_at(folder / "station.sqlite", now=self.clock.now)
        for number, application_id in enumerate(IDS):
            application = an_application(application_id, scan=bytes([number]) * 30_000)
            submit_application(application, self.clock, self.store, self.identity)

    def send_all_due(self, url: str, call_seconds: float) -> list[SendResult]:
        client, results = RequestsPortal(url, call_seconds=call_seconds, slowest_line=10**8), []
        while (result := send_one(self.store, client, self.identity, self.clock)).kind is not SendKind.IDLE:
            results.append(result)
        self.clock.advance(minutes=6)
        return results

    def check_all_there_once(self) -> None:
        items = self.store.outbox()
        assert [(item.id, item.state) for item in items] == [(name, PacketState.ACKNOWLEDGED) for name in IDS]
        assert {name: kept.head.receipt for name, kept in self.portal.stored.items()} == {
            item.id: item.receipt for item in items
        }
        vouched = {
            name: json.loads(kept.acknowledgement.statement)["case"] for name, kept in self.portal.stored.items()
        }
        assert {item.id: item.case for item in items} == vouched
        assert len(set(vouched.values())) == len(IDS)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_network_fault_loses_nothing_and_doubles_nothing(fault: str, tmp_path: Path) -> None:
    station = Station(tmp_path)
    with serving(station.portal) as server:
        with fault_proxy(server.port, fault) as proxy:
            results = station.send_all_due(f"http://127.0.0.1:{proxy.port}", call_seconds=0.4)
            assert proxy.connections == len(IDS)
        assert {result.kind for result in results} <= {SendKind.ACKNOWLEDGED, SendKind.WAITING}
        if fault not in MAY_PASS:
            assert {result.kind for result in results} == {SendKind.WAITING}
        station.send_all_due(server.url, call_seconds=5)
    station.check_all_there_once()
    station.store.close()


@pytest.mark.parametrize("fault", ["half-open", "cut-down-first", "cut-down-late"])
def test_an_answer_lost_after_the_commit_is_the_same_when_it_comes_again(fault: str, tmp_path: Path) -> None:
    station = Station(tmp_path)
    with serving(station.portal) as server:
        with fault_proxy(server.port, fault) as proxy:
            for _ in range(3):
                station.send_all_due(f"http://127.0.0.1:{proxy.port}", call_seconds=0.4)
        assert {name: kept.arrivals for name, kept in station.portal.stored.items()} == dict.fromkeys(IDS, 3)
        station.send_all_due(server.url, call_seconds=5)
    station.check_all_there_once()
    station.store.close()


def test_a_week_without_the_portal_and_then_all_at_once(tmp_path: Path) -> None:
    station = Station(tmp_path)
    away = "http://127.0.0.1:1"
    while station.clock.now() < FakeClock().now() + timedelta(days=7):
        station.send_all_due(away, call_seconds=1)
        station.clock.advance(hours=12)
    assert {(item.state, item.reason) for item in station.store.outbox()} == {
        (PacketState.SEALED, "portal-unreachable")
    }
    with serving(station.portal) as server:
        station.send_all_due(server.url, call_seconds=5)
    station.check_all_there_once()
    station.store.close()


FILL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import store_at
from shubbak.ports.store import StoreError
from shubbak.services.submission import submit_application

clock, identity = FakeClock(), enrolled_identity(FakePortal())
path, shown, refused = Path(sys.argv[1]) / "home" / "station.sqlite", [], []
try:
    store = store_at(path)
    for number in range(40):
        application = an_application(f"a{number:02d}", scan=bytes(20_000))
        try:
            shown.append(str(submit_application(application, clock, store, identity).number))
        except StoreError as error:
            refused.append(error.code)
    store.close()
except StoreError as error:
    refused.append(error.code)
(Path(sys.argv[1]) / "padding").unlink()
store = store_at(path)
kept = [item.receipt for item in store.outbox()]
assert kept == shown, (kept, shown)
assert set(refused) <= {"store-full"}, refused
after = submit_application(an_application("after"), clock, store, identity)
assert after.number.sequence == len(shown) + 1
store.close()
print(len(shown), len(refused))
"""


@pytest.mark.faults
@pytest.mark.parametrize("free_kib", [0, 4, 40, 100, 200, 300, 500, 900])
def test_a_disk_that_is_really_full_takes_nothing_by_halves(free_kib: int, tmp_path: Path) -> None:
    """Runs in a mount namespace of its own, on a file system of two megabytes (needs user namespaces or root)."""
    script = (
        f"mount -t tmpfs -o size=2m none {tmp_path} && "
        f"head -c {(2048 - free_kib) * 1024} /dev/zero > {tmp_path}/padding; "
        f'exec "$0" -c "$1" {tmp_path} "$2"'
    )
    flags = ["--mount"] if os.geteuid() == 0 else ["--map-root-user", "--mount"]
    command = ["unshare", *flags, "sh", "-c", script, sys.executable, FILL, str(HERE.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE.parent.parent)
    assert done.returncode == 0, done.stderr
    shown, refused = (int(part) for part in done.stdout.split())
    assert refused > 0
    assert shown > 0 or free_kib < 300

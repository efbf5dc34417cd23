"""Fault 6: a sync fails once in a station's day: nothing more is said to be taken until the station starts anew."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import store_at
from fault_tally import Tally

from shubbak.domain.audit import AuditHead, first_break
from shubbak.services.submission import submit_application

TESTS = Path(__file__).resolve().parents[1]

#: A day that goes on as if nothing were.
DAY = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import store_at
from shubbak.ports.store import StoreError
from shubbak.services.submission import submit_application

clock, identity = FakeClock(), enrolled_identity(FakePortal())
shown, said = {}, []
try:
    store = store_at(Path(sys.argv[1]) / "station.sqlite")
except StoreError as error:
    said = [error.code] * 5
else:
    for number in range(5):
        try:
            receipt = submit_application(an_application(f"a{number}", scan=bytes(50_000)), clock, store, identity)
            shown[f"a{number}"] = str(receipt.number)
        except StoreError as error:
            said.append(error.code)
    store.close()
print(json.dumps([shown, said]))
"""
SYNCS = "fsync,fdatasync"
IDENTITY = enrolled_identity(FakePortal())


@dataclass
class Found:
    """What was found over some days; all but the first two must be empty."""

    days: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def day(home: Path, *strace: str) -> tuple[dict[str, str], list[str], str]:
    """Work a day under strace; return the receipts shown, the codes said, and the syncs."""
    home.mkdir()
    log = home.parent / f"{home.name}.strace"
    command = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(log), f"-etrace={SYNCS}", *strace]
    words = [sys.executable, "-c", DAY, str(home), str(TESTS)]
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=False, cwd=TESTS.parent)
    assert done.returncode == 0, done.stderr
    shown, said = json.loads(done.stdout)
    return shown, said, log.read_text()


def failing_days(folder: Path, step: int) -> Found:
    """Let each `step`th sync of a day fail once, a day each, and look at what the next start finds."""
    found = Found()
    *_, clean = day(folder / "clean")
    for name in SYNCS.split(","):
        for number in range(1, len(re.findall(rf"\b{name}\(\d", clean)) + 1, step):
            home = folder / f"{name}-{number}"
            shown, said, log = day(home, f"-einject={name}:error=EIO:when={number}")
            assert "(INJECTED)" in log
            found.days.append(home.name)
            found.refused += said
            found.other += [code for code in said if code != "store-broken"]
            if len(shown) + len(said) != 5 or list(shown) != [f"a{number}" for number in range(len(shown))]:
                found.other.append(f"{home.name}: taken by a disk that had failed")
            look(home, shown, found)
    return found


def look(home: Path, shown: dict[str, str], found: Found) -> None:
    store = store_at(home / "station.sqlite")
    kept = {item.id: item.receipt for item in store.outbox()}
    found.lost += [f"{home.name} {one}" for one, receipt in shown.items() if kept.get(one) != receipt]
    found.half += [f"{home.name} {one}" for one in kept if one not in shown]
    after = submit_application(an_application("after"), FakeClock(), store, IDENTITY)
    if after.number.sequence != len(kept) + 1 or first_break(store.audit_events(), AuditHead(), {}) is not None:
        found.other.append(f"{home.name}: numbers or chain")
    store.close()


def check(found: Found, tally: Tally, label: str) -> None:
    tally(label, **{name: len(values) for name, values in asdict(found).items()})
    assert (found.lost, found.half, found.other) == ([], [], [])
    assert len(found.refused) > len(found.days)


@pytest.mark.fault(6)
def test_a_failed_sync_takes_the_station_out_of_service(tmp_path: Path, tally: Tally) -> None:
    check(failing_days(tmp_path, step=5), tally, "one failing sync a day, short")


@pytest.mark.faults
@pytest.mark.fault(6)
@pytest.mark.timeout(1_800)
def test_any_failed_sync_takes_the_station_out_of_service(tmp_path: Path, tally: Tally) -> None:
    check(failing_days(tmp_path, step=1), tally, "one failing sync a day, each in turn")

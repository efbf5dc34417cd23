"""Fault 5: the disk is really full, at any moment: "not taken" is said, nothing is half done, space brings it back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fault_tally import Tally

TESTS = Path(__file__).resolve().parents[1]
DISK_KIB = 8 * 1024

#: Argument 1 is the small disk; those behind it say how many KiB of it are free when a station begins its day.
DAY = """
import json, shutil, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import store_at
from shubbak.domain.audit import AuditHead, first_break
from shubbak.ports.store import StoreError
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.submission import submit_application

clock, disk = FakeClock(), Path(sys.argv[1])
count = {"days": 0, "shown": 0, "refused": 0, "lost": 0, "half": 0, "other": [], "back": 0}


def fill(free):
    while free < shutil.disk_usage(disk).free // 1024:
        with (disk / "padding").open("ab") as file:
            file.write(bytes(shutil.disk_usage(disk).free - free * 1024))


def day(free):
    home, shown, said, portal = disk / f"home{free}", {}, [], FakePortal()
    identity = enrolled_identity(portal)
    fill(free)
    try:
        store = store_at(home / "station.sqlite")
    except StoreError as error:
        said.append(error.code)
    else:
        for number in range(400):
            try:
                receipt = submit_application(an_application(f"a{number}", scan=bytes(30_000)), clock, store, identity)
                shown[f"a{number}"] = str(receipt.number)
                if number % 7 == 3:  # what the portal says needs room as well
                    assert send_one(store, portal, identity, clock).kind is SendKind.ACKNOWLEDGED
            except StoreError as error:
                said.append(error.code)
                if len(said) > 4:
                    break
        store.close()
    (disk / "padding").unlink(missing_ok=True)
    store = store_at(home / "station.sqlite")
    store.recover()
    kept = {item.id: item.receipt for item in store.outbox()}
    after = submit_application(an_application("after"), clock, store, identity)
    while (sent := send_one(store, portal, identity, clock)).kind is SendKind.ACKNOWLEDGED:
        pass
    count["days"] += 1
    count["shown"] += len(shown)
    count["refused"] += len(said)
    count["lost"] += sum(kept.get(one) != receipt for one, receipt in shown.items())
    count["half"] += len(kept) - len(shown)
    count["half"] += (after.number.sequence != len(shown) + 1) + (sent.kind is not SendKind.IDLE)
    count["half"] += first_break(store.audit_events(limit=100_000), AuditHead(), {}) is not None
    count["other"] += [code for code in said if code != "store-full"] + ["never full"] * (not said)
    count["back"] += not [item for item in store.outbox() if item.state.value != "acknowledged"]
    store.close()
    shutil.rmtree(home)


for free in sys.argv[3:]:
    day(int(free))
print(json.dumps(count))
"""


def days(frees: list[int], disk: Path) -> dict[str, int]:
    """Work days on a file system of its own in memory (a mount namespace: root, or a user namespace)."""
    script = f'mount -t tmpfs -o size={DISK_KIB}k none {disk} && exec "$0" -c "$@"'
    flags = ["--mount"] if os.geteuid() == 0 else ["--map-root-user", "--mount"]
    words = [sys.executable, DAY, str(disk), str(TESTS), *map(str, frees)]
    done = subprocess.run(
        ["unshare", *flags, "sh", "-c", script, *words], capture_output=True, text=True, check=False, cwd=TESTS.parent
    )
    assert done.returncode == 0, done.stderr
    count: dict[str, int] = json.loads(done.stdout)
    return count


def check(count: dict[str, int], tally: Tally, label: str) -> None:
    tally(label, **{name: value for name, value in count.items() if name != "other"})
    assert {name: count[name] for name in ("lost", "half", "other")} == {"lost": 0, "half": 0, "other": []}
    assert count["back"] == count["days"]
    assert min(count["shown"], count["refused"]) >= count["days"]


@pytest.mark.fault(5)
def test_a_full_disk_takes_nothing_by_halves(tmp_path: Path, tally: Tally) -> None:
    check(days([0, 4, 60, 130, 300, 700, 1_500], tmp_path), tally, "tmpfs, short")


@pytest.mark.faults
@pytest.mark.fault(5)
@pytest.mark.timeout(1_800)
def test_a_disk_full_at_every_size_takes_nothing_by_halves(tmp_path: Path, tally: Tally) -> None:
    check(days([*range(0, 400, 4), *range(400, 3_000, 52)], tmp_path), tally, "tmpfs, long")

"""A disk that is really full: nothing that was shown is lost, and what was refused left nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

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

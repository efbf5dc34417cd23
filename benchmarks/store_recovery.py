"""A start after a power cut with a thousand queued packets: python benchmarks/store_recovery.py [RUNS] [PACKETS].

A station that died in the middle of its work: 1,000 packets of 100 kB wait, all of them claimed for sending and none
answered, the newest commits stand in the log alone. Measured is what a start does with it, `open_store` and `recover`,
against reading the same file's bytes once; then how long until the first packet is in hand.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from _figures import runs, show

from shubbak.adapters.system.station_home import StationHome
from shubbak.domain.money import Money
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.ports.store import Numbers, StationStore, Submission
from shubbak.station.store_door import open_store

SIZE = 100_000
OPEN, READ, FIRST = "open and recover", "read the same file once", "then the first packet in hand"


def milliseconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000


def submit(store: StationStore, name: str) -> None:
    def build(numbers: Numbers) -> Submission:
        number = ReceiptNumber("K07", 2026, numbers.receipt_sequence)
        receipt = Receipt(number, name, "kw.health.licence_renewal", Money(0, "KWD"), datetime.now(UTC))
        return Submission(receipt, os.urandom(SIZE), "0" * 64)

    store.submit(name, 2026, build)


def dead_station(home: StationHome, cut: StationHome, packets: int) -> None:
    """Leave in `cut` what the disk holds when the plug is pulled in the middle of sending."""
    store = open_store(home)
    for number in range(packets):
        submit(store, f"a{number:04d}")
    while store.claim(datetime.now(UTC)) is not None:
        pass
    shutil.copytree(home.folder, cut.folder, ignore=shutil.ignore_patterns("*-shm"))
    store.close()


def main() -> None:
    packets = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    timed: dict[str, list[float]] = {OPEN: [], READ: [], FIRST: []}
    with tempfile.TemporaryDirectory() as folder:
        whole, cut = StationHome(Path(folder) / "whole"), StationHome(Path(folder) / "cut")
        dead_station(whole, cut, packets)
        for _ in range(runs(5)):
            home = StationHome(Path(folder) / "home")
            shutil.copytree(cut.folder, home.folder)
            timed[READ].append(milliseconds(home.store.read_bytes))
            began = time.perf_counter()
            store = open_store(home)
            recovered = store.recover()
            timed[OPEN].append((time.perf_counter() - began) * 1000)
            assert recovered == packets == len(store.outbox())
            timed[FIRST].append(milliseconds(lambda store=store: store.claim(datetime.now(UTC))))
            store.close()
            shutil.rmtree(home.folder)
        megabytes = round(cut.store.stat().st_size / 1e6)
    title = f"Recovery with {packets} queued packets of {SIZE // 1000} kB"
    show(title, timed, (OPEN, READ), promised_below_ms=5_000, file_megabytes=megabytes)


if __name__ == "__main__":
    main()

"""One of several processes that send from one store: python sending_process.py FOLDER URL ROUNDS recover|leave.

Waits for the file FOLDER/../go, then sends until nothing is due ROUNDS times; with `recover` it first frees every claim
of the others, each round, as a program that starts beside a running one does. Prints `PACKET CASE` lines.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fakes.portal import FakePortal, enrolled_identity
from station_life import LateClock, open_store

from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.services.outbox import SendKind, send_one


def main(folder: Path, url: str, rounds: int, recover: bool) -> None:
    identity, clock = enrolled_identity(FakePortal()), LateClock()
    store, portal = open_store(folder), RequestsPortal(url, call_seconds=5)
    while not (folder.parent / "go").exists():
        time.sleep(0.005)
    while rounds:
        if recover:
            store.recover()
        result = send_one(store, portal, identity, clock)
        if result.kind is SendKind.ACKNOWLEDGED:
            print(result.packet_id, result.case)
        elif result.kind is SendKind.IDLE:
            rounds -= 1
            time.sleep(0.02)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "recover")

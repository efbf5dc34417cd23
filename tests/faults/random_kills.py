"""Kill a working station at random instants, many times, and then count: python random_kills.py KILLS FOLDER [SEED].

Three processes: this one, the portal, which lives through it all and answers badly now and then, and one station after
another, which takes money, submits, prints, sends, and dies by SIGKILL. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fakes.portal import FakePortal, enrolled_identity
from fakes.portal_server import Handler, PortalServer
from promises import broken_promises, heard, open_file
from station_life import STORE_KEY, STORE_NAME, LateClock, StationLife

from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.domain.payment import PaymentState
from shubbak.ports.store import PacketState

#: A station dies after less than so many lines, and then within so many seconds. A visit between two sendings says ten.
_MOST_LINES = 10
_LONGEST_STEP = 0.02
_PATIENCE = 20.0


@dataclass
class Count:
    """What was found. `lost` to `broken` must be empty."""

    kills: int = 0
    kills_per_minute: float = 0.0
    shown: int = 0
    acknowledged: int = 0
    at_portal: int = 0
    sent_again: int = 0
    reversed: int = 0
    retries: int = 0
    recovered: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    wrong_money: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


class MoodyHandler(Handler):
    """The portal on a bad day: every fault before and after its commit."""

    mood = random.Random(5)
    calm = False
    fault = ""

    def do_POST(self) -> None:
        self._meet(super().do_POST)

    def do_PUT(self) -> None:
        self._meet(super().do_PUT)

    def _meet(self, serve: Callable[[], None]) -> None:
        faults = [*[""] * 8, "busy", "drop", "lost", "half", "forged", "html"]
        fault = "" if self.calm else self.mood.choice(faults)
        if fault == "busy":
            self._body()
            self._answer(503, b"")
        elif fault == "drop":
            self.close_connection = True
        elif fault == "html":
            self._body()
            self._answer(200, b"<html>login</html>", "text/html")
        else:
            self.fault = fault
            serve()

    def _answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
        fault, self.fault = self.fault, ""
        self.close_connection = bool(fault)
        if fault == "lost":
            return
        if fault == "half":
            self.wfile.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n" + body[:90]
            )
            return
        super()._answer(status, body.replace(b"M", b"N") if fault == "forged" else body, kind)


class PortalProcess:
    """The portal in a process of its own."""

    def __init__(self) -> None:
        self._orders, self._answers = os.pipe(), os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._orders[1])  # so that it ends with whoever gives the orders
            self._serve()
            os._exit(0)
        self._heard = os.fdopen(self._answers[0])
        self.url = f"http://127.0.0.1:{int(self._heard.readline())}"

    def calm_down(self) -> None:
        """Answer well from now on."""
        os.write(self._orders[1], b"c")
        self._heard.readline()

    def stop(self) -> list[dict[str, str]]:
        """End it and return what lies in it."""
        os.write(self._orders[1], b"q")
        found: list[dict[str, str]] = json.loads(self._heard.readline())
        os.waitpid(self._pid, 0)
        return found

    def _serve(self) -> None:
        portal = FakePortal()
        enrolled_identity(portal)
        server = PortalServer(portal)
        server.http.RequestHandlerClass = type("Moody", (MoodyHandler,), {"portal": portal, "seen": server.seen})
        threading.Thread(target=server.http.serve_forever, daemon=True).start()
        os.write(self._answers[1], f"{server.port}\n".encode())
        while os.read(self._orders[0], 1) == b"c":
            MoodyHandler.calm = True
            os.write(self._answers[1], b"calm\n")
        found = [
            {
                "id": stored.head.id,
                "receipt": stored.head.receipt,
                "payment": stored.application.payment.id if stored.application.payment else "",
                "arrivals": str(stored.arrivals),
            }
            for stored in portal.stored.values()
        ]
        os.write(self._answers[1], json.dumps(found).encode() + b"\n")


class Killer:
    """Lets one station after another live in a folder and kills each."""

    def __init__(self, folder: Path, url: str, seed: int) -> None:
        self.folder, self.said = folder, b""
        self._url, self._seed, self._chance = url, seed, random.Random(seed)
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)

    def life(self, number: int, say: Callable[[str], None] | None = None) -> StationLife:
        """Open the station; `number` decides what will happen in it."""
        return StationLife(
            self.folder,
            self.folder,
            say or self._say,
            number=self._seed * 100_003 + number,
            portal=RequestsPortal(self._url, call_seconds=1),
            clock=LateClock(),
            lines=("",),
            largest_scan=100_000,  # a third of the packets go in pieces
        )

    def kill_one(self, number: int) -> None:
        """Let one station live for a moment; raises RuntimeError for one that did not die by our hand."""
        pid = os.fork()
        if pid == 0:
            try:
                self._live(number)
            finally:  # a fork must not run on into its parent's code; its exit is counted as no kill
                traceback.print_exc()
                os._exit(3)
        self._wait_for_lines(self._chance.randrange(_MOST_LINES))
        time.sleep(self._chance.uniform(0, _LONGEST_STEP))
        os.kill(pid, signal.SIGKILL)
        if not os.WIFSIGNALED(os.waitpid(pid, 0)[1]):
            raise RuntimeError(f"station {number} ended by itself")
        self.listen()

    def _wait_for_lines(self, count: int) -> None:
        """Wait until the living one has said so much: by time alone, all would die at their start on a busy machine."""
        end = time.monotonic() + _PATIENCE
        count += self.said.count(b"\n")
        while self.said.count(b"\n") < count and time.monotonic() < end:
            select.select([self._read], [], [], 0.05)
            self.listen()

    def listen(self) -> None:
        """Take in what was said."""
        try:
            while piece := os.read(self._read, 65_536):
                self.said += piece
        except BlockingIOError:
            return

    def _live(self, number: int) -> None:
        life = self.life(number)
        life.wake()
        while True:
            life.send()
            life.visit()
            life.send()

    def _say(self, line: str) -> None:
        os.write(self._write, line.encode() + b"\n")


def run(kills: int, folder: Path, seed: int) -> Count:
    """Run the whole loop in a folder and return what was counted."""
    portal, count = PortalProcess(), Count()
    killer, began = Killer(folder, portal.url, seed), time.monotonic()
    for number in range(kills):
        killer.kill_one(number)
        count.kills += 1
    count.kills_per_minute = round(60 * kills / (time.monotonic() - began), 1)
    portal.calm_down()
    last = killer.life(kills)
    last.wake()
    last.drain()
    killer.listen()
    _audit(count, killer, portal.stop(), last)
    return count


def _audit(count: Count, killer: Killer, found: list[dict[str, str]], last: StationLife) -> None:
    """Hold what people were shown against the portal, the station's file and the terminal's book."""
    promises = heard(killer.said.decode().splitlines(keepends=True))
    receipts = {row["id"]: row["receipt"] for row in found}
    count.shown, count.acknowledged, count.at_portal = len(promises.shown), len(promises.acknowledged), len(found)
    count.sent_again = sum(int(row["arrivals"]) > 1 for row in found)
    count.lost = sorted(promises.shown.keys() - receipts.keys())
    count.changed = [name for name, receipt in promises.shown.items() if receipts.get(name) != receipt]
    count.doubled = [name for name, often in Counter(receipts.values()).items() if often > 1]
    count.wrong_money = _wrong_money(last, [row["payment"] for row in found])
    count.waiting = [item.id for item in last.store.outbox() if item.state is not PacketState.ACKNOWLEDGED]
    count.reversed = sum(one.state is PaymentState.REVERSED for one in last.terminal.outcomes().values())
    last.store.close()
    count.broken = broken_promises(killer.folder / STORE_NAME, STORE_KEY, promises)
    connection = open_file(killer.folder / STORE_NAME, STORE_KEY)
    events = dict(connection.execute("SELECT kind, count(*) FROM event GROUP BY kind").fetchall())
    connection.close()
    count.retries, count.recovered = events.get("packet-waits", 0), events.get("packets-recovered", 0)


def _wrong_money(last: StationLife, paid_for: list[str]) -> list[str]:
    """Return the payments that were taken and not used, used and not taken, used twice, or that nobody settled."""
    captured = {key for key, one in last.terminal.outcomes().items() if one.state is PaymentState.CAPTURED}
    doubled = [key for key, often in Counter(paid_for).items() if often > 1]
    return [*captured.symmetric_difference(paid_for), *doubled, *(one.id for one in last.store.unsettled())]


if __name__ == "__main__":
    place = Path(sys.argv[2])
    print(json.dumps(asdict(run(int(sys.argv[1]), place, int(sys.argv[3]) if len(sys.argv) > 3 else 1))))

"""Kill a working station at random instants, many times, and then count: python kill_loop.py KILLS FOLDER [SEED].

Three processes: this one, the portal, which lives through it all and answers badly now and then, and one station after
another, which takes money, submits, sends, and dies by SIGKILL. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fakes.applications import an_application, payment_for
from fakes.portal import FakePortal, enrolled_identity
from fakes.portal_server import Handler, PortalServer

from shubbak.adapters.devices.simulated_terminal import Behaviour, SimulatedTerminal
from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.payment import PaymentState
from shubbak.ports.store import PacketState
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.payments import recover_payments, take_payment
from shubbak.services.station_identity import StationIdentity
from shubbak.services.submission import submit_application

LONGEST_LIFE = 0.15  # seconds


@dataclass
class Count:
    """What was found. `lost` to `wrong_money` must be empty."""

    kills: int = 0
    shown: int = 0
    acknowledged: int = 0
    at_portal: int = 0
    sent_again: int = 0
    reversed: int = 0
    retries: int = 0
    recovered: int = 0
    lost: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    wrong_money: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    integrity: str = ""


class MoodyHandler(Handler):
    """The portal on a bad day: every fault before and after its commit."""

    mood = random.Random(5)
    calm = False

    def do_PUT(self) -> None:
        fault = (
            "" if self.calm else self.mood.choice(["", "", "", "", "busy", "drop", "lost", "half", "forged", "html"])
        )
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
            super().do_PUT()

    def _answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
        fault, self.fault = getattr(self, "fault", ""), ""
        self.close_connection = bool(fault)
        if fault == "lost":
            return
        if fault == "half":
            self.wfile.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n" + body[:90]
            )
            return
        super()._answer(status, body.replace(b"M", b"N") if fault == "forged" else body, kind)


class LateClock(SystemClock):
    """The machine's clock, set ahead, so that a drain need not wait for the back-off."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


def portal_process(orders: int, answers: int) -> None:
    """Serve until told; then write what lies in the portal."""
    portal = FakePortal()
    enrolled_identity(portal)
    server = PortalServer(portal)
    server.http.RequestHandlerClass = type("Moody", (MoodyHandler,), {"portal": portal, "seen": server.seen})
    threading.Thread(target=server.http.serve_forever, daemon=True).start()
    os.write(answers, f"{server.port}\n".encode())
    while order := os.read(orders, 1):
        if order == b"c":
            MoodyHandler.calm = True
            os.write(answers, b"calm\n")
        else:
            break
    found = [
        {
            "id": stored.head.id,
            "sequence": stored.head.sequence,
            "receipt": stored.head.receipt,
            "payment": stored.application.payment.id if stored.application.payment else "",
            "arrivals": stored.arrivals,
        }
        for stored in portal.stored.values()
    ]
    os.write(answers, json.dumps(found).encode() + b"\n")


@dataclass
class Station:
    """One life of the station."""

    home: StationHome
    portal: RequestsPortal
    identity: StationIdentity
    clock: SystemClock
    say: Callable[[str], None]
    chance: random.Random

    def open(self) -> None:
        self.store = SqliteStationStore(self.home.store)
        self.terminal = SimulatedTerminal(self.home.terminal_journal, development=True)
        self.store.recover()
        recover_payments(self.store, self.terminal)

    def live(self) -> None:
        self.open()
        self.say("open")
        while True:
            self.visit()
            for _ in range(2):
                self.send()

    def visit(self) -> None:
        self.terminal.behave(
            self.chance.choice([*[Behaviour.APPROVE] * 5, Behaviour.DIE_AFTER_CAPTURE, Behaviour.DECLINE])
        )
        application_id = self.clock.new_id()
        payment = take_payment(payment_for(application_id, self.clock), self.terminal, self.store)
        if payment.state is not PaymentState.CAPTURED:
            return
        application = an_application(application_id, payment, scan=self.chance.randbytes(self.chance.randrange(60_000)))
        first = submit_application(application, self.clock, self.store, self.identity)
        again = submit_application(application, self.clock, self.store, self.identity)  # a double tap
        self.say(f"shown {application_id} {first.number}")
        self.say(f"shown {application_id} {again.number}")

    def send(self) -> SendKind:
        result = send_one(self.store, self.portal, self.identity, self.clock)
        if result.kind is SendKind.ACKNOWLEDGED:
            self.say(f"acknowledged {result.packet_id} {result.case}")
        return result.kind

    def drain(self, clock: LateClock) -> None:
        self.open()
        while any(item.state is not PacketState.ACKNOWLEDGED for item in self.store.outbox()):
            if self.send() is not SendKind.ACKNOWLEDGED:
                clock.ahead += timedelta(minutes=6)
            if clock.ahead > timedelta(days=20):
                return


def run(kills: int, folder: Path, seed: int) -> Count:
    """Run the whole loop in a folder and return what was counted."""
    orders, answers = os.pipe(), os.pipe()
    portal_pid = os.fork()
    if portal_pid == 0:
        portal_process(orders[0], answers[1])
        os._exit(0)
    heard = os.fdopen(answers[0])
    url = f"http://127.0.0.1:{int(heard.readline())}"
    chance, count, said = random.Random(seed), Count(), b""
    read, write = os.pipe()
    os.set_blocking(read, False)
    identity = enrolled_identity(FakePortal())

    def station(clock: SystemClock, number: int) -> Station:
        def say(line: str) -> None:
            os.write(write, line.encode() + b"\n")

        portal = RequestsPortal(url, call_seconds=1)
        return Station(StationHome(folder), portal, identity, clock, say, random.Random(seed * 100_003 + number))

    for number in range(kills):
        pid = os.fork()
        if pid == 0:
            try:
                station(SystemClock(), number).live()
            finally:  # a fork must not run on into its parent's code; its exit is counted as no kill
                traceback.print_exc()
                os._exit(3)
        if number % 3:  # every third may die while it opens its file; on a busy machine all would
            select.select([read], [], [], 10)
        time.sleep(chance.uniform(0.001, LONGEST_LIFE))
        os.kill(pid, signal.SIGKILL)
        count.kills += os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        said += _drained(read)
    os.write(orders[1], b"c")
    heard.readline()
    clock = LateClock()
    last = station(clock, kills)
    last.drain(clock)
    said += _drained(read)
    os.write(orders[1], b"q")
    found = json.loads(heard.readline())
    os.waitpid(portal_pid, 0)
    _audit(count, said.decode().split("\n"), found, last)
    return count


def _drained(pipe: int) -> bytes:
    pieces = b""
    try:
        while piece := os.read(pipe, 65_536):
            pieces += piece
    except BlockingIOError:
        return pieces
    return pieces


def _audit(count: Count, said: list[str], found: list[dict[str, object]], station: Station) -> None:
    """Hold what people were shown against the portal, the station's file and the terminal's book."""
    at_portal = {str(row["id"]): row for row in found}
    shown = [line.split() for line in said if line.startswith("shown ")]
    count.shown = len({parts[1] for parts in shown})
    count.acknowledged = len({line.split()[1] for line in said if line.startswith("acknowledged ")})
    count.at_portal = len(found)
    count.sent_again = sum(int(str(row["arrivals"])) > 1 for row in found)
    count.lost = sorted({parts[1] for parts in shown if parts[1] not in at_portal})
    count.changed = [parts[1] for parts in shown if at_portal.get(parts[1], {}).get("receipt") != parts[2]]
    expected = list(range(1, len(found) + 1))
    sequences = sorted(int(str(row["sequence"])) for row in found)
    receipts = sorted(int(str(row["receipt"]).split("-")[2]) for row in found)
    count.gaps = [one for one, *others in zip(expected, sequences, receipts, strict=True) if {one} != set(others)]
    book = station.terminal._book._lines
    captured = {key for key, outcome in book.items() if outcome.state is PaymentState.CAPTURED}
    count.reversed = sum(outcome.state is PaymentState.REVERSED for outcome in book.values())
    paid_for = [str(row["payment"]) for row in found]
    count.wrong_money = sorted(captured.symmetric_difference(paid_for)) + [
        key for key in set(paid_for) if paid_for.count(key) > 1
    ]
    count.wrong_money += [payment.id for payment in station.store.unsettled()]
    count.waiting = [item.id for item in station.store.outbox() if item.state is not PacketState.ACKNOWLEDGED]
    station.store.close()
    with sqlite3.connect(station.home.store) as connection:
        count.integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
        events = dict(connection.execute("SELECT kind, count(*) FROM event GROUP BY kind").fetchall())
    connection.close()
    count.retries, count.recovered = events.get("packet-waits", 0), events.get("packets-recovered", 0)


if __name__ == "__main__":
    place = Path(sys.argv[2])
    print(json.dumps(asdict(run(int(sys.argv[1]), place, int(sys.argv[3]) if len(sys.argv) > 3 else 1))))

"""Kill working kiosks at random instants, many times, and then hold receipts, portal, outbox and money together.

python tests/e2e/kiosk_kills.py KILLS FOLDER [SEED] prints what was found as one JSON object. Two stations work beside
each other against one portal process, behind a line that breaks now and then; each visits with touches on its own
screen, pays, signs and prints until SIGKILL.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from fakes.fault_proxy import FaultProxy, fault_proxy
from fakes.portal_process import PortalProcess
from kiosk_process import KioskProcess, enrol_station, outbox, send_again, wait_until

from shubbak.adapters.system.station_home import StationHome
from shubbak.ports.store import PacketState
from shubbak.station.store_door import open_store

STATIONS = ("K07", "K08")
#: What a kiosk is killed after (a line of its output, "" for its start), by how many seconds at most, and how often.
INSTANTS = {
    "": (4.0, 12),
    "stage attract": (7.0, 28),
    "stage pay/": (0.35, 20),
    "stage sign/": (0.3, 25),
    "stage receipt/": (0.3, 10),
    "receipt ": (0.6, 5),
}
LINES = ("pass", "pass", "pass", "mixed", "reset", "cut-down-first", "half-open")


@dataclass
class Count:
    """What was found. The lists must be empty."""

    kills: int = 0
    instants: dict[str, int] = field(default_factory=dict)
    shown: int = 0
    at_portal: int = 0
    captured: int = 0
    reversed: int = 0
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    wrong_money: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Killer:
    """Lets one station's kiosk live and die; `said` is every line of all its lives."""

    def __init__(self, home: Path, proxy: FaultProxy, seed: int) -> None:
        self.home = home
        self.said: list[str] = []
        self.instants: Counter[str] = Counter()
        self.faults: list[str] = []
        self._proxy = proxy
        self._chance = random.Random(seed)

    def kill(self, times: int, number: int) -> None:
        """Kill at every kind of instant once, beginning with every other one, late ones before early ones, then at
        random: two stations together begin with all kinds, and each with a visit that was paid.
        """
        names, odds = list(INSTANTS), [often for _, often in INSTANTS.values()]
        once = names[::-1][number::2] + names[::-1][1 - number :: 2]
        for instant in [*once, *self._chance.choices(names, odds, k=times)][:times]:
            self._proxy.fault = self._chance.choice(LINES)
            self._live(instant)

    def _live(self, instant: str) -> None:
        url = f"http://127.0.0.1:{self._proxy.port}"
        with KioskProcess(self.home, url, "--pilot", "1000", "--haste", "--talk") as kiosk:
            if instant and not kiosk.hear_until(instant, 120):
                self.faults.append(f"never said {instant}: {kiosk.said[-3:]} {kiosk.log[-500:]}")
            time.sleep(self._chance.uniform(0, INSTANTS[instant][0]))
            if kiosk.process.poll() is not None:
                self.faults.append(f"ended by itself: {kiosk.log[-500:]}")
        self.said += kiosk.said
        self.instants[instant.strip() or "start"] += 1

    def recover(self) -> None:
        """Start once more on a sound line, and wait until nothing waits."""
        self._proxy.fault = "pass"
        url = f"http://127.0.0.1:{self._proxy.port}"
        with KioskProcess(self.home, url, "--hand", "--haste") as kiosk:
            kiosk.order(state=True)
            wait_until(lambda: all_sent(self.home), 120)
            wait_until(lambda: not open_payments(self.home))
            kiosk.quit()


def all_sent(home: Path) -> bool:
    """Ask for another try at once of all that waits; False while something does. The kiosk, which runs, may be sending
    a packet in this very moment, in vain or not: it is asked for again at the next look.
    """
    waiting = outbox(home)
    for item in waiting:
        if item["state"] == PacketState.SEALED.value:
            send_again(home, item["id"])
    return not waiting


def open_payments(home: Path) -> list[str]:
    """Return the payments that the station's own file calls undecided, or captured without a packet."""
    query = (
        "SELECT id FROM payment WHERE state IN ('intended', 'unknown')"
        " OR (state = 'captured' AND application_id NOT IN (SELECT id FROM packet))"
    )
    return [row[0] for row in _ask_station(home, query)]


def run(kills: int, folder: Path, seed: int = 1) -> Count:
    """Kill that many kiosks, let the last ones empty their outboxes, and count."""
    began = time.monotonic()
    portal = PortalProcess(folder)
    portal.start()
    try:
        with fault_proxy(portal.port, seed=seed) as one, fault_proxy(portal.port, seed=seed + 1) as other:
            killers = []
            for number, (station, proxy) in enumerate(zip(STATIONS, (one, other), strict=True)):
                home = folder / station
                enrol_station(portal, f"http://127.0.0.1:{proxy.port}", home, station)
                with KioskProcess(home, f"http://127.0.0.1:{proxy.port}", "--hand", "--haste") as first:
                    first.quit()  # a station's first start fetches its catalogue
                killers.append(Killer(home, proxy, seed * 1_000 + number))
            _together([partial(killer.kill, kills // 2, number) for number, killer in enumerate(killers)])
            _together([killer.recover for killer in killers])
        count = _audit(portal, killers)
    finally:
        portal.kill()
    count.seconds = round(time.monotonic() - began, 1)
    return count


def _together(deeds: list[Callable[[], None]]) -> None:
    with ThreadPoolExecutor(len(deeds)) as pool:
        for end in [pool.submit(deed) for deed in deeds]:
            end.result()


def _audit(portal: PortalProcess, killers: list[Killer]) -> Count:
    listed = portal.applications()
    receipts = {line["id"]: line["receipt"] for line in listed}
    numbers = [line["receipt"] for line in listed]
    count = Count(at_portal=len(listed))
    count.doubled = sorted(one for one, often in Counter(numbers).items() if often > 1)
    count.doubled += sorted(one for one, often in Counter(line["id"] for line in listed).items() if often > 1)
    for killer in killers:
        station = killer.home.name
        shown = {
            parts[2]: parts[1] for line in killer.said if len(parts := line.split()) == 3 and parts[0] == "receipt"
        }
        count.shown += len(shown)
        count.lost += sorted(number for one, number in shown.items() if receipts.get(one) != number)
        mine = [line for line in listed if line["station"] == station]
        for kind, sequences in (
            ("receipt", sorted(int(line["receipt"].split("-")[2]) for line in mine)),
            ("packet", sorted(line["sequence"] for line in mine)),
        ):
            if sequences != list(range(1, len(mine) + 1)):
                count.gaps.append(f"{station} {kind} {sequences}")
        _audit_money(count, portal, killer.home, mine)
        count.waiting += [item["id"] for item in outbox(killer.home)]
        (sound,) = _ask_station(killer.home, "PRAGMA integrity_check")
        count.damaged += [] if sound[0] == "ok" else [station]
        count.faults += killer.faults
        count.kills += killer.instants.total()
        count.instants = dict(Counter(count.instants) + killer.instants)
    return count


def _audit_money(count: Count, portal: PortalProcess, home: Path, mine: list[dict[str, object]]) -> None:
    """The terminal's own book against what lies in the portal: every charge is an application's, or was given back."""
    book = {}
    for text in (home / "simulated-terminal.jsonl").read_text().splitlines():
        line = json.loads(text)
        book[line["id"]] = (line["state"], line["amount_minor"])
    captured = {one: amount for one, (state, amount) in book.items() if state == "captured"}
    query = f"SELECT id, amount_minor FROM payments WHERE station = '{home.name}'"
    paid = dict(_ask(portal.folder / "portal.sqlite", query))
    count.captured += len(captured)
    count.reversed += sum(state == "reversed" for state, _ in book.values())
    count.wrong_money += sorted(set(captured.items()) ^ set(paid.items()), key=str)
    count.wrong_money += [] if len(paid) == len(mine) else [f"{len(mine)} applications, {len(paid)} payments"]
    count.wrong_money += open_payments(home)


def _ask_station(home: Path, query: str) -> list[tuple[Any, ...]]:
    store = open_store(StationHome(home))
    with store.engine.begin() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(query)]
    store.close()
    return rows


def _ask(file: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(file) as connection:
        rows = connection.execute(query).fetchall()
    connection.close()
    return rows


if __name__ == "__main__":
    place = Path(sys.argv[2])
    place.mkdir(parents=True)
    found = run(int(sys.argv[1]), place, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    print(json.dumps(asdict(found), indent=1))

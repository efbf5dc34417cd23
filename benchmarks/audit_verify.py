"""Verifying 20,000 audit events against hashing the same bytes: python benchmarks/audit_verify.py [RUNS].

The floor is one SHA-256 an event over the same bytes, which no chain can do without. Verified twice: events that are in
memory, and the station's own sealed store, which reads, decrypts and turns rows into events first.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _figures import runs, show
from fakes.station_key import store_at
from sqlalchemy import insert

from shubbak.adapters.store import tables
from shubbak.domain.audit import START, AuditEvent, link
from shubbak.services.audit_check import check_events, check_trail

EVENTS = 20_000
STORE, MEMORY, FLOOR = "the station's store", "events in memory", "one SHA-256 an event, the same bytes"


def a_trail() -> list[AuditEvent]:
    trail, before = [], START
    for number in range(1, EVENTS + 1):
        packet = f"0195e3c1-7a00-7000-8000-{number:012x}"
        fields = (number, "2026-03-01T07:30:00.000000Z", "packet-acknowledged", packet, "")
        before = link(before, *fields)
        trail.append(AuditEvent(*fields, before))
    return trail


def milliseconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    trail = a_trail()
    bodies = [event.link + f"{event.number}{event.at}{event.kind}{event.subject}".encode() for event in trail]
    anchors = {event.number: event.link for event in trail[99::100]}
    timed: dict[str, list[float]] = {STORE: [], MEMORY: [], FLOOR: []}
    with tempfile.TemporaryDirectory() as folder:
        store = store_at(Path(folder) / "station.sqlite")
        names = ("number", "at", "kind", "subject", "detail", "link")
        rows = [{name: getattr(event, name) for name in names} for event in trail]
        with store.engine.begin() as connection:
            connection.execute(insert(tables.event), rows)
        for _ in range(runs(7)):
            timed[STORE].append(milliseconds(lambda: check_trail(store, anchors)))
            timed[MEMORY].append(milliseconds(lambda: check_events(trail, anchors)))
            timed[FLOOR].append(milliseconds(lambda: [hashlib.sha256(body).digest() for body in bodies]))
        verdict = check_trail(store, anchors)
        store.close()
    if not verdict.holds or verdict.head.number != EVENTS:
        raise SystemExit("the trail does not verify")
    show(f"Verify {EVENTS:,} audit events", timed, (STORE, FLOOR), events=EVENTS)


if __name__ == "__main__":
    main()

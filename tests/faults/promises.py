"""What a station said aloud in its life, and whether its file keeps every word of it.

A life says one line a promise, as soon as it holds and before anything is built on it:
    charging PAYMENT              the terminal is asked now: the intent must be a row
    settled PAYMENT STATE         what became of the charge is a row
    shown APPLICATION RECEIPT     a person holds a receipt
    left PACKET SEQUENCE DIGEST   the packet goes over the line: its number is spent
    acknowledged PACKET CASE      the portal's word is kept
    printed APPLICATION           the paper came out
    catalogue VERSION             this catalogue is kept
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from shubbak.domain.audit import AuditEvent, AuditHead, first_break
from shubbak.wire.seal import SealError, read_packet

SETTLED_FOR_GOOD = ("captured", "declined", "cancelled", "reversed")


@dataclass
class Promises:
    """Everything said so far; `count` grows by one a line."""

    charging: set[str] = field(default_factory=set)
    settled: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    left: dict[str, tuple[int, str]] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    printed: set[str] = field(default_factory=set)
    catalogue: int = 0
    count: int = 0

    def hear(self, line: str) -> None:
        """Take one line; anything that is no promise is passed over."""
        word, *rest = line.split()
        self.count += 1
        if word in ("charging", "printed"):
            getattr(self, word).add(rest[0])
        elif word in ("settled", "shown", "acknowledged"):
            getattr(self, word)[rest[0]] = rest[1]
        elif word == "left":
            self.left[rest[0]] = (int(rest[1]), rest[2])
        elif word == "catalogue":
            self.catalogue = int(rest[0])


def heard(lines: Iterable[str]) -> Promises:
    """Return the promises of a whole life; a last line that was cut off is none."""
    promises = Promises()
    for line in lines:
        if line.endswith("\n"):
            promises.hear(line)
    return promises


def open_file(path: Path, key: bytes | None) -> Any:
    """Return a bare connection to a station's file, past the store's own code."""
    connection = (sqlcipher if key else sqlite3).connect(path, isolation_level=None)
    if key:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def broken_promises(path: Path, key: bytes | None, promises: Promises) -> list[str]:
    """Return what a file does not keep, as codes; an empty list when it keeps everything."""
    connection = open_file(path, key)
    try:
        return _broken(connection, promises)
    except (sqlite3.DatabaseError, sqlcipher.DatabaseError) as error:
        return [f"unreadable: {error}"]
    finally:
        connection.close()


def _broken(connection: Any, promises: Promises) -> list[str]:
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        return ["damaged"]
    packets = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT p.id, p.sequence, p.state, p.digest, p.case_number, p.printed, r.station, r.year, r.sequence "
            "FROM packet p LEFT JOIN receipt r ON r.application_id = p.id"
        )
    }
    return [
        *_lost_packets(packets, promises),
        *_changed_packets(connection, packets),
        *_numbers(packets),
        *_money(connection, promises),
        *_trail(connection),
        *_catalogue(connection, promises),
    ]


def _lost_packets(packets: dict[str, Any], promises: Promises) -> Iterable[str]:
    for name, receipt in promises.shown.items():
        if name not in packets:
            yield "lost-shown"
        elif f"{packets[name][5]}-{packets[name][6]}-{packets[name][7]:06d}" != receipt.rpartition("-")[0]:
            yield "changed-receipt"
    for name, (sequence, digest) in promises.left.items():
        if name not in packets or packets[name][0] != sequence or packets[name][2] != digest:
            yield "lost-number-that-left"
    for name, case in promises.acknowledged.items():
        if name not in packets or packets[name][1] != "acknowledged" or packets[name][3] != case:
            yield "lost-acknowledgement"
    for name in promises.printed:
        if name not in packets or not packets[name][4]:
            yield "lost-printed"


def _changed_packets(connection: Any, packets: dict[str, Any]) -> Iterable[str]:
    """Say which packets are not the bytes that were sealed, or are gone before the portal vouched for them."""
    for name, (_, state, digest, *_rest) in packets.items():
        pieces = connection.execute("SELECT body FROM packet_chunk WHERE packet_id = ? ORDER BY n", (name,)).fetchall()
        if state == "acknowledged" and pieces:
            yield "bytes-after-acknowledgement"
        elif state != "acknowledged" and sealed_digest(b"".join(piece for (piece,) in pieces)) != digest:
            yield "changed-bytes"


@lru_cache(maxsize=256)
def sealed_digest(packet: bytes) -> str:
    """Return the digest that a packet's bytes really have, "" for bytes that are no whole packet."""
    try:
        head, _ = read_packet(packet)
    except SealError:
        return ""
    return head.digest


def _numbers(packets: dict[str, Any]) -> Iterable[str]:
    if sorted(row[0] for row in packets.values()) != list(range(1, len(packets) + 1)):
        yield "gap-in-sequence"
    by_year = defaultdict(list)
    for row in packets.values():
        by_year[row[6]].append(row[7] or 0)
    if any(sorted(numbers) != list(range(1, len(numbers) + 1)) for numbers in by_year.values()):
        yield "gap-in-receipts"


def _money(connection: Any, promises: Promises) -> Iterable[str]:
    states = dict(connection.execute("SELECT id, state FROM payment"))
    if not promises.charging <= states.keys():
        yield "charged-without-intent"
    for name, state in promises.settled.items():
        if state in SETTLED_FOR_GOOD and states.get(name) not in (state, "reversed"):
            yield "lost-settlement"


def _trail(connection: Any) -> Iterable[str]:
    rows = connection.execute("SELECT number, at, kind, subject, detail, link FROM event ORDER BY number")
    if first_break((AuditEvent(*row) for row in rows), AuditHead(), {}) is not None:
        yield "broken-trail"


def _catalogue(connection: Any, promises: Promises) -> Iterable[str]:
    row = connection.execute("SELECT version FROM catalogue").fetchone()
    if promises.catalogue and (row is None or row[0] < promises.catalogue):
        yield "lost-catalogue"

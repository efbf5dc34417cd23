"""The invoices of one office in a file of their own: counted without gaps, each bound to the one before by its hash."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shubbak.domain.tax_invoice import InvoiceError
from shubbak.ports.tax_invoice import InvoiceLine, InvoiceStanding

_TABLE = """CREATE TABLE IF NOT EXISTS invoice (
    counter INTEGER PRIMARY KEY, application_id TEXT NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE, uuid TEXT NOT NULL,
    previous_hash TEXT NOT NULL, hash TEXT NOT NULL, xml TEXT NOT NULL, code_text TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'reported', 'refused')),
    issued_at REAL NOT NULL, answer TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0,
    next_try_at REAL NOT NULL DEFAULT 0)"""
#: One question for all readers: of one application, of what is due at a time, or (with neither) of the whole book.
_READ = """SELECT counter, number, uuid, previous_hash, hash, xml, code_text, issued_at, state, answer,
    tries FROM invoice
    WHERE (:application_id IS NULL OR application_id = :application_id)
    AND (:at IS NULL OR (state = 'waiting' AND next_try_at <= :at)) ORDER BY counter LIMIT :most"""
_TOLD = """SELECT number, state, issued_at, tries, answer, code_text, xml FROM invoice ORDER BY counter"""
_REFUSED = "SELECT number, answer FROM invoice WHERE state = 'refused' ORDER BY counter DESC LIMIT ?"
_MOST_REFUSALS = 20
_ALL = -1
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 30, 3600
#: Longer than any one request may take.
_LONGEST_SENDING_S = 120


@dataclass(frozen=True, slots=True)
class KeptInvoice:
    """One row of the book; its text is kept out of logs. issued_at: the invoice's own time, in seconds since 1970."""

    counter: int
    number: str
    uuid: str
    previous_hash: str
    hash: str
    xml: str = field(repr=False)
    code_text: str = field(repr=False)
    issued_at: float
    state: str = "waiting"
    answer: str = ""
    tries: int = 0


class InvoiceBook:
    """Opened anew for each call, so that threads and processes share it; every error is invoice-book-broken."""

    def __init__(self, path: Path, first_hash: str) -> None:
        self._path = path
        self._first_hash = first_hash

    def keep(self, application_id: str, make: Callable[[int, str], KeptInvoice]) -> KeptInvoice:
        """Return the application's invoice, made once: `make` gets its counter and the hash of the one before.

        The book is locked meanwhile. Where `make` raises, or the power fails, the counter was not spent.
        """
        with self._writing() as rows:
            if kept := _read(rows, application_id):
                return kept[0]
            last = rows.execute("SELECT counter, hash FROM invoice ORDER BY counter DESC LIMIT 1").fetchone()
            counter, previous = (last[0] + 1, last[1]) if last else (1, self._first_hash)
            made = make(counter, previous)
            texts = (application_id, made.number, made.uuid, previous, made.hash, made.xml, made.code_text)
            rows.execute(
                "INSERT INTO invoice (counter, application_id, number, uuid, previous_hash, hash, xml, code_text,"
                " issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (counter, *texts, made.issued_at),
            )
            return made

    def due(self, at: datetime, most: int) -> list[KeptInvoice]:
        """Return the oldest invoices that wait and whose pause is over."""
        with self._writing() as rows:
            return _read(rows, at=at.timestamp(), most=most)

    def all(self) -> list[KeptInvoice]:
        """Return the whole book by its counters."""
        with self._writing() as rows:
            return _read(rows)

    def waiting(self) -> int:
        """Return how many are not answered for yet."""
        with self._writing() as rows:
            return int(rows.execute("SELECT count(*) FROM invoice WHERE state = 'waiting'").fetchone()[0])

    def standing(self) -> InvoiceStanding:
        """Return how many invoices stand how, and since when the oldest waits."""
        with self._writing() as rows:
            count = dict(rows.execute("SELECT state, count(*) FROM invoice GROUP BY state").fetchall())
            (oldest,) = rows.execute("SELECT min(issued_at) FROM invoice WHERE state = 'waiting'").fetchone()
            refused = rows.execute(_REFUSED, (_MOST_REFUSALS,)).fetchall()
            bare = dict(
                rows.execute("SELECT state, count(*) FROM invoice WHERE code_text = '' GROUP BY state").fetchall()
            )
        since = None if oldest is None else datetime.fromtimestamp(oldest, UTC)
        told = tuple(f"{number}: {answer}" for number, answer in refused)
        waiting = (count.get("waiting", 0), since)
        codes = (bare.get("waiting", 0), bare.get("reported", 0))
        return InvoiceStanding(count.get("reported", 0), count.get("refused", 0), *waiting, told, *codes)

    def lines(self) -> tuple[InvoiceLine, ...]:
        """Return all invoices as staff see them, the oldest first."""
        with self._writing() as rows:
            found = rows.execute(_TOLD).fetchall()
        return tuple(InvoiceLine(row[0], row[1], datetime.fromtimestamp(row[2], UTC), *row[3:]) for row in found)

    def code_of(self, application_id: str) -> str:
        """Return what the code of an application's invoice says, "" where there is none yet."""
        with self._writing() as rows:
            found = rows.execute("SELECT code_text FROM invoice WHERE application_id = ?", (application_id,)).fetchone()
        return str(found[0]) if found else ""

    def claim(self, counter: int, at: datetime) -> bool:
        """Say whether this invoice may be sent now by whoever asks, and keep everybody else from it for a while: the
        counter and the rounds do not both send it. Whoever dies meanwhile leaves it to the next round after that.
        """
        until = (at + timedelta(seconds=_LONGEST_SENDING_S)).timestamp()
        with self._writing() as rows:
            claimed = rows.execute(
                "UPDATE invoice SET next_try_at = ? WHERE counter = ? AND state = 'waiting' AND next_try_at <= ?",
                (until, counter, at.timestamp()),
            )
            return claimed.rowcount == 1

    def settle(self, counter: int, state: str, answer: str, code_text: str = "") -> None:
        """Write down what the authority said, `reported` or `refused`, and the code that it gave; an answer that was
        kept is never changed.
        """
        with self._writing() as rows:
            rows.execute(
                "UPDATE invoice SET state = ?, answer = ?, code_text = CASE WHEN code_text = '' THEN ? ELSE code_text"
                " END WHERE counter = ? AND state = 'waiting'",
                (state, answer, code_text, counter),
            )

    def postpone(self, invoice: KeptInvoice, at: datetime, answer: str) -> None:
        """Let it wait, each time twice as long, an hour at most."""
        pause = min(_FIRST_PAUSE_S * 2 ** min(invoice.tries, 10), _LONGEST_PAUSE_S)
        with self._writing() as rows:
            rows.execute(
                "UPDATE invoice SET tries = tries + 1, next_try_at = ?, answer = ? WHERE counter = ?"
                " AND state = 'waiting'",
                ((at + timedelta(seconds=pause)).timestamp(), answer, invoice.counter),
            )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Lock the book; what was done is on the disk when this ends, or nothing of it is."""
        try:
            with closing(sqlite3.connect(self._path, timeout=5, isolation_level=None)) as rows:
                rows.execute("PRAGMA synchronous = FULL")
                rows.execute("BEGIN IMMEDIATE")
                rows.execute(_TABLE)
                yield rows
                rows.execute("COMMIT")
        except sqlite3.Error as error:
            raise InvoiceError("invoice-book-broken") from error


def _read(
    rows: sqlite3.Connection, application_id: str | None = None, at: float | None = None, most: int = _ALL
) -> list[KeptInvoice]:
    asked = {"application_id": application_id, "at": at, "most": most}
    return [KeptInvoice(*row) for row in rows.execute(_READ, asked)]

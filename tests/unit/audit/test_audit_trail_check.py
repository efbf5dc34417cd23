"""Nine ways to tamper with an audit trail in its table, and which of them a chain alone cannot see."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.domain.audit import START, AuditEvent, link
from shubbak.ports.store import StoreError
from shubbak.services.audit import AuditKind, note, operator_code
from shubbak.services.audit_check import AuditVerdict, check_events, check_file
from shubbak.wire.audit_export import AuditExportError, write_lines

EVENTS, ANCHORED_EVERY = 112, 25
KEY = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)


class Book:
    """The trail's rows in a table that the tamperer can write; 112 events, every 25th anchored at the portal."""

    def __init__(self) -> None:
        self.rows = sqlite3.connect(":memory:", isolation_level=None)
        self.rows.execute("CREATE TABLE event (number INTEGER PRIMARY KEY, at, kind, subject, detail, link BLOB)")
        self.anchors: dict[int, bytes] = {}
        before = START
        for number in range(1, EVENTS + 1):
            fields = (number, "2026-03-01T07:30:00Z", "packet-sealed", f"packet-{number}", "")
            before = link(before, *fields)
            self.rows.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", (*fields, before))
            if number % ANCHORED_EVERY == 0:
                self.anchors[number] = before

    def run(self, *statements: str) -> None:
        for statement in statements:
            self.rows.execute(statement)

    def relink(self) -> None:
        """Number and link everything anew, as somebody who holds the file and knows the rule would."""
        kept = self.rows.execute("SELECT at, kind, subject, detail FROM event ORDER BY number").fetchall()
        self.rows.execute("DELETE FROM event")
        before = START
        for number, fields in enumerate(kept, 1):
            before = link(before, number, *fields)
            self.rows.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", (number, *fields, before))

    def events(self) -> list[AuditEvent]:
        return [AuditEvent(*row) for row in self.rows.execute("SELECT * FROM event ORDER BY number")]


def swap(book: Book) -> None:
    book.run(
        "UPDATE event SET number = 1000 WHERE number = 60",
        "UPDATE event SET number = 60 WHERE number = 61",
        "UPDATE event SET number = 61 WHERE number = 1000",
    )


def edit_and_relink(book: Book) -> None:
    book.run("UPDATE event SET subject = 'packet-x' WHERE number = 60")
    book.relink()


def delete_and_relink(book: Book) -> None:
    book.run("DELETE FROM event WHERE number = 60")
    book.relink()


def edit_the_newest_and_relink(book: Book) -> None:
    book.run("UPDATE event SET subject = 'packet-x' WHERE number = 110")
    book.relink()


#: name -> (what is done, whether the chain alone sees it, whether chain and anchors do)
TAMPERINGS: dict[str, tuple[Callable[[Book], None], bool, bool]] = {
    "one row edited": (lambda book: book.run("UPDATE event SET detail = 'x' WHERE number = 60"), True, True),
    "a middle row deleted": (lambda book: book.run("DELETE FROM event WHERE number = 60"), True, True),
    "two rows swapped": (swap, True, True),
    "a row inserted": (
        lambda book: book.run(
            "INSERT INTO event SELECT 1000, at, kind, subject, detail, link FROM event WHERE number = 60"
        ),
        True,
        True,
    ),
    "the tail cut off": (lambda book: book.run("DELETE FROM event WHERE number > 90"), False, True),
    "edited and linked anew": (edit_and_relink, False, True),
    "deleted, numbered and linked anew": (delete_and_relink, False, True),
    "everything deleted": (lambda book: book.run("DELETE FROM event"), False, True),
    # Nobody outside has heard of these events yet: the next report anchors them.
    "edited behind the last anchor and linked anew": (edit_the_newest_and_relink, False, False),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_a_tampering_leaves_to_see(tampering: str) -> None:
    tamper, by_chain, by_anchors = TAMPERINGS[tampering]
    book = Book()
    assert check_events(book.events(), book.anchors).holds
    tamper(book)
    assert check_events(book.events(), {}).holds is not by_chain
    assert check_events(book.events(), book.anchors).holds is not by_anchors
    book.rows.close()


def test_a_cut_end_is_told_from_a_change() -> None:
    book = Book()
    book.run("DELETE FROM event WHERE number > 90")
    cut = check_events(book.events(), book.anchors)
    assert (cut.cut, cut.broken_at, cut.head.number, cut.vouched) == (True, 100, 90, 100)
    book.run("UPDATE event SET detail = 'x' WHERE number = 60")
    changed = check_events(book.events(), book.anchors)
    assert (changed.cut, changed.broken_at) == (False, 60)
    book.rows.close()


def a_file() -> list[bytes]:
    book = Book()
    lines = list(write_lines(book.events(), "K07", "2026-03-01T08:00:00Z", KEY))
    book.rows.close()
    return lines


def test_an_export_holds_without_the_station() -> None:
    lines = a_file()
    verdict = check_file(lines, KEY.public_key(), {})
    assert (verdict.broken_at, verdict.head.number, verdict.vouched) == (None, EVENTS, EVENTS)


def test_an_empty_trail_exports_and_holds() -> None:
    assert check_file(write_lines((), "K07", "2026-03-01T08:00:00Z", KEY), KEY.public_key(), {}).holds


def relinked(lines: list[bytes]) -> list[bytes]:
    """A whole new chain in front of the old signed head."""
    before, events = START, []
    for number in range(1, EVENTS + 1):
        fields = (number, "2026-03-01T07:30:00Z", "packet-sealed", "packet-x", "")
        before = link(before, *fields)
        events.append(AuditEvent(*fields, before))
    return [*list(write_lines(events, "K07", "2026-03-01T08:00:00Z", KEY))[:-1], lines[-1]]


def longer(lines: list[bytes]) -> list[bytes]:
    """The signed head of an older export behind a longer trail."""
    fields = (EVENTS + 1, "2026-03-01T07:30:00Z", "packet-sealed", "packet-x", "")
    verdict = check_file(lines, KEY.public_key(), {})
    events = [AuditEvent(*fields, link(verdict.head.link, *fields))]
    return [*lines[:-1], *list(write_lines(events, "K07", "2026-03-01T08:00:00Z", KEY))[:-1], lines[-1]]


CHANGED_FILES: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "a line edited": lambda lines: [*lines[:50], lines[50].replace(b"packet-51", b"packet-99"), *lines[51:]],
    "a line removed": lambda lines: [*lines[:50], *lines[51:]],
    "lines swapped": lambda lines: [*lines[:50], lines[51], lines[50], *lines[52:]],
    "the end cut, the head kept": lambda lines: [*lines[:-10], lines[-1]],
    "the chain made anew, the head kept": relinked,
    "events added behind the head": longer,
}


@pytest.mark.parametrize("change", CHANGED_FILES)
def test_a_changed_export_does_not_hold(change: str) -> None:
    assert not check_file(CHANGED_FILES[change](a_file()), KEY.public_key(), {}).holds


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (lambda lines: [], "audit-file-headless"),
        (lambda lines: lines[:-1], "audit-file-headless"),
        (lambda lines: [*lines[:-1], b"<html>"], "audit-file-headless"),
        (lambda lines: [b"[" * 4000, lines[-1]], "audit-file-shape"),
        (lambda lines: [b'{"number": 1}\n', lines[-1]], "audit-file-shape"),
        (lambda lines: [b"\xff\xfe\n", lines[-1]], "audit-file-shape"),
        (lambda lines: [lines[0].replace(b'"link":"', b'"link":"zz'), lines[-1]], "audit-file-shape"),
    ],
)
def test_a_file_that_is_no_export_is_named(lines: Callable[[list[bytes]], list[bytes]], code: str) -> None:
    with pytest.raises(AuditExportError) as raised:
        check_file(lines(a_file()), KEY.public_key(), {})
    assert raised.value.code == code


def test_another_stations_signature_is_refused() -> None:
    with pytest.raises(AuditExportError) as raised:
        check_file(a_file(), Ed25519PrivateKey.generate().public_key(), {})
    assert raised.value.code == "audit-file-signature"


class Shelf:
    """A trail that takes one event, or fails with a store's code."""

    def __init__(self, fail: str = "") -> None:
        self.fail = fail
        self.noted: list[tuple[str, str, str]] = []

    def note(self, kind: str, subject: str = "", detail: str = "") -> None:
        if self.fail:
            raise StoreError(self.fail)
        self.noted.append((kind, subject, detail))

    def audit_head(self) -> None: ...

    def audit_events(self, after: int = 0, limit: int = 1000) -> tuple[AuditEvent, ...]:
        return ()


def test_what_cannot_be_noted_comes_back_as_a_code() -> None:
    shelf = Shelf()
    assert note(shelf, AuditKind.VISIT_BEGUN) == ""
    assert shelf.noted == [("visit-begun", "", "")]
    assert note(Shelf("store-full"), AuditKind.VISIT_BEGUN) == "store-full"


@pytest.mark.parametrize("words", ["Anna Maria", "فاطمة الصباح", "line\nbreak", "x" * 81])
def test_an_event_carries_no_sentence(words: str) -> None:
    with pytest.raises(ValueError, match="ids and codes"):
        note(Shelf(), AuditKind.DEVICE_LOST, words)
    with pytest.raises(ValueError, match="ids and codes"):
        note(Shelf(), AuditKind.DEVICE_LOST, "", words)


def test_an_operator_is_a_code_whatever_the_spelling() -> None:
    assert operator_code("أحمد العلي") == operator_code("احمد العلي")
    assert operator_code("Amal") != operator_code("Amira")
    assert "amal" not in operator_code("amal")


def test_a_verdict_without_anchors_vouches_for_nothing() -> None:
    verdict = check_events((), {})
    assert isinstance(verdict, AuditVerdict)
    assert (verdict.holds, verdict.vouched) == (True, 0)

"""The station's file is sealed: another key opens nothing, and a readable file of an earlier release is sealed once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import STORE_KEY, connect, store_at
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from shubbak.adapters.store import conversion
from shubbak.adapters.store import engine as engine_module
from shubbak.adapters.store.first_bytes import is_plain, is_sealed
from shubbak.adapters.store.migrations import HEAD
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.ports.store import OutboxItem, StoreError
from shubbak.services.submission import submit_application

CLOCK = FakeClock()
IDENTITY = enrolled_identity(FakePortal())
OTHER_KEY = bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "station.sqlite"


def filled(path: Path, count: int = 12) -> tuple[OutboxItem, ...]:
    store = store_at(path)
    for number in range(count):
        submit_application(an_application(f"a{number}", scan=bytes([number]) * 90_000), CLOCK, store, IDENTITY)
    items = store.outbox()
    store.close()
    return items


def unsealed(path: Path) -> None:
    """Turn a sealed file into a readable one, as the release before this one wrote."""
    plain = path.with_name("plain")
    with connect(path, isolation_level=None) as connection:
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        connection.execute("SELECT sqlcipher_export('plain')")
    plain.replace(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


@pytest.fixture
def plain(path: Path) -> Iterator[Path]:
    filled(path)
    unsealed(path)
    assert is_plain(path)
    yield path


def everything(path: Path) -> list[object]:
    """Return every packet with its bytes, and the trail, by claiming all."""
    store = store_at(path)
    try:
        events, packets = store.audit_events(), []
        while (claimed := store.claim(CLOCK.now())) is not None:
            packets.append(claimed[1])
        return [events, packets, store.fact("f"), store.catalogue()]
    finally:
        store.close()


def test_a_new_file_is_sealed_from_its_first_byte(path: Path) -> None:
    filled(path)
    assert is_sealed(path)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connection.execute("SELECT * FROM packet")


def test_its_sqlite_has_no_wal_reset_fault() -> None:
    assert dbapi2.sqlite_version_info >= (3, 51, 3)


def test_another_key_opens_nothing_and_harms_nothing(path: Path) -> None:
    items = filled(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"^store-broken$"):
        SqliteStationStore(path, key=OTHER_KEY)
    assert path.read_bytes() == before
    store = store_at(path)
    assert store.outbox() == items
    store.close()


@pytest.mark.parametrize("key", [b"", b"short", bytes(33)])
def test_a_key_of_another_length_is_a_bug(path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SqliteStationStore(path, key=key)
    assert not path.exists()


def test_the_key_stands_in_no_text(path: Path) -> None:
    store = store_at(path)
    words = [repr(store), repr(vars(store)), repr(store.engine), str(store.engine.url), repr(vars(store.engine.pool))]
    try:
        with store.engine.begin() as connection:
            connection.exec_driver_sql("SELECT broken")
    except DBAPIError as error:
        words += traceback.format_exception(error)
    store.close()
    with pytest.raises(StoreError) as wrong:
        SqliteStationStore(path, key=OTHER_KEY)
    words += traceback.format_exception(wrong.value)
    assert [
        word for word in words if STORE_KEY.hex() in word or OTHER_KEY.hex() in word or repr(STORE_KEY) in word
    ] == []


def test_a_readable_file_is_sealed_once_and_keeps_every_row(plain: Path) -> None:
    with closing(sqlite3.connect(plain)) as connection:
        chunks = connection.execute("SELECT count(*), sum(length(body)) FROM packet_chunk").fetchone()
    store = store_at(plain)
    assert [item.sequence for item in store.outbox()] == list(range(1, 13))
    assert len(store.audit_events()) == 12
    store.close()
    assert is_sealed(plain)
    assert [file.name for file in plain.parent.iterdir()] == [plain.name]
    assert plain.stat().st_mode & 0o777 == 0o600
    with connect(plain) as connection:
        assert connection.execute("SELECT count(*), sum(length(body)) FROM packet_chunk").fetchone() == chunks
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
        with pytest.raises(dbapi2.IntegrityError, match="only added"):
            connection.execute("DELETE FROM event")


def test_what_stood_in_the_log_alone_is_kept(plain: Path) -> None:
    """A readable file whose last rows are still in its log, as a power cut leaves it."""
    with closing(sqlite3.connect(plain, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("INSERT INTO fact VALUES ('f', 'in the log')")
        halves = {file.name: file.read_bytes() for file in plain.parent.iterdir() if not file.name.endswith("-shm")}
    for name, content in halves.items():
        (plain.parent / name).write_bytes(content)
    assert (plain.parent / f"{plain.name}-wal").stat().st_size > 0
    store = store_at(plain)
    assert store.fact("f") == "in the log"
    store.close()


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for _ in range(2):
    print(connection.execute("SELECT count(*) FROM packet").fetchone()[0], flush=True)
    sys.stdin.readline()
"""


def test_a_readable_file_that_another_program_holds_is_left_alone(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.02)
    # Another process: locks of one process do not keep out itself.
    with subprocess.Popen([sys.executable, "-c", HOLD, str(plain)], stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "12\n"
        with pytest.raises(StoreError, match=r"^store-busy$"):
            store_at(plain)
        assert other.communicate("\n", timeout=20)[0] == "12\n"
    assert is_plain(plain)
    assert {file.name for file in plain.parent.iterdir()} <= {plain.name, f"{plain.name}-wal", f"{plain.name}-shm"}


STEPS = ("_write_copy", "_sync", "_overwrite")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_whatever_fails_in_between_one_of_both_is_whole(
    plain: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    real = getattr(conversion, step)

    def failing(*arguments: object) -> None:
        if after:
            real(*arguments)
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(conversion, step, failing)
        with pytest.raises(StoreError, match=r"^store-full$"):
            store_at(plain)
    assert is_plain(plain) or is_sealed(plain)
    kept = everything(plain)
    assert [len(part) for part in kept[:2]] == [12, 12]  # type: ignore[arg-type]
    assert [file.name for file in plain.parent.iterdir()] == [plain.name]


def test_a_copy_that_differs_is_not_taken(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "_same", lambda *_: False)
    with pytest.raises(StoreError, match=r"^store-broken$"):
        store_at(plain)
    assert is_plain(plain)


def test_what_was_readable_is_overwritten_before_it_goes(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    unlink = Path.unlink

    def look(file: Path, missing_ok: bool = False) -> None:
        if file.name.endswith(".readable") and file.exists():
            seen.append(file.read_bytes())
        unlink(file, missing_ok=missing_ok)

    size = plain.stat().st_size
    monkeypatch.setattr(Path, "unlink", look)
    store_at(plain).close()
    assert len(seen) == 1
    assert len(seen[0]) >= size - os.sysconf("SC_PAGESIZE")
    assert not any(seen[0])

"""The station's file: private, durable, migrated without losing a row, and honest when the disk is not."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import STORE_KEY, connect, store_at
from sqlcipher3 import dbapi2

from shubbak.adapters.store import engine as engine_module
from shubbak.adapters.store.migrations import HEAD
from shubbak.adapters.store.migrations import revisions as shipped
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.ports.store import PacketState, StoreError
from shubbak.services.submission import submit_application

CLOCK = FakeClock()
IDENTITY = enrolled_identity(FakePortal())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "station.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStationStore]:
    made = store_at(path)
    yield made
    made.close()


def filled(path: Path, count: int = 3) -> None:
    """Leave a payment and some packets in a file, as a station that was switched off."""
    store = store_at(path)
    store.intend(payment_for("a1", CLOCK))
    for number in range(count):
        submit_application(an_application(f"a{number}"), CLOCK, store, IDENTITY)
    store.close()


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with connect(path) as connection:
        tables = ("payment", "packet", "packet_chunk", "receipt", "event", "catalogue", "fact")
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables}


def test_only_its_owner_reads_it(store: SqliteStationStore, path: Path) -> None:
    store.intend(payment_for("a1", CLOCK))
    assert path.parent.stat().st_mode & 0o777 == 0o700
    beside = sorted(path.parent.iterdir())
    assert [file.name for file in beside] == ["station.sqlite", "station.sqlite-shm", "station.sqlite-wal"]
    assert {file.stat().st_mode & 0o777 for file in beside} == {0o600}


def test_a_file_left_open_to_others_is_closed_to_them(path: Path) -> None:
    filled(path)
    path.chmod(0o644)
    store_at(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 10_000),
    ],
)
def test_a_commit_survives_a_power_cut_by_these_settings(store: SqliteStationStore, pragma: str, value: object) -> None:
    with store.engine.begin() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_every_transaction_takes_the_write_lock_at_its_beginning(store: SqliteStationStore, path: Path) -> None:
    with (
        store.engine.begin(),
        connect(path, timeout=0) as other,
        pytest.raises(dbapi2.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_a_file_held_by_another_process_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    monkeypatch.setattr(engine_module, "_PRAGMAS", ("busy_timeout=20", *engine_module._PRAGMAS[1:]))
    store = store_at(path)
    with connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="store-busy"):
            store.outbox()
        other.execute("ROLLBACK")
    assert len(store.outbox()) == 3
    store.close()


def test_events_are_only_added(store: SqliteStationStore, path: Path) -> None:
    submit_application(an_application("a1"), CLOCK, store, IDENTITY)
    store.claim(CLOCK.now())
    store.acknowledge("a1", "C-1", b"{}", b"s")
    store.note("after")
    with connect(path) as connection:
        kinds = [row[0] for row in connection.execute("SELECT kind FROM event ORDER BY number")]
        for change in ("UPDATE event SET kind = 'x'", "DELETE FROM event"):
            with pytest.raises(dbapi2.IntegrityError, match="only added"):
                connection.execute(change)
    assert kinds == ["packet-sealed", "packet-claimed", "packet-acknowledged", "after"]


def test_the_bytes_go_when_the_portal_has_vouched_and_not_before(store: SqliteStationStore, path: Path) -> None:
    submit_application(an_application("a1"), CLOCK, store, IDENTITY)
    with connect(path) as connection, pytest.raises(dbapi2.IntegrityError, match="vouched"):
        connection.execute("DELETE FROM packet_chunk")
    store.acknowledge("a1", "C-1", b"{}", b"s")
    assert rows(path)["packet_chunk"] == []


def test_sealed_bytes_never_change(store: SqliteStationStore, path: Path) -> None:
    submit_application(an_application("a1"), CLOCK, store, IDENTITY)
    with connect(path) as connection, pytest.raises(dbapi2.IntegrityError, match="never changes"):
        connection.execute("UPDATE packet_chunk SET body = x'00'")


def test_everything_is_there_after_a_restart(path: Path) -> None:
    filled(path)
    before = rows(path)
    store = store_at(path)
    assert [item.id for item in store.outbox()] == ["a0", "a1", "a2"]
    assert len(store.unsettled()) == 1
    store.close()
    assert rows(path) == before


def rebuilt(fails: bool) -> types.ModuleType:
    """Return a later revision that rebuilds the packets' table, the hardest thing a migration does to SQLite."""
    module = types.ModuleType("r9999_rebuilt")
    module.__file__ = __file__

    def upgrade() -> None:
        with op.batch_alter_table("packet", recreate="always") as table:
            table.add_column(sa.Column("weight", sa.Integer, nullable=False, server_default="1"))
        if fails:
            raise OSError(28, "no space")

    module.__dict__.update(revision="9999", down_revision=HEAD, upgrade=upgrade)
    return module


def test_the_newest_revision_is_the_one_that_a_new_file_gets(path: Path) -> None:
    filled(path)
    with connect(path) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    assert found == [(HEAD,)] == [(shipped()[-1].revision,)]


def test_a_start_without_a_migration_does_without_alembic(path: Path) -> None:
    filled(path)
    open_it = (
        "import sys; from pathlib import Path; from shubbak.adapters.store.station_store import SqliteStationStore"
    )
    look = (
        f"{open_it}; SqliteStationStore(Path(sys.argv[1]), key=bytes.fromhex(sys.argv[2])).close(); "
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", look, str(path), STORE_KEY.hex()], check=False).returncode == 0


def test_a_migration_keeps_every_row(path: Path) -> None:
    filled(path)
    before = rows(path)
    store = store_at(path, revisions=(*shipped(), rebuilt(fails=False)))
    receipt = submit_application(an_application("a9"), CLOCK, store, IDENTITY)
    assert receipt.number.sequence == 4
    store.close()
    after = rows(path)
    assert [row[:-1] for row in after["packet"]][:3] == before["packet"]
    assert {table: found[:3] for table, found in after.items() if table != "packet"} == {
        table: found[:3] for table, found in before.items() if table != "packet"
    }


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    filled(path)
    before = rows(path)
    with pytest.raises(StoreError, match="store-full"):
        store_at(path, revisions=(*shipped(), rebuilt(fails=True)))
    assert rows(path) == before
    store_at(path).close()


def test_a_file_of_a_newer_release_is_not_touched(path: Path) -> None:
    store_at(path, revisions=(*shipped(), rebuilt(fails=False))).close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="store-broken"):
        store_at(path)
    assert path.read_bytes() == before


def test_something_else_than_a_station_is_broken(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="store-broken"):
        store_at(path)


def test_a_folder_that_cannot_be_made_is_broken(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="store-broken"):
        store_at(tmp_path / "home" / "station.sqlite")


def limit(store: SqliteStationStore, pages: int) -> None:
    """Let the file grow by no more than some pages; SQLite then says what it says on a full disk."""
    with store.engine.begin() as connection:
        size = connection.exec_driver_sql("PRAGMA page_count").scalar()
        assert isinstance(size, int)
        connection.exec_driver_sql(f"PRAGMA max_page_count={size + pages}")


@pytest.mark.parametrize("pages", [0, 1, 2, 5, 20])
def test_a_full_disk_takes_nothing_by_halves(store: SqliteStationStore, path: Path, pages: int) -> None:
    submit_application(an_application("a0"), CLOCK, store, IDENTITY)
    before = rows(path)
    limit(store, pages)
    with pytest.raises(StoreError, match="store-full"):
        submit_application(an_application("a1", scan=b"x" * 200_000), CLOCK, store, IDENTITY)
    assert rows(path) == before
    limit(store, 1_000)
    receipt = submit_application(an_application("a1", scan=b"x" * 200_000), CLOCK, store, IDENTITY)
    assert receipt.number.sequence == 2
    assert [(item.sequence, item.state) for item in store.outbox()] == [
        (1, PacketState.SEALED),
        (2, PacketState.SEALED),
    ]


def test_no_errors_text_carries_a_value(store: SqliteStationStore) -> None:
    limit(store, 0)
    with pytest.raises(StoreError) as failed:
        for number in range(200):
            store.save_catalogue(number, "s3cret" * 2_000, "sig")
    assert "s3cret" not in str(failed.value.__cause__)

"""A release that was given up leaves its migration behind: the one before it goes on with the same file."""

from __future__ import annotations

import types
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity

from shubbak.adapters.store.migrations import HEAD
from shubbak.adapters.store.migrations import revisions as shipped
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.domain.payment import PaymentState
from shubbak.ports.store import StoreError
from shubbak.services.submission import submit_application

CLOCK = FakeClock()
KEY = bytes(range(32))


def revision(number: str, after: str, opens_for: str | None) -> types.ModuleType:
    """Return a revision of the future that only adds."""
    module = types.ModuleType(f"r{number}_future")
    module.__file__ = __file__

    def upgrade() -> None:
        op.create_table(f"future_{number}", sa.Column("id", sa.Integer, primary_key=True))
        op.add_column("packet", sa.Column(f"note_{number}", sa.String, nullable=False, server_default=""))

    module.__dict__.update(revision=number, down_revision=after, upgrade=upgrade)
    if opens_for is not None:
        module.__dict__["opens_for"] = opens_for
    return module


def submit(store: SqliteStationStore, name: str) -> None:
    payment = payment_for(name, CLOCK, PaymentState.CAPTURED)
    submit_application(an_application(name, payment), CLOCK, store, enrolled_identity(FakePortal()))


def opened(path: Path, *more: types.ModuleType) -> SqliteStationStore:
    return SqliteStationStore(path, key=KEY, revisions=(*shipped(), *more) if more else ())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "home" / "station.sqlite"
    store = opened(place)
    submit(store, "before")
    store.close()
    return place


def test_the_queue_goes_on_through_an_update_and_back_and_forth(path: Path) -> None:
    first, second = revision("0903", HEAD, HEAD), revision("0904", "0903", HEAD)
    for more, name in (((first,), "during"), ((), "after"), ((first, second), "again"), ((), "at last")):
        store = opened(path, *more)
        submit(store, name)
        waiting = [item.id for item in store.outbox()]
        numbers = [item.sequence for item in store.outbox()]
        assert name in waiting
        assert numbers == list(range(1, len(numbers) + 1)), "no number is lost or given twice"
        store.close()
    assert waiting == ["before", "during", "after", "again", "at last"]


@pytest.mark.parametrize("strict", ["0903", None])
def test_a_migration_that_breaks_with_the_past_keeps_the_old_release_out(path: Path, strict: str | None) -> None:
    opened(path, revision("0903", HEAD, strict), revision("0904", "0903", HEAD)).close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="store-broken"):
        opened(path)
    assert path.read_bytes() == before

"""What every shelf for drafts promises, asked of the file and of the fake alike."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes.clock import FakeClock
from fakes.station_key import connect, store_at
from fakes.store import FakeStore

from shubbak.domain.money import Money
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.ports.drafts import DraftLine
from shubbak.ports.store import Numbers, StoreError, Submission

NOW = FakeClock().now()


@pytest.fixture(params=["file", "fake"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    made: Any = FakeStore(now=lambda: NOW)
    if request.param == "file":
        made = store_at(tmp_path / "station.sqlite", now=lambda: NOW)
    yield made
    made.close()


def line(name: str, days: float = 0, person: str = "فاطمة") -> DraftLine:
    return DraftLine(name, "kw.stall", 3, "سارة", person, NOW + timedelta(days=days), 4)


def submit(shelf: Any, name: str) -> None:
    def build(numbers: Numbers) -> Submission:
        number = ReceiptNumber("K07", 2026, numbers.receipt_sequence)
        return Submission(Receipt(number, name, "kw.stall", Money(0, "KWD"), NOW), b"sealed", "d" * 64)

    shelf.submit(name, 2026, build)


def kinds(shelf: Any) -> list[str]:
    return [event.kind for event in shelf.audit_events()]


def test_what_is_put_aside_is_listed_oldest_first_and_taken_up_whole(shelf: Any) -> None:
    assert shelf.keep_draft(line("b", 1), b"late")
    assert shelf.keep_draft(line("a"), b"earl")
    assert shelf.drafts() == (line("a"), line("b", 1))
    assert shelf.take_draft("a") == b"earl"
    assert [one.id for one in shelf.drafts()] == ["a", "b"], "a cut during the work loses nothing that was kept"
    assert kinds(shelf) == ["draft-kept", "draft-kept", "draft-taken"]


def test_putting_aside_again_takes_the_place_of_the_first(shelf: Any) -> None:
    shelf.keep_draft(line("a", person=""), b"then")
    shelf.keep_draft(line("a", 2), b"now!")
    assert shelf.drafts() == (line("a", 2),)
    assert shelf.take_draft("a") == b"now!"


def test_submitting_takes_the_plain_text_away_and_it_never_comes_back(shelf: Any) -> None:
    shelf.keep_draft(line("a"), b"body")
    shelf.keep_draft(line("b"), b"body")
    submit(shelf, "a")
    assert [one.id for one in shelf.drafts()] == ["b"]
    assert shelf.take_draft("a") is None
    assert not shelf.keep_draft(line("a"), b"body")
    assert [one.id for one in shelf.drafts()] == ["b"]


def test_what_is_thrown_away_is_gone(shelf: Any) -> None:
    shelf.keep_draft(line("a"), b"body")
    assert shelf.drop_draft("a")
    assert not shelf.drop_draft("a")
    assert shelf.take_draft("a") is None
    assert kinds(shelf) == ["draft-kept", "draft-dropped"]


def test_old_ones_go_by_the_day_they_were_put_aside(shelf: Any) -> None:
    for name, days in (("a", 0.0), ("b", 3.0), ("c", 5.0)):
        shelf.keep_draft(line(name, days), b"body")
    assert shelf.drop_drafts_before(NOW + timedelta(days=4)) == 2
    assert shelf.drop_drafts_before(NOW + timedelta(days=4)) == 0
    assert [one.id for one in shelf.drafts()] == ["c"]
    assert kinds(shelf)[-1] == "drafts-wiped"


def test_the_file_itself_refuses_a_draft_of_a_sealed_packet(tmp_path: Path) -> None:
    path = tmp_path / "station.sqlite"
    store = store_at(path, now=lambda: NOW)
    store.keep_draft(line("a"), b"body")
    submit(store, "a")
    store.close()
    with connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM draft").fetchone() == (0,)
        with pytest.raises(Exception, match="never a draft again"):
            connection.execute("INSERT INTO draft VALUES ('a', 's', 1, 'o', 'p', 'now', 1, x'00')")


def test_a_submission_that_fails_leaves_the_draft(shelf: Any) -> None:
    shelf.keep_draft(line("a"), b"body")

    def build(_: Numbers) -> Submission:
        raise StoreError("store-full")

    with pytest.raises(StoreError):
        shelf.submit("a", 2026, build)
    assert shelf.take_draft("a") == b"body"

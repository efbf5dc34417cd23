"""`shubbak enrol` and `shubbak outbox` as staff meet them."""

from __future__ import annotations

import importlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.portal_server import serving

from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.adapters.system.station_home import station_home
from shubbak.cli.main import command_modules, main
from shubbak.domain.payment import PaymentState
from shubbak.services.submission import submit_application
from shubbak.station.store_door import identity_file, open_store

CLOCK = FakeClock()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def store(home: Path) -> SqliteStationStore:
    """Three packets: one that waits, one that was refused with a code from the future, one that the portal has."""
    store = open_store(station_home())
    identity = enrolled_identity(FakePortal())
    for name in ("waits", "refused", "done"):
        payment = payment_for(name, CLOCK, PaymentState.CAPTURED)
        submit_application(an_application(name, payment), CLOCK, store, identity)
        store.claim(CLOCK.now())
    store.retry_later("waits", "portal-unreachable", CLOCK.now() + timedelta(seconds=90))
    store.refuse("refused", "moon-phase")
    store.acknowledge("done", "M-2026-000001", b"{}", b"s")
    store.close()
    return store


def test_commands_are_found_by_their_files() -> None:
    assert {"shubbak.cli.outbox_command", "shubbak.cli.enrol_command"} <= set(command_modules())


def test_a_command_loads_no_other_command_and_an_unknown_one_is_told_all(
    store: SqliteStationStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded: list[str] = []
    load = importlib.import_module
    monkeypatch.setattr(importlib, "import_module", lambda name: loaded.append(name) or load(name))
    assert main(["outbox"]) == 0
    assert [name for name in loaded if name in command_modules()] == ["shubbak.cli.outbox_command"]
    loaded.clear()
    with pytest.raises(SystemExit, match="2"):
        main(["read_id"])
    assert set(loaded) >= set(command_modules())
    assert "'read-id'" in capsys.readouterr().err


def test_the_outbox_says_what_waits_and_why_in_both_languages(
    store: SqliteStationStore, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outbox"]) == 0
    out = capsys.readouterr().out
    assert "K07-2026-000001" in out
    assert "5.000 KWD" in out
    assert "The portal cannot be reached" in out
    assert "لا يمكن الوصول إلى البوابة" in out
    assert "07:31:30Z" in out
    assert "moon-phase" in out
    assert "owner" in out and "kB" in out and "days" in out
    assert "[Send now]" in out and "[إرسال الآن]" in out
    assert "K07-2026-000003" not in out
    assert main(["outbox", "--all"]) == 0
    assert "M-2026-000001" in capsys.readouterr().out


def test_the_outbox_speaks_json(store: SqliteStationStore, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outbox", "--json"]) == 0
    waits, refused = json.loads(capsys.readouterr().out)
    assert (waits["id"], waits["state"], waits["reason"], waits["attempts"]) == (
        "waits",
        "sealed",
        "portal-unreachable",
        1,
    )
    assert waits["next_try_at"] == "2026-03-01T07:31:30.000000Z"
    assert set(waits["why"]) == {"ar", "en"}
    assert (waits["operator"], waits["action"]) == ("", "send_now")
    assert waits["size"] > 0
    assert waits["age_seconds"] > 0
    assert (refused["state"], refused["total_minor"], refused["currency"]) == ("refused", 5_000, "KWD")


def test_a_refused_packet_is_sent_again(
    store: SqliteStationStore, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outbox", "retry", "refused"]) == 0
    assert main(["outbox", "--json", "--home", str(home)]) == 0
    assert {item["id"]: item["state"] for item in json.loads(capsys.readouterr().out)} == {
        "waits": "sealed",
        "refused": "sealed",
    }


@pytest.mark.parametrize("packet_id", ["done", "nobody"])
def test_what_does_not_wait_cannot_be_sent_again(
    store: SqliteStationStore, capsys: pytest.CaptureFixture[str], packet_id: str
) -> None:
    assert main(["outbox", "retry", packet_id]) == 1
    assert packet_id in capsys.readouterr().err


def test_an_empty_outbox_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(station_home()).close()
    assert main(["outbox"]) == 0
    assert "فارغ" in capsys.readouterr().out


def test_looking_does_not_make_a_station(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outbox"]) == 1
    assert str(home) in capsys.readouterr().err
    assert list(home.iterdir()) == []


def test_a_damaged_store_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(station_home()).close()
    station_home().store.write_bytes(b"x" * 5_000)
    assert main(["outbox"]) == 1
    assert "could not save" in capsys.readouterr().err


def test_a_store_without_its_key_stays_shut(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(station_home()).close()
    station_home().store_key.unlink()
    assert main(["outbox"]) == 1
    assert "not on this machine" in capsys.readouterr().err
    assert not station_home().store_key.exists()


def test_a_machine_becomes_a_station_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(FakePortal()) as server:
        assert main(["enrol", "--portal", server.url + "/", "--code", " 4711-0815 "]) == 0
        assert "K07" in capsys.readouterr().out
        identity = identity_file(station_home()).load()
        assert (identity.station, identity.portal_url) == ("K07", server.url)
        assert main(["enrol", "--portal", server.url, "--code", "4711-0815"]) == 1
        assert "already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("portal", "sentence"),
    [
        ("http://portal.example", "must begin with https"),
        ("http://127.0.0.1:1", "cannot be reached"),
    ],
)
def test_an_enrolment_that_fails_says_why(
    home: Path, capsys: pytest.CaptureFixture[str], portal: str, sentence: str
) -> None:
    assert main(["enrol", "--portal", portal, "--code", "1"]) == 1
    assert sentence in capsys.readouterr().err


def test_a_wrong_code_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(FakePortal()) as server:
        assert main(["enrol", "--portal", server.url, "--code", "1"]) == 1
    assert "رمز التسجيل" in capsys.readouterr().err

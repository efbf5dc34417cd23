"""`shubbak status` and `shubbak operators` as staff meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import time_machine
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.portal_server import serving

from shubbak.adapters.system.station_home import station_home
from shubbak.cli import operators_command
from shubbak.cli.main import main
from shubbak.domain.printer_trial import PrinterTest
from shubbak.services.code_lists import CODE_LISTS
from shubbak.services.printer_trial import keep_test
from shubbak.services.submission import submit_application
from shubbak.station.store_door import open_store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that was enrolled and has a store."""
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    with serving(FakePortal()) as server:
        assert main(["enrol", "--portal", server.url, "--code", "4711-0815"]) == 0
    open_store(station_home()).close()
    return tmp_path


def test_a_station_in_order_ends_with_zero(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    assert "in order" in capsys.readouterr().out


def test_a_clock_set_back_closes_it_until_an_operator_vouches(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    capsys.readouterr()
    with time_machine.travel("2019-01-01T00:00:00Z"):
        assert main(["status", "--json"]) == 1
        found = json.loads(capsys.readouterr().out)
        assert found["closed"]
        assert [(one["code"], set(one["why"])) for one in found["conditions"]] == [("clock-behind", {"ar", "en"})]
        assert main(["status", "--clock-is-right", "sara"]) == 0
        assert main(["status"]) == 0


def test_somebody_named_has_the_list_of_keys_trusted_anew(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = open_store(station_home())
    store.keep_fact(CODE_LISTS, "{")
    store.close()
    assert main(["status"]) == 0
    assert "shubbak status --keys-anew" in capsys.readouterr().out
    assert main(["status", "--keys-anew", "sara"]) == 0
    assert "code-trust-unreadable" not in capsys.readouterr().out
    store = open_store(station_home())
    assert store.fact(CODE_LISTS) == ""
    (event,) = (one for one in store.audit_events() if one.kind == "code-lists-forgotten")
    assert event.subject and "sara" not in event.subject
    store.close()


def test_looking_at_nothing_makes_no_station(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    assert main(["status"]) == 1
    assert str(tmp_path) in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_operators_are_added_and_listed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["operators"]) == 1
    assert "shubbak operators add" in capsys.readouterr().err
    monkeypatch.setattr(operators_command.getpass, "getpass", lambda _: "2468")
    assert main(["operators", "add", "سارة"]) == 0
    capsys.readouterr()
    assert main(["operators"]) == 0
    assert capsys.readouterr().out == "سارة\n"


@pytest.mark.parametrize(("pins", "sentence"), [(["1234", "1243"], "differ"), (["12", "12"], "digits only")])
def test_a_pin_that_will_not_do_changes_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pins: list[str], sentence: str
) -> None:
    typed = iter(pins)
    monkeypatch.setattr(operators_command.getpass, "getpass", lambda _: next(typed))
    assert main(["operators", "add", "Omar"]) == 1
    assert sentence in capsys.readouterr().err
    assert not station_home().operators.exists()


def test_a_printer_that_failed_its_page_and_owed_paper_are_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = open_store(station_home())
    submit_application(an_application("a1"), FakeClock(), store, enrolled_identity(FakePortal()), lambda _: b"paper")
    keep_test(store, PrinterTest(0, FakeClock().now(), {"edges": True, "joined": False, "code": True}), "sara")
    store.close()
    assert main(["status", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in found["conditions"]] == ["printer-test-failed"]
    assert [test["failed"] for test in found["printer_tests"]] == [["joined"]]
    assert found["receipts_owed"] == 1
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    assert "Receipts not printed: 1" in said
    assert "not right" in said


def test_a_receipt_template_that_cannot_be_used_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = station_home().receipts
    own.mkdir()
    (own / "receipt.ar.yaml").write_text("kind: receipt\nlanguage: ar\nparts: [ornament]\n", encoding="utf-8")
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    assert "receipt.ar.yaml" in said and "cannot be used" in said, said
    assert main(["receipts", str(own)]) == 1


def test_it_says_which_catalogue_the_station_has(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    out = capsys.readouterr().out
    assert "Catalogue: —" in out
    assert "The station's signing key: No. 7, since the enrolment" in out
    portal = FakePortal()
    portal.version = 7
    offered = portal.catalogue()
    store = open_store(station_home())
    store.save_catalogue(7, offered.catalogue, offered.signature)
    store.close()
    assert main(["status"]) == 0
    out = capsys.readouterr().out
    assert "Catalogue: 7" in out
    assert "إصدار دليل الخدمات: 7" in out
    assert main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["catalogue"] == 7

"""`shubbak audit` as staff and auditors meet it: a real store, a real export, and both after somebody was at them."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.portal_server import serving
from sqlalchemy import text

from shubbak.adapters.system.station_home import station_home
from shubbak.cli.main import main
from shubbak.domain.payment import PaymentState
from shubbak.services.submission import submit_application
from shubbak.station.store_door import identity_file, open_store
from shubbak.wire.certificate import StationCertificate
from shubbak.wire.seal import sign_text
from shubbak.wire.station import SignedCertificate

CLOCK = FakeClock()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An enrolled station with three submissions: a dozen events."""
    home = tmp_path / "home"
    monkeypatch.setenv("SHUBBAK_HOME", str(home))
    with serving(FakePortal()) as server:
        assert main(["enrol", "--portal", server.url, "--code", "4711-0815"]) == 0
    store = open_store(station_home())
    identity = enrolled_identity(FakePortal())
    for name in ("first", "second", "third"):
        payment = payment_for(name, CLOCK, PaymentState.CAPTURED)
        submit_application(an_application(name, payment), CLOCK, store, identity)
        store.claim(CLOCK.now())
        store.retry_later(name, "portal-unreachable", CLOCK.now())
    store.note("moon-phase", "", "full")
    store.close()
    return home


@pytest.fixture
def anchors(home: Path, tmp_path: Path) -> Path:
    store = open_store(station_home())
    head = store.audit_head()
    store.close()
    path = tmp_path / "anchors.json"
    path.write_text(json.dumps({str(head.number): head.link.hex()}))
    return path


def tamper(*statements: str) -> None:
    store = open_store(station_home())
    with store.engine.begin() as connection:
        for statement in ("DROP TRIGGER event_no_update", "DROP TRIGGER event_no_delete", *statements):
            connection.execute(text(statement))
    store.close()


def station_key() -> str:
    key = identity_file(station_home()).load().key.public_key()
    return base64.b64encode(key.public_bytes_raw()).decode()


def test_the_trail_reads_as_sentences_in_both_languages(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["audit", "show"]) == 0
    out = capsys.readouterr().out
    assert "An application was sealed into the outbox." in out
    assert "خُتم الطلب" in out
    assert "A packet waits for another try. The portal cannot be reached" in out
    assert "moon-phase" in out
    assert main(["audit", "show", "--last", "2", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (len(lines), lines[-1]["kind"], lines[-1]["detail"]) == (2, "moon-phase", "full")


def test_a_whole_trail_is_said_to_be_whole(home: Path, anchors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["audit", "verify"]) == 0
    assert "Add --anchors" in capsys.readouterr().out
    assert main(["audit", "verify", "--anchors", str(anchors)]) == 0
    out = capsys.readouterr().out
    assert "سجل التدقيق سليم" in out
    assert "held outside the station up to event" in out


def test_a_changed_trail_is_named_by_its_first_event(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tamper("UPDATE event SET detail = 'x' WHERE number = 3")
    capsys.readouterr()
    assert main(["audit", "verify", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["holds"], answer["broken_at"], answer["cut"]) == (False, 3, False)
    assert set(answer["says"]) == {"ar", "en"}


def test_a_cut_end_shows_with_the_anchors_alone(home: Path, anchors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tamper("DELETE FROM event WHERE number > 5")
    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--anchors", str(anchors)]) == 1
    assert "was cut off" in capsys.readouterr().out


def test_an_export_is_verified_without_the_station(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, key = tmp_path / "trail.jsonl", station_key()
    assert main(["audit", "export", str(out)]) == 0
    station_home().store.rename(tmp_path / "gone")
    assert main(["audit", "verify", str(out), "--station-key", key]) == 0
    out.write_bytes(out.read_bytes().replace(b'"subject":"second"', b'"subject":"secand"', 1))
    assert main(["audit", "verify", str(out), "--station-key", key]) == 1
    assert "ليس كما كُتب" in capsys.readouterr().out


def a_certificate(key: str, portal: Ed25519PrivateKey) -> bytes:
    words = ("مكتب", "Office", "بلدية", "Municipality")
    statement = StationCertificate(1, "K07", *words, "kw", key, 7, "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", 1)
    written = msgspec.json.encode(statement).decode()
    return msgspec.json.encode(SignedCertificate(written, sign_text(written, portal)))


def test_a_certificate_stands_for_the_key_when_the_portal_signed_it(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, portal = tmp_path / "trail.jsonl", Ed25519PrivateKey.generate()
    trusted = base64.b64encode(portal.public_key().public_bytes_raw()).decode()
    assert main(["audit", "export", str(out)]) == 0
    certificate = tmp_path / "certificate.json"
    certificate.write_bytes(a_certificate(station_key(), portal))
    asked = ["audit", "verify", str(out), "--certificate", str(certificate), "--portal-key", trusted]
    assert main(asked) == 0
    certificate.write_bytes(a_certificate(station_key(), Ed25519PrivateKey.generate()))
    assert main(asked) == 2
    assert "cannot check this file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("anchors", "sentence"),
    [("[]", "anchors cannot be read"), ('{"3": "zz"}', "anchors cannot be read"), (None, "cannot be read or written")],
)
def test_what_cannot_be_used_is_said(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], anchors: str | None, sentence: str
) -> None:
    path = tmp_path / "anchors.json"
    if anchors is not None:
        path.write_text(anchors)
    assert main(["audit", "verify", "--anchors", str(path)]) == 2
    assert sentence in capsys.readouterr().err


def test_a_file_needs_its_stations_key(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "trail.jsonl"
    assert main(["audit", "export", str(out)]) == 0
    other = base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    assert main(["audit", "verify", str(out), "--station-key", other]) == 2
    assert "not signed by this station" in capsys.readouterr().err
    assert main(["audit", "verify", str(out)]) == 2


def test_an_empty_trail_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    open_store(station_home()).close()
    assert main(["audit", "show"]) == 0
    assert "سجل التدقيق فارغ" in capsys.readouterr().out

"""`shubbak portal gaps`, `anchors`, `staff` and `enrol --qr`, and `shubbak enrol` with what a reader scanned."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.portal import FakePortal
from fakes.portal_office import PASSWORD, PortalOffice
from fakes.portal_server import serving

from portal.cases import staff_accounts
from portal.cases.sign_in import sign_in
from portal.refusal import RefusalError
from portal.store import fleet_store
from portal.store.fleet_store import Anchor
from shubbak.adapters.system.qr_drawing import qr_lines
from shubbak.adapters.system.qr_image import read_qr
from shubbak.adapters.system.station_home import station_home
from shubbak.cli.main import main
from shubbak.domain.receipt import ReceiptNumber
from shubbak.services.enrolment import IdentityError
from shubbak.station.store_door import identity_file
from shubbak.wire.enrolment_text import (
    EnrolmentText,
    key_fingerprint,
    make_enrolment_text,
    read_enrolment_text,
    spoken_fingerprint,
)

KEY = key_fingerprint(base64.b64encode(FakePortal().signing.public_key().public_bytes_raw()).decode())


@pytest.fixture(autouse=True)
def _quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_accounts, "_COST", 2**4)


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    """A portal with one station whose packets 1 and 4 never arrived; the options that name its places."""
    office = PortalOffice(tmp_path)
    station = office.enrolled()
    for sequence in (2, 3, 5):
        station.sequence = sequence - 1
        packet = station.packet()
        url = f"/api/v1/stations/K07/packets/{packet[0]}"
        assert office.client.put(url, content=packet[1], auth=station.auth).status_code == 201
    with office.portal.database.write() as connection:
        for event, link in ((7, "ab" * 32), (30, "cd" * 32)):
            fleet_store.add_anchor(connection, "K07", Anchor(event, link, "2026-03-01T12:00:00Z"))
    office.close()
    settings = office.settings
    return ["--database", settings.database, "--files", settings.files, "--keys", str(settings.keys)]


def test_a_revocation_is_taken_back(places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portal", "reinstate", "K07", *places]) == 1
    assert "no revoked station K07" in capsys.readouterr().err
    assert main(["portal", "revoke", "K07", *places]) == 0
    assert main(["portal", "reinstate", "K07", *places]) == 0


def test_gaps_are_raised_and_a_portal_without_any_is_quiet_about_it(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["portal", "gaps", *places]) == 1
    receipts = [str(ReceiptNumber("K07", 2026, number)) for number in (1, 4)]
    lines = ["K07  highest 5  missing 2: 1, 4", f"K07  receipts missing 2: {', '.join(receipts)}"]
    assert capsys.readouterr().out.splitlines() == lines
    assert main(["portal", "gaps", "K07", "--json", *places]) == 1
    expected = {"station": "K07", "highest": 5, "missing": [1, 4], "missing_count": 2}
    assert json.loads(capsys.readouterr().out) == [expected | {"receipts": receipts, "receipts_count": 2}]
    assert main(["portal", "gaps", "K99", *places]) == 1
    assert "no station K99" in capsys.readouterr().err


def test_anchors_are_listed_as_the_audit_command_reads_them(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["portal", "anchors", "K07", "--json", *places]) == 0
    assert json.loads(capsys.readouterr().out) == {"7": "ab" * 32, "30": "cd" * 32}
    assert main(["portal", "anchors", "K07", *places]) == 0
    assert capsys.readouterr().out.splitlines()[1] == f"30  {'cd' * 32}  2026-03-01T12:00:00Z"
    assert main(["portal", "anchors", "K99", *places]) == 1


def test_staff_are_added_listed_and_ended(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, role, password, good in (
        ("Noura", "keeper", PASSWORD, 0),
        ("Huda", "viewer", "too short", 1),
        ("Huda", "king", PASSWORD, 1),
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        assert main(["portal", "staff", "add", name, "--role", role, *places]) == good
    assert "at least 12 signs" in capsys.readouterr().err
    assert main(["portal", "staff", *places]) == 0
    assert capsys.readouterr().out.startswith("Noura  keeper  since ")
    (tmp_path / "services").rename(tmp_path / "elsewhere")
    office = PortalOffice(tmp_path)
    assert sign_in(office.portal, "noura", PASSWORD)
    assert main(["portal", "staff", "end", "NOURA", *places]) == 0
    assert main(["portal", "staff", "end", "noura", *places]) == 1
    with pytest.raises(RefusalError, match="sign-in-wrong"):
        sign_in(office.portal, "noura", PASSWORD)
    office.close()


def test_an_enrolment_code_can_be_scanned(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "code.png"
    office = ["--station", "K08", "--country", "kw", "--office-ar", "مكتب", "--office-en", "Office"]
    assert main(["portal", "enrol", *office, "--qr", *places]) == 1
    assert "--public-url" in capsys.readouterr().err
    url = ["--public-url", "https://portal.example/"]
    assert main(["portal", "enrol", *office, "--qr", "--qr-file", str(picture), *url, *places]) == 0
    printed = capsys.readouterr()
    code, *drawn = printed.out.splitlines()
    (said,) = map(read_enrolment_text, read_qr(picture.read_bytes()))
    text = make_enrolment_text(said)
    assert read_qr(picture.read_bytes()) == [text]
    assert drawn == qr_lines(text)
    assert picture.stat().st_mode & 0o077 == 0
    assert (said.portal, said.code, len(said.key)) == ("https://portal.example", code, 32)
    assert spoken_fingerprint(said.key) in printed.err
    (tmp_path / "services").rename(tmp_path / "elsewhere")
    opened = PortalOffice(tmp_path)
    assert said.key == key_fingerprint(opened.portal.keys.public().signing)
    opened.close()


@pytest.mark.parametrize("typed", [True, False])
def test_a_station_enrols_by_what_the_reader_scanned(
    typed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    with serving(FakePortal()) as server:
        text = make_enrolment_text(EnrolmentText(server.url, "4711-0815", KEY))
        monkeypatch.setattr("sys.stdin", io.StringIO(text + "\r\n"))
        assert main(["enrol", *([] if typed else ["--code", text])]) == 0
    assert identity_file(station_home()).load().station == "K07"
    said = capsys.readouterr().err
    assert ("Scan the enrolment code" in said) is typed
    assert spoken_fingerprint(KEY) not in said


def test_another_portal_than_the_scanned_one_enrols_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    impostor, genuine = FakePortal(), FakePortal()
    impostor.signing = Ed25519PrivateKey.generate()
    with serving(impostor) as server:
        text = make_enrolment_text(EnrolmentText(server.url, "4711-0815", KEY))
        assert main(["enrol", "--code", text]) == 1
    said = capsys.readouterr().err
    assert "another key" in said and "بمفتاح آخر" in said
    with pytest.raises(IdentityError, match="identity-missing"):
        identity_file(station_home()).load()
    with serving(genuine) as server:
        assert main(["enrol", "--code", text, "--portal", server.url]) == 0


def test_after_a_typed_code_people_compare_the_portals_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    with serving(FakePortal()) as server:
        assert main(["enrol", "--portal", server.url, "--code", "4711-0815"]) == 0
    said = capsys.readouterr()
    assert said.err.count(spoken_fingerprint(KEY)) == 2
    assert said.out.startswith("K07  ")


def test_a_scan_of_something_else_enrols_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    for code in ("shubbak:enrol?portal=https://x", "4711-0815", ""):
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        assert main(["enrol", *(["--code", code] if code else [])]) == 1
    assert "not an enrolment code" in capsys.readouterr().err
    assert not station_home().identity.exists()

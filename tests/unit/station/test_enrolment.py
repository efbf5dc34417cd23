"""A station enrols once; a cut at any moment costs nothing but a second try with the same code."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import BOX

from shubbak.adapters.system.station_home import StationHome, station_home
from shubbak.adapters.system.station_identity import StationIdentityFile
from shubbak.ports.portal import PortalError
from shubbak.services.enrolment import IdentityError, enrol
from shubbak.services.station_identity import StationIdentity, identity_of
from shubbak.wire.station import Enrolled, Enrolment

CODE = "4711-0815"
URL = "https://portal.example"


@dataclass
class Desk:
    portal: FakePortal
    shelf: StationIdentityFile
    home: StationHome
    clock: FakeClock

    def enrol(self, code: str = CODE) -> StationIdentity:
        return enrol(self.portal, URL, code, self.clock, self.shelf)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    home = StationHome(tmp_path / "home")
    return Desk(FakePortal(), StationIdentityFile(home.identity, BOX), home, FakeClock())


def same(one: StationIdentity, other: StationIdentity) -> bool:
    def parts(identity: StationIdentity) -> tuple[object, ...]:
        return (
            identity.station,
            identity.key_id,
            identity.key.private_bytes_raw(),
            identity.portal_signing.public_bytes_raw(),
            identity.portal_sealing.raw,
            identity.portal_sealing_id,
            identity.municipality,
            identity.office,
            identity.country,
            identity.verify_url,
            identity.portal_url,
        )

    return parts(one) == parts(other)


def test_what_enrolment_gave_is_there_after_a_restart(desk: Desk) -> None:
    identity = desk.enrol()
    assert (identity.station, identity.key_id, identity.municipality.ar, identity.portal_url) == (
        "K07",
        7,
        "بلدية العاصمة",
        URL,
    )
    assert same(StationIdentityFile(desk.home.identity, BOX).load(), identity)
    assert [path.name for path in desk.home.folder.iterdir()] == ["identity.json"]


def test_only_its_owner_reads_the_key(desk: Desk) -> None:
    identity = desk.enrol()
    assert desk.home.identity.stat().st_mode & 0o777 == 0o600
    assert desk.home.folder.stat().st_mode & 0o777 == 0o700
    assert base64.b64encode(identity.key.private_bytes_raw()).decode() not in repr(identity)


def test_a_lost_answer_is_asked_for_again_with_the_same_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer_is_lost(enrolment: Enrolment) -> Enrolled:
        FakePortal.enrol(desk.portal, enrolment)
        raise PortalError("portal-slow")

    monkeypatch.setattr(desk.portal, "enrol", answer_is_lost)
    with pytest.raises(PortalError):
        desk.enrol()
    monkeypatch.undo()
    assert desk.enrol().station == "K07"


def test_a_power_cut_before_the_answer_is_kept_costs_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.shelf, "keep", cut)
    with pytest.raises(KeyboardInterrupt):
        desk.enrol()
    monkeypatch.undo()
    with pytest.raises(IdentityError, match="identity-missing"):
        desk.shelf.load()
    desk.clock = FakeClock(seed=99)  # another key, if a new one were made
    assert same(desk.enrol(), desk.shelf.load())


def test_another_code_gets_another_key(desk: Desk) -> None:
    with pytest.raises(PortalError, match="enrolment-code"):
        desk.enrol("0000-0000")
    first = desk.shelf.pending_key("0000-0000")
    assert first is not None
    assert desk.shelf.pending_key(CODE) is None
    assert desk.enrol().key.private_bytes_raw() != first


def test_without_a_place_for_the_key_the_portal_is_not_asked(desk: Desk) -> None:
    desk.home.folder.write_text("a file where the folder should be")
    with pytest.raises(IdentityError):
        desk.enrol()
    assert desk.portal.spent == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\xff",
        b'{"version": 3}',
        None,
    ],
)
def test_a_damaged_identity_is_named_and_not_quoted(desk: Desk, content: bytes | None) -> None:
    desk.enrol()
    key = json.loads(desk.home.identity.read_text())["closed_key"]
    if content is None:  # one sign of the key is gone
        content = desk.home.identity.read_bytes().replace(key.encode(), key[1:].encode())
    desk.home.identity.write_bytes(content)
    with pytest.raises(IdentityError, match=r"^identity-broken$") as broken:
        desk.shelf.load()
    assert key[1:] not in repr(broken.value.__cause__)


@pytest.mark.parametrize(
    "change",
    [
        {"station": "KIO"},
        {"station": ""},
        {"key_id": 70_000},
        {"key_id": -1},
        {"country": "KW"},
        {"verify_url": "javascript:alert(1)"},
    ],
)
def test_an_answer_that_no_portal_gives_is_not_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    def odd(enrolment: Enrolment) -> Enrolled:
        return msgspec.structs.replace(FakePortal.enrol(desk.portal, enrolment), **change)

    monkeypatch.setattr(desk.portal, "enrol", odd)
    with pytest.raises(PortalError, match="portal-gibberish"):
        desk.enrol()
    with pytest.raises(IdentityError, match="identity-missing"):
        desk.shelf.load()


@pytest.mark.parametrize("keys", [{"signing": "?"}, {"signing": "AAAA"}, {"sealing": ""}, {"sealing_id": ""}])
def test_portal_keys_must_be_keys(keys: dict[str, str]) -> None:
    portal = FakePortal()
    key = enrolled_identity(portal).key
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    enrolled = portal.enrol(Enrolment(CODE, public))
    with pytest.raises(ValueError):
        identity_of(msgspec.structs.replace(enrolled, keys=msgspec.structs.replace(enrolled.keys, **keys)), key, URL)


def test_the_home_is_the_one_given_else_the_environments_else_below_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path / "env"))
    assert station_home(tmp_path / "given").store == tmp_path / "given" / "station.sqlite"
    assert station_home().identity == tmp_path / "env" / "identity.json"
    monkeypatch.delenv("SHUBBAK_HOME")
    monkeypatch.chdir(tmp_path)
    assert station_home().folder == tmp_path / "var" / "station"

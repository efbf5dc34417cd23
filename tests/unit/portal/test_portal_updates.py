"""The portal's repository of updates: kept fresh, served and nothing beside it, with keys that can go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from fakes.portal_office import SERVICE_FILE, PortalOffice
from fakes.station import FakeStation
from tuf.api.metadata import Metadata, Root, Timestamp

from portal.updates.ceremony import CeremonyError, Quorum, begin, rotate
from portal.updates.key_files import PASSPHRASE, UpdateKeyError, load_signers
from portal.updates.publishing import ReleaseError, offer_program, open_repository, withdraw_program
from portal.updates.repository import MissingKeysError, UpdateRepository
from shubbak.wire.station import Catalogue, SignedCatalogue

PLATFORM = "linux-x86_64"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def timestamp(office: PortalOffice) -> Timestamp:
    answer = office.client.get("/updates/metadata/timestamp.json")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    return Metadata[Timestamp].from_bytes(answer.content).signed


def offered(office: PortalOffice) -> Catalogue:
    timestamp(office)
    repository = UpdateRepository(office.portal.updates, office.portal.now)
    path = repository.named().signed.targets["catalogue.json"].get_prefixed_paths()[0]
    answer = office.client.get(f"/updates/targets/{path}")
    assert "immutable" in answer.headers["cache-control"]
    signed = msgspec.json.decode(answer.content, type=SignedCatalogue)
    return msgspec.json.decode(signed.catalogue, type=Catalogue)


def test_a_new_station_is_given_the_root(office: PortalOffice) -> None:
    body = msgspec.json.encode(FakeStation().enrolment(office.code()))
    root = office.client.post("/api/v1/enrolments", content=body).json()["update_root"]
    assert Metadata[Root].from_bytes(root.encode()).signed.version == 1
    assert office.client.get("/updates/metadata/1.root.json").text == root


def test_a_changed_catalogue_is_offered_by_itself(office: PortalOffice) -> None:
    assert offered(office).version == 1
    before = timestamp(office).version
    assert timestamp(office).version == before, "nothing is signed without need"
    file = office.services / SERVICE_FILE
    file.write_text("# second\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert offered(office).version == 2


def test_a_broken_folder_leaves_what_was_offered(office: PortalOffice) -> None:
    assert offered(office).version == 1
    (office.services / SERVICE_FILE).write_bytes(b"\xff")
    assert offered(office).version == 1


def test_without_its_online_keys_the_portal_serves_what_there_is(
    office: PortalOffice, caplog: pytest.LogCaptureFixture
) -> None:
    before = timestamp(office)
    for key in (office.portal.updates / "online").iterdir():
        key.unlink()
    office.pass_time(timedelta(days=2))
    assert timestamp(office) == before
    assert "not kept fresh: update-keys-missing timestamp" in caplog.text


def test_the_timestamp_is_signed_anew_in_time(office: PortalOffice) -> None:
    first = timestamp(office)
    assert first.expires - office.time <= timedelta(days=3)
    for days in range(1, 40):
        office.pass_time(timedelta(days=1))
        now = timestamp(office)
        assert now.expires > office.time + timedelta(days=1), days
    repository = UpdateRepository(office.portal.updates, office.portal.now)
    assert repository.snapshot().signed.expires > office.time


@pytest.mark.parametrize(
    "path",
    [
        "metadata/../online/timestamp-1.pem",
        "metadata/..%2fonline%2ftimestamp-1.pem",
        "metadata/root.json",
        "metadata/1.root.json%00",
        "metadata/lock",
        "metadata/9.root.json",
        "targets/../own-keys/root-1.pem",
        "targets/%2e%2e/own-keys/root-1.pem",
        "targets//etc/passwd",
        "targets/program/../../own-keys/root-1.pem",
        "targets/" + "0" * 64 + ".catalogue.json",
    ],
)
def test_nothing_beside_it_is_served(office: PortalOffice, path: str) -> None:
    timestamp(office)
    answer = office.client.get(f"/updates/{path}")
    assert (answer.status_code, b"PRIVATE KEY" in answer.content) == (404, False)


def test_a_part_of_a_file_can_be_asked_for(office: PortalOffice) -> None:
    timestamp(office)
    repository = open_repository(office.portal)
    path = offer_program(repository, bytes(range(256)), "1.0", PLATFORM, "a/b", load_signers([repository.own_keys]))
    place = repository.named().signed.targets[path].get_prefixed_paths()[0]
    answer = office.client.get(f"/updates/targets/{place}", headers={"Range": "bytes=250-"})
    assert (answer.status_code, answer.content) == (206, bytes(range(250, 256)))


@pytest.mark.parametrize(
    ("version", "platform", "entry"),
    [
        ("1.0", PLATFORM, "a"),
        ("0.9", PLATFORM, "a"),
        ("2.x", PLATFORM, "a"),
        ("2", "Linux/..", "a"),
        ("2", PLATFORM, "../a"),
    ],
)
def test_a_release_that_stations_would_not_take_is_not_offered(
    office: PortalOffice, version: str, platform: str, entry: str
) -> None:
    repository = open_repository(office.portal)
    signers = load_signers([repository.own_keys])
    offer_program(repository, b"x", "1.0", PLATFORM, "a", signers)
    with pytest.raises(ValueError):
        offer_program(repository, b"y", version, platform, entry, signers)
    assert issubclass(ReleaseError, ValueError)


def test_a_release_can_be_withdrawn(office: PortalOffice) -> None:
    repository = open_repository(office.portal)
    signers = load_signers([repository.own_keys])
    path = offer_program(repository, b"x", "1.0", PLATFORM, "a", signers)
    assert withdraw_program(repository, "1.0", PLATFORM, signers)
    assert path not in repository.named().signed.targets
    assert not withdraw_program(repository, "1.0", PLATFORM, signers)


@pytest.fixture
def ceremony(office: PortalOffice) -> UpdateRepository:
    repository = UpdateRepository(office.portal.updates, office.portal.now)
    begin(repository, office.folder / "stick", Quorum())
    return repository


def test_after_a_ceremony_the_portal_offers_nothing_by_itself(office: PortalOffice, ceremony: UpdateRepository) -> None:
    assert timestamp(office).version == 1
    assert ceremony.named().signed.targets == {}
    assert not ceremony.own_keys.exists()
    with pytest.raises(CeremonyError, match="updates-begun"):
        begin(ceremony, office.folder / "other")


def test_one_root_key_cannot_change_the_keys(office: PortalOffice, ceremony: UpdateRepository) -> None:
    stick = office.folder / "stick"
    for name in ("root-2.pem", "root-3.pem"):
        (stick / name).unlink()
    with pytest.raises(MissingKeysError):
        rotate(ceremony, "targets", load_signers([stick]), stick)
    assert ceremony.root_version() == 1
    assert len(list(stick.iterdir())) == 2


def test_a_lost_root_key_is_replaced_by_the_other_two(office: PortalOffice, ceremony: UpdateRepository) -> None:
    stick = office.folder / "stick"
    keys = load_signers([stick])
    lost_id = ceremony.root().signed.roles["root"].keyids[0]
    del keys[lost_id]
    rotate(ceremony, "root", keys, stick, (lost_id[:12],))
    root = ceremony.root()
    assert (root.signed.version, lost_id in root.signed.keys) == (2, False)
    root.signed.verify_delegate("root", root.signed_bytes, root.signatures)


@pytest.mark.parametrize("quorum", [Quorum(3, 4), Quorum(0, 0), Quorum(targets_threshold=2)])
def test_a_quorum_that_cannot_be_met_is_refused(office: PortalOffice, quorum: Quorum) -> None:
    repository = UpdateRepository(office.portal.updates, office.portal.now)
    with pytest.raises(CeremonyError, match="quorum-impossible"):
        begin(repository, office.folder / "stick", quorum)


def test_keys_are_for_their_owner_and_may_have_a_passphrase(
    office: PortalOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, "open sesame")
    repository = UpdateRepository(office.portal.updates, office.portal.now)
    stick = office.folder / "stick"
    begin(repository, stick)
    assert all(file.stat().st_mode & 0o077 == 0 for file in stick.iterdir())
    monkeypatch.setenv(PASSPHRASE, "")
    with pytest.raises(UpdateKeyError, match="key-file-unreadable"):
        load_signers([stick])
    (stick / "root-1.pem").chmod(0o644)
    with pytest.raises(UpdateKeyError, match="key-file-open-to-others"):
        load_signers([stick])
    assert os.environ[PASSPHRASE] == ""

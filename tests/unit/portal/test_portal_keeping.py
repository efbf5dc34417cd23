"""What the portal keeps outside its database: private keys and documents' bytes; and what it says of its API."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from fakes.portal_office import PortalOffice

from portal.keys import KeyFileError, open_keys, rotate_keys
from portal.serve import listen, local_url
from portal.store.database import database_url
from portal.store.objects import ObjectStore, ObjectStoreError
from shubbak.wire.packet import PACKET_VERSION_OF_X25519
from shubbak.wire.seal import digest
from shubbak.wire.sealing_key import HYBRID, X25519
from shubbak.wire.station import PortalKeys


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def test_keys_are_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    first, second = open_keys(tmp_path / "keys"), open_keys(tmp_path / "keys")
    assert first.public() == second.public()
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "keys").iterdir()} == {0o600}
    assert sorted(file.name for file in (tmp_path / "keys").iterdir()) == ["sealing-1.pem", "signing.pem"]


def test_a_new_sealing_key_is_offered_and_the_old_one_still_opens(tmp_path: Path) -> None:
    old = open_keys(tmp_path)
    spare = open_keys(tmp_path / "spare")
    (tmp_path / "spare" / "sealing-1.pem").rename(tmp_path / "sealing-10.pem")
    both = open_keys(tmp_path)
    assert both.current_sealing == spare.current_sealing
    assert set(both.sealing) == {old.current_sealing, spare.current_sealing}


def test_rotated_keys_are_hybrid_and_a_first_key_of_before_still_opens(tmp_path: Path) -> None:
    open_keys(tmp_path)
    first = tmp_path / "sealing-1.pem"
    old = first.read_bytes().split(b"-----BEGIN ")[1]
    first.write_bytes(b"-----BEGIN " + old)
    before = open_keys(tmp_path)
    assert before.public().sealing_kem == X25519
    assert [rotate_keys(tmp_path).name for _ in range(2)] == ["sealing-2.pem", "sealing-3.pem"]
    after = open_keys(tmp_path)
    assert after.public().sealing_kem == HYBRID
    assert len(after.sealing) == 3 and before.current_sealing in after.sealing
    assert after.current_sealing not in before.sealing
    assert (tmp_path / "sealing-3.pem").stat().st_mode & 0o777 == 0o600


def test_a_rotated_portal_opens_what_was_sealed_before_and_after(office: PortalOffice) -> None:
    station = office.enrolled()
    waiting, older = station.packet(), station.application()
    of_before_the_hybrid = station.seal(older, version=PACKET_VERSION_OF_X25519)
    rotate_keys(office.settings.keys)
    office.reopen()
    station.portal_keys = msgspec.json.decode(office.client.get("/api/v1/portal-keys").content, type=PortalKeys)
    assert station.portal_keys.sealing_id == office.portal.keys.current_sealing
    for packet_id, body in (station.packet(), waiting, (older.id, of_before_the_hybrid)):
        url = f"/api/v1/stations/K07/packets/{packet_id}"
        assert office.client.put(url, content=body, auth=station.auth).status_code == 201


@pytest.mark.parametrize("damage", ["mode", "text", "kind"])
def test_an_unusable_key_file_is_refused_and_never_replaced(tmp_path: Path, damage: str) -> None:
    open_keys(tmp_path)
    file = tmp_path / "sealing-1.pem"
    if damage == "mode":
        file.chmod(0o644)
    if damage == "text":
        file.write_text("")
    if damage == "kind":
        key = Ed25519PrivateKey.generate()
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    before = file.read_bytes()
    with pytest.raises(KeyFileError, match=r"sealing-1\.pem"):
        open_keys(tmp_path)
    assert file.read_bytes() == before


@pytest.mark.parametrize("url", ["{folder}", "file://{folder}", "memory:///"])
def test_objects_are_found_by_their_content(tmp_path: Path, url: str) -> None:
    store = ObjectStore(url.format(folder=tmp_path / "files with spaces"))
    names = {store.put(body) for body in (b"one", b"two", b"one", b"")}
    assert {store.get(name) for name in names} == {b"one", b"two", b""}
    with pytest.raises(ObjectStoreError, match="object-missing"):
        store.get(digest(b"three"))
    store.probe()


def test_a_torn_object_is_noticed_and_mended_by_the_next_put(tmp_path: Path) -> None:
    store = ObjectStore(str(tmp_path))
    name = store.put(b"a whole page")
    (tmp_path / "sha256" / name[:2] / name).write_bytes(b"a who")
    with pytest.raises(ObjectStoreError, match="object-damaged"):
        store.get(name)
    store.put(b"a whole page")
    assert store.get(name) == b"a whole page"


def test_an_object_and_its_folders_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: (synced.append(Path(f"/proc/self/fd/{handle}").readlink()), real(handle))
    )
    store = ObjectStore(str(tmp_path))
    name = store.put(b"page")
    place = tmp_path / "sha256" / name[:2] / name
    assert synced == [place, place.parent, place.parent.parent, tmp_path]
    store.put(b"page")
    assert synced[4:] == [place, place.parent]


def test_answers_do_not_wait_for_acknowledgements() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP, "asyncio sets TCP_NODELAY only on such sockets"
        assert local_url(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_what_the_portal_keeps_is_closed_to_others(office: PortalOffice) -> None:
    assert (office.folder / "portal.sqlite").stat().st_mode & 0o077 == 0
    assert (office.folder / "files").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite+aiosqlite:///x"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"SQLite|not served"):
        database_url(url)


def test_postgresql_is_reached_by_its_modern_driver() -> None:
    assert database_url("postgresql://h/d").drivername == "postgresql+psycopg"


def test_the_description_names_every_endpoint_and_every_schema_it_refers_to(office: PortalOffice) -> None:
    described = office.client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {
        f"/api/v1{path}"
        for path in (
            "/enrolments",
            "/catalogue",
            "/stations/{station}/packets/{id}",
            "/stations/{station}/packets/{id}/upload",
            "/stations/{station}/packets/{id}/upload/{n}",
            "/stations/{station}/gaps",
            "/stations/{station}/reports",
            "/stations/{station}/keys",
            "/stations/{station}/certificate",
            "/stations/{station}/outputs/list",
            "/stations/{station}/outputs/record",
            "/stations/{station}/outputs/printings",
            "/stations/{station}/plans",
            "/outputs/{number}",
            "/stations/{station}/registers/{register}/record",
            "/stations/{station}/registers/{register}/entries",
            "/fleet",
            "/portal-keys",
            "/receipt-keys",
            "/key-set",
            "/void-list",
            "/list-marks",
            "/code-root",
            "/receipts/{number}",
            "/receipts/verify",
            "/health",
        )
    }
    schemas = set(described["components"]["schemas"])
    referred = {part.split('"')[0] for part in str(described).replace("'", '"').split("#/components/schemas/")[1:]}
    assert referred <= schemas


def test_health_and_unknown_addresses(office: PortalOffice) -> None:
    assert office.client.get("/api/v1/health").json() == {"database": "ok", "objects": "ok"}
    unknown = office.client.get("/api/v1/nothing")
    assert (unknown.status_code, unknown.json()["type"]) == (404, "not-found")
    wrong = office.client.put("/api/v1/health")
    assert (wrong.status_code, wrong.json()["type"]) == (405, "method")
    staff = office.staff()
    assert office.client.get("/api/v1/stations/K99/gaps", headers=staff).json()["type"] == "station-unknown"
    assert office.client.get("/api/v1/stations/K%007/gaps", headers=staff).json()["type"] == "station-unknown"

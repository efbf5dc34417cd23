"""The catalogue as stations get it: signed, versioned by content, and never broken."""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fakes.portal_office import SERVICE_FILE, PortalOffice

from portal.cases import publish_catalogue as publishing
from portal.store.catalogue_store import StoredCatalogue, add_catalogue
from shubbak.forms.catalogue import load_catalogue
from shubbak.resources import root
from shubbak.wire.seal import check_text
from shubbak.wire.station import Catalogue, PortalKeys, SignedCatalogue


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def fetch(office: PortalOffice) -> Catalogue:
    signed = msgspec.json.decode(office.client.get("/api/v1/catalogue").content, type=SignedCatalogue)
    keys = msgspec.json.decode(office.client.get("/api/v1/portal-keys").content, type=PortalKeys)
    signer = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys.signing))
    assert check_text(signed.catalogue, signed.signature, signer)
    return msgspec.json.decode(signed.catalogue, type=Catalogue)


def test_the_exact_text_of_every_file_is_signed(office: PortalOffice) -> None:
    catalogue = fetch(office)
    assert catalogue.version == 1
    assert catalogue.files == {SERVICE_FILE: (office.services / SERVICE_FILE).read_text(encoding="utf-8")}


def test_the_version_grows_with_the_content_and_only_then(office: PortalOffice) -> None:
    file = office.services / SERVICE_FILE
    first = file.read_text(encoding="utf-8")
    assert fetch(office) == fetch(office)
    file.touch()
    office.reopen()
    assert fetch(office).version == 1
    file.write_text("# second\n" + first, encoding="utf-8")
    assert fetch(office).version == 2
    file.write_text(first, encoding="utf-8")
    assert fetch(office).version == 3, "going back is a change too: stations never take an older version"


def test_a_broken_folder_is_not_published(office: PortalOffice, caplog: pytest.LogCaptureFixture) -> None:
    good = fetch(office)
    (office.services / "kw" / "broken.yaml").write_text("id: [", encoding="utf-8")
    assert fetch(office) == good
    assert "broken.yaml" in caplog.text


@pytest.mark.parametrize("content", [b"id: [", b"\xff\xfe\x00"])
def test_without_a_good_version_there_is_none(office: PortalOffice, content: bytes) -> None:
    (office.services / SERVICE_FILE).write_bytes(content)
    answer = office.client.get("/api/v1/catalogue")
    assert (answer.status_code, answer.json()["type"]) == (503, "catalogue-broken")
    assert answer.headers["retry-after"] == "60"


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are old enough to be told apart by their stamps as soon as they are written."""
    monkeypatch.setattr("portal.published.SETTLED_AFTER_NS", 0)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many files each reading of the folder had."""
    noted: list[int] = []
    plain = publishing._read_files

    def noting(folder: Path, country: str) -> dict[str, str]:
        files = plain(folder, country)
        noted.append(len(files))
        return files

    monkeypatch.setattr(publishing, "_read_files", noting)
    return noted


@pytest.mark.usefixtures("settled")
def test_a_folder_that_looks_the_same_is_not_read_again(office: PortalOffice, loads: list[int]) -> None:
    first = fetch(office)
    assert [fetch(office) for _ in range(3)] == [first] * 3
    assert loads == [1]


@pytest.mark.usefixtures("settled")
def test_a_change_that_keeps_size_and_time_is_seen(office: PortalOffice, loads: list[int]) -> None:
    file = office.services / SERVICE_FILE
    before, first = file.stat(), fetch(office)
    file.write_text(file.read_text(encoding="utf-8").replace("Fallen trees", "Fallen rocks"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert (first.version, fetch(office).version, loads) == (1, 2, [1, 1])


@pytest.mark.usefixtures("settled")
def test_a_broken_folder_is_tried_once(office: PortalOffice, loads: list[int]) -> None:
    good = fetch(office)
    (office.services / "kw" / "broken.yaml").write_text("id: [", encoding="utf-8")
    assert [fetch(office) for _ in range(3)] == [good] * 3
    assert loads == [1, 2]


@pytest.mark.usefixtures("settled")
def test_what_another_process_published_is_not_hidden(office: PortalOffice) -> None:
    first = fetch(office)
    with office.portal.database.write() as connection:
        body = msgspec.json.encode(msgspec.structs.replace(first, version=2)).decode()
        add_catalogue(connection, StoredCatalogue(2, "of another folder", body), "2026-03-01T12:00:00Z")
    assert fetch(office).version == 3


def test_files_that_were_just_written_are_read_each_time(office: PortalOffice, loads: list[int]) -> None:
    now = time.time() + 60
    for file in office.services.rglob("*.yaml"):
        os.utime(file, (now, now))
    fetch(office)
    fetch(office)
    assert loads == [1, 1]


@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("kw/health_licence_renewal.yaml", True),
        ("jo/prof_new.yaml", False),
        ("pieces/kw.yaml", True),
        ("pieces/kw_land.yaml", True),
        ("pieces/jo_build.yaml", False),
        ("pieces/workflows.yaml", True),
        ("pieces/lists.yaml", True),
    ],
)
def test_a_portal_of_one_country_leaves_the_others_out(name: str, served: bool) -> None:
    assert publishing._served_in(name, "kw") is served
    assert publishing._served_in(name, "")


def test_each_country_alone_is_a_whole_catalogue() -> None:
    folder = root() / "services"
    for country in ("jo", "kw", "om", "sa"):
        loaded = load_catalogue(publishing._read_files(folder, country), 1)
        assert {card.country for card in loaded.cards} == {country.upper()}
        assert len(loaded.cards) >= 30

"""The catalogue as stations get it: signed, versioned by content, and never broken."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fakes.portal_office import SERVICE_FILE, PortalOffice

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

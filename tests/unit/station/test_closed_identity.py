"""The station's signing key lies closed, and what an earlier release left open is closed when it is read."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.portal import FakePortal
from fakes.station_key import BOX

from shubbak.adapters.key_homes.secret_box import HomeBox
from shubbak.adapters.system.station_identity import StationIdentityFile
from shubbak.services.enrolment import IdentityError, enrol


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "identity.json"


@pytest.fixture
def key(path: Path) -> bytes:
    identity = enrol(FakePortal(), "https://portal.example", "4711-0815", FakeClock(), StationIdentityFile(path, BOX))
    return identity.key.private_bytes_raw()


def forms(secret: bytes) -> list[bytes]:
    return [secret, base64.b64encode(secret), secret.hex().encode()]


def test_no_form_of_the_key_lies_in_the_folder(path: Path, key: bytes) -> None:
    kept = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert [form for form in forms(key) if form in kept] == []


def test_a_key_that_waits_for_its_answer_is_closed_too(path: Path) -> None:
    secret = bytes(range(100, 132))
    StationIdentityFile(path, BOX).keep_pending_key("4711-0815", secret)
    kept = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert [form for form in forms(secret) if form in kept] == []
    assert StationIdentityFile(path, BOX).pending_key("4711-0815") == secret


def test_another_machine_cannot_sign_as_the_station(path: Path, key: bytes) -> None:
    other = StationIdentityFile(path, HomeBox(lambda: bytes(32), "identity"))
    with pytest.raises(IdentityError, match=r"^key-unreadable$"):
        other.load()
    assert other.enrolled().station == "K07"  # what stands on every receipt may be read


def test_a_key_of_another_purpose_opens_nothing(path: Path, key: bytes) -> None:
    with pytest.raises(IdentityError, match=r"^key-unreadable$"):
        StationIdentityFile(path, HomeBox(lambda: bytes(range(32)), "store")).load()


@pytest.mark.parametrize("pending", [False, True])
def test_what_an_earlier_release_left_open_is_read_and_closed(path: Path, key: bytes, pending: bool) -> None:
    kept = json.loads(path.read_text())
    open_key = base64.b64encode(key).decode()
    if pending:
        path.unlink()
        path.with_suffix(".pending.json").write_text(json.dumps({"code": "c", "private_key": open_key}))
        assert StationIdentityFile(path, BOX).pending_key("c") == key
        return
    del kept["closed_key"]
    path.write_text(json.dumps(kept | {"version": 1, "private_key": open_key}))
    file = StationIdentityFile(path, BOX)
    assert not file.is_closed()
    assert file.load().key.private_bytes_raw() == key
    assert file.is_closed()
    assert open_key not in path.read_text()
    assert StationIdentityFile(path, BOX).load().key.private_bytes_raw() == key

"""What the portal signs for those who verify without it: keys and void receipts, under a root that can be moved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.config import Config
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation
from sqlalchemy import create_engine, text

from portal.cases.watch_fleet import list_worries
from portal.code_root import CodeRootError, move_root, open_authority, renew_warrant, replace_root
from portal.keys import KeyFileError
from portal.store.code_list_store import Voiding, find_voiding, void_numbers
from portal.store.database import Database
from portal.store.station_store import revoke
from portal.web.page_frame import ASSETS
from shubbak.domain.receipt import parse_receipt_number
from shubbak.wire.key_set import KeySet, open_key_set
from shubbak.wire.receipt_code import ProvenReceipt, check_code
from shubbak.wire.seal import check_text
from shubbak.wire.void_list import Voids, open_void_list
from shubbak.wire.warranted import CodeRoot, ListError, ListMarks, SignedText, Trust, Warranted, warrant_of


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def fetch(office: PortalOffice, name: str) -> Warranted:
    answer = office.client.get(f"/api/v1/{name}")
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=Warranted)


def marks(office: PortalOffice) -> ListMarks:
    return msgspec.json.decode(office.client.get("/api/v1/list-marks").content, type=ListMarks)


def pinned(office: PortalOffice) -> Trust:
    said = msgspec.json.decode(office.client.get("/api/v1/code-root").content, type=SignedText)
    assert check_text(said.statement, said.signature, office.portal.keys.signing.public_key())
    return Trust(msgspec.json.decode(said.statement, type=CodeRoot).code_root)


def key_set(office: PortalOffice, trust: Trust) -> KeySet:
    return open_key_set(fetch(office, "key-set"), trust)[0]


def voids(office: PortalOffice, trust: Trust) -> Voids:
    return open_void_list(fetch(office, "void-list"), trust)[0]


def accepted(office: PortalOffice, station: FakeStation) -> str:
    application_id, packet = station.packet()
    url = f"/api/v1/stations/{station.code}/packets/{application_id}"
    assert office.client.put(url, content=packet, auth=station.auth).status_code == 201
    return str(station.receipt_number(station.sequence))


def test_a_station_is_in_the_key_set_as_soon_as_it_enrolled_and_its_receipts_are_proven(office: PortalOffice) -> None:
    trust = pinned(office)
    assert key_set(office, trust).keys == []
    station = office.enrolled()
    newer = key_set(office, trust)
    assert (newer.key_set, newer.keys[0].station, newer.keys[0].municipality_en) == (2, "K07", "Kuwait Municipality")
    code = station.receipt_code(station.application(), 1)
    assert isinstance(check_code(code, newer), ProvenReceipt)


def test_a_list_that_says_the_same_keeps_its_version_for_a_while(office: PortalOffice) -> None:
    office.enrolled()
    first = marks(office)
    assert marks(office) == first
    office.pass_time(timedelta(hours=2))
    assert (marks(office).key_set, marks(office).void_list) == (first.key_set, first.void_list + 1)
    office.pass_time(timedelta(days=1))
    assert marks(office).key_set == first.key_set + 1


def test_a_revoked_stations_key_ends_and_stands_in_the_set_for_what_it_signed_before(office: PortalOffice) -> None:
    trust, station = pinned(office), office.enrolled()
    before = key_set(office, trust)
    office.pass_time(timedelta(hours=1))
    with office.portal.database.write() as connection:
        assert revoke(connection, station.code, "2026-03-01T13:00:00Z")
    after = key_set(office, trust)
    assert after.key_set == before.key_set + 1
    assert after.keys[0].valid_to == "2026-03-01T13:00:00Z"


def test_the_keys_of_before_there_were_sets_are_still_served(office: PortalOffice) -> None:
    office.enrolled()
    (key,) = office.client.get("/api/v1/receipt-keys").json()["keys"]
    assert set(key) == {
        *("key_id", "station", "public_key", "valid_from", "valid_to", "municipality_ar", "municipality_en")
    }


def test_a_void_receipt_is_in_the_next_list(office: PortalOffice) -> None:
    trust, station = pinned(office), office.enrolled()
    first, second = accepted(office, station), accepted(office, station)
    assert not voids(office, trust).holds(parse_receipt_number(first))
    assert office.client.get(f"/api/v1/receipts/{first}").json()["status"] != "void"
    void(office, first)
    listed = voids(office, trust)
    assert listed.holds(parse_receipt_number(first)) and not listed.holds(parse_receipt_number(second))


def void(office: PortalOffice, number: str) -> None:
    from portal.cases.void_receipt import void_receipt

    assert void_receipt(office.portal, number, "paid twice", "Noura")


def test_lists_survive_a_restart(office: PortalOffice) -> None:
    office.enrolled()
    before = fetch(office, "key-set")
    office.reopen()
    assert fetch(office, "key-set") == before


def test_a_moved_root_is_followed_and_its_private_key_is_gone_from_the_portal(office: PortalOffice) -> None:
    trust, stick = pinned(office), office.folder / "stick"
    list_key = warrant_of(fetch(office, "key-set")).list_key
    file = move_root(office.portal.codes, stick, office.time)
    assert not (office.portal.codes / "root.pem").exists() and file.stat().st_mode & 0o077 == 0
    listed = fetch(office, "key-set")
    assert open_key_set(listed, trust)[1] == open_key_set(listed, pinned(office))[1]
    assert warrant_of(listed).list_key != list_key
    with pytest.raises(CodeRootError, match="code-root-elsewhere"):
        move_root(office.portal.codes, stick, office.time)


def test_a_new_warrant_takes_a_stolen_list_key_out(office: PortalOffice) -> None:
    trust, stick = pinned(office), office.folder / "stick"
    root = move_root(office.portal.codes, stick, office.time)
    stolen = open_authority(office.portal.codes, office.time)
    renew_warrant(office.portal.codes, root, office.time)
    seen = open_key_set(fetch(office, "key-set"), trust)[1]
    forged = stolen.sign(KeySet(999, "2026-03-01T12:00:00Z", "2027-03-01T12:00:00Z", []))
    with pytest.raises(ListError, match="list-older"):
        open_key_set(forged, seen)


def test_a_lost_stick_has_a_copy_and_a_new_root_comes_from_it(office: PortalOffice) -> None:
    trust, stick = pinned(office), office.folder / "stick"
    old = move_root(office.portal.codes, stick, office.time)
    other = move_to_other(office, old, stick)
    assert (other.name, old.name) == ("code-root-2.pem", "code-root-1.pem")
    assert len(fetch(office, "key-set").successions) == 2
    assert key_set(office, trust).key_set == 1
    with pytest.raises(CodeRootError, match="code-root-another"):
        renew_warrant(office.portal.codes, old, office.time)
    with pytest.raises(CodeRootError, match="code-root-elsewhere"):
        renew_warrant(office.portal.codes, None, office.time)


def move_to_other(office: PortalOffice, old: Path, into: Path) -> Path:
    return replace_root(office.portal.codes, old, into, office.time)


def test_a_root_that_lies_with_the_portal_renews_its_warrant_and_one_that_does_not_is_asked_for(
    office: PortalOffice, caplog: pytest.LogCaptureFixture
) -> None:
    assert warrant_of(fetch(office, "key-set")).warrant == 1
    office.pass_time(timedelta(days=320))
    assert warrant_of(fetch(office, "key-set")).warrant == 2
    move_root(office.portal.codes, office.folder / "stick", office.time)
    office.pass_time(timedelta(days=380))
    assert warrant_of(fetch(office, "key-set")).warrant == 3
    assert "the warrant for lists of keys ends" in caplog.text


def test_a_power_cut_in_a_ceremony_leaves_a_portal_that_signs(office: PortalOffice) -> None:
    trust, codes = pinned(office), office.portal.codes
    before = {name: (codes / name).read_bytes() for name in ("root.pem", "list.pem", "warrant.json")}
    move_root(codes, office.folder / "stick", office.time)
    # The new list key was written, and the cut came before its warrant was.
    cut = {
        "root.pem": before["root.pem"],
        "list.pem.before": before["list.pem"],
        "warrant.json": before["warrant.json"],
    }
    for name, content in cut.items():
        handle = os.open(codes / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    assert key_set(office, trust).key_set == 1


@pytest.mark.parametrize("name", ["warrant.json", "list.pem"])
def test_damaged_files_are_named(office: PortalOffice, name: str) -> None:
    fetch(office, "key-set")
    (office.portal.codes / name).write_bytes(b"{}")
    with pytest.raises(KeyFileError, match=name):
        open_authority(office.portal.codes, office.time)


def test_staff_read_when_the_keepers_should_meet(office: PortalOffice) -> None:
    headers = office.staff()
    assert list_worries(office.portal) == []
    move_root(office.portal.codes, office.folder / "stick", office.time)
    office.pass_time(timedelta(days=370))
    assert [(worry.code, worry.count) for worry in list_worries(office.portal)] == [("warrant-ending", 30)]
    office.pass_time(timedelta(days=31))
    assert [worry.code for worry in list_worries(office.portal)] == ["warrant-ended"]
    (office.portal.codes / "list.pem").unlink()
    assert [worry.code for worry in list_worries(office.portal)] == ["lists-unsigned"]
    office.time -= timedelta(days=401)
    assert "cannot sign the lists" in office.client.get("/staff/fleet?lang=en", headers=headers).text


def test_receipts_that_were_void_before_anybody_asked_why_are_in_the_list(tmp_path: Path) -> None:
    url, number = f"sqlite:///{tmp_path / 'old.sqlite'}", "K07-2026-000009-G"
    config = Config()
    config.set_main_option("script_location", str(ASSETS.parents[1] / "store" / "migrations"))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005_findings")
        row = "VALUES (:number, 1, 'K07', 'void', '2026-03-01T12:00:00Z')"
        into = "INSERT INTO receipts (number, application, station, status, accepted_at)"
        connection.execute(text(f"{into} {row}"), {"number": number})
    engine.dispose()
    database = Database(url)
    with database.read() as connection:
        assert void_numbers(connection) == [number]
        assert find_voiding(connection, number) == Voiding(number, "", "", "")
    database.close()

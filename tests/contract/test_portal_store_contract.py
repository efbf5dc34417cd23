"""What the portal's store promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fakes.portal_office import SERVICE_FILE, PortalOffice
from fakes.station import FakeStation, new_id
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.assembly import ForeignKeysError, open_portal
from portal.cases.accept_packet import Accepted, accept_packet
from portal.cases.enrol_station import enrol
from portal.cases.find_gaps import find_gaps, overdue_receipts
from portal.cases.publish_catalogue import publish_catalogue
from portal.refusal import RefusalError
from portal.store.case_store import find_receipt, open_case
from portal.store.code_list_store import StoredList, Voiding, find_voiding, newest_list, put_list, void_receipt
from portal.store.counter_store import next_number
from portal.store.database import Database
from portal.store.station_store import raise_first_sequence
from portal.store.tables import METADATA
from shubbak.domain.receipt import ReceiptNumber
from shubbak.wire.packet import AcknowledgementStatement
from shubbak.wire.station import Catalogue

_Result = TypeVar("_Result")


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PortalOffice]:
    url = "" if request.param == "sqlite" else request.getfixturevalue("cluster").new_database()
    opened = PortalOffice(tmp_path, url)
    yield opened
    opened.close()


def at_once(verb: Callable[[int], _Result], times: int) -> list[_Result | Exception]:
    """Call a verb from several threads that start together; an exception is a result too."""
    start = threading.Barrier(times)

    def one(number: int) -> _Result | Exception:
        start.wait()
        try:
            return verb(number)
        except (RefusalError, IntegrityError) as error:
            return error

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def send(office: PortalOffice, station: FakeStation, packet: tuple[str, bytes]) -> Accepted:
    return accept_packet(office.portal, station.code, *packet)


def statement(accepted: Any) -> AcknowledgementStatement:
    return msgspec.json.decode(accepted.acknowledgement.statement, type=AcknowledgementStatement)


def test_the_schema_is_what_the_tables_say(office: PortalOffice) -> None:
    with office.portal.database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_an_application_is_kept_whole(office: PortalOffice) -> None:
    station = office.enrolled()
    odd = "طلب 👩‍👧 Ünïcode \u2066K07\u2069 ' \" \\u0000 %s :name"
    application = station.application(answers={"note": odd, "n": 2**53, "yes": True, "many": ["أ", ""]})
    accepted = send(office, station, (application.id, station.seal(application)))
    office.reopen()
    with office.portal.database.read() as connection:
        opened = open_case(connection, statement(accepted).case)
    assert opened is not None
    assert opened["answers"] == application.answers
    assert opened["identity"] == msgspec.to_builtins(application.identity)
    assert opened["payment"] == {"station": "K07", **msgspec.to_builtins(application.payment)}
    (document,) = opened["documents"]
    assert office.portal.objects.get(document["sha256"]) == application.attachments[0].body
    assert opened["findings"] == [{"code": "service-unknown", "field": ""}]


def test_the_same_packet_at_once_is_one_application(office: PortalOffice) -> None:
    station = office.enrolled()
    packet = station.packet()
    answers = at_once(lambda _: send(office, station, packet), 8)
    assert len({answer.acknowledgement for answer in answers}) == 1
    assert [answer.created for answer in answers].count(True) == 1
    assert len(office.applications()) == 1


def test_two_portals_over_one_database_take_a_packet_once(office: PortalOffice) -> None:
    station = office.enrolled()
    packets = [station.packet() for _ in range(5)]
    other = open_portal(office.settings)
    for packet in packets:
        answers = at_once(lambda n, p=packet: accept_packet((office.portal, other)[n % 2], "K07", *p), 4)
        assert len({answer.acknowledgement for answer in answers}) == 1
    other.close()
    assert len(office.applications()) == 5


def test_many_packets_at_once_get_a_case_each(office: PortalOffice) -> None:
    stations = [office.enrolled(code) for code in ("K07", "K08", "K09")]
    packets = [(station, station.packet()) for station in stations for _ in range(4)]
    answers = at_once(lambda number: send(office, *packets[number]), len(packets))
    assert {statement(answer).case for answer in answers} == {f"M-2026-{n:06d}" for n in range(1, 13)}


@pytest.mark.parametrize("clash", ["sequence-reused", "receipt-reused", "payment-reused"])
def test_what_is_unique_belongs_to_the_first(office: PortalOffice, clash: str) -> None:
    station = office.enrolled()
    first = station.application()
    send(office, station, (first.id, station.seal(first)))
    second = station.application()
    lies: dict[str, Any] = {}
    if clash == "sequence-reused":
        lies = {"sequence": 1}
    if clash == "receipt-reused":
        lies = {"receipt": str(station.receipt_number(1))}
    if clash == "payment-reused":
        second = msgspec.structs.replace(second, payment=first.payment)
    with pytest.raises(RefusalError, match=clash):
        send(office, station, (second.id, station.seal(second, **lies)))
    assert [line.id for line in office.applications()] == [first.id]


def test_another_station_cannot_occupy_an_id(office: PortalOffice) -> None:
    honest, squatter = office.enrolled("K07"), office.enrolled("K08")
    wanted = honest.application()
    stolen = msgspec.structs.replace(squatter.application(), id=wanted.id)
    send(office, squatter, (stolen.id, squatter.seal(stolen)))
    accepted = send(office, honest, (wanted.id, honest.seal(wanted)))
    assert accepted.created
    assert {(line.station, line.id) for line in office.applications()} == {("K07", wanted.id), ("K08", wanted.id)}


def test_an_id_belongs_to_its_first_content(office: PortalOffice) -> None:
    station = office.enrolled()
    application = station.application()
    send(office, station, (application.id, station.seal(application)))
    changed = msgspec.structs.replace(application, operator="someone else")
    with pytest.raises(RefusalError, match="packet-id-reused"):
        send(office, station, (changed.id, station.seal(changed)))


def test_a_failed_transaction_leaves_nothing(office: PortalOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    station = office.enrolled()
    packet = station.packet()

    def fail(*_: object) -> None:
        raise OSError("power")

    with monkeypatch.context() as patched:
        patched.setattr("portal.store.packet_store.add_acknowledgement", fail)
        with pytest.raises(OSError, match="power"):
            send(office, station, packet)
    assert office.applications() == []
    assert send(office, station, packet).created


def test_of_two_keys_with_one_code_one_is_enrolled(office: PortalOffice) -> None:
    code = office.code()
    rivals = [FakeStation() for _ in range(4)]
    answers = at_once(lambda number: enrol(office.portal, rivals[number].enrolment(code)), 4)
    assert [type(answer) for answer in answers].count(bytes) == 1
    assert [str(answer) for answer in answers if isinstance(answer, RefusalError)] == ["enrolment-code"] * 3


def test_key_ids_are_never_shared(office: PortalOffice) -> None:
    codes = [office.code(f"K1{number}") for number in range(6)]
    answers = at_once(lambda number: enrol(office.portal, FakeStation().enrolment(codes[number])), 6)
    assert {msgspec.json.decode(answer)["key_id"] for answer in answers} == set(range(1, 7))


def test_numbers_are_given_once(office: PortalOffice) -> None:
    def take(_: int) -> int:
        with office.portal.database.write() as connection:
            return next_number(connection, "test")

    assert sorted(at_once(take, 10)) == list(range(1, 11))


def test_one_change_of_the_catalogue_is_one_version(office: PortalOffice) -> None:
    versions = []
    for comment in ("", "# changed\n"):
        file = office.services / SERVICE_FILE
        file.write_text(comment + file.read_text(encoding="utf-8"), encoding="utf-8")
        answers = at_once(lambda _: publish_catalogue(office.portal), 4)
        versions += [{msgspec.json.decode(answer.catalogue, type=Catalogue).version for answer in answers}]
    assert versions == [{1}, {2}]


def test_gaps_are_listed(office: PortalOffice) -> None:
    station = office.enrolled()
    for sequence in (2, 3, 7):
        station.sequence = sequence - 1
        send(office, station, station.packet())
    gaps = find_gaps(office.portal, "K07")
    assert (gaps.highest, gaps.missing, gaps.missing_count) == (7, [1, 4, 5, 6], 4)


def overdue(office: PortalOffice) -> dict[str, int]:
    with office.portal.database.read() as connection:
        return overdue_receipts(office.portal, connection)


def send_receipt(office: PortalOffice, station: FakeStation, year: int, number: int) -> None:
    application = station.application()
    receipt = str(ReceiptNumber(station.code, year, number))
    send(office, station, (application.id, station.seal(application, receipt=receipt)))


def test_a_missing_receipt_is_overdue_a_day_after_a_later_one_came(office: PortalOffice) -> None:
    station = office.enrolled()
    for number in (1, 4):
        send_receipt(office, station, 2026, number)
    office.pass_time(timedelta(hours=23))
    send_receipt(office, station, 2026, 9)
    gaps = find_gaps(office.portal, "K07")
    missing = [str(station.receipt_number(number)) for number in (2, 3, 5, 6, 7, 8)]
    assert (gaps.missing, gaps.receipts, gaps.receipts_count) == ([], missing, 6)
    assert overdue(office) == {}
    office.pass_time(timedelta(hours=1))
    assert overdue(office) == {"K07": 2}
    send_receipt(office, station, 2026, 3)
    assert overdue(office) == {"K07": 1}


def test_each_year_counts_its_own_receipts(office: PortalOffice) -> None:
    station, other = office.enrolled(), office.enrolled("B123456")
    for year, number in ((2026, 1_000_000), (2027, 2), (2027, 1)):
        send_receipt(office, station, year, number)
    send_receipt(office, other, 2027, 2)
    office.pass_time(timedelta(days=2))
    assert overdue(office) == {"K07": 999_999, "B123456": 1}
    assert find_gaps(office.portal, "B123456").receipts == [str(ReceiptNumber("B123456", 2027, 1))]
    gaps = find_gaps(office.portal, "K07")
    assert (len(gaps.receipts), gaps.receipts_count) == (1000, 999_999)


def test_a_machine_that_was_another_station_goes_on_with_its_receipts(office: PortalOffice) -> None:
    station = office.enrolled()
    with office.portal.database.write() as connection:
        raise_first_sequence(connection, "K07", 50)
    station.sequence = 49
    for year, number in ((2026, 70), (2026, 72), (2027, 2)):
        send_receipt(office, station, year, number)
    office.pass_time(timedelta(days=2))
    assert find_gaps(office.portal, "K07").receipts == [
        str(ReceiptNumber("K07", year, number)) for year, number in ((2026, 71), (2027, 1))
    ]
    assert overdue(office) == {"K07": 2}


def test_a_void_receipt_stays_void(office: PortalOffice) -> None:
    station = office.enrolled()
    packet = station.packet()
    send(office, station, packet)
    number = str(station.receipt_number(1))
    voiding = Voiding(number, "paid twice", "Noura", "2026-03-01T12:00:00Z")
    with office.portal.database.write() as connection:
        assert void_receipt(connection, voiding)
        assert not void_receipt(connection, voiding)
        assert not void_receipt(connection, dataclasses.replace(voiding, number=str(station.receipt_number(2))))
    send(office, station, packet)
    with office.portal.database.read() as connection:
        standing = find_receipt(connection, number)
        assert find_voiding(connection, number) == voiding
    assert standing is not None and standing.status == "void"


@pytest.mark.parametrize("verb", ["UPDATE voidings SET reason = 'other'", "DELETE FROM voidings"])
def test_a_voiding_is_never_changed(office: PortalOffice, verb: str) -> None:
    station = office.enrolled()
    send(office, station, station.packet())
    with office.portal.database.write() as connection:
        assert void_receipt(connection, Voiding(str(station.receipt_number(1)), "paid twice", "Noura", "2026-03-01"))
    with pytest.raises(DBAPIError, match="never changed"), office.portal.database.write() as connection:
        connection.execute(text(verb))


def test_lists_count_up_and_of_two_at_once_one_is_kept(office: PortalOffice) -> None:
    def put(version: int, digest: str) -> bool:
        with office.portal.database.write() as connection:
            return put_list(connection, "keys", StoredList(version, digest, "{}", "2026-03-01T12:00:00Z"))

    assert [put(1, "a"), put(1, "b"), put(2, "c"), put(2, "d"), put(1, "e")] == [True, False, True, False, False]
    with office.portal.database.read() as connection:
        found = newest_list(connection, "keys")
    assert found is not None and (found.version, found.digest) == (2, "c")


def test_a_database_knows_its_own_keys(office: PortalOffice) -> None:
    foreign = dataclasses.replace(office.settings, keys=office.folder / "other-keys")
    with pytest.raises(ForeignKeysError):
        open_portal(foreign)


def test_what_is_acknowledged_is_on_the_disk(office: PortalOffice) -> None:
    with office.portal.database.read() as connection:
        if connection.dialect.name == "postgresql":
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
        else:
            pragmas = ("journal_mode", "synchronous", "foreign_keys")
            assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas] == ["wal", 2, 1]


def test_on_sqlite_a_writer_waits_before_it_reads(tmp_path: Path) -> None:
    """A transaction that read first and then wanted to write would fail at once, whatever its time-out."""
    first, second = Database(str(tmp_path / "p.sqlite")), Database(str(tmp_path / "p.sqlite"))
    order = []

    def write_second() -> None:
        with second.write():
            order.append("second")

    with first.write():
        waiting = threading.Thread(target=write_second)
        waiting.start()
        waiting.join(0.3)
        order.append("first")
    waiting.join(10)
    first.close()
    second.close()
    assert order == ["first", "second"]


def test_the_packet_of_an_unenrolled_station_is_refused_before_anything_is_stored(office: PortalOffice) -> None:
    stranger = FakeStation("K99")
    stranger.portal_keys = office.portal.keys.public()
    with pytest.raises(RefusalError, match="station-unknown"):
        send(office, stranger, stranger.packet())
    assert not list((office.folder / "files").rglob("sha256/*/*"))


def test_ids_of_the_fakes_are_of_version_7() -> None:
    assert new_id()[14] == "7"

"""What the portal finds in applications: nothing in an honest one, codes in any other, and it takes them all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fakes.portal_office import PortalOffice
from fakes.stall_visits import NOON, SAMPLES, STALL, as_sent, hand_in, someone
from fakes.station import PERSON, FakeStation
from hypothesis import given
from hypothesis import strategies as st

from portal.cases import check_application as checking
from portal.cases.accept_packet import DISAGREES, Accepted, accept_packet
from portal.cases.check_application import MOST_FINDINGS, MOST_TEXT, check_application
from portal.cases.publish_catalogue import publish_catalogue
from portal.store import fleet_store
from portal.store.case_store import open_case
from portal.store.catalogue_store import StoredCatalogue, add_catalogue
from portal.store.packet_store import Finding
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.wire.application import WireApplication, WireIdentity, WirePayment
from shubbak.wire.moment import moment_text
from shubbak.wire.packet import AcknowledgementStatement, PacketHead
from shubbak.wire.seal import read_packet
from shubbak.wire.station import Catalogue as CatalogueText

STALL_FILE = "kw/stall.yaml"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    shutil.copy(SAMPLES / "stall.yaml", opened.services / STALL_FILE)
    yield opened
    opened.close()


def published(office: PortalOffice) -> Catalogue:
    """Return the catalogue as a station would take it in."""
    text = msgspec.json.decode(publish_catalogue(office.portal).catalogue, type=CatalogueText)
    return load_catalogue(text.files, text.version)


def send(
    office: PortalOffice, station: FakeStation, application: WireApplication, sealed_at: datetime = NOON
) -> Accepted:
    body = station.seal(application, sealed_at=moment_text(sealed_at))
    return accept_packet(office.portal, station.code, application.id, body)


def found(office: PortalOffice, accepted: Accepted) -> list[tuple[str, str]]:
    statement = msgspec.json.decode(accepted.acknowledgement.statement, type=AcknowledgementStatement)
    with office.portal.database.read() as connection:
        opened = open_case(connection, statement.case)
    assert opened is not None
    return [(one["code"], one["field"]) for one in opened["findings"]]  # type: ignore[attr-defined]


def alarms(office: PortalOffice) -> list[tuple[str, int]]:
    with office.portal.database.read() as connection:
        return [(alarm.code, alarm.times) for alarm in fleet_store.standing_alarms(connection)]


def test_what_an_honest_station_sends_is_found_right(office: PortalOffice, caplog: pytest.LogCaptureFixture) -> None:
    station = office.enrolled()
    accepted = send(office, station, as_sent(hand_in(published(office))))
    assert found(office, accepted) == []
    assert [line.findings for line in office.applications()] == [0]
    assert alarms(office) == []
    assert "but:" not in caplog.text


def _changed(part: WirePayment | WireIdentity | None, **changes: object) -> WirePayment | WireIdentity:
    assert part is not None
    return msgspec.structs.replace(part, **changes)


Lie = Callable[[WireApplication], dict[str, Any]]
LIES: dict[str, tuple[Lie, list[tuple[str, str]]]] = {
    "an answer is too large": (
        lambda one: {"answers": one.answers | {"days": 31}},
        [("answer-number-large", "days"), ("fees-differ", "")],
    ),
    "an answer is of another type": (
        lambda one: {"answers": one.answers | {"gas": "no"}},
        [("answer-required", "gas")],
    ),
    "an answer nobody asked for": (
        lambda one: {"answers": one.answers | {PERSON: PERSON}},
        [("answer-unknown", "")],
    ),
    "a document is missing": (lambda one: {"attachments": []}, [("document-missing", "plan")]),
    "a document nobody asked for": (
        lambda one: {"attachments": [*one.attachments, msgspec.structs.replace(one.attachments[0], need=PERSON)]},
        [("document-unknown", "")],
    ),
    "another fee": (
        lambda one: {
            "fees": [msgspec.structs.replace(one.fees[0], amount_minor=1)],
            "total_minor": 1,
            "payment": _changed(one.payment, amount_minor=1),
        },
        [("fees-differ", "")],
    ),
    "unpaid": (
        lambda one: {"payment": _changed(one.payment, state="intended")},
        [("application-unpaid", "")],
    ),
    "a state that no payment has": (
        lambda one: {"payment": _changed(one.payment, state="blessed")},
        [("application-shape", "")],
    ),
    "another notice": (
        lambda one: {"consent": msgspec.structs.replace(one.consent, notice_version="kw.test.stall/2")},
        [("consent-differs", "")],
    ),
    "nobody": (lambda one: {"identity": None}, [("identity-missing", "")]),
    "a child": (
        lambda one: {"identity": _changed(one.identity, birth_date="2015-01-01")},
        [("condition-unmet", "")],
    ),
    "unsigned": (lambda one: {"signature": []}, [("signature-missing", "")]),
    "from the year 9999": (lambda one: {"started_at": "9999-12-31T23:59:59Z"}, [("application-time", "")]),
    "fees of the last day": (lambda one: {"fees_on": "9999-12-31"}, [("application-time", "")]),
    "paid on a cheaper day": (
        lambda one: {"fees_on": "2030-01-01", "payment": _changed(one.payment, intended_at="2030-01-01T09:00:00Z")},
        [("fees-differ", "")],
    ),
    "a book": (lambda one: {"answers": {"holder": "x" * (MOST_TEXT + 1)}}, [("answers-too-large", "")]),
    "a version that never was": (lambda one: {"catalogue_version": 9}, [("service-unknown", "")]),
    "another service": (lambda one: {"service_id": "kw.test.other"}, [("service-unknown", "")]),
    "another version of the service": (lambda one: {"service_version": 4}, [("service-unknown", "")]),
}


@pytest.mark.parametrize("lie", LIES)
def test_whatever_else_a_station_sends_is_accepted_and_noted(
    office: PortalOffice, caplog: pytest.LogCaptureFixture, lie: str
) -> None:
    station = office.enrolled()
    honest = as_sent(hand_in(published(office)))
    change, expected = LIES[lie]
    accepted = send(office, station, msgspec.structs.replace(honest, **change(honest)))
    assert found(office, accepted) == expected
    assert [line.findings for line in office.applications()] == [accepted.findings] == [len(expected)]
    assert alarms(office) == [(DISAGREES, 1)]
    assert ", ".join(sorted({code for code, _ in expected})) in caplog.text
    assert PERSON not in caplog.text


def test_a_packet_that_comes_again_raises_no_second_alarm(office: PortalOffice) -> None:
    station = office.enrolled()
    application = as_sent(hand_in(published(office)), signature=[])
    body = station.seal(application)
    answers = [accept_packet(office.portal, "K07", application.id, body) for _ in range(2)]
    assert [(one.created, one.findings) for one in answers] == [(True, 1), (False, 0)]
    assert alarms(office) == [(DISAGREES, 1)]


def test_an_application_is_held_against_the_version_that_it_names(office: PortalOffice) -> None:
    station = office.enrolled()
    old = hand_in(published(office))
    file = office.services / STALL_FILE
    text = file.read_text(encoding="utf-8").replace("version: 3", "version: 4", 1).replace('"1.500"', '"2.000"')
    file.write_text(text.replace('"6.000"', '"8.000"'), encoding="utf-8")
    new = hand_in(published(office), NOON + timedelta(days=1))
    assert (old.catalogue_version, new.catalogue_version) == (1, 2)
    assert found(office, send(office, station, as_sent(old))) == []
    assert found(office, send(office, station, as_sent(new))) == []
    office.reopen()
    mixed = hand_in(load_catalogue({STALL_FILE: file.read_text(encoding="utf-8")}, 1), NOON + timedelta(days=2))
    assert found(office, send(office, station, as_sent(mixed))) == [("service-unknown", "")]


def test_a_service_that_this_program_cannot_read_is_no_fault_of_the_application(office: PortalOffice) -> None:
    station = office.enrolled()
    application = hand_in(published(office))
    text = msgspec.json.decode(publish_catalogue(office.portal).catalogue, type=CatalogueText)
    strange = msgspec.structs.replace(text, version=2, files=text.files | {STALL_FILE: "from: another age"})
    with office.portal.database.write() as connection:
        body = msgspec.json.encode(strange).decode()
        add_catalogue(connection, StoredCatalogue(2, "digest", body), "2026-03-01T12:00:00Z")
    accepted = send(office, station, as_sent(application, catalogue_version=2))
    assert found(office, accepted) == [("service-unreadable", "")]


def test_a_version_from_before_there_were_cards_is_read_too(office: PortalOffice) -> None:
    station = office.enrolled()
    application = hand_in(published(office))
    text = msgspec.json.decode(publish_catalogue(office.portal).catalogue, type=CatalogueText)
    bare = msgspec.json.encode({"version": 2, "files": text.files}).decode()
    with office.portal.database.write() as connection:
        add_catalogue(connection, StoredCatalogue(2, "digest", bare), "2026-03-01T12:00:00Z")
    accepted = send(office, station, as_sent(application, catalogue_version=2))
    assert found(office, accepted) == []


@pytest.mark.parametrize(
    ("sealed_at", "expected"),
    [
        (datetime(2026, 3, 1, 20, 59, tzinfo=UTC), [("condition-unmet", "")]),
        (datetime(2026, 3, 1, 21, 1, tzinfo=UTC), []),
    ],
    ids=["before midnight in Kuwait", "after midnight"],
)
def test_a_visit_beyond_midnight_is_judged_by_either_day(
    office: PortalOffice, sealed_at: datetime, expected: list[tuple[str, str]]
) -> None:
    station = office.enrolled()
    evening = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
    application = as_sent(hand_in(published(office), evening))
    assert application.identity is not None
    young = msgspec.structs.replace(application.identity, birth_date="2008-03-02")
    sent = msgspec.structs.replace(application, identity=young)
    assert found(office, send(office, station, sent, sealed_at)) == expected


def test_somebody_who_comes_of_age_at_the_kiosk_may_apply(office: PortalOffice) -> None:
    station = office.enrolled()
    evening, midnight = datetime(2026, 3, 1, 20, 50, tzinfo=UTC), timedelta(minutes=20)
    application = hand_in(published(office), evening, someone(born=date(2008, 3, 2)), read_after=midnight)
    assert found(office, send(office, station, as_sent(application), evening + midnight)) == []


def test_a_fault_in_a_check_keeps_no_application_out(
    office: PortalOffice, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = office.enrolled()
    application = as_sent(hand_in(published(office)))

    def fail(*_: object) -> None:
        raise ValueError(f"{PERSON} does not fit")

    monkeypatch.setattr(checking, "reassess", fail)
    accepted = send(office, station, application)
    assert found(office, accepted) == [("check-failed", "")]
    assert "ValueError" in caplog.text and "in fail" in caplog.text
    assert PERSON not in caplog.text


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PortalOffice, PacketHead, WireApplication]]:
    """A portal with the sample of every kind of question, and an application to change."""
    office = PortalOffice(tmp_path_factory.mktemp("portal"))
    for name in ("stall", "every_kind"):
        shutil.copy(SAMPLES / f"{name}.yaml", office.services / "kw" / f"{name}.yaml")
    catalogue = published(office)
    (other,) = [one for one in catalogue.services.values() if one.id.startswith("kw.test.") and one.id != STALL]
    application = as_sent(
        hand_in(catalogue),
        service_id=other.id,
        service_version=other.version,
        consent=msgspec.structs.replace(
            as_sent(hand_in(catalogue)).consent, notice_version=f"{other.id}/{other.version}"
        ),
    )
    head, _ = read_packet(office.enrolled().seal(application))
    yield office, head, application
    office.close()


_NAMES = sorted(
    field.id
    for service in load_catalogue(
        {"kw/every_kind.yaml": (SAMPLES / "every_kind.yaml").read_text(encoding="utf-8")}, 1
    ).services.values()
    for page in service.pages
    for field in page.fields
)
_TEXT = st.sampled_from(["", "1", "2026-02-30", "9999-12-31", "علي", "0" * 64, "10,20 30,40", "29.3,47.9", "[]", "{}"])
_PLAIN = _TEXT | st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.integers(-(2**53), 2**53)
_RECORD = st.dictionaries(
    st.sampled_from(["block", "area", "share", "name", "first", "latin", "x"]), _PLAIN, max_size=4
)
_ANSWER = _PLAIN | st.booleans() | _RECORD | st.lists(_RECORD, max_size=3) | st.lists(_TEXT, max_size=3)


@given(answers=st.dictionaries(st.sampled_from(_NAMES) | _TEXT, _ANSWER, max_size=12))
def test_no_answers_however_hostile_make_a_check_fail(
    every_kind: tuple[PortalOffice, PacketHead, WireApplication], answers: dict[str, Any]
) -> None:
    office, head, application = every_kind
    hostile = msgspec.structs.replace(application, answers=answers)
    findings = check_application(office.portal, head, hostile, ())
    assert findings
    assert Finding("check-failed") not in findings
    assert len(findings) <= MOST_FINDINGS
    assert {finding.field for finding in findings} <= {*_NAMES, "", "plan"}

"""Outputs at the portal: the record before any sheet, numbers without gaps, and what stations of the office hear."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fakes.issuing_office import WISH, case_of, issued, issuing_office, official
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation

from portal.cases import issue_output
from portal.cases.code_lists import code_root, key_set, void_list
from portal.cases.issue_desk import last_day
from portal.cases.issuing_keys import end_key, list_keys
from portal.cases.void_output import void_output
from portal.refusal import RefusalError
from portal.store.fleet_store import standing_alarms
from portal.store.issuing_key_store import issuing_keys
from portal.store.output_store import outputs_of_case
from portal.store.station_store import receipt_keys
from shubbak import resources
from shubbak.cli.main import main
from shubbak.domain.output_number import OutputNumber, parse_output_number
from shubbak.domain.text import Text
from shubbak.forms.load_procedure import GRADES
from shubbak.services.paper_proof import PaperLists, PaperProof, Standing, prove_paper
from shubbak.wire.issued_outputs_border import read_output_note
from shubbak.wire.key_set import open_key_set
from shubbak.wire.output_code import ProvenOutput, check_output_code
from shubbak.wire.output_said import read_said, said_digest
from shubbak.wire.station import ReceiptKeys
from shubbak.wire.void_list import open_void_list
from shubbak.wire.warranted import CodeRoot, Trust

AT = "2026-03-01T12:30:00Z"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = issuing_office(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def station(office: PortalOffice) -> FakeStation:
    return office.enrolled()


def ask(office: PortalOffice, station: FakeStation, path: str, **said: object) -> Any:
    address = f"/api/v1/stations/{station.code}/{path}"
    body = json.dumps({"version": 1} | said).encode()
    return office.client.post(address, content=body, auth=station.auth)


def listed(office: PortalOffice, station: FakeStation, cursor: str = "") -> dict[str, Any]:
    answer = ask(office, station, "outputs/list", cursor=cursor)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def sheet(number: str, outcome: str = "begun", **said: object) -> dict[str, object]:
    return {"id": str(uuid.uuid4()), "number": number, "at": AT, "outcome": outcome} | said


def say(office: PortalOffice, station: FakeStation, *sheets: dict[str, object]) -> list[tuple[int, str]]:
    answer = ask(office, station, "outputs/printings", printings=list(sheets))
    assert answer.status_code == 200, answer.text
    return [(one["copy"], one["problem"]) for one in answer.json()["printings"]]


def alarms(office: PortalOffice) -> set[str]:
    with office.portal.database.read() as connection:
        return {alarm.code for alarm in standing_alarms(connection)} - {"applications-disagree"}


def test_a_record_proves_what_its_sheet_says_and_numbers_have_no_gaps(
    office: PortalOffice, station: FakeStation
) -> None:
    cases = [case_of(office, station) for _ in range(3)]
    with pytest.raises(RefusalError, match="output-words"):
        issued(office, cases[0], replace(WISH, valid_to=date(2026, 2, 28)))
    numbers = [parse_output_number(issued(office, case)) for case in cases]
    assert [(one.year, one.series, one.sequence) for one in numbers] == [(2026, "P1", n) for n in (1, 2, 3)]
    answer = ask(office, station, "outputs/record", number=str(numbers[0]))
    record = read_output_note(answer.content)
    with office.portal.database.read() as connection:
        keys = ReceiptKeys(1, [*receipt_keys(connection), *issuing_keys(connection)])
    proven = check_output_code(record.code_text, keys)
    assert isinstance(proven, ProvenOutput) and proven.facts.number == str(numbers[0])
    assert proven.facts.data_digest == said_digest(record.said)
    assert (proven.station, proven.municipality.en) == ("", "Kuwait Municipality")
    assert read_said(record.said).holder.en == WISH.holder.en and answer.headers["Cache-Control"] == "no-store"


def test_a_fault_on_the_way_leaves_neither_record_nor_gap(
    office: PortalOffice, station: FakeStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(office, station)
    with monkeypatch.context() as broken:
        broken.setattr(issue_output, "issue_code_with", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            issued(office, case)
    (key,) = list_keys(office.portal)
    assert listed(office, station)["outputs"] == []
    assert parse_output_number(issued(office, case)).sequence == 1
    end_key(office.portal, key.key_id)
    with pytest.raises(RefusalError, match="issuing-key-none"):
        issued(office, case_of(office, station))


def test_a_case_has_one_output_that_stands_and_a_void_one_is_followed_by_another(
    office: PortalOffice, station: FakeStation
) -> None:
    case = case_of(office, station)
    first = issued(office, case)
    with pytest.raises(RefusalError, match="output-issued"):
        issued(office, case)
    for role, number in (("viewer", first), ("issuer", "2026-P1-000009-0")):
        with pytest.raises(RefusalError):
            void_output(office.portal, official(role), case, number, "wrong name")
    assert void_output(office.portal, official("keeper"), case, first, " wrong  area ")
    assert not void_output(office.portal, official(), case, first, "again")
    second = issued(office, case)
    with office.portal.database.read() as connection:
        kept = outputs_of_case(connection, case)
    assert [(one.record.number, one.voiding and one.voiding.reason) for one in kept] == [
        (first, "wrong area"),
        (second, None),
    ]
    assert {line["number"]: line["state"] for line in listed(office, station)["outputs"]} == {
        first: "void",
        second: "issued",
    }


def test_an_output_is_made_void_at_the_command_line_by_its_number(
    office: PortalOffice, station: FakeStation, capsys: pytest.CaptureFixture[str]
) -> None:
    case = case_of(office, station)
    number = issued(office, case)
    settings = office.settings
    places = ["--database", settings.database, "--files", settings.files, "--keys", str(settings.keys)]
    void = ["portal", "void", *places, "--by", "Noura", "--reason"]
    tries = [("x" * 201, number), ("wrong", str(OutputNumber(2026, "P1", 9))), ("wrong", "2026-P1-000009-0")]
    assert [main([*void, *one]) for one in tries] == [1, 1, 1]
    assert main([*void, " wrong  area ", number.lower()]) == 0
    assert main([*void, "again", number]) == 1
    told = capsys.readouterr().err
    assert all(words in told for words in ("1 to 200", "nothing was issued under", "nor an output", "is void already"))
    with office.portal.database.read() as connection:
        (kept,) = outputs_of_case(connection, case)
    assert kept.voiding is not None and (kept.voiding.voided_by, kept.voiding.reason) == ("Noura", "wrong area")
    assert [line["state"] for line in listed(office, station)["outputs"]] == ["void"]


def test_only_stations_of_the_same_office_see_it_and_each_change_once(
    office: PortalOffice, station: FakeStation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    number = issued(office, case_of(office, station))
    beside, elsewhere = office.enrolled("K08"), office.enrolled("K09", office_en="Hawalli office")
    first = listed(office, beside)
    assert [line["number"] for line in first["outputs"]] == [number] and not first["more"]
    assert "Fatma" not in json.dumps(first) and "Parcel" not in json.dumps(first)
    assert listed(office, beside, first["cursor"])["outputs"] == []
    assert listed(office, elsewhere)["outputs"] == []
    assert ask(office, elsewhere, "outputs/record", number=number).json()["type"] == "output-unknown"
    assert say(office, elsewhere, sheet(number)) == [(0, "output-unknown")]
    assert ask(office, beside, "outputs/list", cursor="x").json()["type"] == "body-shape"
    stranger = office.client.post("/api/v1/stations/K07/outputs/list", content=b"{}", auth=beside.auth)
    assert stranger.json()["type"] == "request-signature"
    say(office, beside, sheet(number))
    assert [line["original"] for line in listed(office, station, first["cursor"])["outputs"]] == [True]
    assert "Fatma" not in caplog.text and "285041512345" not in caplog.text


def test_one_sheet_is_the_original_and_every_other_is_a_counted_copy(
    office: PortalOffice, station: FakeStation
) -> None:
    number = issued(office, case_of(office, station))
    beside = office.enrolled("K08")
    original = sheet(number)
    assert say(office, station, original, original) == [(0, ""), (0, "")]
    assert say(office, beside, sheet(number)) == [(0, "printing-original-out")]
    copies = [sheet(number, reason="lost"), sheet(number, reason="damaged")]
    assert say(office, beside, *copies) == [(1, ""), (2, "")]
    assert say(office, station, original | {"outcome": "printed"}, original | {"outcome": "spoiled"}) == [(0, "")] * 2
    assert say(office, station, original | {"outcome": "printed"}, sheet(number)) == [(0, ""), (0, "")]
    assert alarms(office) == set()


def test_sheets_that_do_not_fit_are_kept_and_raised_to_staff(office: PortalOffice, station: FakeStation) -> None:
    case = case_of(office, station)
    number, beside = issued(office, case), office.enrolled("K08")
    first = sheet(number, "printed", paper_serial="A-1")
    assert say(office, station, first, first) == [(0, ""), (0, "")]
    assert say(office, beside, sheet(number, paper_serial="A-1", reason="lost")) == [(0, "printing-serial-used")]
    assert alarms(office) == set(), "nothing was printed yet"
    assert say(office, beside, sheet(number, "printed")) == [(0, "printing-original-out")]
    assert say(office, beside, sheet(number, "spoiled", paper_serial="A-1")) == [(0, "printing-serial-used")]
    assert say(office, station, first | {"paper_serial": "A-2"}) == [(0, "printing-changed")]
    void_output(office.portal, official(), case, number, "wrong name")
    assert say(office, station, sheet(number)) == [(0, "output-void")]
    assert say(office, station, sheet(number, "printed", reason="lost", copy=7)) == [(7, "output-void")]
    assert say(office, station, sheet("2026-P9-000001-A", "printed")) == [(0, "output-unknown")]
    assert alarms(office) == {
        *("printing-original-twice", "printing-serial-twice", "printing-told-otherwise"),
        *("printing-of-void", "printing-unknown"),
    }
    with office.portal.database.read() as connection:
        (kept,) = outputs_of_case(connection, case)
    assert [one.station for one in kept.record.printings] == ["K07", "K08", "K08", "K07"]


@pytest.mark.parametrize(
    "said", [{"at": "yesterday"}, {"id": "1"}, {"outcome": "printed", "copy": 1}, {"operator": "a\u202eb"}]
)
def test_what_is_no_printing_is_refused(office: PortalOffice, station: FakeStation, said: dict[str, object]) -> None:
    answer = ask(office, station, "outputs/printings", printings=[sheet("2026-P1-000001-A") | said])
    assert answer.json()["type"] == "body-shape"


def test_a_plan_of_a_visit_is_kept_under_its_stations_number(office: PortalOffice, station: FakeStation) -> None:
    number = f"{station.receipt_number(1)}P"
    plan = {
        "number": number,
        "application_id": str(uuid.uuid4()),
        "service_id": "kw.site_plan",
        "issued_at": AT,
        "valid_to": "",
        "digest": "ab" * 32,
        "key_id": station.key_id,
    }
    assert [ask(office, station, "plans", **plan).json() for _ in range(2)] == [{"version": 1, "number": number}] * 2
    assert ask(office, station, "plans", **plan | {"digest": "cd" * 32}).json()["type"] == "output-reused"
    assert ask(office, office.enrolled("K08"), "plans", **plan).json()["type"] == "receipt-number"
    assert ask(office, station, "plans", **plan | {"issued_at": "soon"}).json()["type"] == "body-shape"
    assert say(office, station, sheet(number, "printed"), sheet(number, reason="lost")) == [(0, ""), (1, "")]


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("1 year", date(2027, 2, 28)),
        ("6 months", date(2026, 8, 31)),
        ("30 days", date(2026, 3, 30)),
        ("2 years from the day of issue", date(2028, 2, 29)),
        ("Until 31 December", date(2026, 12, 31)),
        ("1 year from the day the old one ran out", None),
        ("Permanent", None),
    ],
)
def test_a_validity_in_words_gives_a_last_day_where_it_hangs_on_nothing_else(words: str, ends: date | None) -> None:
    assert last_day(Text("", words), date(2026, 3, 1)) == ends


def test_whoever_may_sign_is_called_by_a_title_on_the_paper() -> None:
    words = resources.load_wording()
    titles = [words.text(f"output.official.{grade}") for grade in GRADES if grade != "system"]
    assert len(set(titles)) == len(titles) == 4


def test_a_validity_that_begins_on_a_day_that_not_every_month_has() -> None:
    assert last_day(Text("", "1 year"), date(2028, 2, 29)) == date(2029, 2, 28)
    assert last_day(Text("", "1 month"), date(2026, 1, 31)) == date(2026, 2, 28)


def test_a_void_output_is_void_in_the_list_on_the_page_and_to_whoever_asks(
    office: PortalOffice, station: FakeStation
) -> None:
    cases = [case_of(office, station) for _ in range(2)]
    good, bad = (issued(office, case) for case in cases)
    code = read_output_note(ask(office, station, "outputs/record", number=bad).content).code_text
    root = Trust(msgspec.json.decode(code_root(office.portal).statement, type=CodeRoot).code_root)
    assert "وثيقة صحيحة" in office.client.post("/v", data={"code": code}).text
    void_output(office.portal, official(), cases[1], bad, "wrong name")
    office.pass_time(timedelta(minutes=5))
    keys = open_key_set(key_set(office.portal), root)[0]
    voids = open_void_list(void_list(office.portal), root)[0]
    assert [voids.holds_output(parse_output_number(number)) for number in (good, bad)] == [False, True]
    proof = prove_paper(code, PaperLists(keys, voids), office.time)
    assert isinstance(proof, PaperProof) and proof.standing is Standing.VOID
    assert "وثيقة ملغاة" in office.client.post("/v", data={"code": code}).text.split('id="page"')[0]
    asked = [office.client.get(f"/api/v1/outputs/{number}").json()["status"] for number in (good, bad, "HL-1")]
    assert asked == ["issued", "void", "unknown"]

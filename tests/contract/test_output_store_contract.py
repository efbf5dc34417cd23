"""What the portal promises of licences while several ask at once, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fakes.issuing_office import case_of, issued, issuing_office, official
from fakes.portal_office import PortalOffice
from sqlalchemy.exc import SQLAlchemyError

from portal.cases.take_printings import take_printings
from portal.cases.void_output import void_output
from portal.refusal import RefusalError
from portal.store.output_store import outputs_of_case
from shubbak.domain.output_number import parse_output_number
from shubbak.wire.issued_outputs import PrintingNote, PrintingsNote

AT = "2026-03-01T12:00:00Z"
TIMES = 4


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PortalOffice]:
    url = "" if request.param == "sqlite" else request.getfixturevalue("cluster").new_database()
    opened = issuing_office(tmp_path, url)
    yield opened
    opened.close()


def at_once(verb: Callable[[int], str]) -> list[str]:
    """Call a verb from several threads that start together; a refusal's code is an answer too."""
    start = threading.Barrier(TIMES)

    def one(number: int) -> str:
        start.wait()
        try:
            return verb(number)
        except RefusalError as error:
            return error.code

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(one, range(TIMES)))


def test_of_several_at_once_one_issues_one_prints_the_original_and_one_makes_it_void(office: PortalOffice) -> None:
    stations = [office.enrolled(f"K0{number}") for number in range(1, TIMES + 1)]
    case, other = case_of(office, stations[0]), case_of(office, stations[1])
    answers = at_once(lambda _: issued(office, case))
    (number,) = set(answers) - {"output-issued"}
    assert answers.count("output-issued") == TIMES - 1
    assert parse_output_number(issued(office, other)).sequence == 2, "who was refused left no gap"

    def begin(place: int) -> str:
        sheet = PrintingNote(str(uuid.uuid4()), number, AT, "begun", paper_serial=f"A-{place}")
        return take_printings(office.portal, stations[place].code, PrintingsNote(1, [sheet])).printings[0].problem

    assert sorted(at_once(begin)) == ["", *["printing-original-out"] * (TIMES - 1)]
    voided = at_once(lambda _: str(void_output(office.portal, official(), case, number, "wrong area")))
    assert sorted(voided) == ["False"] * (TIMES - 1) + ["True"]
    with office.portal.database.read() as connection:
        (kept,) = outputs_of_case(connection, case)
    assert (len(kept.record.printings), kept.record.void_at is not None) == (1, True)


FOR_GOOD = (
    "UPDATE outputs SET content = '{}'",
    "DELETE FROM outputs",
    "UPDATE output_voidings SET reason = 'none'",
    "DELETE FROM output_printings",
)


def test_what_was_issued_printed_or_made_void_stays(office: PortalOffice) -> None:
    station = office.enrolled()
    case = case_of(office, station)
    number = issued(office, case)
    sheet = PrintingNote(str(uuid.uuid4()), number, AT, "printed")
    take_printings(office.portal, station.code, PrintingsNote(1, [sheet]))
    void_output(office.portal, official(), case, number, "wrong area")
    for words in FOR_GOOD:
        with pytest.raises(SQLAlchemyError), office.portal.database.write() as connection:
            connection.exec_driver_sql(words)

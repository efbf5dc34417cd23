"""Rows about what was issued: a number without gaps, the record, who made it void, and what stations are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, insert, select, update

from portal.store.counter_store import next_number
from portal.store.output_tables import OUTPUT_SERIES, OUTPUT_VOIDINGS, OUTPUTS
from portal.store.printing_store import printings_of
from portal.store.sender_store import Office
from portal.store.tables import APPLICATIONS, CASES, STATIONS
from shubbak.domain.output_number import OutputNumber
from shubbak.domain.output_record import OutputRecord, Printing
from shubbak.wire.issued_outputs import IssuedOutputNote
from shubbak.wire.issued_outputs_border import output_from_wire, output_to_wire
from shubbak.wire.moment import parse_moment

_OFFICE = (
    STATIONS.c.country,
    STATIONS.c.municipality_ar,
    STATIONS.c.municipality_en,
    STATIONS.c.office_ar,
    STATIONS.c.office_en,
)


@dataclass(frozen=True, slots=True)
class Issuing:
    """Who issued an output, and which steps of the procedure they said are done."""

    by: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutputVoiding:
    """Who made an output void, when and why."""

    number: str
    reason: str
    voided_by: str
    voided_at: str


@dataclass(frozen=True, slots=True)
class StoredOutput:
    """An output as it stands. voiding: None while it is good. changed: the count of all changes at its last one."""

    record: OutputRecord
    issuing: Issuing
    voiding: OutputVoiding | None
    changed: int
    case: str


def take_number(connection: Connection, letter: str, kind: str, service_id: str, year: int) -> OutputNumber:
    """Return the next number of a service's series; others who want one wait until this transaction ends, and one that
    is rolled back leaves no gap.
    """
    # First, so that of two who issue for one service the second sees what the first did.
    sequence = next_number(connection, f"output-{kind}-{service_id}-{year}")
    known = select(OUTPUT_SERIES.c.series).where(OUTPUT_SERIES.c.kind == kind, OUTPUT_SERIES.c.service_id == service_id)
    series = connection.execute(known).scalar_one_or_none()
    if series is None:
        series = f"{letter}{next_number(connection, f'output-series-{letter}')}"
        connection.execute(insert(OUTPUT_SERIES).values(series=series, kind=kind, service_id=service_id))
    return OutputNumber(year, series, sequence)


def add_output(
    connection: Connection, case: str, number: OutputNumber, record: OutputRecord, issuing: Issuing, at: str
) -> None:
    """Keep an output of a case under the number that was taken in this transaction."""
    application = select(CASES.c.application).where(CASES.c.number == case)
    connection.execute(
        insert(OUTPUTS).values(
            number=str(number),
            series=number.series,
            year=number.year,
            sequence=number.sequence,
            application=connection.execute(application).scalar_one(),
            issued_at=at,
            issued_by=issuing.by,
            steps=" ".join(issuing.steps),
            content=msgspec.json.encode(output_to_wire(record)).decode(),
            changed=next_number(connection, "output-change"),
        )
    )


def touch_output(connection: Connection, number: str) -> None:
    """Let stations hear of an output again."""
    changed = next_number(connection, "output-change")
    connection.execute(update(OUTPUTS).where(OUTPUTS.c.number == number).values(changed=changed))


def void_output(connection: Connection, voiding: OutputVoiding) -> None:
    """Keep who made an output void; raises IntegrityError where it is void already, or none."""
    values = {name: getattr(voiding, name) for name in OutputVoiding.__slots__}
    connection.execute(insert(OUTPUT_VOIDINGS).values(values))
    touch_output(connection, voiding.number)


def void_outputs(connection: Connection) -> list[str]:
    """Return the number of every void output, in their order."""
    return list(connection.execute(select(OUTPUT_VOIDINGS.c.number).order_by(OUTPUT_VOIDINGS.c.number)).scalars())


def find_output(connection: Connection, number: str) -> StoredOutput | None:
    """Return one output, void or not."""
    found = _stored(connection, _SELECT.where(OUTPUTS.c.number == number))
    return found[0] if found else None


def outputs_of_case(connection: Connection, case: str) -> list[StoredOutput]:
    """Return what was issued on a case, the oldest first; at most one of it is not void."""
    return _stored(connection, _SELECT.where(CASES.c.number == case).order_by(OUTPUTS.c.row))


def outputs_of_office(connection: Connection, office: Office, behind: int, most: int) -> list[StoredOutput]:
    """Return what has changed behind a count for applications of one office, the oldest change first."""
    here = [column == value for column, value in zip(_OFFICE, office, strict=True)]
    return _stored(connection, _SELECT.where(*here, OUTPUTS.c.changed > behind).order_by(OUTPUTS.c.changed).limit(most))


def output_of_office(connection: Connection, office: Office, number: str) -> StoredOutput | None:
    """Return one output for an application of this office; None for another office's."""
    here = [column == value for column, value in zip(_OFFICE, office, strict=True)]
    found = _stored(connection, _SELECT.where(*here, OUTPUTS.c.number == number))
    return found[0] if found else None


_SELECT: Select[Any] = (
    select(
        OUTPUTS,
        CASES.c.number.label("case_number"),
        OUTPUT_VOIDINGS.c.reason.label("void_reason"),
        OUTPUT_VOIDINGS.c.voided_by,
        OUTPUT_VOIDINGS.c.voided_at,
    )
    .join(APPLICATIONS, APPLICATIONS.c.row == OUTPUTS.c.application)
    .join(STATIONS, STATIONS.c.code == APPLICATIONS.c.station)
    .join(CASES, CASES.c.application == APPLICATIONS.c.row)
    .outerjoin(OUTPUT_VOIDINGS, OUTPUT_VOIDINGS.c.number == OUTPUTS.c.number)
)


def _stored(connection: Connection, wanted: Select[Any]) -> list[StoredOutput]:
    rows = connection.execute(wanted).all()
    sheets = printings_of(connection, [row.number for row in rows])
    return [_output(row, sheets) for row in rows]


def _output(row: Row[Any], sheets: Mapping[str, Sequence[Printing]]) -> StoredOutput:
    record = output_from_wire(msgspec.json.decode(row.content, type=IssuedOutputNote))
    voiding = None
    if row.voided_at is not None:
        voiding = OutputVoiding(row.number, row.void_reason, row.voided_by, row.voided_at)
    record = replace(
        record,
        void_at=parse_moment(voiding.voided_at) if voiding else None,
        printings=tuple(sheets.get(row.number, ())),
    )
    return StoredOutput(record, Issuing(row.issued_by, tuple(row.steps.split())), voiding, row.changed, row.case_number)

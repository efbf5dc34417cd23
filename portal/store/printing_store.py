"""Rows about sheets of paper: each as its station said it, and the plans that stations issued themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from portal.store.output_tables import OUTPUT_PRINTINGS, STATION_PLANS
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.output_record import Printing, PrintingOutcome
from shubbak.wire.issued_outputs import PlanNote
from shubbak.wire.moment import parse_moment


def printings_of(connection: Connection, numbers: Sequence[str]) -> dict[str, list[Printing]]:
    """Return the sheets of these outputs or plans by their number, the first first."""
    wanted = select(OUTPUT_PRINTINGS).where(OUTPUT_PRINTINGS.c.number.in_(numbers)).order_by(OUTPUT_PRINTINGS.c.row)
    sheets: defaultdict[str, list[Printing]] = defaultdict(list)
    for row in connection.execute(wanted) if numbers else ():
        sheets[row.number].append(_printing(row))
    return dict(sheets)


def find_printing(connection: Connection, station: str, ident: str) -> tuple[str, Printing] | None:
    """Return a sheet with its output's number, None where the station never spoke of it."""
    mine = (OUTPUT_PRINTINGS.c.station == station, OUTPUT_PRINTINGS.c.id == ident)
    row = connection.execute(select(OUTPUT_PRINTINGS).where(*mine)).one_or_none()
    return None if row is None else (row.number, _printing(row))


def add_printing(connection: Connection, number: str, printing: Printing, at: str, received_at: str) -> None:
    """Keep a sheet; raises IntegrityError where the station said this id before. Times: RFC 3339 UTC, to the second."""
    connection.execute(
        insert(OUTPUT_PRINTINGS).values(
            station=printing.station,
            id=printing.id,
            number=number,
            printed_at=at,
            received_at=received_at,
            outcome=printing.outcome.value,
            copy=printing.copy.number if printing.copy else 0,
            reason=printing.copy.reason.value if printing.copy else "",
            paper_serial=printing.paper_serial,
            operator=printing.operator,
        )
    )


def end_printing(connection: Connection, station: str, ident: str, outcome: PrintingOutcome) -> None:
    """Write down what became of a sheet."""
    mine = (OUTPUT_PRINTINGS.c.station == station, OUTPUT_PRINTINGS.c.id == ident)
    connection.execute(update(OUTPUT_PRINTINGS).where(*mine).values(outcome=outcome.value))


def serial_sheets(connection: Connection, paper_serial: str) -> int:
    """Return how many sheets are said to have this preprinted number, spoiled ones too."""
    wanted = select(OUTPUT_PRINTINGS.c.row).where(OUTPUT_PRINTINGS.c.paper_serial == paper_serial)
    return len(connection.execute(wanted).all())


def add_plan(connection: Connection, station: str, plan: PlanNote, received_at: str) -> None:
    """Keep a station's plan; raises IntegrityError for a number that is here."""
    told = {name: getattr(plan, name) for name in PlanNote.__struct_fields__ if name != "version"}
    connection.execute(insert(STATION_PLANS).values(station=station, received_at=received_at, **told))


def find_plan(connection: Connection, number: str) -> tuple[str, PlanNote] | None:
    """Return a plan with its station."""
    row = connection.execute(select(STATION_PLANS).where(STATION_PLANS.c.number == number)).one_or_none()
    return None if row is None else (row.station, _plan(row))


def plans_of(connection: Connection, station: str, application_id: str) -> list[PlanNote]:
    """Return the plans that a station issued with an application."""
    mine = (STATION_PLANS.c.station == station, STATION_PLANS.c.application_id == application_id)
    return [_plan(row) for row in connection.execute(select(STATION_PLANS).where(*mine))]


def _plan(row: Row[Any]) -> PlanNote:
    told = {name: getattr(row, name) for name in PlanNote.__struct_fields__ if name != "version"}
    return PlanNote(version=1, **told)


def _printing(row: Row[Any]) -> Printing:
    return Printing(
        id=row.id,
        station=row.station,
        at=parse_moment(row.printed_at),
        outcome=PrintingOutcome(row.outcome),
        copy=CopyMark(row.copy, CopyReason(row.reason)) if row.copy else None,
        paper_serial=row.paper_serial,
        operator=row.operator,
    )

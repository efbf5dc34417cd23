"""What stations are told of outputs: those of their own office alone, a list without names, and one whole."""

from __future__ import annotations

from sqlalchemy import Connection

from portal.assembly import Portal
from portal.refusal import RefusalError
from portal.store import output_store
from portal.store.sender_store import Office, office_of
from shubbak.domain.output_number import parse_output_number
from shubbak.wire.issued_outputs import (
    MOST_LINES,
    OUTPUTS_VERSION,
    IssuedOutputNote,
    OutputQuestion,
    OutputsAnswer,
    OutputsQuestion,
)
from shubbak.wire.issued_outputs_border import output_line, output_to_wire

_MOST_CURSOR = 2**53


def list_outputs(portal: Portal, station: str, untrusted: OutputsQuestion) -> OutputsAnswer:
    """Return what has changed behind the cursor; raises RefusalError body-shape or station-unknown."""
    behind = _behind(untrusted)
    with portal.database.read() as connection:
        office = _office(connection, station)
        found = output_store.outputs_of_office(connection, office, behind, MOST_LINES + 1)
    shown = found[:MOST_LINES]
    cursor = str(shown[-1].changed) if shown else untrusted.cursor
    return OutputsAnswer(
        OUTPUTS_VERSION, [output_line(one.record) for one in shown], cursor, more=len(found) > MOST_LINES
    )


def tell_output(portal: Portal, station: str, untrusted: OutputQuestion) -> IssuedOutputNote:
    """Return one output whole; raises RefusalError body-shape, station-unknown or output-unknown."""
    if untrusted.version != OUTPUTS_VERSION:
        raise RefusalError("body-shape")
    number = checked_output(untrusted.number)
    with portal.database.read() as connection:
        found = output_store.output_of_office(connection, _office(connection, station), number)
    if found is None:
        raise RefusalError("output-unknown")
    return output_to_wire(found.record)


def checked_output(untrusted_number: str) -> str:
    """Return an output's number in its one spelling; raises RefusalError output-unknown for what is none."""
    try:
        return str(parse_output_number(untrusted_number))
    except ValueError as error:
        raise RefusalError("output-unknown") from error


def _behind(untrusted: OutputsQuestion) -> int:
    cursor = untrusted.cursor or "0"
    sound = untrusted.version == OUTPUTS_VERSION and cursor.isascii() and cursor.isdigit()
    if not sound or int(cursor) > _MOST_CURSOR:
        raise RefusalError("body-shape")
    return int(cursor)


def _office(connection: Connection, station: str) -> Office:
    office = office_of(connection, station)
    if office is None:
        raise RefusalError("station-unknown")
    return office

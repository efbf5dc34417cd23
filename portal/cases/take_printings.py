"""Sheets of paper as stations tell of them.

Before one is printed the portal says whether it may be; afterwards it keeps whatever came out, and raises what does not
fit to staff.
"""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import Connection

from portal.assembly import Portal, stamp
from portal.refusal import RefusalError
from portal.store import fleet_store, output_store, printing_store
from portal.store.sender_store import office_of
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.output_record import OutputPaper, OutputRecord, Printing, PrintingOutcome
from shubbak.wire.issued_outputs import (
    OUTPUTS_VERSION,
    PrintingAnswer,
    PrintingNote,
    PrintingProblem,
    PrintingsAnswer,
    PrintingsNote,
)
from shubbak.wire.moment import parse_moment

#: What is raised to staff about a sheet that came out all the same.
ALARMS: dict[PrintingProblem, str] = {
    "printing-original-out": "printing-original-twice",
    "printing-serial-used": "printing-serial-twice",
    "printing-serial-missing": "printing-serial-none",
    "printing-changed": "printing-told-otherwise",
    "output-void": "printing-of-void",
    "output-unknown": "printing-unknown",
}
_LOG = logging.getLogger("portal.outputs")
_BEGUN = PrintingOutcome.BEGUN


def take_printings(portal: Portal, station: str, untrusted: PrintingsNote) -> PrintingsAnswer:
    """Keep what a station says of its sheets; raises RefusalError body-shape. Each sheet is kept by itself."""
    if untrusted.version != OUTPUTS_VERSION:
        raise RefusalError("body-shape")
    sheets = [(note.number, _read(station, note), note) for note in untrusted.printings]
    answers = []
    for number, sheet, note in sheets:
        with portal.database.write() as connection:
            answers.append(_take(connection, number, sheet, note, stamp(portal.now())))
    return PrintingsAnswer(OUTPUTS_VERSION, answers)


def _read(station: str, untrusted: PrintingNote) -> Printing:
    outcome = PrintingOutcome(untrusted.outcome)
    counted = outcome is _BEGUN or (untrusted.copy == 0) == (untrusted.reason == "")
    try:
        at: datetime = parse_moment(untrusted.at)
    except (ValueError, OverflowError) as error:
        raise RefusalError("body-shape") from error
    plain = (untrusted.number, untrusted.paper_serial, untrusted.operator)
    if not counted or at.year < 1970 or not all(text.isprintable() for text in plain):
        raise RefusalError("body-shape")
    mark = CopyMark(max(1, untrusted.copy), CopyReason(untrusted.reason)) if untrusted.reason else None
    return Printing(untrusted.id, station, at, outcome, mark, untrusted.paper_serial.strip(), untrusted.operator)


def _take(connection: Connection, number: str, sheet: Printing, note: PrintingNote, now: str) -> PrintingAnswer:
    # First: whoever else speaks of a sheet waits for the end of this, so that no two of them are the original.
    output_store.touch_output(connection, number)
    earlier = printing_store.find_printing(connection, sheet.station, sheet.id)
    if earlier is not None:
        return _again(connection, number, sheet, earlier, now)
    record = _record(connection, number, sheet.station)
    problem = _problem(connection, record, sheet) if record else _of_plan(connection, number, sheet.station)
    if sheet.outcome is not _BEGUN:
        _raise(connection, sheet.station, number, problem, now)
    if problem == "output-unknown" or (problem and sheet.outcome is _BEGUN):
        return PrintingAnswer(sheet.id, 0, problem)
    if sheet.outcome is _BEGUN and sheet.copy is not None:
        sheet = _numbered(connection, number, sheet, sheet.copy.reason)
    printing_store.add_printing(connection, number, sheet, stamp(sheet.at), now)
    return PrintingAnswer(sheet.id, sheet.copy.number if sheet.copy else 0, problem)


def _again(
    connection: Connection, number: str, sheet: Printing, earlier: tuple[str, Printing], now: str
) -> PrintingAnswer:
    """Take what became of a sheet; what came before comes to nothing, also when it is late on its way."""
    known_number, known = earlier
    copy = known.copy.number if known.copy else 0
    reasons = [one.copy.reason if one.copy else None for one in (known, sheet)]
    # Which sheet it is was settled when it began; of one that has ended only its outcome is news.
    other = reasons[0] is not reasons[1] and sheet.outcome is _BEGUN
    if known_number != number or known.paper_serial != sheet.paper_serial or other:
        if sheet.outcome is not _BEGUN:
            _raise(connection, sheet.station, number, "printing-changed", now)
        return PrintingAnswer(sheet.id, copy, "printing-changed")
    order = list(PrintingOutcome)
    if order.index(sheet.outcome) > order.index(known.outcome):
        printing_store.end_printing(connection, sheet.station, sheet.id, sheet.outcome)
    return PrintingAnswer(sheet.id, copy)


def _record(connection: Connection, number: str, station: str) -> OutputRecord | None:
    office = office_of(connection, station)
    found = output_store.output_of_office(connection, office, number) if office else None
    return found.record if found else None


def _problem(connection: Connection, record: OutputRecord, sheet: Printing) -> PrintingProblem:
    if record.void_at is not None:
        return "output-void"
    if record.paper is OutputPaper.CONTROLLED and not sheet.paper_serial:
        return "printing-serial-missing"
    if sheet.paper_serial and printing_store.serial_sheets(connection, sheet.paper_serial):
        return "printing-serial-used"
    original = sheet.copy is None and sheet.outcome is not PrintingOutcome.SPOILED
    return "printing-original-out" if original and record.original is not None else ""


def _of_plan(connection: Connection, number: str, station: str) -> PrintingProblem:
    """A plan is its station's own: which sheet of it is the original, the station says."""
    plan = printing_store.find_plan(connection, number)
    mine = plan is not None and office_of(connection, plan[0]) == office_of(connection, station)
    return "" if mine else "output-unknown"


def _numbered(connection: Connection, number: str, sheet: Printing, reason: CopyReason) -> Printing:
    sheets = printing_store.printings_of(connection, [number]).get(number, [])
    copies = [one.copy.number for one in sheets if one.copy]
    mark = CopyMark(max(copies, default=0) + 1, reason)
    return Printing(sheet.id, sheet.station, sheet.at, sheet.outcome, mark, sheet.paper_serial, sheet.operator)


def _raise(connection: Connection, station: str, number: str, problem: PrintingProblem, now: str) -> None:
    if not problem:
        return
    fleet_store.raise_alarm(connection, station, ALARMS[problem], now)
    _LOG.warning("a sheet of %s that station %s printed: %s", number, station, problem)

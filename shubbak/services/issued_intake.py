"""Taking in what the portal has issued for this office, and telling it what became of sheets: the station's round."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, Literal

import msgspec

from shubbak.domain.issued_paper import IssuedLine, Sheet, SheetState
from shubbak.domain.output_number import parse_output_number
from shubbak.domain.output_record import OutputPaper
from shubbak.domain.text import Text
from shubbak.ports.issued import IssuedShelf, OutputSource, Told
from shubbak.wire.issued_outputs import (
    MOST_PRINTINGS,
    OUTPUTS_VERSION,
    IssuedOutputNote,
    OutputLine,
    OutputQuestion,
    OutputsQuestion,
    PrintingNote,
    PrintingsNote,
)
from shubbak.wire.issued_outputs_border import output_from_wire, output_line
from shubbak.wire.moment import moment_text, parse_moment
from shubbak.wire.output_code import OutputKind

#: Answers of the list, records and notes of sheets that one round asks for or sends.
LISTS, RECORDS, NOTES = 5, 20, 5
_LONGEST = 200
_OUTCOMES: Final[dict[SheetState, Literal["printed", "spoiled"]]] = {
    SheetState.PRINTED: "printed",
    SheetState.SPOILED: "spoiled",
}


def take_outputs(shelf: IssuedShelf, source: OutputSource, now: datetime, kept: timedelta) -> int:
    """Take in what has changed, and the records of what is to be printed; returns how many lines came.

    kept: for how long a record stays here for printing without the line.

    Raises PortalError and StoreError. Lines that make no sense stay out, and the others come in.
    """
    came = 0
    for _ in range(LISTS):
        answer = source.outputs(OutputsQuestion(OUTPUTS_VERSION, shelf.outputs_cursor()))
        told = [line for line in map(read_line, answer.outputs) if line is not None]
        if answer.outputs:
            shelf.keep_issued(told, answer.cursor, now)
        came += len(told)
        if not answer.more or not answer.outputs:
            break
    for number in shelf.without_record(now - kept, RECORDS):
        shelf.keep_record(number, fetch_record(source, number))
    return came


def tell_sheets(shelf: IssuedShelf, source: OutputSource) -> int:
    """Tell the portal what became of sheets, the oldest first; returns how many it has heard of.

    Raises PortalError and StoreError; what was not heard is told by the next round, the same words again. What the
    portal finds wrong it tells its own staff: the sheet is out.
    """
    heard = 0
    for _ in range(NOTES):
        sheets = shelf.untold(MOST_PRINTINGS)
        if not sheets:
            break
        answer = source.printings(PrintingsNote(OUTPUTS_VERSION, [sheet_note(sheet) for sheet in sheets]))
        known = {one.id for one in answer.printings}
        told = [sheet for sheet in sheets if sheet.id in known]
        for sheet in told:
            shelf.keep_told(sheet.id, sheet.outcome)
        heard += len(told)
        if not told:
            break
    return heard


def sheet_note(sheet: Sheet, *, begun: bool = False) -> PrintingNote:
    """Return what the portal hears of a sheet. begun: that it is about to be printed, whatever its row says."""
    return PrintingNote(
        id=sheet.id,
        number=sheet.number,
        at=moment_text(sheet.at),
        outcome="begun" if begun else _OUTCOMES.get(sheet.state, "begun"),
        copy=sheet.mark.number if sheet.mark else 0,
        reason=sheet.mark.reason.value if sheet.mark else "",
        paper_serial=sheet.serial,
        operator=sheet.operator,
    )


def fetch_record(source: OutputSource, number: str) -> bytes:
    """Return an output's record as it is kept; raises PortalError."""
    return msgspec.json.encode(source.output(OutputQuestion(OUTPUTS_VERSION, number)))


def told_of(untrusted: IssuedOutputNote) -> Told | None:
    """Return a record's line, None for one that makes no sense."""
    try:
        record = output_from_wire(untrusted)
    except (ValueError, OverflowError):
        return None
    return read_line(output_line(record))


def read_line(untrusted: OutputLine) -> Told | None:
    """Take one line of the portal's list apart, None for one that makes no sense."""
    texts = (untrusted.service_id, untrusted.application_id, untrusted.receipt, untrusted.title.ar, untrusted.title.en)
    if not all(len(text) <= _LONGEST and text.isprintable() for text in texts):
        return None
    try:
        line = IssuedLine(
            number=str(parse_output_number(untrusted.number)),
            kind=OutputKind(untrusted.kind).value,
            service_id=untrusted.service_id,
            application_id=untrusted.application_id,
            receipt=untrusted.receipt,
            title=Text(untrusted.title.ar, untrusted.title.en),
            issued_at=parse_moment(untrusted.issued_at),
            valid_to=date.fromisoformat(untrusted.valid_to) if untrusted.valid_to else None,
            void=untrusted.state == "void",
            paper=OutputPaper(untrusted.paper),
        )
    except (ValueError, OverflowError):
        return None
    return Told(line, untrusted.original)

"""An issued output between the domain's words and the wire's, by hand, in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.output_record import OutputPaper, OutputRecord, Printing, PrintingOutcome
from shubbak.domain.text import Text
from shubbak.wire.issued_outputs import (
    MAX_NOTE_BYTES,
    OUTPUTS_VERSION,
    IssuedOutputNote,
    OutputLine,
    PrintingLine,
    WireText,
)
from shubbak.wire.moment import moment_text, parse_moment


class OutputNoteError(ValueError):
    """Bytes that are no note of an output. The text is a code, output-note-shape; it never quotes the content."""


def output_to_wire(record: OutputRecord) -> IssuedOutputNote:
    """Return everything of an output as it travels."""
    return IssuedOutputNote(
        version=OUTPUTS_VERSION,
        number=record.number,
        kind=record.kind,
        service_id=record.service_id,
        application_id=record.application_id,
        receipt=record.receipt,
        issued_at=moment_text(record.issued_at),
        valid_to=_day_text(record.valid_to),
        title=_told(record.title),
        said=record.said,
        code_text=record.code_text,
        state="void" if record.void_at else "issued",
        void_at=moment_text(record.void_at) if record.void_at else "",
        paper=record.paper.value,
        printings=[_printing_to_wire(one) for one in record.printings],
    )


def read_output_note(untrusted: bytes | str) -> OutputRecord:
    """Read a note's JSON; raises OutputNoteError. Nothing of it is proven before its code was checked."""
    if len(untrusted) > MAX_NOTE_BYTES:
        raise OutputNoteError("output-note-shape")
    try:
        return output_from_wire(msgspec.json.decode(untrusted, type=IssuedOutputNote))
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
        # The cause may quote a name, and an exception's text may reach a log.
        raise OutputNoteError("output-note-shape") from None


def output_from_wire(untrusted: IssuedOutputNote) -> OutputRecord:
    """Take a note apart; raises ValueError for times, days, kinds and versions that are none."""
    if untrusted.version != OUTPUTS_VERSION:
        raise ValueError("output-note-shape")
    return OutputRecord(
        number=untrusted.number,
        kind=untrusted.kind,
        service_id=untrusted.service_id,
        application_id=untrusted.application_id,
        receipt=untrusted.receipt,
        issued_at=parse_moment(untrusted.issued_at),
        valid_to=date.fromisoformat(untrusted.valid_to) if untrusted.valid_to else None,
        title=_text(untrusted.title),
        said=untrusted.said,
        code_text=untrusted.code_text,
        paper=OutputPaper(untrusted.paper),
        void_at=parse_moment(untrusted.void_at) if untrusted.void_at else None,
        printings=tuple(_printing_from_wire(one) for one in untrusted.printings),
    )


def output_line(record: OutputRecord) -> OutputLine:
    """Return what a list says of an output: nothing of its holder."""
    return OutputLine(
        number=record.number,
        kind=record.kind,
        service_id=record.service_id,
        application_id=record.application_id,
        receipt=record.receipt,
        title=_told(record.title),
        issued_at=moment_text(record.issued_at),
        valid_to=_day_text(record.valid_to),
        state="void" if record.void_at else "issued",
        paper=record.paper.value,
        original=record.original is not None,
        sheets=_sheets(record.printings),
    )


def _sheets(printings: Sequence[Printing]) -> int:
    return sum(one.outcome is PrintingOutcome.PRINTED for one in printings)


def _printing_to_wire(one: Printing) -> PrintingLine:
    return PrintingLine(
        id=one.id,
        station=one.station,
        at=moment_text(one.at),
        outcome=one.outcome.value,
        copy=one.copy.number if one.copy else 0,
        reason=one.copy.reason.value if one.copy else "",
        paper_serial=one.paper_serial,
        operator=one.operator,
    )


def _printing_from_wire(line: PrintingLine) -> Printing:
    mark = CopyMark(line.copy, CopyReason(line.reason)) if line.copy else None
    return Printing(
        id=line.id,
        station=line.station,
        at=parse_moment(line.at),
        outcome=PrintingOutcome(line.outcome),
        copy=mark,
        paper_serial=line.paper_serial,
        operator=line.operator,
    )


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _told(text: Text) -> WireText:
    return WireText(text.ar, text.en)


def _text(wire: WireText) -> Text:
    return Text(wire.ar, wire.en)

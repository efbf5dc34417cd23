"""What is issued and printed at a counter: the station's memory of it, and the portal that it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.issued_paper import IssuedLine, IssuedPaper, Sheet, SheetState
from shubbak.wire.issued_outputs import (
    IssuedOutputNote,
    OutputQuestion,
    OutputsAnswer,
    OutputsQuestion,
    PrintingsAnswer,
    PrintingsNote,
)

#: Outputs that one look shows: what is to be done before what is done, the newest of each first.
MOST_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Told:
    """An output as the portal's list tells of it. original: whether the portal knows one, of whichever station."""

    line: IssuedLine
    original: bool


class OutputSource(Protocol):
    """The portal's outputs; every call blocks and raises PortalError."""

    def outputs(self, question: OutputsQuestion) -> OutputsAnswer:
        """Return what has changed behind a cursor."""

    def output(self, question: OutputQuestion) -> IssuedOutputNote:
        """Return one output whole; nothing of it is proven yet."""

    def printings(self, note: PrintingsNote) -> PrintingsAnswer:
        """Say what became of sheets, or that one is about to be printed."""


class IssuedShelf(Protocol):
    """Every verb is one durable transaction, with its event in it, and raises StoreError when it did not happen.

    A sheet has one row from before its first byte on; serials are unique among them for good.
    """

    def outputs_cursor(self) -> str:
        """Return how far the portal's list was taken in, "" before the first time."""

    def keep_issued(self, told: Sequence[Told], cursor: str, at: datetime) -> None:
        """Take lines in, and the cursor behind them. What became void loses its record at once. cursor: "" leaves the
        one that stands, for a line that was asked for by itself.
        """

    def keep_record(self, number: str, body: bytes) -> None:
        """Keep what a line's sheets are set from; nothing happens where there is no such line."""

    def record_body(self, number: str) -> bytes | None:
        """Return what is kept of an output's record, None for nothing."""

    def without_record(self, since: datetime, most: int) -> tuple[str, ...]:
        """Return outputs taken in since a moment that are to be printed and whose record is not here, oldest first."""

    def issued(self) -> tuple[IssuedPaper, ...]:
        """Return at most MOST_SHOWN: what is to be printed or looked after, then the others; the newest first."""

    def find_issued(self, text: str) -> IssuedPaper | None:
        """Return the newest with this number, receipt's number or application's id."""

    def has_original_elsewhere(self, number: str) -> None:
        """Keep that another station has the original."""

    def put_in(self, sheet: Sheet) -> str:
        """Write a blank sheet's row and return ""; else paper-serial-used, or licence-sheet-open where another sheet
        of this output waits to be looked after, and nothing is written.
        """

    def take_out(self, sheet_id: str) -> None:
        """Forget a blank sheet that the portal does not know of: its number is free again."""

    def begin_sheet(self, sheet_id: str, mark: CopyMark | None) -> bool:
        """Write, before the first byte, that a blank sheet is being printed; False for any other."""

    def end_sheet(self, sheet_id: str, state: SheetState, problem: str = "") -> None:
        """Write how the print ended: PRINTED, UNSURE, or BLANK where for sure nothing came out."""

    def settle_sheet(self, sheet_id: str, verdict: SheetState) -> bool:
        """Write what somebody says of a sheet, by VERDICTS; False where that cannot be said of it."""

    def untold(self, most: int) -> tuple[Sheet, ...]:
        """Return the sheets of which the portal has yet to hear, the oldest first."""

    def keep_told(self, sheet_id: str, outcome: str) -> None:
        """The portal has heard this of a sheet."""

    def recover_sheets(self) -> int:
        """After a start: what was being printed is unsure; returns how many."""

    def drop_issued_before(self, limit: datetime) -> int:
        """Let go of the records of outputs taken in before a moment, and of those outputs whose original is out or
        which are void, all their sheets settled and told. Sheets' rows stay, so that no serial is used twice. Returns
        how many outputs went.
        """

"""The paper of an issued output at a station: every sheet's fate, and what is to be done with the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.output_record import OutputPaper
from shubbak.domain.text import Text


class SheetState(StrEnum):
    """The fate of one sheet.

    BLANK: put in for this output, and for sure nothing is on it. PRINTING: the printer was told. UNSURE: it was told
    and nobody knows; somebody has to look. PRINTED: it is out and good. SPOILED: somebody destroys it; for good.
    """

    BLANK = "blank"
    PRINTING = "printing"
    UNSURE = "unsure"
    PRINTED = "printed"
    SPOILED = "spoiled"


#: What somebody may say of a sheet that they hold or look for, by its state before.
VERDICTS: dict[SheetState, tuple[SheetState, ...]] = {
    SheetState.UNSURE: (SheetState.PRINTED, SheetState.SPOILED, SheetState.BLANK),
    SheetState.BLANK: (SheetState.SPOILED,),
    SheetState.PRINTED: (SheetState.SPOILED,),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. id: a UUID. number: the output's. mark: None for the original. serial: "" for plain paper. at: when it
    was put in, aware UTC. problem: the printer's code of its last print. told: the outcome that the portal has heard.
    """

    id: str
    number: str
    state: SheetState
    mark: CopyMark | None
    serial: str
    operator: str
    at: datetime
    problem: str = ""
    told: str = ""

    @property
    def outcome(self) -> str:
        """What the portal is told of it, "" for nothing: a blank sheet is nobody's business."""
        said = {SheetState.PRINTED: "printed", SheetState.SPOILED: "spoiled", SheetState.BLANK: ""}
        return said.get(self.state, "begun")


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """An output in a list; it names no person. valid_to: None where it does not end. elsewhere: whether another
    station has its original.
    """

    number: str
    kind: str
    service_id: str
    application_id: str
    receipt: str
    title: Text
    issued_at: datetime
    valid_to: date | None
    void: bool
    paper: OutputPaper
    elsewhere: bool = False


class IssuedState(StrEnum):
    """What is to be done. OWED: the original is to be printed. UNSURE: somebody looks after a sheet first. PRINTED: the
    original is out; another print is a copy. VOID: nothing is printed any more.
    """

    OWED = "owed"
    UNSURE = "unsure"
    PRINTED = "printed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """An output with the sheets that this station put in for it, oldest first."""

    line: IssuedLine
    sheets: tuple[Sheet, ...] = ()

    @property
    def state(self) -> IssuedState:
        if any(one.state in (SheetState.PRINTING, SheetState.UNSURE) for one in self.sheets):
            return IssuedState.UNSURE
        if self.line.void:
            return IssuedState.VOID
        return IssuedState.PRINTED if self.line.elsewhere or self.original else IssuedState.OWED

    @property
    def original(self) -> Sheet | None:
        """The sheet of this station that is the original, None while there is none."""
        printed = (one for one in self.sheets if one.mark is None and one.state is SheetState.PRINTED)
        return next(printed, None)

    @property
    def open_sheet(self) -> Sheet | None:
        """The sheet that is printed next or looked after first, None where the next takes a new one."""
        settled = (SheetState.PRINTED, SheetState.SPOILED)
        return next((one for one in self.sheets if one.state not in settled), None)

    @property
    def last_printed(self) -> Sheet | None:
        """The newest sheet that is out, which may yet turn out to be spoiled."""
        return next((one for one in reversed(self.sheets) if one.state is SheetState.PRINTED), None)


def next_copy(numbers: Iterable[int]) -> int:
    """Return the number of the next copy; numbers: of those that are known, 0 for originals."""
    return max(numbers, default=0) + 1

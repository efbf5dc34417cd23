"""An output as the portal keeps it: what its sheet says, whether it stands, and every sheet that was printed of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.text import Text


class OutputPaper(StrEnum):
    """What it is printed on: plain paper, or controlled sheets that bear a preprinted number and are accounted for."""

    PLAIN = "plain"
    CONTROLLED = "controlled"


class PrintingOutcome(StrEnum):
    """What became of a sheet. begun: said before the printer hears of it. printed: it is out. spoiled: somebody holds
    it and destroys it, it counts no more.
    """

    BEGUN = "begun"
    PRINTED = "printed"
    SPOILED = "spoiled"


@dataclass(frozen=True, slots=True)
class Printing:
    """One sheet. id: a UUID of the station's. at: aware UTC, by the station's clock. copy: None for the original.
    paper_serial: the number preprinted on controlled paper, "" for plain. operator: who printed it.
    """

    id: str
    station: str
    at: datetime
    outcome: PrintingOutcome
    copy: CopyMark | None = None
    paper_serial: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class OutputRecord:
    """What was issued. said: the very text of the day on which it was, of which its code names the digest; every sheet
    is set from it, whatever a later program or catalogue would say (`wire.output_said`). The rest is what lists say.

    issued_at: aware UTC. valid_to: the last day it is good for, None where it does not end. title: what the output is
    called. receipt: the number of the application's receipt. code_text: what the QR says. void_at: aware UTC, None
    while it stands.
    """

    number: str
    kind: str
    service_id: str
    application_id: str
    receipt: str
    issued_at: datetime
    valid_to: date | None
    title: Text
    said: str = field(repr=False)
    code_text: str = field(repr=False)
    paper: OutputPaper = OutputPaper.PLAIN
    void_at: datetime | None = None
    printings: tuple[Printing, ...] = field(default=())

    @property
    def original(self) -> Printing | None:
        """The sheet that is the original, None while there is none: one that was spoiled is none."""
        sheets = [one for one in self.printings if one.copy is None and one.outcome is not PrintingOutcome.SPOILED]
        return sheets[0] if sheets else None

"""An output as the portal keeps it: what its sheet says, whether it stands, and every sheet that was printed of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.issued_output import IssuedOutput
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
    """What was issued, with the words of the day on which it was: its digest is made of them, whatever a later
    catalogue calls the service. issued: without copy and paper_serial, which belong to a sheet. title: what the output
    is called; owner: who answers for the service. receipt: the number of the application's receipt. code_text: what
    the QR says. void_at: aware UTC, None while it stands.
    """

    issued: IssuedOutput
    service_id: str
    application_id: str
    receipt: str
    owner: Text
    title: Text
    municipality: Text
    office: Text
    country: str
    code_text: str
    paper: OutputPaper = OutputPaper.PLAIN
    void_at: datetime | None = None
    printings: tuple[Printing, ...] = field(default=())

    @property
    def original(self) -> Printing | None:
        """The sheet that is the original, None while there is none: one that was spoiled is none."""
        sheets = [one for one in self.printings if one.copy is None and one.outcome is not PrintingOutcome.SPOILED]
        return sheets[0] if sheets else None

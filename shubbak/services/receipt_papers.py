"""Printing a receipt: asked first, written before the first byte, marked when another may have come out before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shubbak.domain.calendar import local_time
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.receipt import parse_receipt_number
from shubbak.domain.wording import Wording
from shubbak.ports.paper import PaperLine, PaperShelf, PrintAttempt, StandingPrinter
from shubbak.ports.printer import Piece, PrinterError, Raster
from shubbak.ports.renderer import Code, ReceiptRenderer
from shubbak.ports.store import StoreError
from shubbak.services.kept_sheet import read_sheet
from shubbak.services.print_pieces import print_pieces
from shubbak.services.receipt_sheet import marked


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """What came of a print. problem: "" when the paper is out, or was before; else the printer's or the store's code,
    paper-unknown or paper-unreadable. begun: whether a byte may have reached the printer. mark: of what came out.
    """

    problem: str = ""
    begun: bool = False
    mark: CopyMark | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPapers:
    """The papers of a station's receipts and the printers that they come out of; the first is the usual one."""

    shelf: PaperShelf
    printers: Sequence[StandingPrinter]
    renderer: ReceiptRenderer
    wording: Wording

    def print(self, application_id: str, reason: CopyReason | None = None, printer: int = 0) -> PrintOutcome:
        """Print what is owed, or, with the operator's reason, a copy of what was printed; blocking.

        A printer that cannot print is found out before the print is written: then nothing came out for sure, and the
        next one is still unmarked. From there on whatever ends it, the program's death included, leaves it unsure.
        """
        device = self.printers[printer].printer
        try:
            body = self.shelf.kept_paper(application_id)
            if body is None:
                return PrintOutcome("paper-unknown")
            sheet = read_sheet(body)
            device.check()
            attempt = self.shelf.begin_print(application_id, reason)
            if attempt is None:
                return PrintOutcome()
        except ValueError:
            return PrintOutcome("paper-unreadable")
        except (PrinterError, StoreError) as error:
            return PrintOutcome(error.code)
        pieces = print_pieces(marked(sheet, attempt.mark, self.wording), self.renderer, device)
        return self._carry_out(application_id, attempt, pieces, printer)

    def listed(self, now: datetime, country: str) -> tuple[PaperLine, ...]:
        """Return what is outstanding, and what was printed of the receipts of the country's day; raises StoreError."""
        today = local_time(now, country).replace(hour=0, minute=0, second=0, microsecond=0)
        return self.shelf.papers(today)

    def find(self, untrusted_text: str, lines: Sequence[PaperLine]) -> PaperLine | None:
        """Find a receipt by its number, however old, or among `lines` by the code that somebody shows; raises
        StoreError.

        A code is compared as a whole with those that were printed: nothing of it is read.
        """
        said = untrusted_text.strip()
        try:
            return self.shelf.find_paper(parse_receipt_number(said))
        except ValueError:
            return next((line for line in lines if said and said in self._codes(line)), None)

    def _codes(self, line: PaperLine) -> list[str]:
        try:
            parts = read_sheet(self.shelf.kept_paper(line.application_id) or b"").parts
        except ValueError:
            return []
        return [part.text for part in parts if isinstance(part, Code)]

    def _carry_out(
        self, application_id: str, attempt: PrintAttempt, pieces: Raster | Sequence[Piece], printer: int
    ) -> PrintOutcome:
        problem = ""
        try:
            self.printers[printer].printer.print(pieces)
        except PrinterError as error:
            problem = error.code
        try:
            self.shelf.end_print(application_id, attempt.number, problem)
        except StoreError as error:
            # The row stays open, so the next print is marked: whoever holds this one holds it.
            problem = problem or error.code
        return PrintOutcome(problem, begun=True, mark=attempt.mark)

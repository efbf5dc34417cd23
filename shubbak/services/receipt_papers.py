"""Printing a receipt: asked first, written before the first byte, marked when another may have come out before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shubbak.domain.calendar import local_time
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.receipt import parse_receipt_number
from shubbak.domain.wording import Wording
from shubbak.ports.paper import PaperLine, PaperShelf, PrintAttempt, StandingPrinter
from shubbak.ports.printer import Piece, PrinterError, Raster, ReceiptPrinter
from shubbak.ports.renderer import Code, ReceiptRenderer, Sheet
from shubbak.ports.store import StoreError
from shubbak.services.kept_sheet import read_sheet
from shubbak.services.print_pieces import print_pieces
from shubbak.services.receipt_sheet import marked


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """What came of a print. problem: "" when the paper is out, or was before; else the printer's or the store's code,
    paper-unknown, paper-unreadable or paper-not-drawn. begun: whether a byte may have reached the printer. mark: of
    what came out.
    """

    problem: str = ""
    begun: bool = False
    mark: CopyMark | None = None


def no_code(_application_id: str) -> str:
    """Return "": where no tax authority is asked, nothing comes later."""
    return ""


@dataclass(frozen=True, slots=True)
class ReceiptPapers:
    """The papers of a station's receipts and the printers that they come out of; the first is the usual one.

    code_of: what the tax authority gave for an application's invoice since its receipt was set, "" for nothing.
    """

    shelf: PaperShelf
    printers: Sequence[StandingPrinter]
    renderer: ReceiptRenderer
    wording: Wording
    code_of: Callable[[str], str] = field(default=no_code, kw_only=True)

    def print(self, application_id: str, reason: CopyReason | None = None, printer: int = 0) -> PrintOutcome:
        """Print what is owed, or, with the operator's reason, a copy of what was printed; blocking.

        A receipt that cannot be drawn and a printer that cannot print are found out before the print is written: then
        nothing came out for sure, and the next one is still unmarked. From there on whatever ends it, the program's
        death included, leaves it unsure.
        """
        device = self.printers[printer].printer
        try:
            body = self.shelf.kept_paper(application_id)
            if body is None:
                return PrintOutcome("paper-unknown")
            sheet = read_sheet(body, lambda: self.code_of(application_id))
            pieces = print_pieces(sheet, self.renderer, device)
            device.check()
            attempt = self.shelf.begin_print(application_id, reason)
            if attempt is None:
                return PrintOutcome()
        except ValueError:
            return PrintOutcome("paper-unreadable")
        except TimeoutError:
            return PrintOutcome("paper-not-drawn")
        except (PrinterError, StoreError) as error:
            return PrintOutcome(error.code)
        problem = self._carry_out(application_id, attempt, sheet, pieces, device)
        return PrintOutcome(problem, begun=True, mark=attempt.mark)

    def picture(self, application_id: str, printer: int = 0) -> Raster | str:
        """Return a receipt as it would come out now, without any mark, or the problem's code; blocking.

        It is drawn from what is kept for the printer, so that it shows an office's invoice, or its promise, as the
        paper does.
        """
        try:
            body = self.shelf.kept_paper(application_id)
            if body is None:
                return "paper-unknown"
            sheet = read_sheet(body, lambda: self.code_of(application_id))
            return self.renderer.render(sheet, self.printers[printer].printer.head)
        except ValueError:
            return "paper-unreadable"
        except TimeoutError:
            return "paper-not-drawn"
        except StoreError as error:
            return error.code

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
            kept = self.shelf.kept_paper(line.application_id) or b""
            parts = read_sheet(kept, lambda: self.code_of(line.application_id)).parts
        except ValueError:
            return []
        return [part.text for part in parts if isinstance(part, Code)]

    def _carry_out(
        self,
        application_id: str,
        attempt: PrintAttempt,
        sheet: Sheet,
        unmarked: Raster | Sequence[Piece],
        device: ReceiptPrinter,
    ) -> str:
        """Print what the row says has begun; returns the problem, which the row names then, "" for none."""
        problem = ""
        try:
            # Only the row knows the mark; that the sheet can be drawn at all was seen before.
            copy = marked(sheet, attempt.mark, self.wording)
            device.print(print_pieces(copy, self.renderer, device) if attempt.mark else unmarked)
        except PrinterError as error:
            problem = error.code
        except TimeoutError:
            problem = "paper-not-drawn"
        except Exception:
            self._end(application_id, attempt, "printer-fault")  # a bug, which goes on its way
            raise
        return self._end(application_id, attempt, problem)

    def _end(self, application_id: str, attempt: PrintAttempt, problem: str) -> str:
        try:
            self.shelf.end_print(application_id, attempt.number, problem)
        except StoreError as error:
            # The row stays open, so the next print is marked: whoever holds this one holds it.
            return problem or error.code
        return problem

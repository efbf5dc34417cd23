"""The receipt's paper at a counter: the preview on the page, and copies that say they are copies."""

from __future__ import annotations

from dataclasses import dataclass

from office_client.ui.desk import Paper
from shubbak.domain.receipt import ReceiptStatus
from shubbak.domain.wording import Wording
from shubbak.ports.printer import PrinterError, Raster, ReceiptPrinter
from shubbak.ports.renderer import ReceiptRenderer
from shubbak.services.receipt_sheet import IssuingOffice, receipt_sheet


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """Draws a receipt as the visit's own printing does, in the language of its application."""

    office: IssuingOffice
    wording: Wording
    printer: ReceiptPrinter
    renderer: ReceiptRenderer

    def draw(self, paper: Paper) -> Raster:
        """Return the paper as dots."""
        application = paper.application
        sheet = receipt_sheet(
            receipt=paper.receipt,
            application=application,
            service=paper.service,
            station=self.office,
            status=ReceiptStatus.TAKEN,
            code_text=paper.code,
            wording=self.wording,
            language=application.language,
            copy=paper.copy,
        )
        return self.renderer.render(sheet, self.printer.dots)

    def print_copy(self, paper: Paper) -> str:
        """Print a paper; returns the printer's problem code, "" when it came out for sure. Blocking."""
        try:
            self.printer.print(self.draw(paper))
        except PrinterError as error:
            return error.code
        return ""

"""The receipt's picture on the counter's page: the same dots that the printer gets."""

from __future__ import annotations

from dataclasses import dataclass

from office_client.ui.desk import Paper
from shubbak.domain.receipt import ReceiptStatus
from shubbak.domain.wording import Wording
from shubbak.ports.printer import Raster, ReceiptPrinter
from shubbak.ports.renderer import ReceiptRenderer
from shubbak.services.receipt_sheet import IssuingOffice, receipt_sheet


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """Draws a receipt in the language of its application."""

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
        )
        return self.renderer.render(sheet, self.printer.head)

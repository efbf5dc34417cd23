"""The printer's test page: printed, its questions asked on the staff's screen, and the answers kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shubbak.domain.paper_template import PaperKind
from shubbak.domain.printer_trial import PrinterTest
from shubbak.domain.text import Language
from shubbak.domain.wording import Wording
from shubbak.ports.clock import Clock
from shubbak.ports.paper import StandingPrinter
from shubbak.ports.printer import PrinterError
from shubbak.ports.renderer import ReceiptRenderer
from shubbak.ports.store import StoreError
from shubbak.services.print_pieces import print_pieces
from shubbak.services.printer_trial import AnswersMemory, keep_test, last_tests
from shubbak.services.receipt_sheet import IssuingOffice
from shubbak.services.self_test_sheet import CHECKS, checks_in_order, question, self_test_sheet


@dataclass(frozen=True, slots=True)
class PrinterTests:
    """The test pages of one station. station: its code, as the page shows it."""

    memory: AnswersMemory
    printers: Sequence[StandingPrinter]
    renderer: ReceiptRenderer
    wording: Wording
    clock: Clock
    station: str
    office: IssuingOffice

    def print_page(self, printer: int, language: Language) -> str:
        """Print the page; returns the printer's code, "" when it came out for sure. Blocking."""
        device = self.printers[printer].printer
        sheet = self_test_sheet(self.station, self.office, self.clock.now(), self.wording, language)
        try:
            device.print(print_pieces(sheet, self.renderer, device))
        except PrinterError as error:
            return error.code
        except TimeoutError:
            return "paper-not-drawn"
        return ""

    def questions(self, language: Language) -> tuple[tuple[str, str], ...]:
        """Return each check's name with what is asked, in the order of the page's numbers."""
        template = self.wording.paper(PaperKind.SELF_TEST, language)
        return tuple((check, question(check, template, self.station)) for check in checks_in_order(template))

    def keep(self, printer: int, answers: Mapping[str, bool], operator: str) -> str:
        """Keep what staff said; returns the store's code, "" when it is kept."""
        said = {check: bool(answers[check]) for check in CHECKS if check in answers}
        try:
            keep_test(self.memory, PrinterTest(printer, self.clock.now(), said), operator)
        except StoreError as error:
            return error.code
        return ""

    def last(self, printer: int) -> PrinterTest | None:
        """Return a printer's last page, None where nobody looked at one or the store cannot be read."""
        try:
            return next((test for test in last_tests(self.memory) if test.printer == printer), None)
        except StoreError:
            return None

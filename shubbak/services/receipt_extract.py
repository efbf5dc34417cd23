"""A receipt of another station on paper: what the code that its holder shows proves, marked as a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.domain.calendar import local_time
from shubbak.domain.text import Language, Text, isolate, isolate_name
from shubbak.domain.wording import Wording
from shubbak.ports.audit import AuditTrail
from shubbak.ports.paper import StandingPrinter
from shubbak.ports.printer import PrinterError
from shubbak.ports.renderer import Boxed, Code, Line, Ornament, Pair, ReceiptRenderer, Rule, Sheet, Style
from shubbak.services.audit import AuditKind, note
from shubbak.services.print_pieces import print_pieces
from shubbak.services.receipt_sheet import IssuingOffice
from shubbak.wire.receipt_code import ProvenReceipt

#: What stands in the trail where another station's receipt was printed.
FROM_CODE = "from-code"


def extract_sheet(
    proven: ProvenReceipt, code: str, service: Text | None, office: IssuingOffice, wording: Wording, language: Language
) -> Sheet:
    """Set what the code says, and nothing else: fees and words of the first paper are not known here.

    code: its exact text, which is printed again. service: its name, None where the catalogue has no such service.
    office: where it is printed.
    """
    receipt = proven.receipt

    def say(key: str, **params: str) -> str:
        return wording.say(f"paper.extract.{key}", language, **params)

    issued = isolate(f"{local_time(receipt.issued_at, office.country):%d/%m/%Y %H:%M}")
    named = service.say(language) if service else isolate(receipt.service_id)
    mark = (say("mark"), say("station", station=isolate(proven.station)))
    parts = (
        Ornament(),
        Line(proven.municipality.say(language), Style.HEAD, centred=True),
        Boxed(tuple(Line(line, centred=True) for line in mark)),
        Rule(),
        Line(named, Style.TITLE, centred=True),
        Line(isolate(str(receipt.number)), Style.NUMBER, centred=True),
        Line(issued, centred=True),
        Rule(strong=True),
        Pair(say("total"), receipt.total.show(language), Style.TOTAL),
        Rule(strong=True),
        Code(code),
        Line(say("printed", office=isolate_name(office.office.say(language))), Style.SMALL, centred=True),
    )
    return Sheet(language, parts)


@dataclass(frozen=True, slots=True)
class ReceiptExtracts:
    """Prints them at this station, each with its event; a code is proven before it comes here."""

    trail: AuditTrail
    printers: Sequence[StandingPrinter]
    renderer: ReceiptRenderer
    wording: Wording
    office: IssuingOffice

    def print(
        self, proven: ProvenReceipt, code: str, service: Text | None, language: Language, printer: int = 0
    ) -> str:
        """Print one; returns the printer's code, "" when it came out for sure. Blocking."""
        device = self.printers[printer].printer
        sheet = extract_sheet(proven, code, service, self.office, self.wording, language)
        try:
            pieces = print_pieces(sheet, self.renderer, device)
            device.check()
            note(self.trail, AuditKind.COPY_BEGUN, proven.receipt.application_id, FROM_CODE)
            device.print(pieces)
        except PrinterError as error:
            return error.code
        except TimeoutError:
            return "paper-not-drawn"
        return ""

"""Receipts and the printer's test page of staff mode at an open station; every verb blocks, off the screen's thread."""

from __future__ import annotations

from kiosk.ui.papers_desk import PapersDesk
from kiosk.ui.printer_test_desk import PrinterTestDesk
from shubbak.ports.paper import PaperLine
from shubbak.ports.store import StoreError
from shubbak.station.joining import Station


def papers_desk(station: Station) -> PapersDesk:
    """Join the receipts' page to a station."""
    papers, country = station.papers, station.identity.country

    def look() -> tuple[PaperLine, ...] | str:
        try:
            return papers.listed(station.clock.now(), country)
        except StoreError as error:
            return error.code

    return PapersDesk(look, papers.print, tuple(one.name for one in papers.printers), country)


def printer_test_desk(station: Station) -> PrinterTestDesk:
    """Join the printer's test page to a station."""
    tests, printers = station.printer_tests, station.papers.printers
    return PrinterTestDesk(
        print_page=tests.print_page,
        questions=tests.questions,
        keep=tests.keep,
        last=tests.last,
        printers=tuple(one.name for one in printers),
        country=station.identity.country,
    )

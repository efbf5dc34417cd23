"""The receipts' page at an open station; every verb blocks and is called off the screen's thread."""

from __future__ import annotations

from kiosk.ui.papers_desk import PapersDesk
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

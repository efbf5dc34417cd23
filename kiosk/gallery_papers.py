"""The receipts' page for the gallery: what is owed, what is in doubt and what was printed, with no printer there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from kiosk.gallery_staff import NOW, AtOnce
from kiosk.ui.papers_desk import PapersDesk
from kiosk.ui.papers_model import PapersModel
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.paper import PaperState
from shubbak.ports.paper import PaperLine
from shubbak.services.receipt_papers import PrintOutcome

_KINDS = (
    (PaperState.OWED, 0, ""),
    (PaperState.UNSURE, 1, "printer-paper-out"),
    (PaperState.PRINTED, 1, ""),
    (PaperState.PRINTED, 2, ""),
)
_SERVICES = ("kw.health.licence_renewal", "kw.camp.refund")


def paper_line(place: int, now: datetime = NOW) -> PaperLine:
    """Return one of the receipts."""
    number, at = f"K01-2026-{412 - place:06d}-{'H4XW'[place]}", now - timedelta(minutes=7 + 19 * place)
    return PaperLine(str(place), number, _SERVICES[place % 2], at, *_KINDS[place])


def dress_papers(papers: PapersModel) -> None:
    """Give the page a desk with two printers, out of which everything comes, a copy marked."""

    def printed(_: str, reason: CopyReason | None, __: int) -> PrintOutcome:
        return PrintOutcome(begun=True, mark=CopyMark(2, reason) if reason else None)

    lines = tuple(paper_line(place) for place in range(len(_KINDS)))
    papers.desk = PapersDesk(lambda: lines, printed, ("", "tcp://192.0.2.21:9100"), "kw")
    papers.worker = AtOnce()


def paper_scenes(papers: PapersModel) -> Iterator[str]:
    """Bring the page onto the window, over the staff page that stands."""
    papers.show()
    yield "papers"
    papers.print("3")
    yield "papers-reason"
    papers.printCopy(CopyReason.DAMAGED.value)
    yield "papers-printed"
    papers.hide()

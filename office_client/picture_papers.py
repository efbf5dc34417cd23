"""Receipts of every state for the counter's pictures, with two printers and none of them there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QApplication

from office_client.ui.window import OfficeWindow
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.paper import PaperState
from shubbak.ports.paper import PaperLine
from shubbak.services.receipt_papers import PrintOutcome

_SERVICES = ("kw.health.licence_renewal", "kw.build.connection", "kw.camp.refund")


def sample_papers(now: datetime) -> tuple[PaperLine, ...]:
    """Return what a busy morning leaves."""
    kinds = (
        (PaperState.OWED, 0, ""),
        (PaperState.UNSURE, 1, "printer-paper-out"),
        (PaperState.UNSURE, 1, ""),
        (PaperState.PRINTED, 1, ""),
        (PaperState.PRINTED, 3, ""),
    )
    return tuple(
        PaperLine(
            str(place),
            f"K07-2026-{412 - place:06d}-{'H4XW2'[place]}",
            _SERVICES[place % len(_SERVICES)],
            now - timedelta(minutes=7 + 19 * place),
            *kind,
        )
        for place, kind in enumerate(kinds)
    )


def show_papers(window: OfficeWindow, picture: Callable[[str], None]) -> None:
    """Photograph the receipts' page: what is owed chosen, and a copy that came out."""
    window.open_page("receipts")
    for _ in range(20):
        QApplication.processEvents()
    watch, page = window.papers, window.receipts_page
    watch.lines = sample_papers(watch.now)
    page.bar.give(("", "tcp://192.0.2.21:9100"))
    watch.changed.emit()
    picture("receipts")
    page.table.setCurrentCell(4, 0)
    watch.printed.emit(watch.lines[4], PrintOutcome(begun=True, mark=CopyMark(2, CopyReason.LOST)))
    picture("receipts-copy")

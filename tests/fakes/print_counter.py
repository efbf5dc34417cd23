"""Counters that print licences: the real store and the real portal in one process, a press and a tray that can fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
from fakes.clock import FakeClock
from fakes.portal_office import PortalOffice
from fakes.station_key import store_at

from portal.cases.code_lists import code_root, key_set
from portal.cases.take_printings import take_printings
from portal.cases.tell_outputs import list_outputs, tell_output
from portal.refusal import RefusalError
from shubbak.domain.problem import Problem
from shubbak.ports.page_printer import PageJob, PagePrinterError, silent
from shubbak.ports.portal import PortalError
from shubbak.ports.typesetter import PageOrder
from shubbak.resources import load_output_form, load_wording
from shubbak.services.issued_print import IssuedDesk
from shubbak.services.paper_proof import PaperLists, PaperProof, prove_paper
from shubbak.wire.issued_outputs import (
    IssuedOutputNote,
    OutputQuestion,
    OutputsAnswer,
    OutputsQuestion,
    PrintingsAnswer,
    PrintingsNote,
)
from shubbak.wire.key_set import open_key_set
from shubbak.wire.warranted import CodeRoot, Trust

_Answer = TypeVar("_Answer")


class PowerCutError(BaseException):
    """The program's own end: nothing behind it runs."""


@dataclass
class PortalSide:
    """Implements ports.issued.OutputSource straight over the portal's verbs. away: nobody answers. late: the request
    arrives, its answer does not. meddled: parts of a record that somebody on the way put other words in.
    """

    office: PortalOffice
    station: str
    away: bool = False
    late: bool = False
    meddled: dict[str, str] = field(default_factory=dict)

    def outputs(self, question: OutputsQuestion) -> OutputsAnswer:
        return self._ask(lambda: list_outputs(self.office.portal, self.station, question))

    def output(self, question: OutputQuestion) -> IssuedOutputNote:
        note = self._ask(lambda: tell_output(self.office.portal, self.station, question))
        return msgspec.structs.replace(note, **self.meddled)

    def printings(self, note: PrintingsNote) -> PrintingsAnswer:
        return self._ask(lambda: take_printings(self.office.portal, self.station, note))

    def _ask(self, verb: Callable[[], _Answer]) -> _Answer:
        if self.away:
            raise PortalError("portal-unreachable")
        try:
            answer = verb()
        except RefusalError as error:
            raise PortalError("portal-refused", permanent=True, detail=error.code) from error
        if self.late:
            raise PortalError("portal-slow")
        return answer


@dataclass
class PlainPress:
    """Implements ports.typesetter.Typesetter: what is not the same on every sheet, and nothing else. orders: all that
    it was given.
    """

    orders: list[PageOrder] = field(default_factory=list)

    def set_pages(self, order: PageOrder) -> bytes:
        self.orders.append(order)
        return b"%PDF-" + json.dumps([order.data["copy"], order.data["paper_serial"]]).encode()


@dataclass
class Tray:
    """Implements ports.page_printer.PagePrinter and holds what came out: whether it is marked, and its serial.

    fate: good; fault (nothing comes out and it says so); lost (nothing comes out and nobody knows); silent (it comes
    out and nobody knows); cut (it comes out and the program dies). refuses: what
    it says when it is asked.
    """

    fate: str = "good"
    refuses: str = ""
    sheets: list[tuple[str, bool, str]] = field(default_factory=list)

    def check(self) -> None:
        if self.refuses:
            raise PagePrinterError(self.refuses)

    def cancel(self) -> None: ...

    def print(self, job: PageJob, tell: Callable[[str], None] = silent) -> None:
        mark, serial = json.loads(job.pdf.removeprefix(b"%PDF-"))
        if self.fate == "fault":
            raise PagePrinterError("page-printer-paper-out")
        if self.fate != "lost":
            self.sheets.append((job.title, mark is not None, serial))
        if self.fate == "cut":
            raise PowerCutError
        if self.fate != "good":
            raise PagePrinterError("page-printer-unsure", began=self.fate == "silent")


class PrintCounter:
    """One counter of the office of `office`'s portal; `restart` is a power cut and a new start."""

    def __init__(self, office: PortalOffice, station: str, folder: Path) -> None:
        self.clock = FakeClock(office.time, seed=len(station))
        self.store = store_at(folder / f"{station}.db", now=self.clock.now)
        self.portal, self.tray, self.press = PortalSide(office, station), Tray(), PlainPress()
        self.lists = _lists(office)
        self.desk = IssuedDesk(
            shelf=self.store,
            source=self.portal,
            printer=self.tray,
            typesetter=self.press,
            wording=load_wording(),
            clock=self.clock,
            form=load_output_form,
            prove=self.prove,
            draw=lambda pdf: pdf,
            kept=timedelta(days=7),
        )

    def prove(self, untrusted_text: str) -> PaperProof | Problem | None:
        return prove_paper(untrusted_text, self.lists, self.clock.now())

    def restart(self) -> None:
        self.store.recover_sheets()

    def close(self) -> None:
        self.store.close()


def _lists(office: PortalOffice) -> PaperLists:
    root = msgspec.json.decode(code_root(office.portal).statement, type=CodeRoot)
    return PaperLists(open_key_set(key_set(office.portal), Trust(root.code_root))[0])

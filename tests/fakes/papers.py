"""The receipts' paper in memory: the same promises as the real store's."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.paper import OUTSTANDING, PaperState
from shubbak.domain.receipt import ReceiptNumber
from shubbak.ports.paper import MOST_PRINTED, PaperLine, PrintAttempt


@dataclass
class KeptPaper:
    body: bytes
    state: PaperState = PaperState.OWED
    prints: int = 0
    problem: str = ""


class FakePapers(ABC):
    """Implements ports.paper.PaperShelf for the fake store, which keeps the rows and their packets."""

    kept_papers: dict[str, KeptPaper]
    packets: Mapping[str, Any]

    @abstractmethod
    def _check(self) -> threading.RLock: ...

    @abstractmethod
    def _note(self, kind: str, subject: str, detail: str = "") -> None: ...

    @abstractmethod
    def _change(self, packet_id: str, **values: object) -> None: ...

    def papers(self, since: datetime) -> tuple[PaperLine, ...]:
        with self._check():
            lines = [self._line(name, kept) for name, kept in self.kept_papers.items()]
            printed = [one for one in lines if one.state is PaperState.PRINTED and one.issued_at >= since]
            return (*(one for one in lines if one.state in OUTSTANDING), *printed[::-1][:MOST_PRINTED])

    def find_paper(self, number: ReceiptNumber) -> PaperLine | None:
        with self._check():
            lines = (self._line(name, kept) for name, kept in self.kept_papers.items())
            return next((line for line in lines if line.number == str(number)), None)

    def kept_paper(self, application_id: str) -> bytes | None:
        with self._check():
            kept = self.kept_papers.get(application_id)
            return None if kept is None else kept.body

    def begin_print(self, application_id: str, reason: CopyReason | None = None) -> PrintAttempt | None:
        with self._check():
            kept = self.kept_papers.get(application_id)
            if kept is None or (kept.state is PaperState.PRINTED and reason is None):
                return None
            why = reason if kept.state is PaperState.PRINTED and reason else CopyReason.UNSURE
            mark = CopyMark(kept.prints, why) if kept.prints else None
            kept.state, kept.prints, kept.problem = PaperState.PRINTING, kept.prints + 1, ""
            self._note("copy-begun" if mark else "print-begun", application_id, why.value if mark else "")
            return PrintAttempt(kept.prints, mark)

    def end_print(self, application_id: str, attempt: int, problem: str = "") -> None:
        with self._check():
            kept = self.kept_papers.get(application_id)
            if kept is None or kept.state is not PaperState.PRINTING or kept.prints != attempt:
                return
            kept.state, kept.problem = (PaperState.UNSURE if problem else PaperState.PRINTED), problem
            if problem:
                self._note("print-unsure", application_id, problem)
                return
            self._change(application_id, printed=True)
            copy = str(attempt - 1) if attempt > 1 else ""
            self._note("receipt-reprinted" if copy else "receipt-printed", application_id, copy)

    def recover_prints(self) -> int:
        with self._check():
            cut_off = [name for name, kept in self.kept_papers.items() if kept.state is PaperState.PRINTING]
            for name in cut_off:
                self.kept_papers[name].state = PaperState.UNSURE
                self._note("print-unsure", name, "restart")
            return len(cut_off)

    def _line(self, name: str, kept: KeptPaper) -> PaperLine:
        receipt = self.packets[name].receipt
        number = str(receipt.number)
        return PaperLine(name, number, receipt.service_id, receipt.issued_at, kept.state, kept.prints, kept.problem)

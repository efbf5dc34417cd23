"""Plans that are owed, in memory: the same promises as the real store's."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from fakes.papers import KeptPaper

from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.paper import OUTSTANDING, PaperState
from shubbak.domain.receipt import Receipt
from shubbak.ports.outputs import OutputLine
from shubbak.ports.paper import PaperLine, PrintAttempt


class FakeOutputs(ABC):
    """Implements ports.outputs.OutputShelf for the fake store, which keeps the rows."""

    kept_outputs: dict[str, KeptPaper]
    packets: Mapping[str, Any]

    @abstractmethod
    def _check(self) -> threading.RLock: ...

    def output_line(self, application_id: str) -> OutputLine | None:
        with self._check():
            kept = self.kept_outputs.get(application_id)
            return OutputLine(application_id, kept.state, kept.prints, kept.problem) if kept else None

    def outstanding_plans(self) -> tuple[PaperLine, ...]:
        with self._check():
            owed = [(name, kept) for name, kept in self.kept_outputs.items() if kept.state in OUTSTANDING]
            return tuple(self._plan_line(self.packets[name].receipt, kept) for name, kept in owed)

    @staticmethod
    def _plan_line(receipt: Receipt, kept: KeptPaper) -> PaperLine:
        said = (receipt.application_id, f"{receipt.number}P", receipt.service_id, receipt.issued_at)
        return PaperLine(*said, kept.state, kept.prints, kept.problem, plan=True)

    def kept_output(self, application_id: str) -> bytes | None:
        with self._check():
            kept = self.kept_outputs.get(application_id)
            return kept.body if kept else None

    def begin_output(self, application_id: str, reason: CopyReason | None = None) -> PrintAttempt | None:
        with self._check():
            kept = self.kept_outputs.get(application_id)
            if kept is None or (kept.state is PaperState.PRINTED and reason is None):
                return None
            why = reason if kept.state is PaperState.PRINTED and reason is not None else CopyReason.UNSURE
            kept.state, kept.prints, kept.problem = PaperState.PRINTING, kept.prints + 1, ""
            return PrintAttempt(kept.prints, CopyMark(kept.prints - 1, why) if kept.prints > 1 else None)

    def end_output(self, application_id: str, attempt: int, problem: str = "") -> None:
        with self._check():
            kept = self.kept_outputs[application_id]
            if kept.state is PaperState.PRINTING and kept.prints == attempt:
                kept.state = PaperState.UNSURE if problem else PaperState.PRINTED
                kept.problem = problem

    def recover_outputs(self) -> int:
        with self._check():
            cut = [kept for kept in self.kept_outputs.values() if kept.state is PaperState.PRINTING]
            for kept in cut:
                kept.state = PaperState.UNSURE
            return len(cut)

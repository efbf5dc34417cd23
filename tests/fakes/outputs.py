"""Plans that are owed, in memory: the same promises as the real store's."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod

from fakes.papers import KeptPaper

from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.paper import PaperState
from shubbak.ports.outputs import OutputLine
from shubbak.ports.paper import PrintAttempt


class FakeOutputs(ABC):
    """Implements ports.outputs.OutputShelf for the fake store, which keeps the rows."""

    kept_outputs: dict[str, KeptPaper]

    @abstractmethod
    def _check(self) -> threading.RLock: ...

    def output_line(self, application_id: str) -> OutputLine | None:
        with self._check():
            kept = self.kept_outputs.get(application_id)
            return OutputLine(application_id, kept.state, kept.prints, kept.problem) if kept else None

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

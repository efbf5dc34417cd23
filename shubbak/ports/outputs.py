"""The plans that a station owes: kept with the packet's commit, a row before the first sheet, as receipts are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.paper import PaperState
from shubbak.ports.paper import PaperLine, PrintAttempt


@dataclass(frozen=True, slots=True)
class OutputLine:
    """What became of one application's plan; it names no person. prints and problem: as of `PaperLine`."""

    application_id: str
    state: PaperState
    prints: int = 0
    problem: str = ""


class OutputShelf(Protocol):
    """Every verb is one durable transaction, with its event in it, and raises StoreError when it did not happen.

    What a plan is drawn from comes with `Submission.output`, in the transaction that keeps the packet.
    """

    def output_line(self, application_id: str) -> OutputLine | None:
        """Return what became of a plan, None where none is owed with this application."""

    def outstanding_plans(self) -> tuple[PaperLine, ...]:
        """Return the plans that somebody waits for, the oldest first, with what their receipts say."""

    def kept_output(self, application_id: str) -> bytes | None:
        """Return what a plan is drawn from, None where nothing is kept of it."""

    def begin_output(self, application_id: str, reason: CopyReason | None = None) -> PrintAttempt | None:
        """Write a print's row, before its first sheet, and say how it is marked: as `PaperShelf.begin_print`."""

    def end_output(self, application_id: str, attempt: int, problem: str = "") -> None:
        """Write how a print ended: as `PaperShelf.end_print`."""

    def recover_outputs(self) -> int:
        """After a start: what was being printed is unsure; returns how many."""

"""The receipts' paper as the station remembers it: owed with the packet's commit, a row before the first byte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.paper import PaperState
from shubbak.domain.receipt import ReceiptNumber
from shubbak.ports.printer import ReceiptPrinter

#: Printed receipts that one look shows at most; what is outstanding is shown whole.
MOST_PRINTED = 200


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One receipt's paper in a list; it names no person. number: as printed. prints: how many were begun, all after the
    first one marked. problem: the printer's code of the last one, "" where it went well or none was begun. plan: it is
    the plan that comes with the receipt, and the number is the plan's.
    """

    application_id: str
    number: str
    service_id: str
    issued_at: datetime
    state: PaperState
    prints: int = 0
    problem: str = ""
    plan: bool = False


@dataclass(frozen=True, slots=True)
class PrintAttempt:
    """A print that may begin now. number: 1 for the first, which alone has no mark."""

    number: int
    mark: CopyMark | None


@dataclass(frozen=True, slots=True)
class StandingPrinter:
    """A printer that staff may choose. name: how it is told from others, its address where it has no better one."""

    name: str
    printer: ReceiptPrinter


class PaperShelf(Protocol):
    """Every verb is one durable transaction, with its event in it, and raises StoreError when it did not happen.

    The paper's content comes with `Submission.paper`, in the transaction that keeps the packet: from then on the
    receipt is owed.
    """

    def papers(self, since: datetime) -> tuple[PaperLine, ...]:
        """Return what is outstanding, oldest first, then what was printed of the receipts issued since a moment,
        newest first.
        """

    def find_paper(self, number: ReceiptNumber) -> PaperLine | None:
        """Return one receipt's paper, however old, None where nothing is kept of it."""

    def kept_paper(self, application_id: str) -> bytes | None:
        """Return what the paper is set from, None where nothing is kept of it (any more)."""

    def begin_print(self, application_id: str, reason: CopyReason | None = None) -> PrintAttempt | None:
        """Write a print's row, before its first byte, and say how it is marked.

        The first is unmarked. After one that did not end well the mark says so, whatever `reason` is; after one that
        did, it carries the operator's reason, and without any there is nothing to print: None. Also None where
        nothing is kept of this receipt.
        """

    def end_print(self, application_id: str, attempt: int, problem: str = "") -> None:
        """Write how a print ended: problem "" for printed, else the printer's code, and nobody is sure. What another
        print has followed stays as it is.
        """

    def recover_prints(self) -> int:
        """After a start: what was being printed is unsure; returns how many."""

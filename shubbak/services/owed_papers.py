"""Everything on paper that one receipt stands for: the receipt itself, and the plan that comes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.paper import OUTSTANDING
from shubbak.ports.paper import PaperLine
from shubbak.ports.store import StoreError
from shubbak.services.plan_issue import PlanDesk
from shubbak.services.receipt_papers import PrintOutcome, ReceiptPapers


@dataclass(frozen=True, slots=True)
class OwedPapers(ReceiptPapers):
    """Receipts as `ReceiptPapers` prints them, each followed by its plan. plans: None where none is drawn."""

    plans: PlanDesk | None = None

    def print(self, application_id: str, reason: CopyReason | None = None, printer: int = 0) -> PrintOutcome:
        """Print what is owed, or marked copies; the plan is tried whatever became of the receipt, on its own printer.

        The receipt's trouble is told first; where it has none, the plan's.
        """
        outcome = ReceiptPapers.print(self, application_id, reason, printer)
        problem = self._print_plan(application_id, reason)
        if outcome.problem or not problem:
            return outcome
        return PrintOutcome(problem, outcome.begun, outcome.mark)

    def listed(self, now: datetime, country: str) -> tuple[PaperLine, ...]:
        """Return the receipts, and in the place of a printed one, or of an older day's, its plan that somebody waits
        for: its key prints the plan alone.
        """
        lines = ReceiptPapers.listed(self, now, country)
        if self.plans is None:
            return lines
        owed = {line.application_id for line in lines if line.state in OUTSTANDING}
        alone = [plan for plan in self.plans.shelf.outstanding_plans() if plan.application_id not in owed]
        told = {plan.application_id for plan in alone}
        return (*alone, *(line for line in lines if line.application_id not in told))

    def _print_plan(self, application_id: str, reason: CopyReason | None) -> str:
        if self.plans is None:
            return ""
        try:
            line = self.plans.shelf.output_line(application_id)
        except StoreError as error:
            return error.code
        if line is None or (line.state not in OUTSTANDING and reason is None):
            return ""
        return self.plans.print(application_id, reason).problem

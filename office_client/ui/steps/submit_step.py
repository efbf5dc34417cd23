"""The moment in which the application is committed, and what to do when the disk does not take it."""

from __future__ import annotations

from office_client.ui.steps.visit_step import VisitStep
from shubbak.flow.events import SubmitRetried
from shubbak.flow.steps import Step


class SubmitStep(VisitStep):
    """Mostly too short to be read; it stays only where keeping failed."""

    step = Step.SUBMIT

    def help(self) -> str:
        return self.wording.say("office.submit.busy" if self.visit.busy else "office.submit.failed")

    def action(self) -> str:
        return "" if self.visit.busy else self.wording.say("office.submit.again")

    def go_on(self) -> None:
        self.presenter.dispatch(SubmitRetried())

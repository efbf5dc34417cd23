"""An application that was put aside with its slip: the code, and whether the paper came out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.card import Card
from office_client.ui.look import label
from office_client.ui.notice import Notice
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.resume_code import shown_code
from shubbak.domain.text import isolate
from shubbak.flow.events import Finished, SlipRetried
from shubbak.flow.slipping import still_needed
from shubbak.flow.steps import Step


class SlipStep(VisitStep):
    """The customer leaves with the paper; the application waits on the shelf."""

    step = Step.SLIP

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.number, self._needed, self._state = label("number", wrap=False), label("body"), Notice()
        self._code = label("muted")
        self.again = ActionButton("Ctrl+P", icon="printer")
        self.again.clicked.connect(lambda: presenter.dispatch(SlipRetried()))
        facts = Card()
        facts.body.addWidget(self._code)
        facts.body.addWidget(self.number)
        facts.body.addWidget(self._needed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(facts)
        column.addWidget(self._state)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def help(self) -> str:
        return self.wording.say("office.slip.help")

    def action(self) -> str:
        return "" if self.visit.busy else self.wording.say("office.slip.done")

    def refresh(self) -> None:
        visit, say = self.visit, self.wording.say
        if visit.step is not Step.SLIP:
            return
        self._code.setText(say("office.slip.code"))
        self.number.setText(isolate(shown_code(visit.slip)))
        names = [self.wording.read(need.name) for need in still_needed(self.context)]
        self._needed.setText("\n".join([say("office.slip.needed") if names else say("office.slip.nothing"), *names]))
        failed = bool(visit.problems) and not visit.busy
        if visit.printed:
            self._state.say(say("office.slip.printed"), "success")
        else:
            self._state.say(say("office.slip.busy") if visit.busy else "", "info")
        self.again.say(say("office.slip.again"))
        self.again.setVisible(failed)

    def forget(self) -> None:
        self.number.clear()
        self._needed.clear()
        self._state.say("")

    def go_on(self) -> None:
        self.presenter.dispatch(Finished())

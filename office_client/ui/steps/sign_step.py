"""The customer signs on the screen, then the application is sent."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.look import label
from office_client.ui.signature_box import SignatureBox
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.events import Signed
from shubbak.flow.steps import Step


class SignStep(VisitStep):
    """Turn the screen to the customer: pen, finger or mouse."""

    step = Step.SIGN

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.box = SignatureBox()
        self.clear = ActionButton("F8", "quiet", "rotate-ccw")
        self.clear.clicked.connect(self.box.clear)
        self._problem = label("problem")
        keys = QHBoxLayout()
        keys.addWidget(self.clear)
        keys.addWidget(self._problem, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.box)
        column.addLayout(keys)
        column.addStretch(1)

    def help(self) -> str:
        return self.wording.say("office.sign.help")

    def action(self) -> str:
        return self.wording.say("office.review.send")

    def enter(self) -> None:
        self.box.clear()

    def refresh(self) -> None:
        self.clear.say(self.wording.say("office.sign.clear"))
        self.box.setAccessibleName(self.title())
        problem = self.visit.problem_of("signature")
        self._problem.setText(self.wording.explain(problem) if problem else "")

    def forget(self) -> None:
        self.box.clear()

    def go_on(self) -> None:
        self.presenter.dispatch(Signed(self.box.strokes))

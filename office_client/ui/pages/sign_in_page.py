"""Who works here: an operator's name and PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.card import Card
from office_client.ui.desk import Desk, Worker
from office_client.ui.look import ROW, label, lean
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate_name
from shubbak.ports.operators import Operator, OperatorsError


class SignInPage(QWidget):
    """signed_in(name): as it stands in the station's list. A PIN is checked off this thread, slowly on purpose."""

    signed_in = Signal(str)

    def __init__(self, desk: Desk, wording: OfficeWording, worker: Worker) -> None:
        super().__init__()
        self.wording = wording
        self._desk = desk
        self._worker = worker
        self.name, self.pin = QLineEdit(), QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.enter = ActionButton("Ctrl+Return", "primary")
        self.language = ActionButton("Ctrl+L", "quiet", "languages")
        self.notice, self._demonstration = Notice(), label("hint")
        self._brand, self._place = label("brand"), label("muted")
        self._name_label, self._pin_label = label("body"), label("body")
        self._problem: Problem | None = None
        self._checking = False
        self._lay()
        self.enter.clicked.connect(self._try)
        self.name.returnPressed.connect(self.pin.setFocus)
        self.pin.returnPressed.connect(self._try)
        self.language.clicked.connect(lambda: wording.speak(wording.language.other))
        wording.changed.connect(self.refresh)
        self.refresh()

    def _lay(self) -> None:
        card = Card()
        card.setFixedWidth(430)
        card.body.setContentsMargins(30, 26, 30, 26)
        card.body.addWidget(self._brand)
        card.body.addWidget(self._place)
        card.body.addSpacing(10)
        for words, line in ((self._name_label, self.name), (self._pin_label, self.pin)):
            line.setMinimumHeight(ROW + 4)
            words.setBuddy(line)
            card.body.addWidget(words)
            card.body.addWidget(line)
        card.body.addWidget(self.notice)
        card.body.addSpacing(6)
        card.body.addWidget(self.enter)
        card.body.addWidget(self._demonstration)
        card.body.addWidget(self.language)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

    def begin(self) -> None:
        """Stand there clean for the next operator."""
        for line in (self.name, self.pin):
            line.setText("")  # clear() can be undone
        self._problem = None
        self._checking = False
        self.refresh()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Say everything in the language of the moment."""
        say, office = self.wording.say, self._desk.office
        self._brand.setText(say("office.app"))
        self._place.setText(
            f"{self.wording.read(office.municipality)}\n{self.wording.read(office.office)}"
            f"  ·  {say('office.status.station', station=isolate_name(self._desk.station))}"
        )
        self._name_label.setText(say("office.sign_in.name"))
        self._pin_label.setText(say("office.sign_in.pin"))
        for line in (self.name, self.pin):
            lean(line, rtl=self.wording.language.rtl)
        self.name.setAccessibleName(say("office.sign_in.name"))
        self.pin.setAccessibleName(say("office.sign_in.pin"))
        self.enter.say(say("office.sign_in.enter"))
        self.enter.setEnabled(not self._checking)
        self.language.say(say(f"office.language.to_{self.wording.language.other.value}"))
        self._demonstration.setText(say("office.sign_in.demonstration"))
        self._demonstration.setVisible(self._desk.demonstration)
        if self._checking:
            self.notice.say(say("office.sign_in.checking"), "info")
        else:
            self.notice.say(self.wording.explain(self._problem) if self._problem else "", "danger")

    def _try(self) -> None:
        if self._checking:
            return
        name, pin = self.name.text(), self.pin.text()
        if not name.strip() or not pin:
            self._answer(Problem("sign-in-blank"))
            (self.name if not name.strip() else self.pin).setFocus()
            return
        self._checking = True
        self.refresh()
        self._worker.run(lambda: self._check(name, pin), self._home)

    def _check(self, name: str, pin: str) -> Operator | Problem:
        try:
            if not self._desk.operators.known():
                return Problem("sign-in-nobody")
            return self._desk.operators.sign_in(name, pin)
        except OperatorsError as error:
            return Problem(error.code)

    def _home(self, answer: object) -> None:
        self._checking = False
        self.pin.setText("")
        if isinstance(answer, Operator):
            self._answer(None)
            self.signed_in.emit(answer.name)
        elif isinstance(answer, Problem):
            self._answer(answer)
            self.pin.setFocus()

    def _answer(self, problem: Problem | None) -> None:
        self._problem = problem
        self.refresh()

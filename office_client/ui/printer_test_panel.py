"""The printer's test page at the counter: print it, answer its questions with the paper in hand, keep the answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.desk import Worker
from office_client.ui.look import label
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.printer_trial import PrinterTest
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate_name
from shubbak.services.printer_test_page import PrinterTests
from shubbak.services.printer_test_words import MAYBE_OUT, kept_words, last_words


class PrinterTestPanel(QFrame):
    """Below the devices. worker: the visit's own, so that the page waits for what a visit prints. operator: who looks.
    done: something that was asked for has ended.
    """

    done = Signal()

    def __init__(
        self, tests: PrinterTests, wording: OfficeWording, worker: Worker, operator: Callable[[], str], country: str
    ) -> None:
        super().__init__()
        self._tests, self._wording, self._worker, self._operator = tests, wording, worker, operator
        self._country = country
        self._said: Callable[[], tuple[str, str]] = lambda: ("", "info")
        self._busy = False
        self._out = False
        self.title, self.notice, self.printers = label("strong"), Notice(), QComboBox()
        self.print, self.keep = ActionButton("F9", icon="printer"), ActionButton("F10", icon="check")
        self.answers: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self._questions = QGridLayout()
        self._lay()
        self.print.clicked.connect(self._print)
        self.keep.clicked.connect(self._keep)
        self.printers.currentIndexChanged.connect(lambda _: self._look())
        wording.changed.connect(self._speak)
        self._speak()

    def _lay(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.title, 1)
        for part in (self.printers, self.print, self.keep):
            row.addWidget(part)
        self._questions.setColumnStretch(0, 1)
        self._questions.setHorizontalSpacing(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.notice)
        column.addLayout(self._questions)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask(False)
        self._look()

    def _speak(self) -> None:
        say = self._wording.say
        self.title.setText(say("printer_test.title"))
        self.print.say(say("printer_test.print"))
        self.keep.say(say("printer_test.keep"))
        others = [say("paper.printer.other", name=isolate_name(one.name)) for one in self._tests.printers[1:]]
        place = max(0, self.printers.currentIndex())
        self.printers.blockSignals(True)
        self.printers.clear()
        self.printers.addItems([say("paper.printer.usual"), *others])
        self.printers.setCurrentIndex(place)
        self.printers.setAccessibleName(say("paper.printer.ask"))
        self.printers.blockSignals(False)
        self.printers.setVisible(bool(others))
        given = {
            check: yes.isChecked() for check, (yes, no) in self.answers.items() if yes.isChecked() or no.isChecked()
        }
        self._ask(self._out, given)
        self._refresh()

    def _ask(self, out: bool, given: dict[str, bool] | None = None) -> None:
        """Show the page's questions, or none where no page lies there."""
        self._out = out
        while (item := self._questions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # it goes a moment later, and would lie over the new ones until then
                widget.deleteLater()
        self.answers = {}
        asked = self._tests.questions(self._wording.language) if out else ()
        for row, (check, text) in enumerate(asked):
            question = label("body")
            question.setText(f"{row + 1}. {text}")
            self._questions.addWidget(question, row, 0)
            self.answers[check] = self._pair(row, text, (given or {}).get(check))
        self._refresh()

    def _pair(self, row: int, question: str, given: bool | None) -> tuple[QRadioButton, QRadioButton]:
        pair = (QRadioButton(self._wording.say("printer_test.yes")), QRadioButton(self._wording.say("printer_test.no")))
        group = QButtonGroup(pair[0])
        for column, (button, well) in enumerate(zip(pair, (True, False), strict=True), 1):
            button.setAccessibleName(f"{button.text()}: {question}")
            button.setChecked(given is well)
            button.toggled.connect(self._refresh)
            group.addButton(button)
            self._questions.addWidget(button, row, column)
        return pair

    def _refresh(self) -> None:
        answered = bool(self.answers) and all(yes.isChecked() or no.isChecked() for yes, no in self.answers.values())
        self.keep.setVisible(self._out)
        self.keep.setEnabled(answered and not self._busy)
        self.print.setEnabled(not self._busy)
        self.printers.setEnabled(not self._busy)
        printing = (self._wording.say("printer_test.printing"), "info")
        self.notice.say(*(printing if self._busy else self._said()))

    def _order(self) -> list[str]:
        return [check for check, _ in self._tests.questions(self._wording.language)]

    def _look(self) -> None:
        """Say how the printer's last page was."""
        place = max(0, self.printers.currentIndex())

        def home(found: object) -> None:
            test = found if isinstance(found, PrinterTest) else None
            wording = self._wording
            self._said = lambda: last_words(test, self._order(), self._country, wording.sentences, wording.language)
            self._ended()

        self._worker.run(lambda: self._tests.last(place), home)

    def _print(self) -> None:
        place, language = max(0, self.printers.currentIndex()), self._wording.language

        def home(found: object) -> None:
            code, self._busy = str(found), False
            self._ask(code in ("", *MAYBE_OUT))
            self._said = lambda: (
                (self._wording.explain(Problem(code)), "danger")
                if code
                else (self._wording.say("printer_test.look"), "info")
            )
            self._ended()

        self._busy = True
        self._ask(False)
        self._worker.run(lambda: self._tests.print_page(place, language), home)

    def _keep(self) -> None:
        place, operator = max(0, self.printers.currentIndex()), self._operator()
        answers = {check: yes.isChecked() for check, (yes, _) in self.answers.items()}

        def home(found: object) -> None:
            code, test = found if isinstance(found, tuple) else ("", None)
            wording = self._wording
            if code:
                self._said = lambda: (wording.explain(Problem(code)), "danger")
            elif isinstance(test, PrinterTest):
                self._ask(False)
                self._said = lambda: kept_words(test, self._order(), wording.sentences, wording.language)
            self._ended()

        self._worker.run(lambda: (self._tests.keep(place, answers, operator), self._tests.last(place)), home)

    def _ended(self) -> None:
        self._refresh()
        self.done.emit()

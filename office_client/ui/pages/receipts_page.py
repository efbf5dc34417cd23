"""The counter's receipts: what is owed on paper, what was printed today, and printing one once more with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.copy_bar import CopyBar
from office_client.ui.desk import Desk
from office_client.ui.look import label, lean
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from office_client.ui.paper_table import PaperTable
from office_client.ui.papers_watch import PapersWatch
from shubbak.domain.calendar import local_time
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.paper import PaperState
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.ports.paper import PaperLine
from shubbak.services.paper_proof import PaperProof, Standing, proof_sentence
from shubbak.services.paper_scan import is_paper_code
from shubbak.services.paper_words import headline_words, note_words, outcome_words, printing_words
from shubbak.services.receipt_papers import PrintOutcome
from shubbak.wire.receipt_code import ProvenReceipt

_COLUMNS = ("number", "service", "time", "state", "note")
_SIGNS = {
    PaperState.OWED: ("triangle-alert", "warning"),
    PaperState.PRINTING: ("hourglass", "brand"),
    PaperState.PRINTED: ("circle-check", "success"),
    PaperState.UNSURE: ("circle-question-mark", "warning"),
}


class ReceiptsPage(QWidget):
    """Number, service and time alone: a receipt names no person. A scanned code lands in the search line."""

    def __init__(self, desk: Desk, watch: PapersWatch, wording: OfficeWording) -> None:
        super().__init__()
        self._desk, self._watch, self._wording = desk, watch, wording
        self._said: Callable[[], tuple[str, str]] = lambda: ("", "info")
        self._title, self._help, self.headline = label("title"), label("muted"), label("large")
        self.search, self.notice, self.detail = QLineEdit(), Notice(), label("body")
        self.table = PaperTable(_COLUMNS)
        self.elsewhere = ActionButton("F9", icon="printer")
        self._proven: tuple[ProvenReceipt, str] | None = None
        self._sought = ""
        self.bar = CopyBar(wording, [one.name for one in desk.papers.printers])
        self._lay()
        self.search.returnPressed.connect(self._seek)
        self.bar.asked.connect(self._print)
        self.elsewhere.clicked.connect(self._print_elsewhere)
        watch.extracted.connect(self._extracted)
        self.table.currentCellChanged.connect(lambda *_: self._offer())
        watch.changed.connect(self.refresh)
        watch.printed.connect(self._printed)
        watch.found.connect(self._found)
        wording.changed.connect(self.refresh)

    def _lay(self) -> None:
        self.table.horizontalHeader().setStretchLastSection(True)
        page = QVBoxLayout()
        page.setContentsMargins(28, 22, 28, 18)
        page.setSpacing(12)
        for part in (self._title, self._help, self.headline, self.search, self.notice):
            page.addWidget(part)
        page.addWidget(self.table, 1)
        page.addWidget(self.detail)
        foot = QFrame()
        foot.setObjectName("bar")
        keys = QHBoxLayout(foot)
        keys.setContentsMargins(28, 10, 28, 10)
        keys.addStretch(1)
        keys.addWidget(self.elsewhere)
        keys.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(page, 1)
        column.addWidget(foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.clear()
        self._watch.forget()
        self._proven = None
        self._said = lambda: ("", "info")
        self._watch.look()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_code(self, untrusted_text: str) -> None:
        """A reader has read a receipt's code."""
        self._sought = untrusted_text
        self._watch.find(untrusted_text)

    def chosen(self) -> PaperLine | None:
        """Return the receipt of the row that has the cursor."""
        row = self.table.currentRow()
        return self._watch.lines[row] if 0 <= row < len(self._watch.lines) else None

    def refresh(self) -> None:
        """Show what the watch holds, in the language of the moment; the chosen receipt stays chosen."""
        say, before = self._wording.say, self.chosen()
        self._title.setText(say("paper.title"))
        self._help.setText(say("paper.help"))
        self.search.setPlaceholderText(say("paper.find"))
        self.search.setAccessibleName(say("paper.find"))
        lean(self.search, rtl=self._wording.language.rtl)
        self.headline.setText(headline_words(self._watch.lines, self._wording.sentences, self._wording.language))
        self.table.setHorizontalHeaderLabels([say(f"paper.column.{name}") for name in _COLUMNS])
        self.table.fill([(self._cells(line), _SIGNS[line.state]) for line in self._watch.lines])
        self._choose(before.number if before else "")
        self.table.setVisible(bool(self._watch.lines))
        unreadable = (say("office.outbox.unreadable"), "danger")
        self.notice.say(*(unreadable if self._watch.problem else self._said()))
        self._offer()

    def _cells(self, line: PaperLine) -> tuple[str, ...]:
        service = self._desk.catalogue().services.get(line.service_id)
        when = local_time(line.issued_at, self._desk.office.country)
        return (
            isolate(line.number),
            self._wording.read(service.name) if service else isolate(line.service_id),
            isolate(f"{when:%d/%m/%Y %H:%M}"),
            self._wording.say(f"paper.state.{line.state.value}"),
            note_words(line, self._wording.sentences, self._wording.language),
        )

    def _choose(self, number: str) -> None:
        self.table.choose(number, [line.number for line in self._watch.lines])

    def _offer(self) -> None:
        line = self.chosen()
        self.elsewhere.say(self._wording.say("paper.elsewhere_print"))
        self.elsewhere.setVisible(self._proven is not None)
        self.elsewhere.setEnabled(not self._watch.busy)
        self.bar.setVisible(line is not None)
        note = note_words(line, self._wording.sentences, self._wording.language) if line else ""
        self.detail.setText(note)  # whole: a column has no room for it
        self.detail.setVisible(bool(note))
        if line is not None:
            self.bar.offer(line.state, free=not self._watch.busy, plan=line.plan)

    def _seek(self) -> None:
        if self.search.text().strip():
            self.take_code(self.search.text())

    def _found(self, line: object) -> None:
        self.search.clear()
        self._proven = None
        if isinstance(line, PaperLine):
            self._said = lambda: ("", "info")
            self._choose(line.number)
        else:
            self._said = self._of_others(self._sought)
        self.refresh()

    def _of_others(self, untrusted_text: str) -> Callable[[], tuple[str, str]]:
        """Look whether it is the code of another station's receipt, and say what it proves."""
        proof = self._desk.prove(untrusted_text) if is_paper_code(untrusted_text) else None
        wording = self._wording
        if not isinstance(proof, PaperProof) or not isinstance(proof.proven, ProvenReceipt):
            return lambda: (wording.say("paper.not_here"), "warning")
        if proof.standing is Standing.VOID:
            return lambda: (proof_sentence(proof, wording.sentences, wording.language), "danger")
        proven = proof.proven
        self._proven = (proven, untrusted_text.strip())
        words = {"number": isolate(str(proven.receipt.number)), "station": isolate(proven.station)}
        return lambda: (wording.say("paper.elsewhere", **words), "success")

    def _print_elsewhere(self) -> None:
        if self._proven is not None:
            printer = max(0, self.bar.printers.currentIndex())
            self._watch.print_elsewhere(*self._proven, self._wording.language, printer)

    def _extracted(self, number: str, code: str) -> None:
        wording = self._wording
        self._said = lambda: (
            (wording.explain(Problem(code)), "danger")
            if code
            else (wording.say("paper.elsewhere_done", number=isolate(number)), "success")
        )
        self.refresh()

    def _print(self, reason: CopyReason | None, printer: int) -> None:
        line = self.chosen()
        if line is not None:
            self._said = lambda: (printing_words(line, self._wording.sentences, self._wording.language), "info")
            self._watch.print(line, reason, printer)

    def _printed(self, line: PaperLine, outcome: PrintOutcome) -> None:
        wording = self._wording
        self._said = lambda: outcome_words(outcome, line, wording.sentences, wording.language)
        self.refresh()

"""The counter's licences: what was issued for the office, its picture, and printing it once or as a marked copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.licence_bar import LicenceBar
from office_client.ui.licence_picture import LicencePicture
from office_client.ui.licences_watch import LicencesWatch
from office_client.ui.look import label, lean
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from office_client.ui.paper_table import PaperTable
from shubbak.domain.calendar import local_time
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.issued_paper import IssuedPaper, IssuedState, Sheet, SheetState
from shubbak.domain.problem import Problem
from shubbak.domain.text import bare, isolate
from shubbak.services.issued_print import ALONE, SheetOutcome, SheetWish
from shubbak.services.issued_words import licence_note, licences_headline, sheet_words

_COLUMNS = ("number", "state", "service", "time")
_SERVICE = _COLUMNS.index("service")
_SIGNS = {
    IssuedState.OWED: ("printer", "brand"),
    IssuedState.UNSURE: ("circle-question-mark", "warning"),
    IssuedState.PRINTED: ("circle-check", "success"),
    IssuedState.VOID: ("octagon-alert", "danger"),
}
Said = Callable[[], tuple[str, str]]


def _nothing() -> tuple[str, str]:
    return "", "info"


class LicencesPage(QWidget):
    """The list names no person; the picture does, of the chosen one alone, and goes when the page is left."""

    def __init__(self, country: str, watch: LicencesWatch, wording: OfficeWording, operator: Callable[[], str]) -> None:
        super().__init__()
        self._country, self._watch, self._wording, self._operator = country, watch, wording, operator
        self._said: Said = _nothing
        self._drawn = ""
        self._title, self._help, self.headline = label("title"), label("muted"), label("large")
        self.search, self.notice, self.detail = QLineEdit(), Notice(), label("body")
        self.table, self.picture = PaperTable(_COLUMNS), LicencePicture()
        self.fetch, self.bar = ActionButton("F5", icon="rotate-ccw"), LicenceBar(wording)
        self._lay()
        self.search.returnPressed.connect(self._seek)
        self.fetch.clicked.connect(watch.fetch)
        self.bar.asked.connect(self._print)
        self.bar.said.connect(self._settle)
        self.table.currentCellChanged.connect(lambda *_: self._offer())
        watch.changed.connect(self.refresh)
        watch.printed.connect(self._printed)
        watch.found.connect(self._found)
        watch.settled.connect(self._settled)
        watch.pictured.connect(self._pictured)
        wording.changed.connect(self.refresh)

    def _lay(self) -> None:
        self.table.horizontalHeader().setMinimumSectionSize(60)
        self.table.horizontalHeader().setSectionResizeMode(_SERVICE, QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        list_ = QVBoxLayout()
        list_.setSpacing(12)
        list_.addWidget(self.table, 1)
        list_.addWidget(self.detail)
        beside.addLayout(list_, 2)
        beside.addWidget(self.picture, 1)
        page = QVBoxLayout()
        page.setContentsMargins(28, 22, 28, 18)
        page.setSpacing(12)
        for part in (self._title, self._help, self.headline, self.search, self.notice):
            page.addWidget(part)
        page.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(page, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("bar")
        keys = QHBoxLayout(foot)
        keys.setContentsMargins(28, 10, 28, 10)
        keys.addWidget(self.fetch)
        keys.addStretch(1)
        keys.addWidget(self.bar)
        return foot

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.clear()
        self._watch.forget()
        self._said = _nothing
        self.refresh()
        self._watch.look()
        self._watch.fetch()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._drawn = ""
        self.picture.say("")

    def take_code(self, untrusted_text: str) -> None:
        """A reader has read a code: a sheet's number where that is asked for, else a paper's."""
        if self.bar.serial.hasFocus():
            self.bar.serial.setText(untrusted_text.strip())
            self.bar.serial.returnPressed.emit()
        else:
            self._watch.find(untrusted_text)

    def chosen(self) -> IssuedPaper | None:
        """Return the one of the row that has the cursor."""
        row = self.table.currentRow()
        return self._watch.papers[row] if 0 <= row < min(len(self._watch.papers), self.table.rowCount()) else None

    def refresh(self) -> None:
        """Show what the watch holds, in the language of the moment; the chosen one stays chosen."""
        say, number = self._wording.say, self._chosen_number()
        self._title.setText(say("licence.title"))
        self._help.setText(say("licence.help"))
        self.search.setPlaceholderText(say("licence.find"))
        self.search.setAccessibleName(say("licence.find"))
        lean(self.search, rtl=self._wording.language.rtl)
        self.fetch.say(say("licence.key.fetch"))
        self.headline.setText(licences_headline(self._watch.papers, self._wording.sentences, self._wording.language))
        self.table.setHorizontalHeaderLabels([say(f"licence.column.{name}") for name in _COLUMNS])
        self.table.fill([(self._cells(paper), _SIGNS[paper.state]) for paper in self._watch.papers])
        self.choose(number)
        there = bool(self._watch.papers)
        for part in (self.table, self.picture):
            part.setVisible(there)
        self.fetch.setVisible(self._watch.there)
        self.search.setEnabled(self._watch.there)
        self.notice.say(*self._sentence())
        self._offer()

    def _sentence(self) -> tuple[str, str]:
        say = self._wording.say
        if not self._watch.there:
            return say("licence.no_printer"), "warning"
        if self._watch.problem:
            return say("office.outbox.unreadable"), "danger"
        sentence, tone = self._said()
        if sentence or not self._watch.away:
            return sentence, tone
        return say("licence.away"), "warning"

    def _cells(self, paper: IssuedPaper) -> tuple[str, ...]:
        line = paper.line
        when = local_time(line.issued_at, self._country)
        return (
            isolate(line.number),
            self._wording.say(f"licence.state.{paper.state.value}"),
            self._wording.read(line.title),
            isolate(f"{when:%d/%m/%Y}"),
        )

    def _chosen_number(self) -> str:
        """Return the chosen row's own number: what the watch holds may have changed under it."""
        item = self.table.item(self.table.currentRow(), 0)
        return bare(item.text()) if item else ""

    def choose(self, number: str) -> None:
        """Put the cursor on one by its number, on the first where there is none."""
        self.table.choose(number, [paper.line.number for paper in self._watch.papers])

    def _offer(self) -> None:
        paper = self.chosen()
        note = licence_note(paper, self._wording.sentences, self._wording.language) if paper else ""
        self.detail.setText(note)
        self.detail.setVisible(bool(note))
        self.bar.setVisible(paper is not None)
        self.bar.offer(paper, free=not self._watch.busy)
        self._draw(paper)

    def _draw(self, paper: IssuedPaper | None) -> None:
        """Have the picture made of the chosen one, once for each way in which it would be printed."""
        sheet = paper.open_sheet if paper else None
        wanted = f"{paper.line.number} {paper.state} {sheet.id if sheet else ''}" if paper else ""
        if paper is None or not self.isVisible() or wanted == self._drawn:
            return
        self._drawn = wanted
        self.picture.say(self._wording.say("licence.preview.wait"))
        self._watch.draw(paper.line.number)

    def _pictured(self, number: str, made: object) -> None:
        paper = self.chosen()
        if paper is None or paper.line.number != number or not self.isVisible():
            return  # another one was chosen meanwhile
        if isinstance(made, bytes):
            self.picture.show_png(made, self._wording.say("licence.preview.name"))
        else:
            self.picture.say(self._wording.explain(Problem(str(made))))

    def _seek(self) -> None:
        if self.search.text().strip():
            self._watch.find(self.search.text())

    def _found(self, paper: object) -> None:
        self.search.clear()
        if isinstance(paper, IssuedPaper):
            self._said = _nothing
            self.choose(paper.line.number)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._said = lambda: (self._wording.say("licence.not_here"), "warning")
        self.refresh()

    def _print(self, reason: CopyReason | None, serial: str, alone: bool) -> None:
        paper = self.chosen()
        if paper is not None:
            number = paper.line.number
            self._said = lambda: (self._wording.say("licence.printing", number=isolate(number)), "info")
            self._watch.print(SheetWish(number, self._operator(), reason, serial, alone))

    def _printed(self, number: str, outcome: SheetOutcome) -> None:
        wording = self._wording
        self._said = lambda: sheet_words(outcome, number, wording.sentences, wording.language)
        if outcome.state is SheetState.PRINTED:
            self.bar.clear_serial()
        self.refresh()
        if outcome.problem == ALONE:
            self.bar.dare()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # the key that had it was not to be pressed meanwhile
        if outcome.problem.startswith(("paper-serial", "printing-serial", "licence-other-sheet")):
            self.bar.serial.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bar.serial.selectAll()

    def _settle(self, sheet: Sheet, verdict: SheetState) -> None:
        self._watch.settle(sheet, verdict)

    def _settled(self, _number: str, verdict: SheetState) -> None:
        tone = "warning" if verdict is SheetState.SPOILED else "success"
        self._said = lambda: (self._wording.say(f"licence.settled.{verdict.value}"), tone)
        if verdict is SheetState.SPOILED:
            self.bar.clear_serial()
        self.refresh()

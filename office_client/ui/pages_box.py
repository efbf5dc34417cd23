"""The pages of one document at the counter: small ones in order, the chosen one large, what is wrong, and its keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.excuse_row import ExcuseRow
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from office_client.ui.page_picture import marked_picture, portrait_picture
from shubbak.domain.page import Page, Scan
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.flow.events import DocumentOffered, PageExcused, PageMoved, PageRemoved

_THUMB = (54, 72)
_LARGE = (240, 300)
_FACE = (118, 150)


class PagesBox(QWidget):
    """Stands below a document's row. asked: an event of the visit. within: where its keys work."""

    asked = Signal(object)

    def __init__(self, name: str, wording: OfficeWording, within: QWidget) -> None:
        super().__init__()
        self._name = name
        self._wording = wording
        self._scan: Scan | None = None
        self._place = 0
        self._thumbs: list[QLabel] = []
        self._strip, self._large, self.sentence = QHBoxLayout(), QLabel(), label("problem")
        self.face = QLabel()
        self._which = label("muted", wrap=False)
        self.again = ActionButton("Shift+F5", icon="scan-line", within=within)
        self.earlier = ActionButton("Ctrl+PgUp", "quiet", within=within)
        self.later = ActionButton("Ctrl+PgDown", "quiet", within=within)
        self.drop = ActionButton("Shift+Del", "quiet", within=within)
        self.take = ActionButton("F8", "quiet", within=within)
        self.excuse = ExcuseRow(wording)
        for button in (self.again, self.earlier, self.later, self.drop, self.take):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay()
        self._join()

    def _lay(self) -> None:
        self._strip.setSpacing(6)
        line = QHBoxLayout()
        line.addLayout(self._strip)
        line.addStretch(1)
        line.addWidget(self._which)
        words = QVBoxLayout()
        for part in (self.sentence, self.excuse):
            words.addWidget(part)
        for row in ((self.again, self.take), (self.earlier, self.later, self.drop)):
            keys = QHBoxLayout()
            for button in row:
                keys.addWidget(button)
            keys.addStretch(1)
            words.addLayout(keys)
        words.addWidget(self.face)
        words.addStretch(1)
        body = QHBoxLayout()
        body.addWidget(self._large, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addLayout(line)
        column.addLayout(body)

    def _join(self) -> None:
        self.again.clicked.connect(lambda: self._ask_again())
        self.earlier.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        self.drop.clicked.connect(lambda: self.asked.emit(PageRemoved(self._name, self._place)))
        self.take.clicked.connect(self._ask_why)
        self.excuse.given.connect(
            lambda reason, note: self.asked.emit(PageExcused(self._name, self._place, reason, note))
        )

    @property
    def place(self) -> int:
        """Return which page the keys are for, counted from 0."""
        return self._place

    def choose(self, by: int) -> None:
        """Go some pages on."""
        if self._scan is not None:
            self._place = min(max(self._place + by, 0), len(self._scan.pages) - 1)
            self.excuse.close_row()
            self._draw()

    def show_pages(self, scan: Scan | None, problem: Problem | None, *, busy: bool, chosen: bool) -> None:
        """Show the pages as they are now; chosen: whether the keys are for this document, then one page is large."""
        if scan is not self._scan:
            self._turn_to(scan)
        self.setVisible(scan is not None)
        for part in (self._large, self.again, self.earlier, self.later, self.drop):
            part.setVisible(chosen and scan is not None)
        self.face.setVisible(chosen and not self.face.pixmap().isNull())
        self.face.setAccessibleName(self._wording.say("office.identity.portrait_name"))
        page = self._page
        self.take.setVisible(chosen and page is not None and not page.settled and self.excuse.isHidden())
        for button in (self.again, self.earlier, self.later, self.drop, self.take):
            button.setEnabled(not busy)
        self._speak(problem, page)

    def forget(self) -> None:
        """Drop the last customer's pages."""
        self._turn_to(None)
        self.excuse.close_row()

    @property
    def _page(self) -> Page | None:
        return self._scan.pages[self._place] if self._scan is not None else None

    def _turn_to(self, scan: Scan | None) -> None:
        before, self._scan = self._scan, scan
        if scan is None:
            self._place = 0
        elif before is None or len(scan.pages) != len(before.pages):
            wrong = [place for place, page in enumerate(scan.pages) if not page.settled]
            self._place = wrong[0] if wrong else len(scan.pages) - 1
            self.excuse.close_row()
        self._draw()

    def _draw(self) -> None:
        for thumb in self._thumbs:
            self._strip.removeWidget(thumb)
            thumb.deleteLater()
        self._thumbs = []
        for place, page in enumerate(self._scan.pages if self._scan else ()):
            thumb = QLabel()
            thumb.setProperty("role", "page")
            thumb.setPixmap(marked_picture(page, *_THUMB))
            thumb.setStyleSheet("border-width: 3px;" if place == self._place else "")
            self._strip.addWidget(thumb)
            self._thumbs.append(thumb)
        chosen = self._page
        for part in (self._large, self.face):
            part.clear()
        if chosen is not None:
            self.face.setPixmap(portrait_picture(chosen, *_FACE))
            self._large.setPixmap(marked_picture(chosen, *_LARGE))

    def _speak(self, problem: Problem | None, page: Page | None) -> None:
        say, scan = self._wording.say, self._scan
        count = len(scan.pages) if scan else 0
        number = {"number": isolate(str(self._place + 1)), "count": isolate(str(count))}
        self._which.setText(say("pages.page", **number) if count else "")
        open_faults = [] if page is None or page.settled else list(page.faults)
        told = Problem(open_faults[0].code, "", {"page": number["number"]}) if open_faults else problem
        self.sentence.setText(self._wording.explain(told) if told else "")
        self.sentence.setVisible(told is not None)
        self.again.say(say("pages.next.again"))
        self.earlier.say(say("pages.earlier"))
        self.later.say(say("pages.later"))
        self.drop.say(say("pages.remove"))
        self.take.say(say("pages.excuse.take"))
        self.excuse.speak()

    def _ask_why(self) -> None:
        self.take.hide()
        self.excuse.open()

    def _ask_again(self) -> None:
        if self._scan is not None:
            self.asked.emit(DocumentOffered(self._name, self._scan.alternative, self._place))

    def _move(self, by: int) -> None:
        to = self._place + by
        if self._scan is not None and 0 <= to < len(self._scan.pages):
            place, self._place = self._place, to
            self.asked.emit(PageMoved(self._name, place, to))

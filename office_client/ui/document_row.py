"""One needed document in its row: its name, which of its alternatives it is, and whether its page has come."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout

from office_client.ui.card import Card
from office_client.ui.look import label, on_button, symbol
from office_client.ui.office_wording import OfficeWording
from office_client.ui.pages_box import PagesBox
from shubbak.flow.paging import scan_problem
from shubbak.flow.visit import Visit
from shubbak.forms.service import DocumentNeed


class DocumentRow(Card):
    """One needed document. chosen: it got the focus. moved(rows): the arrows ask for another row, 1 down or -1 up."""

    chosen = Signal()
    moved = Signal(int)

    def __init__(self, need: DocumentNeed, visit: Callable[[], Visit], wording: OfficeWording) -> None:
        super().__init__()
        self.need = need
        self.wording = wording
        self._visit = visit
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._choice = QButtonGroup(self)
        self._buttons = {one.id: QRadioButton() for one in need.alternatives} if len(need.alternatives) > 1 else {}
        self._name, self._hint, self._problem = label("strong"), label("hint"), label("problem")
        self._mark, self._state = QLabel(), label("success", wrap=False)
        self.pages = PagesBox(need.id, wording, self)
        self._lay()

    def _lay(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self._name, self._hint, *self._buttons.values(), self._problem):
            side = Qt.AlignmentFlag.AlignLeading if isinstance(part, QRadioButton) else Qt.AlignmentFlag(0)
            words.addWidget(part, 0, side)
        words.addStretch(1)
        for button in self._buttons.values():
            self._choice.addButton(button)
        if self._buttons:
            next(iter(self._buttons.values())).setChecked(True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.pages)

    @property
    def alternative(self) -> str:
        """Return the id of the alternative that is chosen."""
        chosen = (one for one, button in self._buttons.items() if button.isChecked())
        return next(chosen, self.need.alternatives[0].id)

    @property
    def problem(self) -> str:
        return self._problem.text()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        on = 1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else -1
        pages = {Qt.Key.Key_Right: on, Qt.Key.Key_Left: -on}
        if event.key() in pages:
            self.pages.choose(pages[Qt.Key(event.key())])
            self.refresh()
            return
        if event.key() in ways:
            self.moved.emit(ways[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def refresh(self) -> None:
        """Show the row as the visit is now."""
        wording, visit = self.wording, self._visit()
        name = wording.read(self.need.name)
        self._name.setText(name if self.need.required else wording.say("office.needs.optional", name=name))
        self._hint.setText(wording.read(self.need.hint))
        self._hint.setVisible(self.need.hint is not None)
        for one in self.need.alternatives:
            if one.id in self._buttons:
                self._buttons[one.id].setText(on_button(wording.read(one.name)))
        scan = visit.scans.get(self.need.id)
        wrong = scan_problem(visit.service, self.need.id, scan) if scan and visit.service else None
        self.pages.show_pages(scan, wrong, busy=bool(visit.busy), chosen=self._is_chosen())
        problem = None if wrong else visit.problem_of(self.need.id)
        self._problem.setText(wording.explain(problem) if problem else "")
        self._problem.setVisible(problem is not None)
        self._show_state(self.need.id in visit.attachments)

    def _show_state(self, scanned: bool) -> None:
        unready = not scanned and self.need.id in self._visit().scans
        word = "scanned" if scanned else "unready" if unready else "missing" if self.need.required else "left_out"
        tone = "success" if scanned else "warning" if unready or self.need.required else "muted"
        self._state.setProperty("role", tone)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self._state.setText(self.wording.say(f"office.documents.{word}"))
        self._mark.setPixmap(symbol("circle-check" if scanned else "circle-dashed", tone))

    def _is_chosen(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is self or (focus is not None and self.isAncestorOf(focus))

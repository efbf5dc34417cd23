"""One needed document in its row: its name, which of its alternatives it is, and whether its page has come."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout

from office_client.ui.card import Card
from office_client.ui.look import label, on_button, symbol
from office_client.ui.office_wording import OfficeWording
from shubbak.flow.visit import Visit
from shubbak.forms.service import DocumentNeed

_THUMB_WIDTH, _THUMB_HEIGHT = 54, 72


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
        self._mark, self._state, self._picture = QLabel(), label("success", wrap=False), QLabel()
        self._lay()

    def _lay(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self._name, self._hint, *self._buttons.values(), self._problem):
            side = Qt.AlignmentFlag.AlignLeading if isinstance(part, QRadioButton) else Qt.AlignmentFlag(0)
            words.addWidget(part, 0, side)
        words.addStretch(1)
        self._picture.setProperty("role", "page")
        for button in self._buttons.values():
            self._choice.addButton(button)
        if self._buttons:
            next(iter(self._buttons.values())).setChecked(True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

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
        problem = visit.problem_of(self.need.id)
        self._problem.setText(wording.explain(problem) if problem else "")
        self._problem.setVisible(problem is not None)
        self._show_state(self.need.id in visit.attachments)

    def _show_state(self, scanned: bool) -> None:
        word = "scanned" if scanned else "missing" if self.need.required else "left_out"
        tone = "success" if scanned else "warning" if self.need.required else "muted"
        self._state.setProperty("role", tone)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self._state.setText(self.wording.say(f"office.documents.{word}"))
        self._mark.setPixmap(symbol("circle-check" if scanned else "circle-dashed", tone))
        self._picture.setVisible(scanned)
        body, page = self._visit().picture_of(self.need.id), QPixmap()
        if body and page.loadFromData(body):
            aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(page.scaled(_THUMB_WIDTH, _THUMB_HEIGHT, aspect, smooth))

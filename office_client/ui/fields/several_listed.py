"""Several of many options: a list with boxes to tick, shortened by a line above it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from office_client.ui.fields.answer_widget import AnswerWidget, Raw, mark_wrong
from office_client.ui.fields.option_search import OptionSearch
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field

_BREADTH, _HEIGHT = 420, 6 * 30 + 4
_ID = Qt.ItemDataRole.UserRole


class SeveralListed(AnswerWidget):
    """The raw answer is the ids that are ticked, in the order of the file; the space bar ticks."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.line, self.list, self._chosen = QLineEdit(), QListWidget(), label("hint")
        self._search = OptionSearch(field.options, wording.language)
        self._rows: dict[str, QListWidgetItem] = {}
        self.line.setFixedWidth(_BREADTH)
        self.list.setFixedSize(_BREADTH, _HEIGHT)
        self._chosen.setFixedWidth(_BREADTH)
        for one in field.options:
            self._rows[one.id] = QListWidgetItem(self.list)
            self._rows[one.id].setData(_ID, one.id)
            self._rows[one.id].setCheckState(Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.line, self.list, self._chosen):
            column.addWidget(part)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._shorten)
        self.list.itemChanged.connect(self._tell)
        self._name()

    @property
    def raw(self) -> tuple[str, ...]:
        return tuple(one for one, row in self._rows.items() if row.checkState() is Qt.CheckState.Checked)

    def show_raw(self, raw: Raw) -> None:
        chosen = raw.split(",") if isinstance(raw, str) else raw
        self.list.blockSignals(True)
        for one, row in self._rows.items():
            wanted = Qt.CheckState.Checked if one in chosen else Qt.CheckState.Unchecked
            if row.checkState() is not wanted:
                row.setCheckState(wanted)
        self.list.blockSignals(False)
        self._say_chosen()

    def settle(self, field: Field) -> None:
        if field.options != self.field.options:
            self._search = OptionSearch(field.options, self.wording.language)
            self._shorten(self.line.text())
        super().settle(field)

    def forget(self) -> None:
        self.line.setText("")
        self.show_raw("")
        self._shorten("")

    def speak(self) -> None:
        if self._search.language is not self.wording.language:
            self._search = OptionSearch(self.field.options, self.wording.language)
            self._name()

    def mark(self, wrong: bool) -> None:
        mark_wrong(self.list, wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = [row for row in self._rows.values() if not row.isHidden()]
        if event.key() == Qt.Key.Key_Down and self.line.hasFocus() and found:
            self.list.setCurrentItem(found[0])
            self.list.setFocus()
            return
        super().keyPressEvent(event)

    def _name(self) -> None:
        self.list.blockSignals(True)
        for one, row in self._rows.items():
            row.setText(self._search.name(one))
        self.list.blockSignals(False)
        name = self.wording.read(self.field.label)
        self.list.setAccessibleName(name)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(self.wording.say("office.field.search"))
        self._say_chosen()

    def _shorten(self, words: str) -> None:
        found = {one for one, _ in self._search.find(words)}
        for one, row in self._rows.items():
            row.setHidden(one not in found)

    def _tell(self) -> None:
        self._say_chosen()
        self.answered.emit(self.raw)

    def _say_chosen(self) -> None:
        names = [self._search.name(one) for one in self.raw]
        self._chosen.setText(self.wording.say("office.joint").join(name for name in names if name))
        self._chosen.setVisible(bool(names))

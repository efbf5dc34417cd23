"""A line that searches: what is found stands under it, the arrows move there, Enter takes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from office_client.ui.fields.answer_widget import mark_wrong

_BREADTH, _ROW, _ROWS = 420, 30, 6
_ID = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: 1 - _ROWS}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PickLine(QWidget):
    """typed(words): after each key. picked(id): an entry was taken. wanted: the arrow asks for a list."""

    typed = Signal(str)
    picked = Signal(str)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line, self.list = QLineEdit(), QListWidget()
        self.line.setFixedWidth(_BREADTH)
        self.list.setFixedWidth(_BREADTH)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line keeps the keys
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self.typed)
        self.list.itemClicked.connect(self._take)

    @property
    def words(self) -> str:
        return self.line.text()

    @property
    def open(self) -> bool:
        """Whether something to choose from stands under the line."""
        return not self.list.isHidden()

    def narrow(self, breadth: int) -> None:
        """Take less room than by itself."""
        for part in (self.line, self.list):
            part.setFixedWidth(min(_BREADTH, breadth))

    def offer(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show what may be taken, as ids with their names; nothing closes the list."""
        self.list.clear()
        for entry, name in entries:
            row = QListWidgetItem(name, self.list)
            row.setData(_ID, entry)
        self.list.setFixedHeight(_ROW * min(len(entries), _ROWS) + 4)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(entries))

    def show_words(self, words: str) -> None:
        """Show what was chosen; the same again leaves the cursor where it is."""
        if words != self.line.text().strip():
            self.line.setText(words)
            self.line.setCursorPosition(0)

    def forget(self) -> None:
        """Show nothing, and let nothing be brought back."""
        self.line.setText("")
        self.offer(())

    def mark(self, wrong: bool) -> None:
        """Show whether what stands here is wrong."""
        mark_wrong(self.line, wrong)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self.open and event.key() == Qt.Key.Key_Escape:
            # Escape leaves the list first, and only then the page.
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self.offer(())
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._key(event):
            return True
        if event.type() is QEvent.Type.FocusOut and not self.list.underMouse():
            self.offer(())
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Down and not self.open:
            self.wanted.emit()
            return True
        if not self.open:
            return False
        if key in _MOVES:
            last = self.list.count() - 1
            self.list.setCurrentRow(min(max(self.list.currentRow() + _MOVES[key], 0), last))
            return True
        if key in _ENTER and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self._take(self.list.currentItem())
        return False  # Enter goes on as well

    def _take(self, row: QListWidgetItem | None) -> None:
        if row is None:
            return
        entry, name = str(row.data(_ID)), row.text()
        self.offer(())
        self.line.setText(name)
        self.line.setCursorPosition(0)
        self.picked.emit(entry)

"""What every answering widget promises: it shows raw answers, tells each change, and can be marked wrong."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field

#: An answer as typed or chosen; several choices are a tuple of option ids.
Raw: TypeAlias = str | tuple[str, ...]


class AnswerWidget(QWidget):
    """One question's widget. answered(raw): after each change by a person. finished: Enter, on to the next one."""

    answered = Signal(object)
    finished = Signal()

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__()
        self.field = field
        self.wording = wording

    @property
    def raw(self) -> Raw:
        """Return what stands in the widget, as the kind's `parse` takes it."""
        raise NotImplementedError

    def show_raw(self, raw: Raw) -> None:
        """Show an answer without telling anybody; the same again disturbs nobody who is typing."""
        raise NotImplementedError

    def forget(self) -> None:
        """Show nothing, and let nothing that stood here be brought back."""
        self.show_raw("")

    def speak(self) -> None:
        """Say everything in the language of the moment."""

    def mark(self, wrong: bool) -> None:
        """Show whether what stands here is wrong."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the inner widget leaves: an Enter in a line or on a choice.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _with_control(event):
            self.finished.emit()
            return
        super().keyPressEvent(event)


def _with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

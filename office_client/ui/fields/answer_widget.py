"""What every answering widget promises: it shows raw answers, tells each change, and can be marked wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from office_client.ui.office_wording import OfficeWording
from shubbak.flow.visit import Visit
from shubbak.forms.service import Field

#: An answer as typed or chosen; several choices are a tuple of option ids.
Raw: TypeAlias = str | tuple[str, ...]


class AnswerWidget(QWidget):
    """One question's widget. answered(raw): after each change by a person. finished: Enter, on to the next one.

    asked(verb, value): something besides an answer: scan (an alternative), remove, search (words) or look_up.
    """

    answered = Signal(object)
    asked = Signal(str, str)
    finished = Signal()

    #: Whether it also takes the room beside it, where a smaller one has its problem.
    wide = False

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

    def settle(self, field: Field) -> None:
        """Take the question as the other answers make it: whether it is required, and which options are offered."""
        self.field = field

    def see(self, visit: Visit) -> None:
        """Show what the visit knows of the question besides its raw answer."""

    def forget(self) -> None:
        """Show nothing, and let nothing that stood here be brought back."""
        self.show_raw("")

    def speak(self) -> None:
        """Say everything in the language of the moment."""

    def mark(self, wrong: bool) -> None:
        """Show whether what stands here is wrong."""

    def mark_parts(self, problems: Mapping[str, str]) -> None:
        """Show what is wrong with the parts of the answer: sentences by part, such as `block` or `0.share`."""

    def wrong_place(self) -> QWidget:
        """Return where the focus goes when the answer is refused."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the inner widget leaves: an Enter in a line or on a choice.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _with_control(event):
            self.finished.emit()
            return
        super().keyPressEvent(event)


def mark_wrong(part: QWidget, wrong: bool) -> None:
    """Give a part the look of a wrong one, or take it away."""
    if bool(part.property("wrong")) != wrong:
        part.setProperty("wrong", wrong)
        part.style().unpolish(part)
        part.style().polish(part)


def _with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

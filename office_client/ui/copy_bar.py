"""How a receipt is printed once more: out of which printer, for a copy why, and the key that does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.paper import PaperState
from shubbak.domain.text import isolate_name

#: What an operator may say of a receipt that was printed; that a print is in doubt the station knows itself.
REASONS = (CopyReason.LOST, CopyReason.DAMAGED, CopyReason.FOR_FILE)
_WORDS = {PaperState.PRINTED: "copy", PaperState.UNSURE: "print_marked"}


class CopyBar(QFrame):
    """asked(reason, printer): print now; reason None where the station decides the mark, printer its place."""

    asked = Signal(object, int)

    def __init__(self, wording: OfficeWording, printers: Sequence[str], key: str = "Ctrl+P") -> None:
        super().__init__()
        self._wording, self._printers = wording, tuple(printers)
        self._state, self._plan = PaperState.OWED, False
        self.reasons, self.printers = QComboBox(), QComboBox()
        self.go = ActionButton(key, icon="printer")
        self.go.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (self.reasons, self.printers, self.go):
            row.addWidget(part)
        wording.changed.connect(self._speak)
        self._speak()

    def give(self, printers: Sequence[str]) -> None:
        """Offer these printers, by their names, the usual one first."""
        self._printers = tuple(printers)
        self._speak()

    def offer(self, state: PaperState, *, free: bool = True, plan: bool = False) -> None:
        """Show what can be done with a paper in this state. plan: a plan, which comes out of the page printer."""
        self._state, self._plan = state, plan
        self.reasons.setVisible(state is PaperState.PRINTED)
        self.go.say(self._wording.say(f"paper.{'print_plan' if plan else _WORDS.get(state, 'print')}"))
        self.printers.setVisible(self.printers.count() > 1 and not plan)
        for part in (self.reasons, self.printers, self.go):
            part.setEnabled(free)

    def _ask(self) -> None:
        printed = self._state is PaperState.PRINTED
        reason = REASONS[max(0, self.reasons.currentIndex())] if printed else None
        self.asked.emit(reason, max(0, self.printers.currentIndex()))

    def _speak(self) -> None:
        say = self._wording.say
        others = [say("paper.printer.other", name=isolate_name(name)) for name in self._printers[1:]]
        for box, name, words in (
            (self.reasons, "paper.reason.ask", [say(f"paper.reason.{reason.value}") for reason in REASONS]),
            (self.printers, "paper.printer.ask", [say("paper.printer.usual"), *others]),
        ):
            chosen = max(0, box.currentIndex())
            box.clear()
            box.addItems(words)
            box.setCurrentIndex(chosen)
            box.setAccessibleName(say(name))
        self.offer(self._state, free=self.go.isEnabled(), plan=self._plan)

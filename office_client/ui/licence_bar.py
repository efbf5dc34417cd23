"""What an operator does with an issued licence: the sheet's number, a copy's reason, and what became of a sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit

from office_client.ui.action_button import ActionButton, TwiceButton
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.issued_paper import VERDICTS, IssuedPaper, IssuedState, Sheet, SheetState
from shubbak.domain.output_record import OutputPaper

REASONS = (CopyReason.LOST, CopyReason.DAMAGED, CopyReason.FOR_FILE, CopyReason.UNSURE)


class LicenceBar(QFrame):
    """asked(reason, serial, alone): print now. said(sheet, verdict): what became of a sheet."""

    asked = Signal(object, str, bool)
    said = Signal(object, object)

    def __init__(self, wording: OfficeWording) -> None:
        super().__init__()
        self._wording = wording
        self._paper: IssuedPaper | None = None
        self._alone = False
        self.serial, self.reasons = QLineEdit(), QComboBox()
        self.serial.setMaxLength(60)
        self.serial.setFixedWidth(230)
        self.go = ActionButton("Ctrl+P", "primary", "printer")
        self.good, self.spoiled, self.blank = ActionButton("F6"), TwiceButton("F7"), ActionButton("F8")
        self.verdicts = {
            SheetState.PRINTED: self.good,
            SheetState.SPOILED: self.spoiled,
            SheetState.BLANK: self.blank,
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (*self.verdicts.values(), self.serial, self.reasons, self.go):
            row.addWidget(part)
        self.go.clicked.connect(self._ask)
        self.serial.returnPressed.connect(lambda: self.go.setFocus(Qt.FocusReason.OtherFocusReason))
        self.good.clicked.connect(lambda: self._say(SheetState.PRINTED))
        self.spoiled.confirmed.connect(lambda: self._say(SheetState.SPOILED))
        self.blank.clicked.connect(lambda: self._say(SheetState.BLANK))
        wording.changed.connect(self._speak)
        self._speak()

    def offer(self, paper: IssuedPaper | None, *, free: bool = True) -> None:
        """Show what can be done with this one; what was typed for another is gone."""
        before = self._paper.line.number if self._paper else ""
        self._paper = paper
        if paper is None or paper.line.number != before:
            self.clear_serial()
            self.spoiled.calm()
        sheet = paper.open_sheet if paper else None
        if sheet is not None and sheet.state is SheetState.BLANK:
            self.serial.setText(sheet.serial)
        self._show(free)

    def dare(self) -> None:
        """The portal is away: the next print of this original is on the operator's word."""
        self._alone = True
        self._show(free=True)

    def clear_serial(self) -> None:
        """The sheet is spent."""
        self._alone = False
        self.serial.clear()

    def _show(self, free: bool) -> None:
        paper = self._paper
        state = paper.state if paper else IssuedState.VOID
        prints = state in (IssuedState.OWED, IssuedState.PRINTED)
        self.serial.setVisible(prints and paper is not None and paper.line.paper is OutputPaper.CONTROLLED)
        self.reasons.setVisible(self._copies())
        self.go.setVisible(prints)
        may = VERDICTS.get(sheet.state, ()) if (sheet := self._sheet()) else ()
        for verdict, button in self.verdicts.items():
            button.setVisible(verdict in may)
            button.setEnabled(free)
        for part in (self.serial, self.reasons, self.go):
            part.setEnabled(free)
        self._speak()

    def _sheet(self) -> Sheet | None:
        """Return the sheet of which something may be said now."""
        return (self._paper.open_sheet or self._paper.last_printed) if self._paper else None

    def _copies(self) -> bool:
        """Whether the next print is a copy with a reason yet to be given."""
        paper = self._paper
        return paper is not None and paper.state is IssuedState.PRINTED and paper.open_sheet is None

    def _ask(self) -> None:
        reason = REASONS[max(0, self.reasons.currentIndex())] if self._copies() else None
        self.asked.emit(reason, self.serial.text(), self._alone)

    def _say(self, verdict: SheetState) -> None:
        sheet = self._sheet()
        if sheet is not None:
            self.said.emit(sheet, verdict)

    def _speak(self) -> None:
        say = self._wording.say
        copy = self._paper is not None and self._paper.state is IssuedState.PRINTED
        self.go.say(say(f"licence.key.{'alone' if self._alone else 'copy' if copy else 'print'}"))
        self.good.say(say("licence.key.good"))
        self.spoiled.offer(say("licence.key.spoiled"), say("licence.key.spoiled_sure"))
        self.blank.say(say("licence.key.blank"))
        self.serial.setPlaceholderText(say("licence.serial"))
        self.serial.setAccessibleName(say("licence.serial"))
        chosen = max(0, self.reasons.currentIndex())
        self.reasons.clear()
        self.reasons.addItems([say(f"licence.reason.{reason.value}") for reason in REASONS])
        self.reasons.setCurrentIndex(chosen)
        self.reasons.setAccessibleName(say("licence.reason.ask"))

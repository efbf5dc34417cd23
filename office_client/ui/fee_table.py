"""What a request costs: lines with their working, who receives each, and the total under them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from office_client.ui.card import rule
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.fees import AssessedFee
from shubbak.domain.money import Money
from shubbak.domain.text import Text, isolate
from shubbak.forms.due import due_by_step, due_now
from shubbak.forms.procedure import Procedure


class FeeTable(QWidget):
    """Drawn anew with each assessment; a free service is one sentence."""

    def __init__(self, wording: OfficeWording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wording = wording
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)

    def show_fees(self, fees: tuple[AssessedFee, ...], total: Money, procedure: Procedure | None = None) -> None:
        """Show the lines of the visit and their sum, and under it what the steps of the procedure take later."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        if not fees and total.amount_minor == 0:
            self._put(self.wording.say("office.fees.free"), "body", 0, 0)
            return
        row = self._show_now(due_now(fees), total)
        if procedure is not None:
            self._show_later(due_by_step(procedure, fees), row)

    def _show_now(self, fees: tuple[AssessedFee, ...], total: Money) -> int:
        """Show what is paid in the visit; returns the next free row."""
        if not fees and total.amount_minor == 0:
            self._put(self.wording.say("office.fees.nothing_now"), "body", 0, 0)
            return 1
        for place, fee in enumerate(fees):
            self._show_fee(fee, 2 * place)
        last = 2 * len(fees)
        self._grid.addWidget(rule(), last, 0, 1, 3)
        self._put(self.wording.say("office.fees.total"), "strong", last + 1, 0)
        self._put(total.show(self.wording.language), "total", last + 1, 2)
        return last + 2

    def _show_later(self, groups: tuple[tuple[Text | None, tuple[AssessedFee, ...]], ...], row: int) -> None:
        """Show what is paid after the visit, each step's lines under its title."""
        if not groups:
            return
        self._grid.addWidget(rule(), row, 0, 1, 3)
        self._put(self.wording.say("office.fees.later"), "strong", row + 1, 0)
        row += 2
        for title, fees in groups:
            heading = self._put(self.wording.read(title) if title else "", "muted", row, 0)
            heading.setContentsMargins(0, 8, 0, 0)
            row += 1
            for fee in fees:
                self._show_fee(fee, row)
                row += 2

    def _show_fee(self, fee: AssessedFee, row: int) -> None:
        """Show one line, and under it why it is this amount and whether the figure is only indicative."""
        self._put(self._name(fee), "body", row, 0)
        self._put(self.wording.say(f"office.payee.{fee.payee.value}"), "muted", row, 1)
        self._put(fee.amount.show(self.wording.language), "body", row, 2)
        self._put(self._why(fee), "hint", row + 1, 0)
        if fee.indicative:
            mark = self._put(self.wording.say("office.fees.indicative"), "tag", row + 1, 2)
            self._grid.setAlignment(mark, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
            mark.setToolTip(self.wording.say("office.fees.indicative_note"))

    def _why(self, fee: AssessedFee) -> str:
        parts = [self.wording.read(fee.working)]
        if fee.account_number:
            parts.append(self.wording.say("office.fees.account", account=isolate(fee.account_number)))
        return " · ".join(part for part in parts if part)

    def _name(self, fee: AssessedFee) -> str:
        name = self.wording.read(fee.label)
        return self.wording.say("office.fees.refundable", label=name) if fee.refundable else name

    def _put(self, text: str, role: str, row: int, column: int) -> QLabel:
        made = label(role, wrap=column == 0, trailing=column == 2)
        made.setText(text)
        self._grid.addWidget(made, row, column)
        return made

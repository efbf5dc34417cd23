"""What a request costs: lines with their working, who receives each, and the total under them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from office_client.ui.card import rule
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.fees import AssessedFee
from shubbak.domain.money import Money
from shubbak.domain.text import isolate


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

    def show_fees(self, fees: tuple[AssessedFee, ...], total: Money) -> None:
        """Show the lines and their sum in the language of the moment."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        if not fees and total.amount_minor == 0:
            self._put(self.wording.say("office.fees.free"), "body", 0, 0)
            return
        for place, fee in enumerate(fees):
            self._show_fee(fee, 2 * place)
        last = 2 * len(fees)
        self._grid.addWidget(rule(), last, 0, 1, 3)
        self._put(self.wording.say("office.fees.total"), "strong", last + 1, 0)
        self._put(total.show(self.wording.language), "total", last + 1, 2)

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

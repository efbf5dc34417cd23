"""A person's name in its parts; a Latin spelling is offered and never filled in by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.fields.answer_widget import Raw
from office_client.ui.fields.record_answer import RecordAnswer
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.text import isolate
from shubbak.fields.full_name import offered_latin
from shubbak.forms.service import Field


class FullNameAnswer(RecordAnswer):
    """F4 takes the spelling that is offered; the one in a passport is better."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.offer = ActionButton("F4", icon="languages", within=self)
        self._spelling, self._hint = label("strong"), label("hint")
        offered = QHBoxLayout()
        offered.setSpacing(12)
        offered.addWidget(self.offer)
        offered.addWidget(self._spelling, 1)
        self.column.addLayout(offered)
        self.column.addWidget(self._hint)
        self.offer.clicked.connect(self._take)
        self._show_offer()

    def show_raw(self, raw: Raw) -> None:
        super().show_raw(raw)
        self._show_offer()

    def forget(self) -> None:
        super().forget()
        self._show_offer()

    def speak(self) -> None:
        super().speak()
        self._show_offer()

    def _tell(self) -> None:
        self._show_offer()
        super()._tell()

    def _show_offer(self) -> None:
        given = self.given
        offered = offered_latin(given)
        shown = offered not in ("", given["latin"])
        self.offer.say(self.wording.say("office.field.use_spelling"))
        self._spelling.setText(isolate(offered) if shown else "")
        self._hint.setText(self.wording.say("controls.name_offer_hint"))
        for part in (self.offer, self._spelling, self._hint):
            part.setVisible(shown)

    def _take(self) -> None:
        self.grid.cells["latin"].show_raw(offered_latin(self.given))
        self.grid.cells["latin"].setFocus()
        self._tell()


WIDGET = FullNameAnswer

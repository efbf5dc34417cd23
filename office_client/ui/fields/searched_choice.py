"""One of many options: a few letters find it, whatever letters people mix up."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.fields.option_search import OptionSearch
from office_client.ui.fields.pick_line import PickLine
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field


class SearchedChoice(AnswerWidget):
    """A line with what is found under it; the raw answer is the chosen one's id, "" while nothing is chosen."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self._chosen = ""
        self._search = OptionSearch(field.options, wording.language)
        self.pick = PickLine()
        self._none = label("hint")
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.pick)
        column.addWidget(self._none)
        self.setFocusProxy(self.pick.line)
        self.pick.typed.connect(self._typed)
        self.pick.picked.connect(self._picked)
        self.pick.wanted.connect(lambda: self.pick.offer(self._search.all()))
        self.speak()

    @property
    def raw(self) -> str:
        return self._chosen

    def show_raw(self, raw: Raw) -> None:
        if raw != self._chosen:
            self._chosen = str(raw)
            self.pick.show_words(self._search.name(self._chosen))

    def settle(self, field: Field) -> None:
        if field.options != self.field.options:
            self._search = OptionSearch(field.options, self.wording.language)
        super().settle(field)

    def forget(self) -> None:
        self._chosen = ""
        self.pick.forget()
        self._none.hide()

    def speak(self) -> None:
        self.pick.line.setAccessibleName(self.wording.read(self.field.label))
        self.pick.line.setPlaceholderText(self.wording.say("office.field.search"))
        self._none.setText(self.wording.say("controls.search_none"))
        if self._search.language is not self.wording.language:
            self._search = OptionSearch(self.field.options, self.wording.language)
            self.pick.offer(())
            self.pick.show_words(self._search.name(self._chosen) if self._chosen else self.pick.words)

    def mark(self, wrong: bool) -> None:
        self.pick.mark(wrong)

    def _typed(self, words: str) -> None:
        found = self._search.find(words)
        # A name that is typed out whole needs no choosing.
        whole = self._search.whole(words)
        self.pick.offer(found if words.strip() and not (whole and len(found) == 1) else ())
        self._none.setVisible(bool(words.strip()) and not found)
        if whole != self._chosen:
            self._chosen = whole
            self.answered.emit(whole)

    def _picked(self, option: str) -> None:
        self._none.hide()
        self._chosen = option
        self.answered.emit(option)

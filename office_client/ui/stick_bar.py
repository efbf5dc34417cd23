"""The USB stick at the counter: shown while one is in, with the two things that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.desk import Sticks
from office_client.ui.look import label
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from office_client.ui.outbox_watch import OutboxWatch
from shubbak.domain.text import isolate_name
from shubbak.ports.store import StoreError
from shubbak.services.carrying import CarriedIn, CarriedOut
from shubbak.services.carrying_words import carried_words, went_well

#: What a stick's task brings home: the result, or the store's code.
Outcome = CarriedOut | CarriedIn | str


class StickBar(QFrame):
    """The sticks that are in, by the names of their folders; no file dialog, no path is typed."""

    def __init__(self, sticks: Sticks, watch: OutboxWatch, wording: OfficeWording) -> None:
        super().__init__()
        self._sticks, self._watch, self._wording = sticks, watch, wording
        self._found: list[Path] = []
        self._outcome: Outcome | None = None
        self._busy = False
        self.title, self.choice, self.notice = label("strong"), QComboBox(), Notice()
        self.out, self.home = ActionButton(), ActionButton()
        row = QHBoxLayout()
        for part in (self.title, self.choice):
            row.addWidget(part)
        row.addStretch(1)
        for button in (self.home, self.out):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.notice)
        self.out.clicked.connect(lambda: self._carry(self._sticks.out))
        self.home.clicked.connect(lambda: self._carry(self._sticks.home))
        watch.changed.connect(self.look)
        wording.changed.connect(self.refresh)
        self.hide()

    def look(self) -> None:
        """Find out which sticks are in."""
        self._watch.run(self._sticks.sticks, self._take)

    def _take(self, found: object) -> None:
        if found != self._found:
            self._found = list(found) if isinstance(found, list) else []
            self._outcome = None
            self.choice.clear()
            self.choice.addItems([path.name for path in self._found])
        self.refresh()

    def refresh(self) -> None:
        """Show what is known in the language of the moment."""
        self.setVisible(bool(self._found))
        self.choice.setVisible(len(self._found) > 1)
        only = isolate_name(self._found[0].name) if len(self._found) == 1 else ""
        self.title.setText(self._wording.say("carry.stick", name=only))
        for button, key in ((self.out, "carry.out"), (self.home, "carry.home")):
            button.say(self._wording.say(key))
            button.setEnabled(not self._busy)
        lines = (
            [self._wording.say("carry.working")]
            if self._busy
            else list(carried_words(self._outcome, self._wording.sentences, self._wording.language))
        )
        self.notice.say(
            "\n".join(lines), "info" if self._busy else "success" if went_well(self._outcome) else "warning"
        )

    def _carry(self, way: Callable[[Path], Outcome]) -> None:
        place = self.choice.currentIndex()
        if self._busy or not 0 <= place < len(self._found):
            return
        stick, self._busy = self._found[place], True
        self.refresh()
        self._watch.run(lambda: _done(way, stick), self._came_home)

    def _came_home(self, outcome: object) -> None:
        self._busy = False
        self._outcome = outcome if isinstance(outcome, (CarriedOut, CarriedIn, str)) else None
        self.refresh()
        self._watch.look()


def _done(way: Callable[[Path], Outcome], stick: Path) -> Outcome:
    try:
        return way(stick)
    except StoreError as error:
        return error.code

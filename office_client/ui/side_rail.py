"""The list of pages at the leading side, with the operator and the language under it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.text import Text, isolate

PAGES = {
    "visit": "users",
    "outbox": "receipt-text",
    "drafts": "file-text",
    "devices": "printer",
    "receipts": "stamp",
    "licences": "award",
}


class SideRail(QFrame):
    """chosen(page): one of PAGES. left: the operator signs out."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, wording: OfficeWording, municipality: Text) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(248)
        self.wording = wording
        self._municipality = municipality
        self._waiting = self._put_aside = self._owed = self._licences = 0
        self._brand, self._owner = label("brand"), label("muted")
        self.pages = {
            page: ActionButton(f"Ctrl+{place}", "nav", icon) for place, (page, icon) in enumerate(PAGES.items(), 1)
        }
        self.language = ActionButton("Ctrl+L", "nav", "languages")
        self.leave = ActionButton("Ctrl+Q", "nav", "log-out")
        self._lay()
        for page, button in self.pages.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, page=page: self.chosen.emit(page))
        self.leave.clicked.connect(self.left)
        self.language.clicked.connect(lambda: wording.speak(wording.language.other))
        wording.changed.connect(self.refresh)
        self.refresh()

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 18, 14, 14)
        column.setSpacing(4)
        for part in (self._brand, self._owner):
            part.setContentsMargins(10, 0, 10, 0)
            column.addWidget(part)
        column.addSpacing(18)
        for button in self.pages.values():
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self.language)
        column.addWidget(self.leave)

    def mark(self, page: str) -> None:
        """Show which page is open."""
        for name, button in self.pages.items():
            button.setChecked(name == page)
            button.rank("nav")  # the words inside follow the button's state

    def count(self, waiting: int) -> None:
        """Show beside the outbox how many wait."""
        self._waiting = waiting
        self.refresh()

    def count_drafts(self, put_aside: int) -> None:
        """Show how many applications are put aside."""
        self._put_aside = put_aside
        self.refresh()

    def count_papers(self, owed: int) -> None:
        """Show how many receipts are not printed."""
        self._owed = owed
        self.refresh()

    def count_licences(self, waiting: int) -> None:
        """Show how many licences are to be printed or looked after."""
        self._licences = waiting
        self.refresh()

    def refresh(self) -> None:
        """Say everything in the language of the moment."""
        say = self.wording.say
        self._brand.setText(say("office.app"))
        self._owner.setText(self.wording.read(self._municipality))
        self.pages["visit"].say(say("office.page.visit"))
        number = isolate(str(self._waiting))
        self.pages["outbox"].say(
            say("office.page.outbox_waiting", n=number) if self._waiting else say("office.page.outbox")
        )
        aside = isolate(str(self._put_aside))
        self.pages["drafts"].say(
            say("office.page.drafts_kept", n=aside) if self._put_aside else say("office.page.drafts")
        )
        owed = isolate(str(self._owed))
        self.pages["receipts"].say(say("paper.title_owed", count=owed) if self._owed else say("paper.title"))
        issued = isolate(str(self._licences))
        self.pages["licences"].say(say("licence.title_owed", count=issued) if self._licences else say("licence.title"))
        self.pages["devices"].say(say("office.page.devices"))
        self.language.say(say(f"office.language.to_{self.wording.language.other.value}"))
        self.leave.say(say("office.page.sign_out"))

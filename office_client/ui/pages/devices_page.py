"""The devices around the counter: which are chosen, which answer, try one, give one a role."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.desk import Desk, Worker
from office_client.ui.look import label
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.ports.devices import ChoiceError, DeviceReport, FoundDevice, Search
from shubbak.services.device_desk import ROLES
from shubbak.services.device_list import address_for, same_device
from shubbak.services.device_tries import DeviceTries
from shubbak.services.device_words import device_name, report_words, search_words

_COLUMNS = ("name", "kind", "role", "address")


class DevicesPage(QWidget):
    """Finding and trying take seconds and are done beside the visit; a choice counts from the next start. The key that
    tries a device stops it while it is tried.
    """

    done = Signal()

    def __init__(self, desk: Desk, wording: OfficeWording, aside: Worker) -> None:
        super().__init__()
        self._desk, self._wording, self._aside = desk.devices, wording, aside
        self._found: tuple[FoundDevice, ...] = ()
        self._busy = ""
        self._tries = DeviceTries()
        self._said: Callable[[], tuple[str, str]] = lambda: ("", "info")
        self._title, self._help, self.notice = label("title"), label("muted"), Notice()
        self.table = QTableWidget(0, len(_COLUMNS))
        self.seek, self.check = ActionButton("F5", "primary", icon="search"), ActionButton("F6")
        self.first, self.second = ActionButton("F7"), ActionButton("F8")
        self._lay()
        self.seek.clicked.connect(self._find)
        self.check.clicked.connect(self._check)
        self.first.clicked.connect(lambda: self._choose(0))
        self.second.clicked.connect(lambda: self._choose(1))
        self.table.currentCellChanged.connect(lambda *_: self.refresh())
        wording.changed.connect(self.refresh)
        self.refresh()

    def _lay(self) -> None:
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        page = QVBoxLayout()
        page.setContentsMargins(28, 22, 28, 18)
        page.setSpacing(12)
        for part in (self._title, self._help, self.notice):
            page.addWidget(part)
        page.addWidget(self.table, 1)
        self._page = page
        bar = QFrame()
        bar.setObjectName("bar")
        keys = QHBoxLayout(bar)
        keys.setContentsMargins(28, 10, 28, 10)
        for button in (self.check, self.first, self.second):
            keys.addWidget(button)
        keys.addStretch(1)
        keys.addWidget(self.seek)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(page, 1)
        column.addWidget(bar)

    def add(self, panel: QWidget) -> None:
        """Put something that belongs to the devices below them."""
        self._page.addWidget(panel)

    def refresh(self) -> None:
        """Show what is known in the language of the moment."""
        say = self._wording.say
        self._title.setText(say("devices.title"))
        self._help.setText(say("devices.help"))
        self.table.setHorizontalHeaderLabels([say(f"devices.column.{name}") for name in _COLUMNS])
        self._fill()
        self.seek.say(say("devices.find"))
        trying = self._busy == "trying"
        self.check.say(say("devices.stop" if trying else "devices.try"))
        device = self._chosen()
        roles = ROLES[device.kind] if device else ()
        for place, button in enumerate((self.first, self.second)):
            button.setVisible(place < len(roles))
            if place < len(roles):
                button.say(say("devices.use_as", role=say(f"devices.role.{roles[place]}")))
        for button in (self.seek, self.check, self.first, self.second):
            button.setEnabled(self._desk is not None and (not self._busy or (trying and button is self.check)))
        self.check.setVisible(device is not None)
        sentence, tone = (say(f"devices.{self._busy}"), "info") if self._busy else self._said()
        self.notice.say(sentence, tone)

    def _fill(self) -> None:
        chosen = self._desk.chosen_devices() if self._desk is not None else {}
        language = self._wording.language
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._found))
        for row, device in enumerate(self._found):
            roles = [
                self._wording.say(f"devices.role.{role}")
                for role, one in chosen.items()
                if same_device(one, device.address)
            ]
            kind = self._wording.say(f"devices.kind.{device.kind}")
            name = device_name(device.kind, device.address, device.name, self._wording.sentences, language)
            texts = (name, kind, "، ".join(roles) or "—", isolate(device.address))
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        if self._found and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self.table.blockSignals(False)

    def _chosen(self) -> FoundDevice | None:
        row = self.table.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _find(self) -> None:
        desk = self._desk
        if desk is None:
            return

        def home(found: object) -> None:
            search = found if isinstance(found, Search) else Search()
            self._found = search.devices
            self._say(lambda: (" ".join(map(self._wording.say, search_words(search))), "warning"))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self._begin("finding", desk.find_devices, home)

    def _check(self) -> None:
        desk, device, tries = self._desk, self._chosen(), self._tries
        if self._busy == "trying":
            tries.stop()
        elif desk is not None and device is not None:
            tries.start(device.address)
            self._begin("trying", lambda: desk.check_device(device.address, tries.begun), self._reported)

    def _reported(self, report: object) -> None:
        self._tries.over()
        if isinstance(report, DeviceReport):
            # Whoever stopped it need not be told.
            self._say(lambda: ("", "info") if report.code == "scanner-cancelled" else self._words(report))

    def _words(self, report: DeviceReport) -> tuple[str, str]:
        return report_words(report, self._wording.sentences, self._wording.language)

    def _choose(self, place: int) -> None:
        desk, device = self._desk, self._chosen()
        if desk is None or device is None:
            return
        role = ROLES[device.kind][place]
        address = address_for(role, device)
        try:
            desk.choose_device(role, address)
        except ChoiceError as error:
            code = error.code
            self._say(lambda: (self._wording.explain(Problem(code)), "danger"))
            return
        self._say(lambda: (self._kept(role, address), "success"))

    def _kept(self, role: str, address: str) -> str:
        say = self._wording.say
        return say("devices.chosen", role=say(f"devices.role.{role}"), address=isolate(address))

    def _begin(self, what: str, task: Callable[[], object], home: Callable[[object], None]) -> None:
        def done(result: object) -> None:
            self._busy = ""
            home(result)
            self.done.emit()

        self._busy = what
        self.refresh()
        self._aside.run(task, done)

    def _say(self, words: Callable[[], tuple[str, str]]) -> None:
        """Say something; asked again when the language changes."""
        self._said = words
        self.refresh()

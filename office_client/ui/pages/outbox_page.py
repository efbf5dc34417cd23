"""What waits to reach the portal and why, whose it is, and the one thing that can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.card import Card
from office_client.ui.desk import Desk
from office_client.ui.look import label
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from office_client.ui.outbox_table import OutboxModel, OutboxTable
from office_client.ui.outbox_watch import OutboxWatch
from office_client.ui.outbox_words import age, headline, next_try, reason_line, state_word
from office_client.ui.relayed_note import RelayedNote
from office_client.ui.stick_bar import StickBar
from shubbak.domain.calendar import local_time
from shubbak.domain.problem import Problem
from shubbak.domain.readiness import Condition, closing
from shubbak.domain.text import isolate
from shubbak.ports.store import OutboxItem
from shubbak.services.outbox_view import Action, action_for, size_words


class OutboxPage(QWidget):
    """Counts and the oldest age on top, the table, and the chosen row in full under it."""

    def __init__(self, desk: Desk, watch: OutboxWatch, wording: OfficeWording) -> None:
        super().__init__()
        self.wording = wording
        self._watch = watch
        self._country = desk.office.country
        self._chosen = ""
        self.model = OutboxModel(watch, wording, desk.catalogue)
        self.table = OutboxTable(self.model)
        self.send = ActionButton("Ctrl+Return", "primary")
        self.empty, self.fault, self.supervisor, self.standing = Notice(), Notice(), Notice(), Notice()
        self.stick = StickBar(desk.sticks, watch, wording) if desk.sticks else None
        self.relayed = RelayedNote(desk.relayed, watch, wording)
        self._conditions: tuple[Condition, ...] = ()
        self._title, self.headline = label("title"), label("large")
        self._detail, self._detail_head, self._detail_line = Card(), label("strong"), label("body")
        self._lay()
        self.send.clicked.connect(self._send_now)
        self.table.doubleClicked.connect(lambda _: self._send_now())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        watch.changed.connect(self.refresh)
        wording.changed.connect(self.refresh)

    def _lay(self) -> None:
        for line in (self._detail_head, self._detail_line):
            self._detail.body.addWidget(line)
        page = QVBoxLayout()
        page.setContentsMargins(28, 22, 28, 18)
        page.setSpacing(12)
        parts: tuple[QWidget, ...] = (self._title, self.headline, self.relayed, self.standing, self.fault, self.empty)
        for part in parts:
            page.addWidget(part)
        page.addWidget(self.table, 1)
        page.addWidget(self.supervisor)
        page.addWidget(self._detail)
        if self.stick is not None:
            page.addWidget(self.stick)
        page.addStretch(0)
        bar = QFrame()
        bar.setObjectName("bar")
        keys = QHBoxLayout(bar)
        keys.setContentsMargins(28, 10, 28, 10)
        keys.addStretch(1)
        keys.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(page, 1)
        column.addWidget(bar)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.look()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_conditions(self, found: tuple[Condition, ...]) -> None:
        """Say on top what stands in the station's way."""
        self._conditions = found
        self.refresh()

    def refresh(self) -> None:
        """Show what the watch holds in the language of the moment; the chosen row stays chosen."""
        self.model.take()
        ids = [item.id for item in self.model.items]
        if ids:
            row = ids.index(self._chosen) if self._chosen in ids else 0
            self.table.setCurrentIndex(self.model.index(row, 0))
        self._title.setText(self.wording.say("office.outbox.title"))
        self.headline.setText(self._headline())
        self.empty.say("" if ids else self.wording.say("office.outbox.empty"), "success")
        self.table.setVisible(bool(ids))
        lines = [self.wording.explain(Problem(one.code, "", one.params)) for one in self._conditions]
        self.standing.say("\n".join(lines), "danger" if closing(self._conditions) else "warning")
        problem = self._watch.problem
        self.fault.say(self.wording.say("office.outbox.unreadable") if problem else "", "danger")
        self._show_chosen()

    def chosen(self) -> OutboxItem | None:
        """Return the row that has the cursor."""
        row = self.table.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def _headline(self) -> str:
        waiting = self._watch.waiting
        oldest = age(self.wording, min(item.sealed_at for item in waiting), self._watch.now) if waiting else ""
        return headline(self.wording, len(waiting), len(self._watch.refused), oldest)

    def _show_chosen(self) -> None:
        item = self.chosen()
        action = action_for(item) if item else Action.NONE
        self.send.say(
            self.wording.say(f"outbox.action.{action.value if action is not Action.NONE else Action.SEND_NOW.value}")
        )
        self.send.setEnabled(action is not Action.NONE)
        self._detail.setVisible(item is not None)
        if item is None:
            return
        if item.id != self._chosen:
            self.supervisor.say("")
        self._chosen = item.id
        parts = (
            isolate(item.receipt),
            self.model.service_name(item),
            item.total.show(self.wording.language),
            state_word(self.wording, item),
        )
        self._detail_head.setText("  ·  ".join(parts))
        sealed = isolate(f"{local_time(item.sealed_at, self._country):%d/%m/%Y %H:%M}")
        tries = self.wording.count("office.outbox.tries", item.attempts)
        facts = self.wording.say("office.outbox.facts", sealed=sealed, tries=tries)
        if item.size:
            facts += " " + self.wording.say("office.outbox.size", size=size_words(item.size))
        why = (reason_line(self.wording, item), next_try(self.wording, item, self._country))
        self._detail_line.setText(" ".join(part for part in why if part) + f"\n{facts}")

    def _send_now(self) -> None:
        item = self.chosen()
        if item is None or not self.send.isEnabled():
            return
        if action_for(item) is Action.SEND_NOW:
            self._watch.send_now(item.id)
        else:
            words = {"id": isolate(item.id), "sequence": isolate(str(item.sequence))}
            self.supervisor.say(self.wording.say("outbox.supervisor", **words), "warning")

"""The line under everything: who works, at which station, and whether all of it has reached the portal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from office_client.ui.look import label, symbol
from office_client.ui.office_wording import OfficeWording
from office_client.ui.outbox_watch import OutboxWatch
from shubbak.domain.readiness import Condition, closing
from shubbak.domain.text import Text, isolate, isolate_name

#: Shape and colour of a condition by whether it closes the station.
_TONES = {True: ("octagon-alert", "danger"), False: ("triangle-alert", "warning")}


class StatusLine(QFrame):
    """Words, a shape and a colour; follows the outbox and the language."""

    def __init__(
        self, wording: OfficeWording, watch: OutboxWatch, station: str, office: Text, catalogue: Callable[[], int]
    ) -> None:
        super().__init__()
        self.setObjectName("status")
        self.wording = wording
        self._watch = watch
        self._station = station
        self._office = office
        self._catalogue = catalogue
        self.operator = ""
        self._who, self.where = label("muted", wrap=False), label("muted", wrap=False)
        self._shape, self.portal = QLabel(), label("muted", wrap=False)
        self._sign, self.condition = QLabel(), label("muted", wrap=False)
        self._conditions: tuple[Condition, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 5, 24, 5)
        row.setSpacing(8)
        row.addWidget(self._who)
        row.addSpacing(18)
        row.addWidget(self.where)
        row.addStretch(1)
        row.addWidget(self._sign)
        row.addWidget(self.condition)
        row.addSpacing(18)
        row.addWidget(self._shape)
        row.addWidget(self.portal)
        watch.changed.connect(self.refresh)
        wording.changed.connect(self.refresh)

    def sign(self, operator: str) -> None:
        """Show another operator's name."""
        self.operator = operator
        self.refresh()

    def take_conditions(self, found: tuple[Condition, ...]) -> None:
        """Show whether something stands in the station's way; what it is, the outbox page says."""
        self._conditions = found
        self.refresh()

    def refresh(self) -> None:
        """Say everything as it is now."""
        say = self.wording.say
        self._who.setText(say("office.status.operator", name=isolate_name(self.operator)))
        station = say("office.status.station", station=isolate(self._station))
        catalogue = say("office.status.catalogue", version=isolate(str(self._catalogue())))
        self.where.setText(f"{self.wording.read(self._office)}  ·  {station}  ·  {catalogue}")
        _show(self.portal, self._shape, *self._portal())
        for part in (self._sign, self.condition):
            part.setVisible(bool(self._conditions))
        if self._conditions:
            closed = bool(closing(self._conditions))
            short = self.wording.say("office.status.closed" if closed else "office.status.warning")
            _show(self.condition, self._sign, short, *_TONES[closed])

    def _portal(self) -> tuple[str, str, str]:
        watch = self._watch
        if watch.problem:
            return self.wording.say("office.outbox.unreadable"), "octagon-alert", "danger"
        if watch.refused:
            return self.wording.count("office.outbox.refused", len(watch.refused)), "octagon-alert", "danger"
        if watch.waiting:
            waiting = self.wording.count("office.outbox.waiting", len(watch.waiting))
            if watch.offline:
                return self.wording.say("office.status.offline", waiting=waiting), "triangle-alert", "warning"
            return waiting, "hourglass", "warning"
        return self.wording.say("office.outbox.all_sent"), "circle-check", "success"


def _show(line: QLabel, sign: QLabel, words: str, shape: str, tone: str) -> None:
    line.setText(words)
    line.setProperty("role", tone)
    line.style().unpolish(line)
    line.style().polish(line)
    sign.setPixmap(symbol(shape, tone, 16))

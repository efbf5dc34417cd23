"""A member of staff who came takes a page as it is: PIN, reason, and back to the person's own visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.pages_model import PagesModel
from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.staff_pin_model import StaffPinModel
from shubbak.domain.page import EXCUSE_REASONS
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate_name
from shubbak.flow.events import HelpEnded, PageExcused
from shubbak.ports.operators import Operator

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
#: Seconds that the sheet stands open without a deed: who came may have been called away, and it is not the visitor's.
LEFT_ALONE = 60
#: Letters of a note.
MOST_SIGNS = 200


class ExcusePin(StaffPinModel):
    """The PIN's pad over a visit under way. What is typed never reaches the visit: only the name behind it does."""

    step = None

    def __init__(self, pages: PagesModel, admitted: Callable[[], None]) -> None:
        super().__init__(pages.visit_model)
        self._admitted = admitted
        self._opening = self._asked_in = 0
        self.shown = False

    def listening(self) -> bool:
        return self.shown and not self.operator

    def shut(self) -> None:
        """Forget who was here, and every digit."""
        self.shown = False
        self._opening += 1
        self._forget()

    def bid_farewell(self, name: str) -> None:
        """Tell the trail that somebody who was let in has gone."""
        desk, worker = self.desk, self.worker
        if name and desk is not None and worker is not None:
            worker.run(lambda: desk.left(name), lambda _: None)

    def _ask(self, task: Callable[[], object], *, scanning: bool = False) -> None:
        if not self._checking:
            self._asked_in = self._opening
        super()._ask(task, scanning=scanning)

    def _home(self, answer: object, asked_for: object) -> None:
        """Who left before the answer came, lets nobody else in with it."""
        meant = self.shown and self._asked_in == self._opening
        super()._home(answer if meant else None, asked_for)
        if isinstance(answer, Operator) and not meant:
            self.bid_farewell(answer.name)

    def _admit(self) -> None:
        if not self.operator:
            # Two with one PIN cannot be told apart, and an excuse names one of them: the card does.
            self._problem = Problem("staff-card-needed")
        self._admitted()


@QmlElement
class ExcuseModel(ScreenModel):
    """Over the sheet of pages, for the page that is looked at. door: the way into staff mode, whose desk it uses."""

    changed = Signal()

    def __init__(self, pages: PagesModel, door: StaffPinModel) -> None:
        super().__init__(pages.visit_model)
        self._pages = pages
        self._door = door
        self.pin = ExcusePin(pages, self._stir)
        self._reason = self._note = ""
        self._alone = QTimer(self)
        self._alone.setSingleShot(True)
        self._alone.setInterval(LEFT_ALONE * 1000)
        self._alone.timeout.connect(self.leave)
        self.pin.changed.connect(self._stir)
        pages.changed.connect(self._follow)

    @Property(QObject, constant=True)
    def pinModel(self) -> StaffPinModel:
        return self.pin

    @Property(bool, notify=changed)
    def possible(self) -> bool:
        """Whether somebody was asked to come, and the page has something to excuse."""
        page = self._page()
        return bool(page) and not page["settled"] and self.context.visit.help and self._door.desk is not None

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self.pin.shown

    @Property(bool, notify=changed)
    def admitted(self) -> bool:
        return self.pin.shown and self.pin.operator != ""

    @Property(str, notify=changed)
    def operator(self) -> str:
        return self.say("pages.excuse.by", name=isolate_name(self.pin.operator)) if self.pin.operator else ""

    @Property(dict, notify=changed)
    def page(self) -> dict[str, Any]:
        return self._page()

    @Property(list, notify=changed)
    def reasons(self) -> list[dict[str, str]]:
        return [
            {"id": one, "label": self.say(f"pages.reason.{one}"), "hint": self.say(f"pages.reason.{one}-hint")}
            for one in EXCUSE_REASONS
        ]

    @Property(str, notify=changed)
    def reason(self) -> str:
        return self._reason

    @Property(str, notify=changed)
    def note(self) -> str:
        return self._note

    @Property(int, constant=True)
    def mostSigns(self) -> int:
        return MOST_SIGNS

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether nothing is left to say."""
        return bool(self.pin.operator and self._reason) and (self._reason != "other" or bool(self._note.strip()))

    @Slot()
    def show(self) -> None:
        """Open the sheet, where somebody was asked to come."""
        if self.possible:
            self.pin.desk, self.pin.worker = self._door.desk, self._door.worker
            self.pin.shown = True
            self._stir()

    @Slot(str)
    def choose(self, reason: str) -> None:
        self._reason = reason
        self._stir()

    @Slot(str)
    def write(self, note: str) -> None:
        self._note = note[:MOST_SIGNS]
        self._stir()

    @Slot()
    def take(self) -> None:
        """Take the page as it is, in the name of whoever is admitted; with that the help has come."""
        if not self.ready:
            return
        place, at, name = self._pages.place, self._pages.at, self.pin.operator
        excused = PageExcused(place, at, self._reason, self._note.strip() if self._reason == "other" else "", name)
        self.leave()
        self.visit_model.dispatch(excused)
        self.visit_model.dispatch(HelpEnded())

    @Slot()
    def leave(self) -> None:
        """Shut the sheet; the trail says that whoever was admitted has gone."""
        name = self.pin.operator
        self._reason = self._note = ""
        self._alone.stop()
        self.pin.shut()
        self.changed.emit()
        self.pin.bid_farewell(name)

    def _page(self) -> dict[str, Any]:
        pages = self._pages.rows
        return pages[self._pages.at] if self._pages.at < len(pages) else {}

    def _follow(self) -> None:
        """Nothing to excuse any more, or another page: the sheet goes."""
        if self.pin.shown and not self.possible:
            self.leave()
        self.changed.emit()

    def _stir(self) -> None:
        if self.pin.shown:
            self._alone.start()
        self.changed.emit()

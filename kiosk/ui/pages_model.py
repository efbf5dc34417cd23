"""The sheet of one document's pages: which page is looked at, what is wrong with it, and what can be done about it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.paper_map import FEW, SAID_BY_PAGES, PaperMaps
from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.visit_model import VisitModel
from shubbak.domain.text import Text
from shubbak.flow.events import DocumentOffered, DocumentRemoved, PageMoved, PageRemoved
from shubbak.flow.scanning import offered
from shubbak.flow.steps import Step
from shubbak.forms.documents import asked_documents
from shubbak.forms.facts import visible_fields

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PagesModel(ScreenModel):
    """Shut while `place` is "". It opens by itself on pages that came and are not in order: at the first that is wrong.

    place: the need or the question, as the events name it. at: which page is looked at.
    """

    changed = Signal()

    def __init__(self, visit_model: VisitModel) -> None:
        super().__init__(visit_model)
        self.place = ""
        self.at = 0
        self._scanned = ""
        self._further = -1
        #: The scans as they stood when nothing was under way, told apart without holding any of them.
        self._stood: dict[str, int] = {}
        visit_model.stepChanged.connect(self.hide)
        visit_model.wiped.connect(self.hide)

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self.place != ""

    @Property(str, notify=changed)
    def name(self) -> str:
        """The document's name, as its tile has it."""
        named = self._name()
        return named.say(self.language) if named else ""

    @Property(list, notify=changed)
    def pages(self) -> list[dict[str, Any]]:
        return self.rows

    @Property(int, notify=changed)
    def looked(self) -> int:
        """Which page is looked at, from 0."""
        return self.at

    @Property(str, notify=changed)
    def counted(self) -> str:
        return self.maps.counted(self.need) if self.place else ""

    @Property(bool, notify=changed)
    def more(self) -> bool:
        return bool(self.place) and self.maps.more(self.need)

    @Property(bool, notify=changed)
    def sortable(self) -> bool:
        """Whether the pages are ones that were taken here: others came as one file and stay as they are."""
        return bool(self.place) and self.need in self.context.visit.scans

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self.context.visit.busy == "document"

    @Property(bool, notify=changed)
    def binding(self) -> bool:
        """Whether the wait is for what was scanned to be made ready, and nothing lies on the scanner any more."""
        return self.context.visit.busy == "document" and self._standing() != self._stood

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What is wrong besides the pages' own faults: too few, too many, or a scan that gave nothing."""
        if not self.place:
            return ""
        visit = self.context.visit
        told = (visit.problem_of(self.place), visit.problem_of(""), self.maps.wrong(self.need))
        own = (one for one in told if one and one.code not in SAID_BY_PAGES and not one.code.startswith("page-"))
        problem = next(own, None)
        return self.maps.explain(problem) if problem else ""

    @Property(str, notify=changed)
    def next(self) -> str:
        """What to do now: again (this page), see (the next that is wrong), add or done."""
        if not self.place or self.at >= len(self.rows):
            return "done"
        if not self.rows[self.at]["settled"]:
            return "again"
        wrong = self.maps.wrong(self.need)
        if wrong and wrong.code.startswith("page-"):
            return "see"
        return "add" if wrong and wrong.code == FEW else "done"

    @Slot(str)
    def show(self, place: str) -> None:
        """Open the sheet of a document at its first wrong page, or its first."""
        self.place, self.at = place, 0
        if self.rows:
            self._to_wrong()
        else:
            self.place = ""
        self.changed.emit()

    @Slot()
    def hide(self) -> None:
        self.place, self.at = "", 0
        self.changed.emit()

    @Slot(int)
    def look(self, at: int) -> None:
        """Look at another page; beyond the ends nothing happens."""
        if 0 <= at < len(self.rows):
            self.at = at
            self.changed.emit()

    @Slot()
    def see(self) -> None:
        """Look at the next page that is wrong."""
        self._to_wrong()
        self.changed.emit()

    @Slot()
    def again(self) -> None:
        """Scan the page that is looked at in its place."""
        self._offer(self.at)

    @Slot()
    def add(self) -> None:
        self._offer(-1)

    @Slot()
    def remove(self) -> None:
        """Take the page out that is looked at; what came as one file goes as a whole."""
        event = PageRemoved(self.place, self.at) if self.sortable else DocumentRemoved(self.place)
        self.visit_model.dispatch(event)

    @Slot(int)
    def move(self, by: int) -> None:
        """Put the page earlier (-1) or later (1), and stay with it."""
        to = self.at + by
        if self.sortable and not self.busy and 0 <= to < len(self.rows):
            moved, self.at = self.at, to
            self.visit_model.dispatch(PageMoved(self.place, moved, to))

    @property
    def need(self) -> str:
        """The need behind the open place."""
        return offered(self.context, self.place)[0]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The pages as maps, in order; none while the sheet is shut."""
        return self.maps.pages(self.need) if self.place else []

    @property
    def maps(self) -> PaperMaps:
        return PaperMaps(self.context.visit, self.visit_model.wording)

    def _offer(self, instead: int) -> None:
        given = self.maps.alternative(self.need)
        self._further = len(self.rows) if instead < 0 else -1
        self.visit_model.dispatch(DocumentOffered(self.place, given, instead if self.sortable else -1))

    def _name(self) -> Text | None:
        context = self.context
        if not self.place or context.visit.service is None:
            return None
        if context.visit.step is Step.DOCUMENTS:
            asked = asked_documents(context.service, context.visit.answers)
            return next((need.name for need in asked if need.id == self.place), None)
        shown = visible_fields(context.page, context.visit.answers)
        return next((field.label for field in shown if field.id == self.place), None)

    def _to_wrong(self) -> None:
        """Turn to the next page with a fault, from here and then from the first; stay where there is none."""
        pages = self.rows
        order = [*range(self.at, len(pages)), *range(self.at)]
        self.at = next((place for place in order if not pages[place]["settled"]), self.at)

    def _standing(self) -> dict[str, int]:
        return {need: id(scan) for need, scan in self.context.visit.scans.items()}

    def _pass_on(self) -> None:
        self._watch()
        super()._pass_on()

    def _watch(self) -> None:
        """Follow the visit: pages that came and are not in order open the sheet, the last one taken out shuts it."""
        visit = self.context.visit
        if visit.busy == "document":
            self._scanned = self._scanned or visit.scanning
            return
        came, self._scanned, self._stood = self._scanned, "", self._standing()
        if self.place and not self.rows:
            self.place = ""
        elif came and self.maps.wrong(offered(self.context, came)[0]):
            self.at = self._further if self.place and self._further >= 0 else self.at
            self.place = came
            self._keep_in_range()
            self._to_wrong()
        elif came and self._further >= 0:
            self.at = self._further
        self._further = -1
        self._keep_in_range()

    def _keep_in_range(self) -> None:
        self.at = max(0, min(self.at, len(self.rows) - 1))

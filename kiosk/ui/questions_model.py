"""One page of questions as a list that keeps its rows while a person types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtQml import QJSValue, QmlElement

from kiosk.ui.paper_map import PaperMaps
from kiosk.ui.question_map import QuestionMaps
from kiosk.ui.raw_answer import as_raw
from kiosk.ui.visit_model import VisitModel
from shubbak.flow.events import (
    AnswerGiven,
    DocumentOffered,
    DocumentRemoved,
    Event,
    LandChosen,
    LookUpAsked,
    RegisterSearched,
)
from shubbak.flow.scanning import offered
from shubbak.flow.steps import Step
from shubbak.forms.facts import visible_fields
from shubbak.services.land_card import LandCard, land_card

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
_QUESTION = Qt.ItemDataRole.UserRole + 1
_ASKED: dict[str, Callable[[str, str], Event]] = {
    "remove": lambda field, _: DocumentRemoved(field),
    "search": RegisterSearched,
    "look_up": lambda field, _: LookUpAsked(field),
}


@QmlElement
class QuestionsModel(QAbstractListModel):
    """Rows are questions (role `question`, a map); an answer changes rows in place, so that focus and keyboard stay."""

    changed = Signal()

    def __init__(self, visit_model: VisitModel, place: str = "") -> None:
        super().__init__(visit_model)
        self._place = place
        self._visit_model = visit_model
        self._rows: list[dict[str, Any]] = []
        self._page = ""
        visit_model.changed.connect(self._refresh)
        visit_model.wiped.connect(self._forget)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _QUESTION) -> Any:
        return self._rows[index.row()] if index.isValid() and role == _QUESTION else None

    def roleNames(self) -> dict[int, QByteArray]:
        return {_QUESTION: QByteArray(b"question")}

    @Property(str, notify=changed)
    def title(self) -> str:
        context = self._visit_model.machine.context
        return context.page.title.say(context.visit.language) if self._shown() else ""

    @Property(str, notify=changed)
    def help(self) -> str:
        if not self._shown():
            return ""
        context = self._visit_model.machine.context
        return context.page.help.say(context.visit.language) if context.page.help else ""

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def land(self) -> dict[str, Any]:
        """The land of a plan that this page asks for: `services.land_card.LandCard` as a map."""
        context = self._visit_model.machine.context
        draws = context.visit.service.output.draws if self._shown() and context.visit.service else None
        here = draws is not None and any(field.id == draws.parcel for field in context.page.fields)
        card = land_card(context, self._visit_model.wording) if here else LandCard()
        rows = [{"label": label, "value": value} for label, value in card.rows]
        return {**asdict(card), "rows": rows, "choices": list(card.choices)}

    @Slot(int)
    def chooseLand(self, place: int) -> None:
        """Take one of several parcels, by its place in the list."""
        self._visit_model.dispatch(LandChosen(place))

    @Slot(str, "QVariant")
    def answer(self, field: str, value: Any) -> None:
        """Take one answer as its field gives it: text, option ids, parts, rows or strokes."""
        kind = next((one.kind for one in self._visit_model.machine.context.page.fields if one.id == field), "")
        plain = value.toVariant() if isinstance(value, QJSValue) else value
        self._visit_model.dispatch(AnswerGiven(field, as_raw(kind, plain)))

    @Slot(str, str, str)
    def ask(self, field: str, verb: str, value: str) -> None:
        """Do what a field asks for besides its answer: scan (an alternative), remove, search (words) or look_up."""
        self._visit_model.dispatch(self._offered(field, value) if verb == "scan" else _ASKED[verb](field, value))

    def _offered(self, field: str, alternative: str) -> DocumentOffered:
        context = self._visit_model.machine.context
        papers = PaperMaps(context.visit, self._visit_model.wording)
        return DocumentOffered(field, alternative, papers.instead(offered(context, field)[0], alternative))

    def _shown(self) -> bool:
        return self._visit_model.machine.visit.step is Step.QUESTIONS

    def _forget(self) -> None:
        self.beginResetModel()
        self._rows, self._page = [], ""
        self.endResetModel()

    def _refresh(self) -> None:
        if not self._shown():
            return
        context = self._visit_model.machine.context
        fields = visible_fields(context.page, context.visit.answers)
        maps = QuestionMaps(context.visit, self._visit_model.wording, self._place)
        rows = [maps.of(field) for field in fields]
        if context.page.id != self._page:
            self.beginResetModel()
            self._rows, self._page = rows, context.page.id
            self.endResetModel()
        else:
            self._keep_in_step(rows)
        self.changed.emit()

    def _keep_in_step(self, rows: list[dict[str, Any]]) -> None:
        """Remove, insert and update single rows; the order of a page's questions never changes."""
        wanted = {row["id"] for row in rows}
        for place in reversed(range(len(self._rows))):
            if self._rows[place]["id"] not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, row in enumerate(rows):
            if place >= len(self._rows) or self._rows[place]["id"] != row["id"]:
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, row)
                self.endInsertRows()
            elif self._rows[place] != row:
                self._rows[place] = row
                index = self.index(place)
                self.dataChanged.emit(index, index, [_QUESTION])

"""One page of questions as a list that keeps its rows while a person types."""

from __future__ import annotations

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
from PySide6.QtQml import QmlElement

from kiosk.ui.visit_model import VisitModel
from shubbak.domain.text import Language
from shubbak.fields import kinds
from shubbak.flow.events import AnswerGiven
from shubbak.flow.steps import Step
from shubbak.forms.facts import visible_fields
from shubbak.forms.service import Field

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
_QUESTION = Qt.ItemDataRole.UserRole + 1


@QmlElement
class QuestionsModel(QAbstractListModel):
    """Rows are questions (role `question`, a map); an answer changes rows in place, so that focus and keyboard stay."""

    changed = Signal()

    def __init__(self, visit_model: VisitModel) -> None:
        super().__init__(visit_model)
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

    @Slot(str, "QVariant")
    def answer(self, field: str, value: Any) -> None:
        """Take one answer: text, or a list of option ids for several choices."""
        raw = tuple(str(one) for one in value) if isinstance(value, list) else str(value)
        self._visit_model.dispatch(AnswerGiven(field, raw))

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
        rows = [self._question(field, context.visit.language) for field in fields]
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

    def _question(self, field: Field, language: Language) -> dict[str, Any]:
        visit = self._visit_model.machine.visit
        problem = visit.problem_of(field.id)
        raw = visit.raw.get(field.id, "")
        unit = field.rules.get("unit")
        return {
            "id": field.id,
            "kind": field.kind,
            "label": field.label.say(language),
            "hint": field.hint.say(language) if field.hint else "",
            "required": field.required,
            "options": [
                {
                    "id": one.id,
                    "label": one.label.say(language),
                    "hint": one.hint.say(language) if one.hint else "",
                    "icon": one.icon,
                }
                for one in field.options
            ],
            "value": list(raw) if isinstance(raw, tuple) else raw,
            "problem": self._visit_model.wording.explain(problem, language) if problem else "",
            "unit": unit.say(language) if hasattr(unit, "say") else str(unit or ""),
            "keyboard": kinds()[field.kind].keyboard,
            "maxLength": int(str(field.rules.get("max_length", 120))),
            # Digits that identify are dots while nobody types them; a name must be readable to be checked.
            "private": field.private and field.kind in ("national_id", "phone"),
            "machineRead": field.id in visit.machine_read,
        }

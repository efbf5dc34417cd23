"""Everything that will travel, once more before money, each part with its way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.money_rows import fee_rows, later_groups, total_text
from kiosk.ui.question_map import computed_words
from kiosk.ui.screen_model import ScreenModel
from shubbak.domain.application import Answer
from shubbak.domain.months import day_words
from shubbak.domain.text import isolate, isolate_name, paragraph
from shubbak.fields import kinds
from shubbak.fields.date import other_calendar, takes_hijri
from shubbak.fields.register_choice import chosen_label
from shubbak.flow.events import EditRequested
from shubbak.flow.identifying import full_name
from shubbak.flow.paying import amount_due
from shubbak.flow.steps import Step
from shubbak.forms.documents import asked_documents
from shubbak.forms.due import due_now
from shubbak.forms.facts import raw_text, visible_fields
from shubbak.forms.service import Field

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReviewModel(ScreenModel):
    """Sections of rows; `target` is what `edit` takes."""

    changed = Signal()
    step = Step.REVIEW

    @Property(list, notify=changed)
    def sections(self) -> list[dict[str, Any]]:
        if self.context.visit.step is not Step.REVIEW:
            return []
        return [*self._identity(), *self._pages(), *self._documents()]

    @Property(list, notify=changed)
    def fees(self) -> list[dict[str, Any]]:
        return fee_rows(due_now(self.context.visit.fees), self.language, self.visit_model.wording)

    @Property(str, notify=changed)
    def total(self) -> str:
        return total_text(self.context) if due_now(self.context.visit.fees) else ""

    @Property(str, notify=changed)
    def paysNothing(self) -> str:
        """What to say where no line is due in the visit."""
        fees = self.context.visit.fees
        if due_now(fees):
            return ""
        return self.say("kiosk.needs.nothing_now" if fees else "kiosk.needs.free")

    @Property(list, notify=changed)
    def later(self) -> list[dict[str, Any]]:
        """What is paid after the visit, under the steps that take it."""
        return later_groups(self.context, self.visit_model.wording)

    @Property(str, notify=changed)
    def action(self) -> str:
        """What the next key says: where the review leads."""
        service = self.context.visit.service
        if service and amount_due(self.context).amount_minor > 0:
            return self.say("kiosk.review.to_pay")
        return self.say("kiosk.review.to_sign" if service and service.signature else "kiosk.review.send")

    @Slot(str)
    def edit(self, target: str) -> None:
        self.visit_model.dispatch(EditRequested(target))

    def _identity(self) -> list[dict[str, Any]]:
        document = self.context.visit.identity
        if document is None:
            return []
        rows = [
            {"label": self.say("kiosk.identity.full_name"), "value": isolate_name(full_name(document))},
            {"label": self.say("kiosk.identity.number"), "value": isolate(document.number)},
        ]
        return [{"title": self.say("kiosk.step.identify"), "target": "identity", "rows": rows}]

    def _pages(self) -> list[dict[str, Any]]:
        answers = self.context.visit.answers
        sections = []
        for page in self.context.pages():
            shown = [(field, self._shown(field, answers)) for field in visible_fields(page, answers)]
            rows = [{"label": field.label.say(self.language), "value": value} for field, value in shown if value]
            sections.append({"title": page.title.say(self.language), "target": page.id, "rows": rows})
        return sections

    def _shown(self, field: Field, answers: Mapping[str, Answer]) -> str:
        """Return an answer in words; "" for what has none."""
        if field.kind == "computed":
            return computed_words(field, answers, self.language)
        if field.id not in answers:
            return ""
        if field.kind == "register_choice":
            return chosen_label(raw_text(self.context.visit.raw.get(field.id, "")), self.language)
        if field.kind == "date":
            day = day_words(str(answers[field.id]), self.language, self.context.service.country)
            other = other_calendar(str(answers[field.id]), self.language) if takes_hijri(field) else ""
            return f"{day} ({other})" if day and other else day
        return paragraph(kinds()[field.kind].show(field, answers[field.id], self.language), self.language)

    def _documents(self) -> list[dict[str, Any]]:
        visit = self.context.visit
        needs = asked_documents(self.context.service, visit.answers)
        given, missing = self.say("kiosk.documents.given"), self.say("kiosk.documents.not_given")
        rows = [
            {"label": need.name.say(self.language), "value": given if need.id in visit.attachments else missing}
            for need in needs
        ]
        return [{"title": self.say("kiosk.step.documents"), "target": "documents", "rows": rows}] if rows else []

"""Everything that will travel, read back to the customer before money; Alt and a digit changes a part."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.card import Card
from office_client.ui.fee_table import FeeTable
from office_client.ui.look import label
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.application import Answer
from shubbak.domain.text import isolate, isolate_name, paragraph
from shubbak.fields import kinds
from shubbak.fields.register_choice import chosen_label
from shubbak.flow.events import EditRequested, Next
from shubbak.flow.identifying import full_name
from shubbak.flow.paying import amount_due
from shubbak.flow.steps import Step
from shubbak.forms.documents import asked_documents
from shubbak.forms.facts import raw_text, visible_fields
from shubbak.forms.service import Field

Rows = list[tuple[str, str]]


class ReviewStep(VisitStep):
    """Sections in two columns, and the fee under them."""

    step = Step.REVIEW

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.edits: dict[str, ActionButton] = {}
        self._cards: list[QWidget] = []
        self._columns = (QVBoxLayout(), QVBoxLayout())
        self._money = Card()
        self._fees = FeeTable(self.wording)
        self._money.body.addWidget(self._fees)
        both = QHBoxLayout()
        both.setSpacing(14)
        for column in self._columns:
            column.setSpacing(14)
            both.addLayout(column, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(14)
        page.addLayout(both)
        page.addWidget(self._money)
        page.addStretch(1)

    def help(self) -> str:
        return self.wording.say("office.review.help")

    def action(self) -> str:
        if self.visit.step is Step.REVIEW and amount_due(self.context).amount_minor > 0:
            return self.wording.say("office.review.to_pay")
        service = self.visit.service
        return self.wording.say("office.review.to_sign" if service and service.signature else "office.review.send")

    def go_on(self) -> None:
        self.presenter.dispatch(Next())

    def refresh(self) -> None:
        self.forget()
        if self.visit.step is not Step.REVIEW:
            return
        for place, (target, title, rows) in enumerate(self._sections()):
            self._columns[place % 2].addWidget(self._section(place + 1, target, title, rows))
        for column in self._columns:
            column.addStretch(1)
        self._money.say(self.wording.say("office.needs.cost"))
        self._fees.show_fees(self.visit.fees, amount_due(self.context), self.context.service.procedure)

    def forget(self) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self.edits.clear()
        for column in self._columns:
            while column.count():
                column.takeAt(0)

    def _sections(self) -> list[tuple[str, str, Rows]]:
        sections = []
        if self.visit.identity is not None:
            sections.append(("identity", self.wording.say("office.step.identify"), self._identity()))
        for page in self.context.pages():
            rows = [
                (self.wording.read(field.label), self._shown(field, answer))
                for field in visible_fields(page, self.visit.answers)
                if (answer := self.visit.answers.get(field.id)) is not None
            ]
            sections.append((page.id, self.wording.read(page.title), rows))
        documents = self._documents()
        if documents:
            sections.append(("documents", self.wording.say("office.step.documents"), documents))
        return sections

    def _shown(self, field: Field, answer: Answer) -> str:
        if field.kind == "register_choice":  # an entry is known by its name, and its id says nothing to people
            return chosen_label(raw_text(self.visit.raw.get(field.id, "")), self.wording.language)
        return paragraph(kinds()[field.kind].show(field, answer, self.wording.language), self.wording.language)

    def _identity(self) -> Rows:
        document = self.visit.identity
        if document is None:
            return []
        return [
            (self.wording.say("office.identity.full_name"), isolate_name(full_name(document))),
            (self.wording.say("office.identity.number"), isolate(document.number)),
        ]

    def _documents(self) -> Rows:
        return [
            (
                self.wording.read(need.name),
                self.wording.say(
                    "office.documents.scanned" if need.id in self.visit.attachments else "office.documents.left_out"
                ),
            )
            for need in asked_documents(self.context.service, self.visit.answers)
        ]

    def _section(self, number: int, target: str, title: str, rows: Rows) -> Card:
        card = Card()
        edit = ActionButton(f"Alt+{number}" if number < 10 else "", "quiet")
        edit.say(self.wording.say("office.review.edit"))
        edit.setAccessibleName(self.wording.say("office.review.edit_part", part=title))
        edit.clicked.connect(lambda: self.presenter.dispatch(EditRequested(target)))
        head = QHBoxLayout()
        name = label("section")
        name.setText(title)
        head.addWidget(name, 1)
        head.addWidget(edit)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for place, row in enumerate(rows):
            for column, role in enumerate(("muted", "body")):
                part = label(role)
                part.setText(row[column])
                grid.addWidget(part, place, column, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        card.body.addLayout(grid)
        self.edits[target] = edit
        self._cards.append(card)
        return card

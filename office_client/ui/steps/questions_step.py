"""One page of the service's questions; what a person types is kept with each key, whatever the language."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from office_client.ui.card import Card
from office_client.ui.field_frame import FieldFrame
from office_client.ui.fields.answer_widget import Raw
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.events import AnswerGiven, Next
from shubbak.flow.steps import Step
from shubbak.forms.facts import visible_fields
from shubbak.forms.service import Field


class QuestionsStep(VisitStep):
    """A frame for every question of the page; those an answer hides are hidden and keep their place."""

    step = Step.QUESTIONS

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.frames: dict[str, FieldFrame] = {}
        self._form = Card()
        self._form.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addStretch(1)

    def title(self) -> str:
        return self.wording.read(self.context.page.title) if self.visit.step is Step.QUESTIONS else ""

    def help(self) -> str:
        return self.wording.read(self.context.page.help) if self.visit.step is Step.QUESTIONS else ""

    def first_focus(self) -> QWidget | None:
        shown = self._shown()
        empty = next((frame for frame in shown if not frame.answer.raw), None)
        chosen = empty or (shown[0] if shown else None)
        return chosen.answer if chosen else None

    def wrong_focus(self) -> QWidget | None:
        return next((frame.answer for frame in self._shown() if frame.problem), None)

    def enter(self) -> None:
        self.forget()
        for field in self.context.page.fields:
            self.frames[field.id] = self._frame(field)
            self._form.body.addWidget(self.frames[field.id])
        self.refresh()

    def refresh(self) -> None:
        if self.visit.step is not Step.QUESTIONS:
            return
        visit = self.visit
        visible = {field.id for field in visible_fields(self.context.page, visit.answers)}
        for name, frame in self.frames.items():
            frame.setVisible(name in visible)
            frame.speak()
            frame.answer.show_raw(visit.raw.get(name, ""))
            frame.complain(visit.problem_of(name))
            frame.mark_read(name in visit.machine_read)

    def forget(self) -> None:
        self.frames.clear()
        self._form.clear()

    def go_on(self) -> None:
        self.presenter.dispatch(Next())

    def _frame(self, field: Field) -> FieldFrame:
        frame = FieldFrame(field, self.wording)
        frame.answer.show_raw(self.visit.raw.get(field.id, ""))
        frame.answer.answered.connect(lambda raw: self._answer(field.id, raw))
        frame.answer.finished.connect(lambda: self._after(field.id))
        return frame

    def _answer(self, field: str, raw: Raw) -> None:
        self.presenter.dispatch(AnswerGiven(field, raw))

    def _after(self, field: str) -> None:
        """Enter goes to the next question, and from the last one on."""
        shown = self._shown()
        names = [frame.field.id for frame in shown]
        place = names.index(field) + 1 if field in names else len(names)
        if place < len(shown):
            shown[place].answer.setFocus()
        else:
            self.go_on()

    def _shown(self) -> list[FieldFrame]:
        return [frame for frame in self.frames.values() if not frame.isHidden()]

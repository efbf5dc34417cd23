"""One page of the service's questions; what a person types is kept with each key, whatever the language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from office_client.ui.card import Card
from office_client.ui.field_frame import FieldFrame
from office_client.ui.fields.answer_widget import Raw
from office_client.ui.fields.scan_answer import ScanAnswer
from office_client.ui.land_panel import LandPanel
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.events import (
    AnswerGiven,
    DocumentOffered,
    DocumentRemoved,
    Event,
    LandChosen,
    LookUpAsked,
    Next,
    RegisterSearched,
)
from shubbak.flow.steps import Step
from shubbak.forms.documents import SCANNED_KINDS
from shubbak.forms.facts import visible_fields
from shubbak.forms.service import Field
from shubbak.services.land_card import LandCard, land_card

_ASKED: dict[str, Callable[[str, str], Event]] = {
    "scan": DocumentOffered,
    "remove": lambda field, _: DocumentRemoved(field),
    "search": RegisterSearched,
    "look_up": lambda field, _: LookUpAsked(field),
}


class QuestionsStep(VisitStep):
    """A frame for every question of the page; those an answer hides are hidden and keep their place."""

    step = Step.QUESTIONS

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.frames: dict[str, FieldFrame] = {}
        self._form, self.land = Card(), LandPanel()
        self.land.chosen.connect(self._choose)
        self._form.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        # Above the form: what comes back from the cadastre is read out first, and a long form is scrolled.
        column.addWidget(self.land)
        column.addWidget(self._form)
        column.addStretch(1)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def title(self) -> str:
        return self.wording.read(self.context.page.title) if self.visit.step is Step.QUESTIONS else ""

    def help(self) -> str:
        return self.wording.read(self.context.page.help) if self.visit.step is Step.QUESTIONS else ""

    def first_focus(self) -> QWidget | None:
        shown, focus = self._shown(), QApplication.focusWidget()
        inside = next((place for place, one in enumerate(shown) if focus and one.isAncestorOf(focus)), None)
        if inside is not None:
            # Something came to its end while a person was here; a page that was scanned leads on.
            leads_on = shown[inside].field.kind in SCANNED_KINDS and shown[inside].answer.raw
            after = shown[inside + 1 : inside + 2] if leads_on else []
            return after[0].answer if after else focus
        empty = next((frame for frame in shown if not frame.answer.raw), None)
        chosen = empty or (shown[0] if shown else None)
        return chosen.answer if chosen else None

    def wrong_focus(self) -> QWidget | None:
        return next((frame.answer.wrong_place() for frame in self._shown() if frame.wrong), None)

    def enter(self) -> None:
        self.forget()
        for field in self.context.page.fields:
            self.frames[field.id] = self._frame(field)
            self._form.body.addWidget(self.frames[field.id])
        self.refresh()

    def refresh(self) -> None:
        if self.visit.step is not Step.QUESTIONS:
            return
        visible = {field.id: field for field in visible_fields(self.context.page, self.visit.answers)}
        for name, frame in self.frames.items():
            frame.setVisible(name in visible)
            frame.show_visit(visible.get(name, frame.field), self.visit)

        self.land.show_card(self._land())

    def _land(self) -> LandCard:
        draws = self.visit.service.output.draws if self.visit.service else None
        here = draws is not None and draws.parcel in self.frames
        return land_card(self.context, self.wording.sentences) if here else LandCard()

    def _choose(self, place: int) -> None:
        self.presenter.dispatch(LandChosen(place))
        for name, frame in self.frames.items():
            frame.answer.show_raw(self.visit.raw.get(name, ""))

    def forget(self) -> None:
        self.land.show_card(LandCard())
        for frame in self.frames.values():
            frame.answer.forget()
        self.frames.clear()
        self._form.clear()

    def go_on(self) -> None:
        self.presenter.dispatch(Next())

    def _follow(self, _: QWidget | None, focus: QWidget | None) -> None:
        """Enter leads beyond the edge of a long page: bring what has the focus into view, once it has its place."""
        if focus is not None and self.isAncestorOf(focus):
            QTimer.singleShot(0, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        focus, area = QApplication.focusWidget(), self.parent()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parent()
        if focus is not None and area is not None and self.isAncestorOf(focus):
            area.ensureWidgetVisible(focus, 20, 60)

    def _frame(self, field: Field) -> FieldFrame:
        frame = FieldFrame(field, self.wording)
        frame.answer.show_raw(self.visit.raw.get(field.id, ""))
        frame.answer.answered.connect(lambda raw: self._answer(field.id, raw))
        frame.answer.asked.connect(lambda verb, value: self.presenter.dispatch(_ASKED[verb](field.id, value)))
        frame.answer.finished.connect(lambda: self._after(field.id))
        if isinstance(frame.answer, ScanAnswer):
            frame.answer.pages.asked.connect(self.presenter.dispatch)
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
        """Return the frames that a person answers now."""
        return [frame for frame in self.frames.values() if frame.asks and not frame.isHidden()]

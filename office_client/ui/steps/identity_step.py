"""Who the customer is: read from the scanner or typed, in the same five fields either way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.card import Card
from office_client.ui.cards_panel import CardsPanel
from office_client.ui.face_card import FaceCard
from office_client.ui.field_frame import FieldFrame
from office_client.ui.look import label
from office_client.ui.marked_name import MarkedName
from office_client.ui.notice import Notice
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.identity import IdentityDocument
from shubbak.flow.events import (
    CardChosen,
    CardOffered,
    ChipOffered,
    ChipSkipped,
    IdentityConfirmed,
    IdentityTyped,
    Next,
)
from shubbak.flow.identifying import doubted_in_full_name, full_name
from shubbak.flow.steps import Step
from shubbak.forms.service import Field

_KINDS = {
    "number": "registration_number",
    "full_name": "text",
    "nationality": "registration_number",
    "birth_date": "date",
    "expiry": "date",
}


class IdentityStep(VisitStep):
    """What was read may be corrected here; a correction counts as typed. Letters of a name that the reader doubted are
    marked, and are confirmed by a key of their own or corrected.
    """

    step = Step.IDENTIFY

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.scan = ActionButton("F5", icon="scan-line")
        self.scan.clicked.connect(lambda: presenter.dispatch(CardOffered()))
        self.chip = ActionButton("F6", icon="nfc")
        self.chip.clicked.connect(self._chip)
        self._or = label("muted")
        self.frames = {name: self._frame(name, kind) for name, kind in _KINDS.items()}
        self.marked = MarkedName(self.wording)
        self.marked.confirmed.connect(lambda: presenter.dispatch(IdentityConfirmed()))
        self._shown: IdentityDocument | None = None
        top = QHBoxLayout()
        top.addWidget(self.scan)
        top.addWidget(self.chip)
        top.addWidget(self._or, 4)
        top.addStretch(1)  # where nothing stands beside them, the keys stay as wide as their words
        self.known = Notice()
        self.cards = CardsPanel(self.wording)
        self.cards.chosen.connect(lambda place: presenter.dispatch(CardChosen(place)))
        form = Card()
        form.body.setSpacing(12)
        for name, frame in self.frames.items():
            form.body.addWidget(frame)
            if name == "full_name":
                form.body.addWidget(self.marked)
        self.face, self.chip_face = FaceCard(self.wording), FaceCard(self.wording)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.known)
        column.addWidget(self.cards)
        column.addLayout(self._beside(form))
        column.addStretch(1)

    def _beside(self, form: Card) -> QHBoxLayout:
        """Lay the faces beside the form, one below the other."""
        faces = QVBoxLayout()
        faces.setSpacing(14)
        for face in (self.face, self.chip_face):
            faces.addWidget(face)
        faces.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(14)
        beside.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(faces)
        return beside

    def help(self) -> str:
        return self.wording.say("office.identify.help")

    def first_focus(self) -> QWidget:
        if self.cards.picks:
            return self.cards.picks[0]
        if self.visit.to_confirm is not None:
            return self.frames["full_name"].answer
        return self.scan if self.visit.identity is None else self.frames["number"].answer

    def wrong_focus(self) -> QWidget | None:
        return next((frame.answer for frame in self.frames.values() if frame.problem), None)

    def enter(self) -> None:
        self._show_document()

    def refresh(self) -> None:
        visit = self.visit
        asked, document = visit.to_confirm, self._document()
        self.scan.say(self.wording.say("office.identify.again" if document else "office.identify.scan"))
        self.scan.setEnabled(not visit.busy)
        self.chip.say(self.wording.say(f"office.identify.{'chip_skip' if visit.busy == 'chip' else 'chip'}"))
        self.chip.setVisible(self.presenter.desk.chips and visit.chip_key is not None)
        self.chip.setEnabled(visit.busy in ("", "chip"))
        good = any(notice.code == "chip-trusted" for notice in visit.notices)
        known = "\n".join(self.wording.explain(notice) for notice in visit.notices)
        self.known.say(known, "success" if good else "info", "" if good else "info")
        self._or.setText(self.wording.say("office.identify.or_type"))
        self._or.setVisible(document is None)
        self.cards.show_cards(visit.cards)
        self._show_faces()
        if document is not self._shown:
            self._show_document()
        self._mark_letters()
        read = asked is None and document is not None and not visit.identity_typed
        untouched = read and self._values() == self._read_values()
        for name, frame in self.frames.items():
            frame.speak()
            frame.complain(visit.problem_of(f"identity.{name}"))
            frame.mark_read(untouched and bool(frame.answer.raw))

    def forget(self) -> None:
        self._shown = None
        for face in (self.face, self.chip_face):
            face.show_face(b"")
        self.cards.show_cards(())
        self.marked.show_name("", ())
        for frame in self.frames.values():
            frame.answer.forget()
            frame.complain(None)

    def go_on(self) -> None:
        """Take what stands in the fields, then go on; one key for a read and for a typed document."""
        if self.visit.busy:
            return
        if not self.visit.cards and (self._document() is None or self._values() != self._read_values()):
            self.presenter.dispatch(IdentityTyped(**self._values()))
            if self.visit.problems:
                return
        self.presenter.dispatch(Next())

    def _show_faces(self) -> None:
        """Show the print's picture, and below it the one its state signed into the chip: a print can be changed."""
        visit, asked = self.visit, self.visit.to_confirm
        printed, signed = asked.portrait if asked else visit.portrait, b"" if asked else visit.chip_portrait
        two = bool(printed and signed)
        self.face.show_face(printed, "portrait_print" if two else "portrait", of_two=two)
        self.chip_face.show_face(signed, "portrait_both" if two else "portrait_chip", of_two=two)

    def _frame(self, name: str, kind: str) -> FieldFrame:
        words = self.wording.text(f"office.identity.{name}")
        hint = self.wording.text(f"office.identity.{name}_hint")
        asked = Field(name, kind, words, hint, required=name != "nationality", prefill=f"identity.{name}")
        frame = FieldFrame(asked, self.wording)
        frame.answer.finished.connect(lambda: self._after(name))
        frame.answer.answered.connect(self._mark_letters)
        return frame

    def _chip(self) -> None:
        self.presenter.dispatch(ChipSkipped() if self.visit.busy == "chip" else ChipOffered())

    def _after(self, name: str) -> None:
        names = list(self.frames)
        place = names.index(name) + 1
        if place < len(names):
            self.frames[names[place]].answer.setFocus()
        else:
            self.go_on()

    def _values(self) -> dict[str, str]:
        return {name: str(frame.answer.raw) for name, frame in self.frames.items()}

    def _document(self) -> IdentityDocument | None:
        """Return what was read or typed, be it still asked about."""
        asked = self.visit.to_confirm
        return asked.document if asked else self.visit.identity

    def _mark_letters(self) -> None:
        """Mark the doubted letters while the fields say what was read; a clerk who corrects it has answered."""
        asked = self.visit.to_confirm
        if asked is None or self._values() != self._read_values():
            self.marked.show_name("", ())
        else:
            self.marked.show_name(full_name(asked.document), doubted_in_full_name(asked))

    def _read_values(self) -> dict[str, str]:
        document = self._document()
        if document is None:
            return dict.fromkeys(_KINDS, "")
        return {
            "number": document.number,
            "full_name": full_name(document),
            "nationality": document.nationality,
            "birth_date": f"{document.birth_date:%d/%m/%Y}" if document.birth_date else "",
            "expiry": f"{document.expiry:%d/%m/%Y}" if document.expiry else "",
        }

    def _show_document(self) -> None:
        before, self._shown = self._shown, self._document()
        if self._shown is None and before is not None:
            # Another look withdrew the question: a name that nobody confirmed must not stay as if it were typed.
            for frame in self.frames.values():
                frame.answer.forget()
        if self._shown is not None:
            for name, value in self._read_values().items():
                self.frames[name].answer.show_raw(value)

"""Rows of the same few questions, such as the heirs: added, written in place, removed, and brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.fields import widgets
from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.fields.group_row import GroupRow
from office_client.ui.fields.tab_place import TabPlace
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.text import isolate
from shubbak.fields.group import MOST_ROWS
from shubbak.fields.kind import whole_rule
from shubbak.fields.record import read_raw, write_raw
from shubbak.forms.service import Field


class GroupAnswer(AnswerWidget):
    """One row at a time is open. Insert adds one, Enter opens the one with the focus, Alt+Delete removes it.

    The raw answer is the JSON list of the rows, "" for none.
    """

    wide = True

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.cards: list[GroupRow] = []
        self._removed: tuple[int, dict[str, str]] | None = None
        self._problems: Mapping[str, str] = {}
        self._hint, self._place = label("hint"), TabPlace()
        self.add = ActionButton("Ins", icon="plus", within=self)
        self.bring_back = ActionButton(rank="quiet", icon="rotate-ccw")
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        keys = QHBoxLayout()
        keys.setSpacing(10)
        for part in (self.add, self.bring_back):
            keys.addWidget(part)
        keys.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self._place)
        whole.addLayout(self._column)
        whole.addLayout(keys)
        whole.addWidget(self._hint)
        self.setFocusProxy(self.add)
        self.add.clicked.connect(self._add)
        self.bring_back.clicked.connect(self._bring_back)
        self.speak()

    @property
    def rows(self) -> list[dict[str, str]]:
        """Return the rows as they were typed."""
        return [dict(card.row) for card in self.cards]

    @property
    def raw(self) -> str:
        return write_raw(self.rows) if self.cards else ""

    @property
    def most(self) -> int:
        return min(whole_rule(self.field, "max", 10), MOST_ROWS)

    def show_raw(self, raw: Raw) -> None:
        rows = read_raw(str(raw), list[dict[str, str]]) or []
        if rows != self.rows:
            self._show(rows)

    def forget(self) -> None:
        self._removed, self._problems = None, {}
        self._show([])

    def speak(self) -> None:
        name = self.wording.read(self.field.row) or self.wording.read(self.field.label)
        called, count = name[:1].upper() + name[1:], isolate(str(len(self.cards)))
        for place, card in enumerate(self.cards):
            number = isolate(str(place + 1))
            card.speak(self.wording.say("controls.row.title", row=called, place=number, count=count))
        self.add.say(self.wording.say("controls.row.add_another" if self.cards else "controls.row.add", row=name))
        self.add.setEnabled(len(self.cards) < self.most)
        self._hint.setText(self._how())
        self.bring_back.say(self.wording.say("controls.row.bring_back", row=name))
        self.bring_back.setVisible(self._removed is not None)

    def _how(self) -> str:
        """Say which keys do something to the rows there are."""
        full = self.wording.say("controls.row.full", max=isolate(str(self.most)))
        how = self.wording.say("office.rows.keys" if self.cards else "office.rows.none")
        return f"{full} {how}" if len(self.cards) >= self.most else how

    def mark_parts(self, problems: Mapping[str, str]) -> None:
        self._problems = problems
        for place, card in enumerate(self.cards):
            begin = f"{place}."
            card.complain({part.removeprefix(begin): said for part, said in problems.items() if part.startswith(begin)})

    def wrong_place(self) -> QWidget:
        places = [int(part.partition(".")[0]) for part in self._problems]
        if not places or min(places) >= len(self.cards):
            return self
        self._open(min(places))
        return self.cards[min(places)].wrong() or self

    def _show(self, rows: Sequence[Mapping[str, str]]) -> None:
        while len(self.cards) > len(rows):
            card = self.cards.pop()
            card.forget()
            card.hide()
            card.deleteLater()
        while len(self.cards) < len(rows):
            self._add_card()
        for card, row in zip(self.cards, rows, strict=True):
            card.show_row(row)
        self._put_in_tab_order()
        self.speak()

    def _add_card(self) -> None:
        card = GroupRow(self.field.fields, self._cells, self.wording)
        card.answered.connect(lambda column, raw: self._put(card, column, raw))
        card.finished.connect(lambda: self._done(card))
        card.opened.connect(lambda: self._open_and_go(self.cards.index(card)))
        card.removed.connect(lambda: self._remove(self.cards.index(card)))
        card.moved.connect(lambda by: self._step(self.cards.index(card) + by))
        self.cards.append(card)
        self._column.addWidget(card)

    def _put_in_tab_order(self) -> None:
        self._place.lead((*self.cards, self.add, self.bring_back))

    def _cells(self, columns: Sequence[Field]) -> list[AnswerWidget]:
        return [widgets()[column.kind](column, self.wording) for column in columns]

    def _tell(self) -> None:
        self.speak()
        self.answered.emit(self.raw)

    def _put(self, card: GroupRow, column: str, raw: Raw) -> None:
        card.row = {**card.row, column: str(raw)}
        self.answered.emit(self.raw)

    def _add(self) -> None:
        self._removed = None
        self._show([*self.rows, {}])
        self._open_and_go(len(self.cards) - 1)
        self._tell()

    def _remove(self, place: int) -> None:
        rows = self.rows
        self._removed = place, rows.pop(place)
        self._open(-1)
        self._show(rows)
        self._tell()
        (self.cards[min(place, len(rows) - 1)] if rows else self.add).setFocus()

    def _bring_back(self) -> None:
        if self._removed is None:
            return
        (place, row), rows = self._removed, self.rows
        self._removed = None
        self._show([*rows[:place], row, *rows[place:]])
        self._tell()
        self.cards[place].setFocus()

    def _done(self, card: GroupRow) -> None:
        """Enter in the last question of a row leads to the next row, and from the last one to the key that adds."""
        self._open(-1)
        self._step(self.cards.index(card) + 1)

    def _step(self, place: int) -> None:
        if place >= len(self.cards):
            if self.add.isEnabled():
                self.add.setFocus()
            else:
                self.finished.emit()
        elif place >= 0:
            self.cards[place].setFocus()

    def _open(self, place: int) -> None:
        for one, card in enumerate(self.cards):
            card.set_open(one == place)
        self._put_in_tab_order()

    def _open_and_go(self, place: int) -> None:
        self._open(place)
        grid = self.cards[place].grid
        if grid is not None:
            grid.setFocus(Qt.FocusReason.TabFocusReason)


WIDGET = GroupAnswer

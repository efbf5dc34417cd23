"""One entry of a list that the portal keeps: searched while it is typed; where the portal is away, typed by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.fields.pick_line import PickLine
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.fields.register_choice import TYPED, chosen_label
from shubbak.flow.visit import Visit
from shubbak.forms.service import Field

#: Nobody wants an answer to every letter.
_PAUSE = 250


class RegisterChoiceAnswer(AnswerWidget):
    """What was found stands under the line while it is searched in; typing on after a choice gives the choice up.

    F3 asks a register that was away once more.
    """

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self._raw = self.reach = ""
        self._found: tuple[tuple[str, str], ...] = ()
        self._searching = False
        self.pick, self.state = PickLine(), label("hint")
        self.state.setFixedWidth(420)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.pick)
        column.addWidget(self.state)
        self.again = ActionButton("F3", icon="rotate-ccw", within=self)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.pick.line)
        self.pick.typed.connect(self._typed)
        self.pick.picked.connect(self._picked)
        self.pick.wanted.connect(self._search)
        self._pause.timeout.connect(self._search)
        self.again.clicked.connect(self._try_again)
        self.speak()

    @property
    def raw(self) -> str:
        return self._raw

    @property
    def by_hand(self) -> bool:
        """Whether what is typed is the answer itself."""
        return self.reach == "unreachable" or self._raw.startswith(TYPED)

    def show_raw(self, raw: Raw) -> None:
        if raw == self._raw:
            return
        self._raw = str(raw)
        if self._raw:
            self.pick.offer(())
            self.pick.show_words(chosen_label(self._raw, self.wording.language))
        elif not self._searching:
            self.pick.show_words("")

    def see(self, visit: Visit) -> None:
        asked = visit.asked.get(self.field.id)
        before, self.reach = self.reach, asked.reach if asked else ""
        found = tuple((one.id, one.label.say(visit.language)) for one in asked.entries) if asked else ()
        if self._searching and found != self._found and self.pick.line.hasFocus():
            self.pick.offer(found)
        self._found = found
        self._say_reach()
        words = self.pick.words.strip()
        if self.reach == "unreachable" != before and words and not self._raw:
            # What was typed to search with is the answer once nobody can search.
            self.pick.offer(())
            self.answered.emit(words)

    def forget(self) -> None:
        self._pause.stop()
        self._raw = self.reach = ""
        self._found, self._searching = (), False
        self.pick.forget()
        self._say_reach()

    def speak(self) -> None:
        self.again.say(self.wording.say("controls.try_again"))
        self.pick.line.setAccessibleName(self.wording.read(self.field.label))
        self.pick.line.setPlaceholderText(self.wording.say("office.field.search"))
        if self._raw and not self.by_hand:
            self.pick.show_words(chosen_label(self._raw, self.wording.language))
        self._say_reach()

    def mark(self, wrong: bool) -> None:
        self.pick.mark(wrong)

    def _typed(self, words: str) -> None:
        if self.by_hand:
            self.answered.emit(words)
            return
        self._searching = True
        if self._raw:
            self._raw = ""
            self.answered.emit("")
        self._pause.start()

    def _search(self) -> None:
        self._pause.stop()
        if not self.by_hand and not self._raw:
            self._searching, self._found = True, ()
            self.asked.emit("search", self.pick.words)

    def _try_again(self) -> None:
        """Search for what was typed by hand; it is the answer again where the register stays away."""
        self.pick.line.setFocus()
        self._searching, self._found = True, ()
        self.asked.emit("search", self.pick.words)
        if self.reach != "unreachable":
            self._raw = ""
            self.answered.emit("")
            self._say_reach()

    def _picked(self, entry: str) -> None:
        self._pause.stop()
        self._searching = False
        self.answered.emit(entry)

    def _say_reach(self) -> None:
        sentence = ""
        if self.by_hand:
            sentence = self.wording.say("office.register.unreachable")
        elif self._searching and not self._raw and self.reach in ("busy", "none"):
            sentence = self.wording.say("controls.register_busy" if self.reach == "busy" else "controls.search_none")
        self.state.setText(sentence)
        self.state.setVisible(bool(sentence))
        self.again.setVisible(self.reach == "unreachable")


WIDGET = RegisterChoiceAnswer

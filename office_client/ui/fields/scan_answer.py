"""A page that is scanned as an answer: F5 scans it, Ctrl+Delete takes it back, as on the page of the documents."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.fields.tab_place import TabPlace
from office_client.ui.look import label, on_button, symbol
from office_client.ui.office_wording import OfficeWording
from office_client.ui.pages_box import PagesBox
from shubbak.domain.application import Attachment
from shubbak.flow.paging import scan_problem
from shubbak.flow.visit import Visit
from shubbak.forms.documents import alternatives_of, need_of
from shubbak.forms.service import DocumentAlternative, Field

_THUMB_WIDTH, _THUMB_HEIGHT = 72, 96


class ScanAnswer(AnswerWidget):
    """The keys, whether its page has come, the page small, and which document it is where several would do."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self._raw: Raw = ""
        self._shown: Attachment | None = None
        self._busy = False
        self._choice = QButtonGroup(self)
        self._alternatives: tuple[DocumentAlternative, ...] = ()
        self._buttons: dict[str, QRadioButton] = {}
        self._place = TabPlace()
        self.scan = ActionButton("F5", icon="scan-line", within=self)
        self.remove = ActionButton("Ctrl+Del", "quiet", within=self)
        self._mark, self.state, self._picture = QLabel(), label("muted", wrap=False), QLabel()
        self.pages = PagesBox(field.id, wording, self)
        self._lay()
        self.setFocusProxy(self.scan)
        self.scan.clicked.connect(self._scan)
        self.remove.clicked.connect(lambda: None if self._busy else self.asked.emit("remove", ""))
        self._show()

    def _lay(self) -> None:
        self._picture.setProperty("role", "page")
        keys, state = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((keys, (self.scan, self.remove)), (state, (self._mark, self.state))):
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        self._words = QVBoxLayout()
        self._words.setSpacing(4)
        self._words.addLayout(keys)
        self._words.addLayout(state)
        self._words.addStretch(1)
        whole = QHBoxLayout()
        whole.setSpacing(12)
        whole.addWidget(self._place)
        whole.addLayout(self._words)
        whole.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        whole.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(whole)
        column.addWidget(self.pages)

    @property
    def raw(self) -> Raw:
        return self._raw

    def show_raw(self, raw: Raw) -> None:
        if raw != self._raw:
            self._raw = raw
            self._show()

    @property
    def alternative(self) -> str:
        """Return which document it is going to be, "" where nothing else would do."""
        chosen = next((one for one, button in self._buttons.items() if button.isChecked()), "")
        return chosen or (self._alternatives[0].id if self._alternatives else "")

    def see(self, visit: Visit) -> None:
        if visit.service is None:
            return
        self._offer(alternatives_of(visit.service, self.field))
        self._busy = bool(visit.busy)
        scan = visit.scans.get(need_of(self.field))
        wrong = scan_problem(visit.service, need_of(self.field), scan) if scan else None
        self.pages.show_pages(scan, wrong, busy=self._busy, chosen=scan is not None)
        page = visit.attachments.get(need_of(self.field))
        if page is not self._shown:
            self._shown = page
            self._draw(b"" if scan else visit.picture_of(need_of(self.field)))
        if page is not None and page.alternative in self._buttons:
            self._buttons[page.alternative].setChecked(True)
        self._show()

    def forget(self) -> None:
        self._raw, self._shown, self._busy = "", None, False
        self._picture.clear()
        self.pages.forget()
        if self._buttons:
            next(iter(self._buttons.values())).setChecked(True)
        self._show()

    def speak(self) -> None:
        for one in self._alternatives:
            if one.id in self._buttons:
                self._buttons[one.id].setText(on_button(self.wording.read(one.name)))
        self._show()

    def _offer(self, alternatives: tuple[DocumentAlternative, ...]) -> None:
        if self._alternatives:
            return
        self._alternatives = alternatives
        for place, one in enumerate(alternatives if len(alternatives) > 1 else ()):
            button = QRadioButton(on_button(self.wording.read(one.name)))
            button.setChecked(not place)
            self._choice.addButton(button)
            self._buttons[one.id] = button
            self._words.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignLeading)
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))
            self._place.lead((*self._buttons.values(), self.scan, self.remove))

    def _draw(self, page: bytes) -> None:
        picture = QPixmap()
        if not page or not picture.loadFromData(page):
            self._picture.clear()
            return
        aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self._picture.setPixmap(picture.scaled(_THUMB_WIDTH, _THUMB_HEIGHT, aspect, smooth))

    def _show(self) -> None:
        taken = bool(self._raw)
        name = self.wording.read(self.field.label)
        self.scan.say(self.wording.say("office.field.scan_again" if taken else "office.field.scan"))
        self.scan.setAccessibleName(self.wording.say("office.documents.scan", name=name))
        # Enter scans what is missing, and goes on from what is there.
        self.scan.setAutoDefault(not taken)
        self.remove.say(self.wording.say("office.documents.remove"))
        self.remove.setVisible(taken)
        self._picture.setVisible(not self._picture.pixmap().isNull())
        word = "scanned" if taken else "missing" if self.field.required else "left_out"
        tone = "success" if taken else "warning" if self.field.required else "muted"
        self.state.setProperty("role", tone)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.state.setText(self.wording.say(f"office.documents.{word}"))
        self._mark.setPixmap(symbol("circle-check" if taken else "circle-dashed", tone))

    def _scan(self) -> None:
        if not self._busy:
            self.asked.emit("scan", self.alternative)

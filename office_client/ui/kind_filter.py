"""Kinds of services as one sentence, of which one word is chosen: all / licences / water …; arrows move the choice."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel

from office_client.ui.look import colours
from office_client.ui.office_wording import OfficeWording


class KindFilter(QLabel):
    """The kinds that have services here; `kind` is the chosen one, "" for all."""

    chosen = Signal(str)

    def __init__(self, wording: OfficeWording) -> None:
        super().__init__()
        self.kind = ""
        self._wording = wording
        self._kinds: list[str] = [""]
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tones = colours()
        self.setStyleSheet(
            "KindFilter { padding: 2px 6px; border: 2px solid transparent; border-radius: 6px; }"
            f"KindFilter:focus {{ border-color: {tones['ink']}; }}"
        )
        self.linkActivated.connect(lambda link: self.choose(link.removeprefix("kind:")))

    def offer(self, kinds: list[str]) -> None:
        """Offer these kinds, in this order, behind "all"; a choice that is gone becomes all."""
        self._kinds = ["", *kinds]
        if self.kind not in self._kinds:
            self.kind = ""
        self._write()

    def choose(self, kind: str) -> None:
        """Choose a kind and say so."""
        if kind in self._kinds and kind != self.kind:
            self.kind = kind
            self._write()
            self.chosen.emit(kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        steps = {Qt.Key.Key_Right: -1 if rtl else 1, Qt.Key.Key_Left: 1 if rtl else -1}
        place = self._kinds.index(self.kind)
        if event.key() in steps:
            place = (place + steps[Qt.Key(event.key())]) % len(self._kinds)
        elif event.key() == Qt.Key.Key_Home:
            place = 0
        elif event.key() == Qt.Key.Key_End:
            place = len(self._kinds) - 1
        else:
            super().keyPressEvent(event)
            return
        self.choose(self._kinds[place])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._write()

    def _write(self) -> None:
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        words = " / ".join(self._word(kind) for kind in self._kinds)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.setText(f'<div dir="{"rtl" if rtl else "ltr"}">{words}</div>')
        name = self._wording.say("find.all" if not self.kind else f"find.category.{self.kind}")
        self.setAccessibleName(self._wording.say("find.filter", kind=name))

    def _word(self, kind: str) -> str:
        word = html.escape(self._wording.say(f"find.short.{kind}" if kind else "find.all"))
        if kind == self.kind:
            return f'<b style="color: {colours()["brand"]}"><u>{word}</u></b>'
        return f'<a href="kind:{kind}" style="color: {colours()["muted"]}; text-decoration: none">{word}</a>'

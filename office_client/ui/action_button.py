"""A button that shows its key: the word first, the key quieter behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from office_client.ui.look import colours, symbol
from shubbak.domain.text import isolate

_SHOWN = {"Return": "Enter", "Del": "Delete"}
#: The colours of a button's word and of its key, by rank.
_INKS = {
    "primary": ("brandInk", "brandInk"),
    "plain": ("ink", "muted"),
    "quiet": ("brand", "muted"),
    "armed": ("danger", "danger"),
    "nav": ("brand", "muted"),
}
#: Milliseconds in which a second press means it.
ARMED_FOR = 6000


class ActionButton(QPushButton):
    """rank: primary (one a page), plain, quiet or nav. Its key works while it is on the screen and enabled.

    within: where its key works, while something in there has the focus; None for the whole window.
    """

    def __init__(
        self,
        key: str = "",
        rank: str = "plain",
        icon: str = "",
        parent: QWidget | None = None,
        within: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("rank", rank)
        self.setAutoDefault(True)  # Enter presses the button that has the focus
        self._icon = icon
        self._shortcuts: list[QShortcut] = []
        self._word, self._key, self._picture = QLabel(), QLabel(), QLabel()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        if rank != "nav":
            row.addStretch(1)
        for part in (self._picture, self._word, self._key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        row.insertStretch(2 if rank == "nav" else -1, 1)
        self._picture.setVisible(bool(icon))
        if key:
            self._take_key(key, within)
        self._key.setVisible(bool(key))
        self._dye()

    def say(self, word: str) -> None:
        """Show a word; the same word is what a screen reader hears."""
        self._word.setText(word)
        self.setAccessibleName(word)
        self.updateGeometry()

    @property
    def word(self) -> str:
        return self._word.text()

    def rank(self, name: str) -> None:
        """Change what the button looks like."""
        self.setProperty("rank", name)
        self.style().unpolish(self)
        self.style().polish(self)
        self._dye()

    def sizeHint(self) -> QSize:
        wanted = self._row.sizeHint()
        return QSize(wanted.width(), max(super().sizeHint().height(), 32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _take_key(self, key: str, within: QWidget | None) -> None:
        # The keypad's Enter is another key to Qt and the same one to people.
        for one in dict.fromkeys((key, key.replace("Return", "Enter"))):
            shortcut = QShortcut(QKeySequence(one), within or self)
            if within is not None:
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            # The button's own setShortcut would press only a tenth of a second later.
            shortcut.activated.connect(self.click)
            self._shortcuts.append(shortcut)
            shortcut.setAutoRepeat(False)  # a key held down must not run through a whole visit
        shown = "+".join(_SHOWN.get(part, part) for part in key.split("+"))
        self._key.setText(isolate(shown))
        self.setAccessibleDescription(shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._let_keys_work(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._let_keys_work(False)

    def _let_keys_work(self, wanted: bool) -> None:
        """A key of the button's surroundings would outlive the button's own showing."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(wanted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._dye()

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self._dye()

    def _dye(self) -> None:
        """Colour the words by rank and state: a style sheet does not look again at what lies inside a button."""
        rank = str(self.property("rank"))
        ink, key = _INKS[rank] if self.isEnabled() else ("muted", "muted")
        strong = rank in ("primary", "armed") or self.isChecked()
        tones = colours()
        self._word.setStyleSheet(f"color: {tones[ink]}; font-weight: {600 if strong else 400};")
        self._key.setStyleSheet(f"color: {tones[key]}; font-size: 9.5pt;")
        if self._icon:
            self._picture.setPixmap(symbol(self._icon, ink))


class TwiceButton(ActionButton):
    """An action that loses something: the first press says what, the second within six seconds does it."""

    confirmed = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, "quiet", parent=parent)
        self._words = ("", "")
        self._armed = QTimer(self)
        self._armed.setSingleShot(True)
        self._armed.setInterval(ARMED_FOR)
        self._armed.timeout.connect(self.calm)
        self.clicked.connect(self._press)

    def offer(self, word: str, warning: str) -> None:
        """Set what it says before the first press and after it."""
        if (word, warning) != self._words:
            self._words = (word, warning)
            self.calm()

    def calm(self) -> None:
        """Forget the first press."""
        self._armed.stop()
        self.say(self._words[0])
        self.rank("quiet")

    def _press(self) -> None:
        if self._armed.isActive():
            self.calm()
            self.confirmed.emit()
            return
        self.say(self._words[1])
        self.rank("armed")
        self._armed.start()

"""The picture on the customer's document, for the clerk to compare with who stands at the counter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from office_client.ui.card import Card
from office_client.ui.office_wording import OfficeWording

_WIDE, _HIGH = 168, 216
#: As high as both may be that stand one below the other.
_LOW = 130


class FaceCard(Card):
    """Is hidden where no picture was found; a document's own print may be anywhere. The sentence below it says where
    the picture is from.
    """

    def __init__(self, wording: OfficeWording) -> None:
        super().__init__()
        self._wording = wording
        self._body, self._high = b"", 0
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.picture)
        self._words = self.line("", "muted")
        self.setFixedWidth(_WIDE + 36)
        self.hide()

    def show_face(self, body: bytes, words: str = "portrait", *, of_two: bool = False) -> None:
        """Show a picture (JPEG), or nothing of the one before for b"". words: the last part of the sentence's key.
        of_two: another one stands above or below it.
        """
        high = _LOW if of_two else _HIGH
        self._words.setText(self._wording.say(f"office.identity.{words}"))
        self.picture.setAccessibleName(self._wording.say("office.identity.portrait_name"))
        if (body, high) != (self._body, self._high):
            self._body, self._high = body, high
            self.picture.clear()
            shown = QPixmap()
            if body and shown.loadFromData(body, "JPEG"):
                aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                self.picture.setPixmap(shown.scaled(_WIDE, high, aspect, smooth))
        self.setVisible(not self.picture.pixmap().isNull())

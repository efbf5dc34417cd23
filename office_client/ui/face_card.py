"""The picture on the customer's document, for the clerk to compare with who stands at the counter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from office_client.ui.card import Card
from office_client.ui.office_wording import OfficeWording

_WIDE, _HIGH = 168, 216


class FaceCard(Card):
    """Is hidden where no picture was found; a document's own print may be anywhere."""

    def __init__(self, wording: OfficeWording) -> None:
        super().__init__()
        self._wording = wording
        self._body = b""
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.picture)
        self._words = self.line("", "muted")
        self.setFixedWidth(_WIDE + 36)
        self.hide()

    def show_face(self, body: bytes) -> None:
        """Show a picture (JPEG), or nothing of the one before for b""."""
        self._words.setText(self._wording.say("office.identity.portrait"))
        self.picture.setAccessibleName(self._wording.say("office.identity.portrait_name"))
        if body != self._body:
            self._body = body
            self.picture.clear()
            shown = QPixmap()
            if body and shown.loadFromData(body, "JPEG"):
                aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                self.picture.setPixmap(shown.scaled(_WIDE, _HIGH, aspect, smooth))
        self.setVisible(not self.picture.pixmap().isNull())

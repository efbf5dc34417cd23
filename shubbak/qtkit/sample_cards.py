"""Two cards that lie beside each other, for the pictures of both apps: the card of the demonstration and a grey one."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from shubbak.ports.reader import LyingCard, Reading
from shubbak.resources import root


def two_cards() -> tuple[LyingCard, LyingCard]:
    """Return them without anything read from them."""
    body = (root() / "demo" / "identity_card.jpg").read_bytes()
    other = QBuffer()
    other.open(QIODevice.OpenModeFlag.WriteOnly)
    grey = QImage.fromData(body).convertToFormat(QImage.Format.Format_Grayscale8)
    grey.save(other, "JPEG")  # type: ignore[call-overload]
    unread = Reading((), None, (), 0.0)
    return LyingCard(unread, body), LyingCard(unread, bytes(other.data().data()))

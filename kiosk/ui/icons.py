"""Symbols for QML: `image://icons/<name>/<rrggbb>` draws a Lucide symbol in any colour at any size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from shubbak.resources import root

_SIDE = 48  # px, where QML names no size


@cache
def _drawing(name: str) -> str:
    """Return a symbol's SVG; an unknown name is a bug in a service file or a screen and raises FileNotFoundError."""
    return (root() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def icon_names() -> set[str]:
    """Return the names that may be asked for."""
    return {path.stem for path in (root() / "icons").glob("*.svg")}


def draw_icon(name: str, colour: QColor, size: QSize) -> QImage:
    """Return a symbol on a transparent ground, strokes in one colour."""
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour.name()).encode()))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


class IconProvider(QQuickImageProvider):
    """Draws what Icon.qml asks for; the engine keeps the picture by its address, so each is drawn once."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        name, _, colour = id.partition("/")
        wanted = requestedSize if requestedSize.width() > 0 and requestedSize.height() > 0 else QSize(_SIDE, _SIDE)
        size.setWidth(wanted.width())
        size.setHeight(wanted.height())
        return draw_icon(name, QColor(f"#{colour}"), wanted)

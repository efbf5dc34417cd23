"""A QML engine that knows the house: import path, fonts, symbols and every Python type."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from kiosk.ui import camera_view, keyboard, signature_pad, star_pattern, theme, words
from kiosk.ui.icons import IconProvider

QML = Path(__file__).parent / "qml"
#: Importing these registers their types; named so that a frozen build takes them along.
REGISTERED = (camera_view, keyboard, signature_pad, star_pattern, theme, words)


def new_engine() -> QQmlApplicationEngine:
    """Return an engine with nothing loaded yet; a QGuiApplication must exist. Warnings go to Qt's message handler."""
    QGuiApplication.setFont(QFont(theme.load_fonts()))
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML))
    engine.addImageProvider("icons", IconProvider())
    return engine

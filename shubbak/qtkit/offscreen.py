"""Qt for commands that draw into files: no window, no display."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication


def offscreen_application() -> QGuiApplication:
    """Return the process's Qt application, made without a display where there is none yet."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["shubbak"])

"""How large the window is: the whole screen in service, true size for rehearsals, what fits for a trial at a desk."""

from __future__ import annotations

import argparse

from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickWindow

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


def shape_window(window: QQuickWindow, arguments: argparse.Namespace) -> None:
    """Size and show the window."""
    width, height = LANDSCAPE if arguments.landscape else PORTRAIT
    rehearsing = arguments.play or arguments.screens or arguments.pilot or arguments.hand
    if rehearsing:
        window.setFlags(Qt.WindowType.FramelessWindowHint)
        window.setGeometry(0, 0, width, height)
        window.show()
    elif arguments.portal and not arguments.windowed:
        window.showFullScreen()
    else:
        room = window.screen().availableGeometry()
        scale = min(1.0, 0.92 * room.height() / height, 0.92 * room.width() / width)
        window.resize(int(width * scale), int(height * scale))
        window.show()
    window.requestActivate()

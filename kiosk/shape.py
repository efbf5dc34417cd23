"""How large the window is: the whole screen in service, true size for rehearsals, what fits for a trial at a desk."""

from __future__ import annotations

import argparse

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtQuick import QQuickWindow

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


def fills_screen(arguments: argparse.Namespace) -> bool:
    """Whether the window takes the whole screen and stays there: in service, and where a rehearsal asks for it."""
    return bool(arguments.full_screen or (arguments.portal and not arguments.windowed and not _rehearsing(arguments)))


def _rehearsing(arguments: argparse.Namespace) -> bool:
    return bool(arguments.play or arguments.screens or arguments.pilot or arguments.hand)


def shape_window(window: QQuickWindow, arguments: argparse.Namespace) -> None:
    """Size and show the window."""
    width, height = LANDSCAPE if arguments.landscape else PORTRAIT
    if fills_screen(arguments):
        window.showFullScreen()
    elif _rehearsing(arguments):
        window.setFlags(Qt.WindowType.FramelessWindowHint)
        window.setGeometry(0, 0, width, height)
        window.show()
    else:
        room = window.screen().availableGeometry()
        scale = min(1.0, 0.92 * room.height() / height, 0.92 * room.width() / width)
        window.resize(int(width * scale), int(height * scale))
        window.show()
    window.requestActivate()


def wait_for_first_frame(window: QQuickWindow, most: int = 3000) -> None:
    """Let the window be drawn once; a window that is not drawn (covered, no display) is not waited for longer."""
    loop = QEventLoop()
    window.frameSwapped.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    QTimer.singleShot(most, loop.quit)
    window.update()  # where showing the window has drawn it already, the next picture counts
    loop.exec()
    window.frameSwapped.disconnect(loop.quit)

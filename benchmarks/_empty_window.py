"""The least that a PySide6 QML program can be: an empty window, which says when its first picture stands, and ends."""

from __future__ import annotations

import os
import sys
from typing import cast

os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

application = QGuiApplication(sys.argv)
engine = QQmlApplicationEngine()
engine.loadData(b"import QtQuick\nWindow { width: 1080; height: 1920; visible: true }")
window = cast(QQuickWindow, engine.rootObjects()[0])


def shown() -> None:
    print("first frame", flush=True)
    application.exit(0)


window.frameSwapped.connect(shown)
window.update()
code = application.exec()
del window, engine
sys.exit(code)

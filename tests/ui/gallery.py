"""Draws every control and field to PNG: `python tests/ui/gallery.py FOLDER`."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={HERE.parent / 'samples' / 'offscreen.json'}")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

# Qt reads both variables when it is imported.
from PySide6.QtCore import QCoreApplication, QEvent, QUrl  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent  # noqa: E402
from PySide6.QtQuick import QQuickItem, QQuickWindow  # noqa: E402

from kiosk.ui.engine import new_engine  # noqa: E402

PAGES = ("start", "services", "choices", "writing", "money", "review", "states")
PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


@dataclass(frozen=True)
class Shot:
    page: str
    language: str = "ar"
    contrast: bool = False
    scale: float = 1.0
    size: tuple[int, int] = PORTRAIT
    focus: str = ""

    @property
    def name(self) -> str:
        parts = [self.page, self.language, "contrast" if self.contrast else "light", f"{self.scale:.0%}".rstrip("%")]
        return "-".join([*parts, *(["wide"] if self.size == LANDSCAPE else []), *([self.focus] if self.focus else [])])


SHOTS = (
    *(Shot(page, language) for page in PAGES for language in ("ar", "en")),
    *(Shot(page, "ar", contrast=True) for page in PAGES),
    *(Shot(page, language, scale=2.0) for page in PAGES for language in ("ar", "en")),
    *(Shot(page, "ar", size=LANDSCAPE) for page in PAGES),
    Shot("writing", "ar", focus="name"),
    Shot("writing", "en", focus="name"),
    Shot("writing", "ar", focus="number"),
    Shot("writing", "ar", contrast=True, focus="name"),
    Shot("writing", "ar", focus="lines"),
    Shot("writing", "ar", size=LANDSCAPE, focus="lines"),
    Shot("writing", "ar", scale=2.0, focus="name"),
)


def wait(milliseconds: int) -> None:
    """Let Qt work for a while: animations end, lines wrap."""
    until = time.monotonic() + milliseconds / 1000
    while time.monotonic() < until:
        QGuiApplication.processEvents()
        time.sleep(0.002)


def walk(item: QQuickItem) -> list[QQuickItem]:
    return [item, *(below for child in item.childItems() for below in walk(child))]


def find(window: QQuickWindow, name: str) -> QQuickItem:
    return next(item for item in walk(window.contentItem()) if item.objectName() == name)


def open_window(engine: QQmlApplicationEngine, shot: Shot) -> QQuickWindow:
    """Open the gallery's window for one shot; raises RuntimeError with QML's own words."""
    engine.singletonInstance("Shubbak", "Wordbook").language = shot.language
    look = engine.singletonInstance("Shubbak", "Look")
    look.highContrast, look.textScale = shot.contrast, shot.scale
    component = QQmlComponent(engine, QUrl.fromLocalFile(str(HERE / "Gallery.qml")), engine)
    width, height = shot.size
    window = component.createWithInitialProperties({"page": shot.page, "width": width, "height": height})
    if not isinstance(window, QQuickWindow):
        raise RuntimeError(component.errorString())
    window.requestActivate()
    wait(60)
    if shot.focus:
        find(window, shot.focus).forceActiveFocus()
        wait(450)
    return window


def shut(window: QQuickWindow) -> None:
    """Close a window and delete it now: without a running event loop nothing else does."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(folder: Path, wanted: list[str]) -> None:
    app = QGuiApplication.instance() or QGuiApplication([])
    engine = new_engine()
    folder.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        if wanted and not any(word in shot.name for word in wanted):
            continue
        window = open_window(engine, shot)
        window.grabWindow().save(str(folder / f"{shot.name}.png"))
        shut(window)
    del engine
    app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

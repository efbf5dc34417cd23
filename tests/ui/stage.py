"""A window with any QML in it, and hands to touch and type with."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QUrl
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.ui.engine import new_engine

HEAD = "import QtQuick\nimport QtQuick.Layouts\nimport controls\nimport fields\nimport Shubbak\n"
PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from walk(child)


def delete_now() -> None:
    """Delete what waits for it: without a running event loop nothing else does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Stage:
    """Opens QML written in a test, in a language, at a size."""

    def __init__(self) -> None:
        self.engine = new_engine()
        self.look: Any = self.engine.singletonInstance("Shubbak", "Look")
        self.wordbook: Any = self.engine.singletonInstance("Shubbak", "Wordbook")
        self.keyboard: Any = self.engine.singletonInstance("Shubbak", "KeyboardModel")
        self.finger: QPointingDevice = QTest.createTouchDevice()
        self.window: QQuickWindow

    def show(self, body: str, size: tuple[int, int] = PORTRAIT, language: str = "ar") -> QQuickItem:
        """Show QML as the content of a window; returns the first item of it."""
        self.wordbook.language = language
        component = QQmlComponent(self.engine, self.engine)
        text = (
            f"{HEAD}Window {{ id: root; width: {size[0]}; height: {size[1]}; visible: true; color: Theme.paper\n"
            f"LayoutMirroring.enabled: Words.rtl; LayoutMirroring.childrenInherit: true\n{body} }}"
        )
        component.setData(text.encode(), QUrl("stage.qml"))
        window = component.create()
        assert isinstance(window, QQuickWindow), component.errorString()
        self.window = window
        window.requestActivate()
        self.wait(30)
        return window.contentItem().childItems()[0]

    def items(self) -> list[QQuickItem]:
        return list(walk(self.window.contentItem()))

    def find(self, name: str) -> QQuickItem:
        """Return the visible item with an objectName."""
        found = [item for item in self.items() if item.objectName() == name and item.isVisible()]
        assert found, f"no item {name}"
        return found[0]

    def find_visible(self, name: str) -> bool:
        return any(item.objectName() == name and item.isVisible() for item in self.items())

    def with_text(self, text: str) -> QQuickItem:
        """Return the visible button that says a text."""
        found = [
            item
            for item in self.items()
            if item.isVisible() and item.metaObject().indexOfProperty("down") >= 0 and item.property("text") == text
        ]
        assert found, f"no button says {text}"
        return found[0]

    def middle(self, item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def tap(self, item: QQuickItem) -> None:
        """Touch the middle of an item with a finger."""
        point = self.middle(item)
        QTest.touchEvent(self.window, self.finger).press(0, point, self.window).commit()
        self.wait(5)
        QTest.touchEvent(self.window, self.finger).release(0, point, self.window).commit()
        self.wait(15)

    def keys(self, *names: str) -> None:
        for name in names:
            self.tap(self.find(f"key_{name}"))

    def wait(self, milliseconds: int) -> None:
        until = time.monotonic() + milliseconds / 1000
        while True:
            QGuiApplication.processEvents()
            if time.monotonic() >= until:
                return
            time.sleep(0.001)

    def until(self, holds: Callable[[], bool], milliseconds: int = 2000) -> None:
        """Wait until something holds; fails after a while."""
        last = time.monotonic() + milliseconds / 1000
        while not holds():
            assert time.monotonic() < last, "it never came"
            self.wait(5)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        delete_now()
        self.engine.deleteLater()
        delete_now()


def spy(source: QObject, signal: str) -> list[tuple[Any, ...]]:
    """Return a list that grows with every emission."""
    heard: list[tuple[Any, ...]] = []
    getattr(source, signal).connect(lambda *given: heard.append(given))
    return heard

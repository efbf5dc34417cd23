"""A hand for rehearsals: it finds things on the real screen by name and touches them with real touch events."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

#: Seconds that a drawn picture takes at most: 60 a second, and a little.
_PICTURE = 0.02


class NothingThere(LookupError):
    """No visible, enabled item has this name."""


class Hand:
    """Touches one window. Only rehearsals (`--play`, `--pilot`, `--hand`) and tests have one.

    hasty: waits a tenth as long, for a window in which nothing moves; never less than a drawn picture where a place
    is looked for, because only drawing lays a page out.
    """

    def __init__(self, window: QQuickWindow, *, hasty: bool = False) -> None:
        self._window = window
        self._pace = 0.1 if hasty else 1.0
        self._device = QTest.createTouchDevice()

    def find(self, name: str) -> QQuickItem:
        """Return the item a person would see under this object name, or under a path of names; raises NothingThere."""
        around = self._window.contentItem()
        # A slash is a key as well.
        for part in [name] if name.startswith("key_") else name.split("/"):
            found = next((one for one in self._walk(around) if one.objectName() == part and one.isEnabled()), None)
            if found is None:
                raise NothingThere(name)
            around = found
        return around

    def sees(self, name: str) -> bool:
        """Whether such an item is there to be touched."""
        try:
            return self.find(name) is not None
        except NothingThere:
            return False

    def words(self) -> list[str]:
        """Return every text on the screen, also what lies further down the page, as the controls hold it."""
        texts = (one.property("text") for one in self._walk(self._window.contentItem()))
        return [text for text in texts if isinstance(text, str) and text]

    def tap(self, name: str) -> None:
        """Bring the item into view as a person would by scrolling, then touch its middle."""
        item = self.find(name)
        self._middle_at_rest(item)  # a page that has just grown does not know yet where the item lies
        self._bring_into_view(item)
        self._touch(self._middle_at_rest(item))

    def write(self, name: str, text: str) -> None:
        """Touch a box and type into it key by key on the on-screen keyboard, changing its language where needed."""
        self.tap(name)
        self._pause(0.06)
        moved = True
        for sign in text:
            key = "key_" + ("space" if sign == " " else sign)
            moved = self._turn_to(key) or moved
            item = self.find(key)
            # Only a keyboard that has just come or changed is waited for.
            self._touch(self._middle_at_rest(item) if moved else self._middle(item))
            moved = sign != sign.lower()  # a capital takes the shift with it
        self._pause(0.02)

    def _turn_to(self, key: str) -> bool:
        """Change the keyboard's face until it has a key; says whether it did."""
        turned = False
        for change in ("key_language", "key_symbols", "key_letters", "key_language"):
            if not self.sees(key) and not self.sees(key.lower()) and self.sees(change):
                self.tap(change)
                self._pause(0.03)
                turned = True
        if not self.sees(key) and self.sees("key_shift"):
            self.tap("key_shift")
            self._pause(0.03)
            turned = True
        return turned

    def draw(self, name: str) -> None:
        """Draw a little signature across the item."""
        item = self.find(name)
        points = [(0.1, 0.6), (0.2, 0.3), (0.3, 0.7), (0.4, 0.35), (0.5, 0.65), (0.62, 0.4), (0.75, 0.6), (0.9, 0.45)]
        places = [item.mapToScene(QPointF(item.width() * x, item.height() * y)).toPoint() for x, y in points]
        QTest.touchEvent(self._window, self._device).press(0, places[0], self._window).commit()
        for place in self._between(places):
            QTest.touchEvent(self._window, self._device).move(0, place, self._window).commit()
            QCoreApplication.processEvents()
        QTest.touchEvent(self._window, self._device).release(0, places[-1], self._window).commit()

    def _middle_at_rest(self, item: QQuickItem) -> QPoint:
        """Wait, as an eye does, until a page or a keyboard that slides in has come to rest."""
        last = None
        for _ in range(50):
            place = self._middle(item)
            if place == last:
                break
            last = place
            self._pause(max(0.03, _PICTURE / self._pace))
        return place

    @staticmethod
    def _middle(item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def _touch(self, place: QPoint) -> None:
        QTest.touchEvent(self._window, self._device).press(0, place, self._window).commit()
        self._pause(0.02)
        QTest.touchEvent(self._window, self._device).release(0, place, self._window).commit()
        self._pause(0.01)

    @staticmethod
    def _between(places: list[QPoint]) -> Iterator[QPoint]:
        for start, end in itertools.pairwise(places):
            for part in range(1, 5):
                yield start + (end - start) * part / 4

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds * self._pace
        while True:
            QCoreApplication.processEvents()
            if time.monotonic() >= end:
                return
            time.sleep(0.002)

    def _walk(self, item: QQuickItem) -> Iterator[QQuickItem]:
        if not item.isVisible() or item.opacity() == 0:
            return
        yield item
        for child in item.childItems():
            yield from self._walk(child)

    def _bring_into_view(self, item: QQuickItem) -> None:
        """Scroll every flickable around the item until the item lies inside it."""
        around = item.parentItem()
        while around is not None:
            if around.inherits("QQuickFlickable"):
                self._scroll(around, item)
            around = around.parentItem()

    @staticmethod
    def _scroll(flickable: QQuickItem, item: QQuickItem) -> None:
        content = flickable.property("contentItem")
        box = item.mapRectToItem(content, QRectF(0, 0, item.width(), item.height()))
        top, height = float(flickable.property("contentY")), flickable.height()
        if box.top() < top:
            flickable.setProperty("contentY", max(0.0, box.top() - 24))
        elif box.bottom() > top + height:
            most = max(0.0, float(flickable.property("contentHeight")) - height)
            flickable.setProperty("contentY", min(most, box.bottom() - height + 24))

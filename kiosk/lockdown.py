"""The way out of the kiosk, shut: keys, links, clipboard, other windows, and a window that somebody made small."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QClipboard, QDesktopServices, QGuiApplication, QWindow

from kiosk.guard import InputGuard

#: Milliseconds between two looks at the windows; what Qt tells by itself is acted upon at once.
LOOK = 250
#: So many looks the keys may be asked for politely.
_REFUSED = 3
_SCHEMES = ("http", "https", "file", "mailto", "tel", "sms", "ftp", "qrc", "data")


class Lockdown(QObject):
    """Keeps one window the only one, with nothing around it to reach.

    full_screen: in service, where the window also stays whole and cannot be closed. Lives as long as the window.
    """

    def __init__(self, window: QWindow, *, full_screen: bool) -> None:
        super().__init__()
        self._window = window
        self._full_screen = full_screen
        self._emptying = False
        self._without_keys = 0
        self._guard = InputGuard(full_screen=full_screen)
        window.installEventFilter(self._guard)
        for scheme in _SCHEMES:
            QDesktopServices.setUrlHandler(scheme, self, "open_nothing")  # type: ignore[arg-type]  # the binding takes a name only
        QGuiApplication.clipboard().changed.connect(self._empty)
        if full_screen:
            QGuiApplication.setQuitOnLastWindowClosed(False)
            window.visibilityChanged.connect(self._soon)
            window.activeChanged.connect(self._soon)
            self._timer = QTimer(self)
            self._timer.setInterval(LOOK)
            self._timer.timeout.connect(self.look)
            self._timer.start()
        self.empty_clipboard()

    def stop(self) -> None:
        """Let go of the window, which is about to be taken down."""
        self._window.removeEventFilter(self._guard)
        QGuiApplication.clipboard().changed.disconnect(self._empty)
        for scheme in _SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)
        if self._full_screen:
            self._timer.stop()
            self._window.visibilityChanged.disconnect(self._soon)
            self._window.activeChanged.disconnect(self._soon)

    @Slot(QUrl)
    def open_nothing(self, _: QUrl) -> None:
        """Where every link leads."""

    def empty_clipboard(self) -> None:
        """Forget what was copied or only marked."""
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            self._empty(mode)

    def look(self) -> None:
        """Close what else has a window, and bring the kiosk's back to the whole screen and the keys."""
        for other in QGuiApplication.topLevelWindows():
            if other is not self._window and other.isVisible():
                other.close()
        if not self._whole():
            self._window.showFullScreen()
        self._without_keys = 0 if self._window.isActive() else self._without_keys + 1
        if self._without_keys:
            self._come_forward()

    def _come_forward(self) -> None:
        if self._without_keys % _REFUSED == 0 and QGuiApplication.platformName() == "xcb":
            # A window manager that shows its desktop, or gives the keys only where the mouse was, obeys a new window.
            self._window.hide()
            self._window.showFullScreen()
        self._window.raise_()
        self._window.requestActivate()

    def _soon(self) -> None:
        QTimer.singleShot(0, self, self.look)

    def _whole(self) -> bool:
        if QGuiApplication.platformName().startswith("wayland"):
            # Its shell gives the one window the whole screen and does not call that full-screen.
            return self._window.visibility() not in (QWindow.Visibility.Hidden, QWindow.Visibility.Minimized)
        return self._window.visibility() == QWindow.Visibility.FullScreen

    def _empty(self, mode: QClipboard.Mode) -> None:
        clipboard = QGuiApplication.clipboard()
        if self._emptying or not _has(clipboard, mode):
            return
        self._emptying = True
        try:
            clipboard.clear(mode)
        finally:
            self._emptying = False


def _has(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    if mode == QClipboard.Mode.Selection and not clipboard.supportsSelection():
        return False
    held = clipboard.mimeData(mode)
    return held is not None and bool(held.formats())

"""What reaches the kiosk's window: an allow list of keys and touches; everything else never happened."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

_KEY, _MODIFIER, _TYPE = Qt.Key, Qt.KeyboardModifier, QEvent.Type
_HARMLESS = _MODIFIER.ShiftModifier | _MODIFIER.KeypadModifier | _MODIFIER.GroupSwitchModifier
#: Keys that write nothing and are wanted all the same.
_EDITING = {
    _KEY.Key_Tab,
    _KEY.Key_Backtab,
    _KEY.Key_Return,
    _KEY.Key_Enter,
    _KEY.Key_Backspace,
    _KEY.Key_Left,
    _KEY.Key_Right,
    _KEY.Key_Up,
    _KEY.Key_Down,
    _KEY.Key_Home,
    _KEY.Key_End,
}
#: Shift alone changes what another key writes; it does nothing by itself.
_SHIFTS = {_KEY.Key_Shift, _KEY.Key_CapsLock, _KEY.Key_NumLock, _KEY.Key_AltGr, _KEY.Key_Mode_switch}
_KEYS = {_TYPE.KeyPress, _TYPE.KeyRelease, _TYPE.ShortcutOverride}
_BUTTONS = {_TYPE.MouseButtonPress, _TYPE.MouseButtonRelease, _TYPE.MouseButtonDblClick}
_NEVER = {
    _TYPE.Shortcut,
    _TYPE.ContextMenu,
    _TYPE.DragEnter,
    _TYPE.DragMove,
    _TYPE.Drop,
    _TYPE.NativeGesture,
    _TYPE.Gesture,
    _TYPE.HelpRequest,
    _TYPE.WhatsThis,
    # A system's input method: the kiosk's own keyboard writes straight into the field and does not pass here.
    _TYPE.InputMethod,
}


class InputGuard(QObject):
    """An event filter for a window. full_screen: in service, where nothing may close the window either.

    Installed last it is asked first: leaning on a key that does nothing keeps no visit alive.
    A wedge (a barcode reader that types) gets through: it sends printable signs and Enter.
    """

    def __init__(self, *, full_screen: bool) -> None:
        super().__init__()
        self._full_screen = full_screen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _KEYS:
            refused = not key_is_wanted(cast(QKeyEvent, event))
        elif kind in _BUTTONS:
            refused = not button_is_wanted(cast(QMouseEvent, event))
        elif kind == _TYPE.Wheel:
            refused = bool(cast(QWheelEvent, event).modifiers() & ~_HARMLESS)
        else:
            refused = kind in _NEVER or (kind == _TYPE.Close and self._full_screen)
        if refused:
            # A close that is only filtered counts as accepted; a key that nobody takes goes looking for a shortcut.
            event.setAccepted(kind != _TYPE.Close)
        return refused


def key_is_wanted(event: QKeyEvent) -> bool:
    """Whether a key writes a sign, edits or moves, with nothing held down that could make it a command."""
    if event.modifiers() & ~_HARMLESS:
        return False
    key = Qt.Key(event.key()) if event.key() in _KNOWN else None
    if key == _KEY.Key_Delete:
        # With Shift it cuts into the clipboard.
        return not event.modifiers() & _MODIFIER.ShiftModifier
    return key in _EDITING or key in _SHIFTS or (bool(event.text()) and event.text().isprintable())


_KNOWN = {key.value for key in (*_EDITING, *_SHIFTS, _KEY.Key_Delete)}


def button_is_wanted(event: QMouseEvent) -> bool:
    """Whether it is the left button; its release always counts, or the thing under it would stay pressed."""
    if event.button() != Qt.MouseButton.LeftButton:
        return False
    return event.type() == _TYPE.MouseButtonRelease or not event.modifiers() & ~_HARMLESS

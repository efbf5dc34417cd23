"""Somebody was asked to come: a band over every screen says so to the person, and to staff from afar."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from shubbak.flow.events import HelpAsked, HelpEnded

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HelpModel(ScreenModel):
    """Asked for by the person at the screen, ended by them or by who came."""

    changed = Signal()

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        return self.context.visit.help

    @Slot()
    def ask(self) -> None:
        self.visit_model.dispatch(HelpAsked())

    @Slot()
    def end(self) -> None:
        self.visit_model.dispatch(HelpEnded())

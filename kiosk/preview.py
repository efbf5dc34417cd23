"""The kiosk's own form on a service file that is being written: drawn anew whenever the file is saved."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

# Before Qt is imported, as in main.py.
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from kiosk.arguments import parse_arguments
from kiosk.opening import PHONES
from kiosk.preview_visit import answer, show_page, show_service
from kiosk.preview_world import AtOnce, PreviewWorld
from kiosk.shape import shape_window
from kiosk.ui.engine import QML
from kiosk.ui.visit_model import VisitModel
from kiosk.window import KioskWindow, Place, open_window
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.text import Language
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Stage, Step
from shubbak.forms.catalogue import Catalogue
from shubbak.forms.documents import asked_documents
from shubbak.forms.service import Service
from shubbak.forms.source import Complaint
from shubbak.qtkit.receipt_blocks import code_picture
from shubbak.resources import load_wording

#: Milliseconds between two looks at the files.
LOOK_EVERY = 300


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """The file behind a preview. read: the service, or what is wrong with it. stamp: another value after any save."""

    country: str
    read: Callable[[], Service | tuple[Complaint, ...]]
    stamp: Callable[[], object]


class Preview(QObject):
    """Holds the window and keeps it in step with the file."""

    def __init__(self, file: WatchedFile, language: Language) -> None:
        super().__init__()
        self._file = file
        self._language = language
        clock = SystemClock()
        self._world = PreviewWorld(clock)
        machine = VisitMachine(Catalogue(0, {}), clock, language)
        self.visit = VisitModel(machine, load_wording(), self._world.perform, AtOnce(), AtOnce())
        self.kiosk: KioskWindow = open_window(self.visit, _place(file.country), code_picture)
        self._sheet: QQuickItem | None = None
        self._stamp: object = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Show the file, and look at it again and again from now on."""
        self.look()
        self._timer.start()

    def look(self) -> None:
        """Draw the form anew, or what is wrong with the file, if it was saved since the last look."""
        # Who reads and writes a file leaves the form alone for long, and must not be wiped off the screen.
        self.kiosk.models["idleWatch"].eventFilter(self.kiosk.window, QEvent(QEvent.Type.KeyPress))
        stamp = self._file.stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            self.show(self._file.read())

    def show(self, found: Service | tuple[Complaint, ...]) -> None:
        """Show a form, or complaints over the form that was there."""
        if isinstance(found, Service):
            self._uncover()
            language = self.visit.machine.visit.language if self.visit.machine.visit.service else self._language
            show_service(self.visit, found, self._world, language)
        else:
            self._cover(found)

    @property
    def complaining(self) -> bool:
        """Whether complaints stand over the form."""
        return self._sheet is not None and self._sheet.isVisible()

    def close(self) -> None:
        self._timer.stop()
        self.kiosk.close()
        # With it goes the watch over silence, which would speak to words that are gone.
        self.visit.deleteLater()

    def _cover(self, complaints: tuple[Complaint, ...]) -> None:
        if self._sheet is None:
            component = QQmlComponent(self.kiosk.engine, QUrl.fromLocalFile(str(QML / "FileComplaints.qml")))
            self._sheet = cast(QQuickItem, component.create())
            self._sheet.setParent(self.kiosk.window)
            self._sheet.setParentItem(self.kiosk.window.contentItem())
        rows = [{"place": f"{one.path}:{one.line}", "sentence": one.sentence} for one in complaints]
        self._sheet.setProperty("complaints", rows)
        self._sheet.setVisible(True)

    def _uncover(self) -> None:
        if self._sheet is not None:
            self._sheet.setVisible(False)


def run_preview(file: WatchedFile, language: Language) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    application = _application()
    preview = Preview(file, language)
    shape_window(preview.kiosk.window, parse_arguments([]))
    preview.start()
    code = application.exec()
    preview.close()
    return code


def draw_pages(file: WatchedFile, folder: Path) -> tuple[list[Path], tuple[Complaint, ...]]:
    """Write a PNG of every page in both languages, filled in with the file's first example; or return complaints."""
    found = file.read()
    if not isinstance(found, Service):
        return [], found
    _application()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in Language:
        preview = Preview(file, language)
        cast(QObject, preview.kiosk.engine.singletonInstance("Shubbak", "Look")).setProperty("reducedMotion", True)
        shape_window(preview.kiosk.window, parse_arguments(["--screens", str(folder)]))
        preview.show(found)
        answer(preview.visit, found.examples[0].answers if found.examples else {})
        for number, stage in enumerate(_stages(preview, found), 1):
            show_page(preview.visit, stage)
            _settle()
            path = folder / f"{number:02d}-{stage.page or stage.step.value}-{language.value}.png"
            preview.kiosk.window.grabWindow().save(str(path))
            written.append(path)
        preview.close()
    return written, ()


def _stages(preview: Preview, service: Service) -> list[Stage]:
    documents = bool(asked_documents(service, preview.visit.machine.visit.answers))
    pages = [Stage(Step.QUESTIONS, page.id) for page in service.pages]
    return [Stage(Step.NEEDS), *pages, *([Stage(Step.DOCUMENTS)] * documents), Stage(Step.REVIEW)]


def _application() -> QGuiApplication:
    running = QGuiApplication.instance()
    return running if isinstance(running, QGuiApplication) else QGuiApplication(["shubbak-preview"])


def _settle(milliseconds: int = 120) -> None:
    """Let bindings, layouts and pictures come."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _place(country: str) -> Place:
    wording, low = load_wording(), country.lower()
    municipality, office = wording.text(f"portal.municipality.{low}"), wording.text("preview.office")
    return Place(municipality, office, low, PHONES.get(low, ""), (PaymentMethod.CARD,))

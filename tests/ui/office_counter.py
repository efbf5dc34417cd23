"""A counter for the office's tests: devices, store and portal are small fakes, work is done at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.registers import FakeRegisters
from fakes.store import FakeStore
from PySide6.QtCore import QBuffer, QEvent, QIODevice, Qt
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from stage import delete_now

from office_client.ui.desk import Desk
from office_client.ui.look import dress
from office_client.ui.window import OfficeWindow
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.page import Page, PageFault, Place
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.domain.problem import Problem
from shubbak.flow.visit import Visit
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.ports.printer import Piece, PrinterError, PrintHead, Raster
from shubbak.ports.reader import Reading
from shubbak.ports.scanner import ScannedImage, ScannerError, ScanWish
from shubbak.ports.terminal import ChargeOutcome
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.resources import load_wording, root
from shubbak.services.outbox import SendResult, send_one
from shubbak.services.printer_test_page import PrinterTests
from shubbak.services.receipt_extract import ReceiptExtracts
from shubbak.services.receipt_papers import ReceiptPapers
from shubbak.services.receipt_sheet import IssuingOffice
from shubbak.services.scan_effects import Devices
from shubbak.services.visit_effects import VisitEffects

ANNA = IdentityDocument(
    kind="TD1",
    code="I",
    issuer="KWT",
    number="D23145890",
    surname="ERIKSSON",
    given_names="ANNA MARIA",
    nationality="SWE",
    birth_date=date(1990, 1, 5),
    sex="F",
    expiry=date(2030, 4, 9),
    national_number="290010500011",
)


#: Her zone, as far as her names are read from it.
ANNAS = ("<" * 30, "<" * 30, "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


def a_page() -> bytes:
    """Return a picture of a written page."""
    image = QImage(300, 420, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    for line in range(12):
        painter.fillRect(30, 40 + 28 * line, 150 + 7 * (line * 5 % 13), 6, 0xFF46585D)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def a_face(wide: int = 120, high: int = 150) -> bytes:
    """Return a JPEG of somebody who does not exist."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(0xFFD8D8D8)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, box in ((0xFF3F6F5F, (10, 110, 100, 90)), (0xFFD2A384, (35, 25, 50, 75))):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(*box)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return bytes(buffer.data().data())


@dataclass
class FakeDevices:
    """Everything around a counter in one object; `scanner_fault` and `printer_fault` are codes, "" for none.

    doubted: columns of ANNA's names that the reader doubts. outcomes: what the next charges and queries come to, oldest
    first; then they are captured.
    """

    scanner_fault: str = ""
    printer_fault: str = ""
    document: IdentityDocument | None = ANNA
    doubted: tuple[int, ...] = ()
    outcomes: list[PaymentState] = field(default_factory=list)
    papers: list[Raster] = field(default_factory=list)
    charges: list[Payment] = field(default_factory=list)
    reversed: list[Payment] = field(default_factory=list)
    dots: int = 576
    faults: tuple[PageFault, ...] = ()
    face: Place | None = None

    def scan(self, wish: ScanWish | None = None) -> ScannedImage:
        if self.scanner_fault:
            raise ScannerError(self.scanner_fault)
        return ScannedImage(a_page(), "image/png")

    def scan_all(self, wish: ScanWish | None = None) -> Iterator[ScannedImage]:
        yield self.scan()

    def cancel(self) -> None: ...

    def read(self, untrusted_image: bytes) -> Reading:
        if self.doubted:
            doubts = tuple(Doubt(2, column, "unsure") for column in self.doubted)
            return Reading(ANNAS, None, (Problem("mrz-line-unclear"),), 1.0, (), doubts, likely=ANNA)
        problems = () if self.document else (Problem("mrz-not-found"),)
        return Reading((), self.document, problems, 1.0)

    def take(self, untrusted_body: bytes, kind: str) -> tuple[Page, ...]:
        return (Page(untrusted_body, 600, 800, faults=self.faults, portrait=self.face),)

    def portrait(self, untrusted_image: bytes) -> bytes:
        return a_face() if self.face else b""

    def pack(self, page: Page) -> bytes:
        return page.body

    def bind(self, pages: Sequence[Page]) -> bytes:
        return b"%PDF" + b"".join(page.packed for page in pages)

    def charge(self, payment: Payment) -> ChargeOutcome:
        self.charges.append(payment)
        return self.query(payment)

    def query(self, payment: Payment) -> ChargeOutcome:
        state = self.outcomes.pop(0) if self.outcomes else PaymentState.CAPTURED
        return ChargeOutcome(state, "R-1", "4242")

    def reverse(self, payment: Payment) -> ChargeOutcome:
        self.reversed.append(payment)
        return ChargeOutcome(PaymentState.REVERSED)

    def check(self) -> None:
        if self.printer_fault:
            raise PrinterError(self.printer_fault)

    @property
    def head(self) -> PrintHead:
        return PrintHead(self.dots)

    @property
    def text_columns(self) -> int:
        return 0

    def print(self, print_: Raster | Sequence[Piece]) -> None:
        self.check()
        pieces = [print_] if isinstance(print_, Raster) else print_
        self.papers += [piece for piece in pieces if isinstance(piece, Raster)]


class AtOnce:
    """A worker that works in the caller's thread; `held` keeps tasks back until `release`."""

    def __init__(self) -> None:
        self.held = False
        self._kept: list[tuple[Callable[[], object], Callable[[object], None]]] = []

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
        if self.held:
            self._kept.append((task, done))
        else:
            done(task())

    def release(self) -> None:
        self.held = False
        kept, self._kept = self._kept, []
        for task, done in kept:
            self.run(task, done)


class Counter:
    """One counter of a Kuwaiti office with operators "demo" (1234) and "سارة" (2468); all services or these samples."""

    def __init__(self, folder: Path, *services: str) -> None:
        self.clock = FakeClock()
        self.portal = FakePortal()
        self.identity = enrolled_identity(self.portal)
        self.store = FakeStore(self.clock.now)
        self.devices = FakeDevices()
        self.operators = OperatorFile(folder / "operators.json", self.clock, development=True)
        (folder / "operators.json").write_bytes(_two_operators())
        self.catalogue = _catalogue(*services)
        self.worker, self.aside = AtOnce(), AtOnce()
        self.pokes = 0
        wording = load_wording()
        renderer = QtReceiptRenderer()
        devices = self.devices
        self.effects = VisitEffects(
            Devices(devices, devices, devices, devices, devices, devices, devices, renderer, portraits=devices),
            self.store,
            self.clock,
            self.identity,
            wording,
            self.poke,
            FakeRegisters(),
        )
        office = IssuingOffice(self.identity.municipality, self.identity.office, self.identity.country)
        self.desk = Desk(
            station=self.identity.station,
            office=office,
            sentences=wording,
            catalogue=lambda: self.catalogue,
            clock=self.clock,
            store=self.store,
            operators=self.operators,
            methods=(PaymentMethod.CARD, PaymentMethod.CASH),
            perform=self.effects.perform,
            papers=ReceiptPapers(self.store, self.effects.devices.printers, renderer, wording),
            poke=self.poke,
            demonstration=True,
            extracts=ReceiptExtracts(self.store, self.effects.devices.printers, renderer, wording, office),
            printer_tests=PrinterTests(
                self.store, self.effects.devices.printers, renderer, wording, self.clock, self.identity.station, office
            ),
        )

    def poke(self) -> None:
        self.pokes += 1

    def send(self) -> SendResult:
        """Let the outbox send its oldest due packet."""
        return send_one(self.store, self.portal, self.identity, self.clock)


@cache
def _two_operators() -> bytes:
    """Write the list once a run: digests are slow on purpose."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "operators.json"
        operators = OperatorFile(path, FakeClock(), development=True)
        operators.add("demo", "1234", demonstration=True)
        operators.add("سارة", "2468")
        return path.read_bytes()


@cache
def _catalogue(*services: str) -> Catalogue:
    samples = [Path(__file__).parents[1] / "samples" / "services" / f"{name}.yaml" for name in services]
    paths = samples or list((root() / "services").rglob("*.yaml"))
    return load_catalogue({str(path): path.read_text("utf-8") for path in paths}, 9)


_worn: list[QFont] = []


def dressed(application: QApplication) -> None:
    """Dress it as the program does, before its first window and after a kiosk's: each time more would dress every
    widget there is anew.
    """
    if not _worn or application.font() != _worn[0]:
        dress(application)
        _worn[:] = [application.font()]


class Keyboard:
    """An operator's hands on a window's keyboard: every key goes where the focus is."""

    def __init__(self, qtbot: Any, counter: Counter, application: QApplication) -> None:
        delete_now()  # what stood in the tests before
        dressed(application)
        self.window = OfficeWindow(counter.desk, counter.worker, counter.aside)
        self.qtbot = qtbot
        qtbot.addWidget(self.window)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.window.sign_in.begin()

    @property
    def visit(self) -> Visit:
        return self.window.presenter.visit

    def focus(self) -> QWidget:
        self.settle()
        return QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        mask = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            mask |= one
        QTest.keyClick(self.focus(), key, mask)
        self.settle()

    def go_on(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        """Type text of any script: QTest's own typing aborts on anything but ASCII."""
        for sign in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
        self.settle()

    def sign_in(self, name: str = "demo", pin: str = "1234") -> None:
        self.type(name)
        self.press(Qt.Key.Key_Return)
        self.type(pin)
        self.press(Qt.Key.Key_Return)

    def begin(self, operator: str = "demo") -> None:
        """Be signed in already."""
        self.window.sign_in.signed_in.emit(operator)
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()

"""A counter for the office's tests: devices, store and portal are small fakes, work is done at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.store import FakeStore
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter

from office_client.receipt_paper import ReceiptPaper
from office_client.ui.desk import Desk
from shubbak.adapters.system.operator_file import OperatorFile
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.domain.problem import Problem
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.ports.printer import PrinterError, Raster
from shubbak.ports.reader import Reading
from shubbak.ports.scanner import ScannedImage, ScannerError
from shubbak.ports.terminal import ChargeOutcome
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.resources import load_wording, root
from shubbak.services.outbox import SendResult, send_one
from shubbak.services.receipt_sheet import IssuingOffice
from shubbak.services.visit_effects import Devices, VisitEffects

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


@dataclass
class FakeDevices:
    """Everything around a counter in one object; `scanner_fault` and `printer_fault` are codes, "" for none.

    outcomes: what the next charges and queries come to, oldest first; then they are captured.
    """

    scanner_fault: str = ""
    printer_fault: str = ""
    document: IdentityDocument | None = ANNA
    outcomes: list[PaymentState] = field(default_factory=list)
    papers: list[Raster] = field(default_factory=list)
    charges: list[Payment] = field(default_factory=list)
    reversed: list[Payment] = field(default_factory=list)
    dots: int = 576

    def scan(self) -> ScannedImage:
        if self.scanner_fault:
            raise ScannerError(self.scanner_fault)
        return ScannedImage(a_page(), "image/png")

    def read(self, untrusted_image: bytes) -> Reading:
        problems = () if self.document else (Problem("mrz-not-found"),)
        return Reading((), self.document, problems, 1.0)

    def clean(self, untrusted_image: bytes) -> bytes:
        return untrusted_image

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

    def print(self, raster: Raster) -> None:
        self.check()
        self.papers.append(raster)


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
    """One counter of a Kuwaiti office with operators "demo" (1234) and "سارة" (2468)."""

    def __init__(self, folder: Path, *services: str) -> None:
        self.clock = FakeClock()
        self.portal = FakePortal()
        self.identity = enrolled_identity(self.portal)
        self.store = FakeStore(self.clock.now)
        self.devices = FakeDevices()
        self.operators = OperatorFile(folder / "operators.json", self.clock, development=True)
        self.operators.add("demo", "1234", demonstration=True)
        self.operators.add("سارة", "2468")
        self.catalogue = _catalogue(*services)
        self.worker, self.aside = AtOnce(), AtOnce()
        self.pokes = 0
        wording = load_wording()
        renderer = QtReceiptRenderer()
        devices = self.devices
        self.effects = VisitEffects(
            Devices(devices, devices, devices, devices, devices, devices, renderer),
            self.store,
            self.clock,
            self.identity,
            wording,
            self.poke,
        )
        office = IssuingOffice(self.identity.municipality, self.identity.office, self.identity.country)
        paper = ReceiptPaper(office, wording, devices, renderer)
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
            draw=paper.draw,
            print_copy=paper.print_copy,
            poke=self.poke,
            demonstration=True,
        )

    def poke(self) -> None:
        self.pokes += 1

    def send(self) -> SendResult:
        """Let the outbox send its oldest due packet."""
        return send_one(self.store, self.portal, self.identity, self.clock)


def _catalogue(*services: str) -> Catalogue:
    shipped = {str(path): path.read_text("utf-8") for path in (root() / "services").rglob("*.yaml")}
    sample = Path(__file__).parents[1] / "samples" / "services" / "stall.yaml"
    files = {str(sample): sample.read_text("utf-8")} if "stall" in services else shipped
    return load_catalogue(files, 9)

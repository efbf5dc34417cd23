"""A station's devices by their addresses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl

from shubbak.adapters.devices.simulated_scanner import SimulatedScanner
from shubbak.adapters.devices.simulated_terminal import SimulatedTerminal
from shubbak.adapters.system.station_home import StationHome
from shubbak.domain.calendar import local_date
from shubbak.domain.page import Page
from shubbak.domain.problem import Problem
from shubbak.ports.clock import Clock
from shubbak.ports.pages import PageBinder, PageTaker
from shubbak.ports.printer import ReceiptPrinter
from shubbak.ports.reader import DocumentReader, Reading
from shubbak.ports.scanner import Scanner
from shubbak.ports.terminal import PaymentTerminal
from shubbak.qtkit.home_renderer import HomeRenderer
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.resources import root
from shubbak.services.visit_effects import Devices
from shubbak.station.settings import StationSettings


class UnknownDevice(ValueError):
    """An address that names no device of this release."""


class LateReader:
    """The document reader, made when the first card is shown: nobody at the start should wait for its network."""

    def __init__(self, clock: Clock, country: str) -> None:
        self._clock = clock
        self._country = country
        self._reader: DocumentReader | None = None

    def read(self, untrusted_image: bytes) -> Reading:
        if self._reader is None:
            from shubbak.adapters.scan.mrz_reader import MrzReader

            self._reader = MrzReader(lambda: local_date(self._clock.now(), self._country))
        return self._reader.read(untrusted_image)


class LatePages:
    """What takes and binds pages, made with the first document, for the same reason."""

    def __init__(self) -> None:
        self._taker: PageTaker | None = None
        self._binder: PageBinder | None = None

    def take(self, untrusted_body: bytes, kind: str) -> tuple[Page, ...] | Problem:
        if self._taker is None:
            from shubbak.adapters.scan.plain_pages import PlainPageTaker

            self._taker = PlainPageTaker()
        return self._taker.take(untrusted_body, kind)

    def pack(self, page: Page) -> bytes:
        return self._bound().pack(page)

    def bind(self, pages: Sequence[Page]) -> bytes:
        return self._bound().bind(pages)

    def _bound(self) -> PageBinder:
        if self._binder is None:
            from shubbak.adapters.scan.plain_pages import PlainPageBinder

            self._binder = PlainPageBinder()
        return self._binder


def devices(settings: StationSettings, home: StationHome, clock: Clock, country: str) -> Devices:
    """Make the devices of these settings; raises UnknownDevice, and RuntimeError for a simulator in service."""
    demo, pages = root() / "demo", LatePages()
    return Devices(
        card_scanner=_scanner(settings.card_scanner, demo / "identity_card.jpg", settings),
        document_scanner=_scanner(settings.document_scanner, demo / "commercial_licence.jpg", settings),
        reader=LateReader(clock, country),
        pages=pages,
        binder=pages,
        terminal=_terminal(settings, home),
        printer=_printer(settings, home),
        renderer=HomeRenderer(QtReceiptRenderer()),
    )


def _scanner(address: str, demo: Path, settings: StationSettings) -> Scanner:
    kind, _, rest = address.partition(":")
    match kind:
        case "simulated":
            return SimulatedScanner(demo, development=settings.development, seconds=settings.thinking_seconds)
        case "folder":
            from shubbak.adapters.devices.folder_scanner import FolderScanner

            return FolderScanner(Path(rest))
        case "sane":
            from shubbak.adapters.devices.sane_scanner import SaneScanner

            device, _, options = rest.partition("?")
            return SaneScanner(device, dict(parse_qsl(options)))
    raise UnknownDevice(address)


def _printer(settings: StationSettings, home: StationHome) -> ReceiptPrinter:
    kind, _, rest = settings.printer.partition(":")
    if kind == "simulated":
        from shubbak.adapters.devices.simulated_printer import SimulatedPrinter

        folder = Path(rest) if rest else home.folder / "printed"
        return SimulatedPrinter(folder, settings.printer_dots, development=settings.development)
    # Its library reads tables and makes folders as it is imported: only for stations that have such a printer.
    from shubbak.adapters.devices.escpos_link import printer_link
    from shubbak.adapters.devices.escpos_printer import EscposPrinter

    return EscposPrinter(printer_link(settings.printer), settings.printer_dots)


def _terminal(settings: StationSettings, home: StationHome) -> PaymentTerminal:
    if settings.terminal == "simulated:":
        return SimulatedTerminal(
            home.terminal_journal, development=settings.development, thinking_seconds=settings.thinking_seconds
        )
    raise UnknownDevice(settings.terminal)

"""A station's devices by their addresses."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

from shubbak.adapters.devices.simulated_scanner import SimulatedScanner
from shubbak.adapters.devices.simulated_terminal import SimulatedTerminal
from shubbak.adapters.scan.image_process import ImageProcess
from shubbak.adapters.system.station_home import StationHome
from shubbak.domain.calendar import local_date
from shubbak.ports.clock import Clock
from shubbak.ports.printer import ReceiptPrinter
from shubbak.ports.scanner import Scanner
from shubbak.ports.terminal import PaymentTerminal
from shubbak.qtkit.home_renderer import HomeRenderer
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.resources import root
from shubbak.services.scan_effects import Devices
from shubbak.station.settings import StationSettings


class UnknownDevice(ValueError):
    """An address that names no device of this release."""


def devices(settings: StationSettings, home: StationHome, clock: Clock, country: str) -> Devices:
    """Make the devices of these settings; raises UnknownDevice, and RuntimeError for a simulator in service."""
    demo = root() / "demo"
    images = ImageProcess(lambda: local_date(clock.now(), country))
    return Devices(
        card_scanner=_scanner(settings.card_scanner, demo / "identity_card.jpg", settings),
        document_scanner=_scanner(settings.document_scanner, demo / "commercial_licence.jpg", settings),
        reader=images,
        pages=images,
        binder=images,
        images=images,
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

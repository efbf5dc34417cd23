"""A station's devices by their addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from shubbak.adapters.devices.simulated_terminal import SimulatedTerminal
from shubbak.adapters.scan.image_process import ImageProcess
from shubbak.adapters.system.station_home import StationHome
from shubbak.domain.calendar import local_date
from shubbak.ports.chip import ChipReader
from shubbak.ports.clock import Clock
from shubbak.ports.paper import StandingPrinter
from shubbak.ports.printer import ReceiptPrinter
from shubbak.ports.terminal import PaymentTerminal
from shubbak.qtkit.home_renderer import HomeRenderer
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.resources import root
from shubbak.services.device_desk import UnknownAddressError
from shubbak.services.scan_effects import Devices
from shubbak.station.chip import chip_reader
from shubbak.station.scanners import open_scanner
from shubbak.station.settings import StationSettings

#: For printers whose address names no profile.
_PROFILES = {384: "generic-58", 512: "epson-tm-t88", 576: "generic-80"}
#: How long a visit waits for a document on the chip reader: its holder has it in the hand.
_CHIP_WAIT_S = 15.0


def devices(settings: StationSettings, home: StationHome, clock: Clock, country: str) -> Devices:
    """Make the devices of these settings; raises UnknownAddressError, and RuntimeError for a simulator in service."""
    demo = root() / "demo"
    images = ImageProcess(lambda: local_date(clock.now(), country))
    return Devices(
        card_scanner=open_scanner(settings.card_scanner, settings, home, demo / "identity_card.jpg"),
        document_scanner=open_scanner(settings.document_scanner, settings, home, demo / "commercial_licence.jpg"),
        reader=images,
        pages=images,
        binder=images,
        images=images,
        portraits=images,
        sorter=images,
        codes=images,
        chip=_chip(settings, home, lambda: local_date(clock.now(), country)),
        terminal=_terminal(settings, home),
        printer=_printer(settings, home),
        renderer=HomeRenderer(QtReceiptRenderer()),
        printer_name=settings.printer,
        other_printers=tuple(
            StandingPrinter(address, _printer(replace(settings, printer=address), home))
            for address in settings.other_printers
        ),
    )


def _printer(settings: StationSettings, home: StationHome) -> ReceiptPrinter:
    kind, _, rest = settings.printer.partition(":")
    if kind == "simulated":
        from shubbak.adapters.devices.simulated_printer import SimulatedPrinter

        folder = Path(rest) if rest else home.folder / "printed"
        return SimulatedPrinter(folder, settings.printer_dots, development=settings.development)
    # Its library reads tables and makes folders as it is imported: only for stations that have such a printer.
    from shubbak.adapters.devices.escpos_link import printer_link
    from shubbak.adapters.devices.escpos_printer import EscposPrinter
    from shubbak.adapters.devices.printer_profile import printer_profile

    query = parse_qs(urlsplit(settings.printer).query)
    name = query.get("profile", [_PROFILES[settings.printer_dots]])[0]
    in_type = query.get("type") == ["own"]
    return EscposPrinter(printer_link(settings.printer), printer_profile(name), in_type=in_type)


def _chip(settings: StationSettings, home: StationHome, today: Callable[[], date]) -> ChipReader | None:
    """Make the chip reader; nothing is asked of it yet. A folder that holds anything but authorities is refused here: a
    station must not find out before a visitor whom it trusts.
    """
    if not settings.chip_reader:
        return None
    trust = settings.chip_trust or (home.chip_trust if home.chip_trust.is_dir() else None)
    try:
        return chip_reader(settings.chip_reader, trust, today, _CHIP_WAIT_S)
    except (ValueError, OSError) as error:
        raise UnknownAddressError(settings.chip_reader) from error


def _terminal(settings: StationSettings, home: StationHome) -> PaymentTerminal:
    if settings.terminal == "simulated:":
        return SimulatedTerminal(
            home.terminal_journal, development=settings.development, thinking_seconds=settings.thinking_seconds
        )
    raise UnknownAddressError(settings.terminal)

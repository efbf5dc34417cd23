"""What the command line decides about a station."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StationSettings:
    """Where the station's folder lies and what stands around it.

    Addresses of devices: `simulated:` (only with `development`), `folder:PATH`, `sane:DEVICE?dpi=300`,
    `escl:http://HOST/eSCL?source=feeder` and `wia:ID` for scanners (see `station.scanners`), a printer's own
    (`tcp://…`, `usb:…`, `serial:…`, `file:…`), and `serial:PATH?baud=9600` for a code reader, "" for none.
    other_printers: where staff may send a receipt that the usual one does not print.
    page_printer: `ipp://…` or `ipps://…`, `cups:QUEUE`, `simulated:` or `simulated:FOLDER`, "" for none. cadastre: the
    municipality's land, None for the file in the station's folder.
    chip_reader: `pcsc:` or `pcsc:TEXT`, "" for none; chip_trust: the states' authorities, None for `trust` in the
    station's folder.
    portal_url: "" for the portal it enrolled with. portal_ca: the file of the certificate authority (PEM) of a portal
    that has its own, "" for the well-known ones.
    """

    home: Path
    development: bool = False
    portal_url: str = ""
    portal_ca: str = ""
    card_scanner: str = "simulated:"
    document_scanner: str = "simulated:"
    printer: str = "simulated:"
    printer_dots: int = 576
    other_printers: tuple[str, ...] = ()
    terminal: str = "simulated:"
    page_printer: str = ""
    cadastre: Path | None = None
    chip_reader: str = ""
    chip_trust: Path | None = None
    code_reader: str = ""
    thinking_seconds: float = 0.8

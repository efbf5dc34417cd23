"""What the command line decides about a station."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StationSettings:
    """Where the station's folder lies and what stands around it.

    Addresses of devices: `simulated:` (only with `development`), `folder:PATH` and
    `sane:DEVICE?mode=Color&resolution=300` for scanners, and a
    printer's own (`tcp://…`, `usb:…`, `serial:…`, `file:…`). portal_url: "" for the portal it enrolled with.
    portal_ca: the file of the certificate authority (PEM) of a portal that has its own, "" for the well-known ones.
    """

    home: Path
    development: bool = False
    portal_url: str = ""
    portal_ca: str = ""
    card_scanner: str = "simulated:"
    document_scanner: str = "simulated:"
    printer: str = "simulated:"
    printer_dots: int = 576
    terminal: str = "simulated:"
    thinking_seconds: float = 0.8

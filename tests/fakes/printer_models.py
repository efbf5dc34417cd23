"""Models of printers for tests: as wide as a test wants, and quick."""

from __future__ import annotations

import msgspec

from shubbak.adapters.devices.printer_profile import PrinterProfile, printer_profile


def model(dots: int, like: str = "generic-80", *, rows_a_second: int = 4_000) -> PrinterProfile:
    """Return a profile of `resources/printers` with another width, and a head so quick that no test waits for it."""
    return msgspec.structs.replace(printer_profile(like), dots=dots, rows_a_second=rows_a_second)

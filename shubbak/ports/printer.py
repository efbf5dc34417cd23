"""A receipt printer: rasters in, paper out, and a status that does not lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class PrinterError(Exception):
    """The paper did not come out for sure. `code`: printer-gone, printer-silent, printer-paper-out, printer-cover-
    open or printer-fault.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Raster:
    """A one-bit picture: rows of ceil(width/8) bytes, most significant bit left, 1 is black."""

    width: int
    height: int
    rows: bytes

    def __post_init__(self) -> None:
        if len(self.rows) != (self.width + 7) // 8 * self.height:
            raise ValueError("raster rows do not match its size")


class ReceiptPrinter(Protocol):
    """Prints one receipt; blocking, called off the screen's thread."""

    @property
    def dots(self) -> int:
        """Printable width in dots, as the device's profile says (384, 512 or 576)."""

    def check(self) -> None:
        """Ask the device whether it can print now; raises PrinterError when it cannot or does not answer."""

    def print(self, raster: Raster) -> None:
        """Print and cut; returns only after the printer answered behind the last strip, else raises PrinterError."""

"""A receipt printer: rasters in, paper out, and a status that does not lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias


class PrinterError(Exception):
    """The paper did not come out for sure. `code`: printer-gone, printer-silent, printer-paper-out,
    printer-cover-open, printer-cutter, printer-offline or printer-fault; printer-unproven where everything was sent
    over a way on which no printer can answer.
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


@dataclass(frozen=True, slots=True)
class PrintHead:
    """The row of dots that prints: how many, and how close (180 and 203 dots to an inch are made)."""

    dots: int = 576
    dots_per_inch: int = 203


@dataclass(frozen=True, slots=True)
class TextRow:
    """A line in the printer's own type, for slow lines: printable ASCII alone, as no code page joins Arabic letters.

    columns: how wide a sign is, 1 or 2.
    """

    text: str
    strong: bool = False
    columns: int = 1
    centred: bool = False


@dataclass(frozen=True, slots=True)
class NativeCode:
    """A QR code that the printer draws itself; module: dots a module, 1 to 16."""

    text: str
    module: int


#: What a print is made of, top to bottom.
Piece: TypeAlias = Raster | TextRow | NativeCode


@dataclass(frozen=True, slots=True)
class PrinterCondition:
    """What a printer that can print says besides. paper_low: the roll is near its end."""

    paper_low: bool = False


class ReceiptPrinter(Protocol):
    """Prints one receipt; blocking, called off the screen's thread."""

    @property
    def dots(self) -> int:
        """Printable width in dots, as the device's profile says (384, 512 or 576)."""

    @property
    def head(self) -> PrintHead:
        """Its width with its density."""

    @property
    def text_columns(self) -> int:
        """How many signs of its own type stand in a row, where text is to be sent as text; 0: rasters alone."""

    def check(self) -> PrinterCondition:
        """Ask the device whether it can print now; raises PrinterError when it cannot or does not answer."""

    def print(self, print_: Raster | Sequence[Piece]) -> None:
        """Print and cut; returns only after the printer answered behind the last strip, else raises PrinterError."""

    def open_drawer(self) -> None:
        """Open the cash drawer that hangs on the printer, where its profile knows one; raises PrinterError."""

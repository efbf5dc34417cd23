"""A receipt printer without a device, for development: it keeps its paper in a folder, and it can fail as one does."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PIL import Image

from shubbak.adapters.devices.escpos_bytes import CUT, RESET, strips
from shubbak.adapters.devices.escpos_stream import unpack
from shubbak.ports.printer import Piece, PrinterCondition, PrinterError, PrintHead, Raster

_DOTS_PER_INCH = {512: 180}


class PrinterFault(StrEnum):
    """What is wrong with the simulated printer; each value is the code that it then answers with."""

    NONE = ""
    UNPLUGGED = "printer-gone"
    SILENT = "printer-silent"
    PAPER_OUT = "printer-paper-out"
    COVER_OPEN = "printer-cover-open"
    CUTTER = "printer-cutter"
    OFFLINE = "printer-offline"
    JAMMED = "printer-fault"


class SimulatedPrinter:
    """A `ReceiptPrinter` that writes `receipt-<n>.escpos`, exactly what a real one would be sent, and `.png`.

    `fault` and `dies_after_strips` may be set at any time; where it dies, the torn paper is kept as
    `receipt-<n>-torn.*`. Never opens in a station in service: a receipt would be promised that nobody can hold.
    """

    def __init__(self, folder: Path, dots: int, *, development: bool) -> None:
        if not development:
            raise RuntimeError("a simulated printer in a station in service")
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._head = PrintHead(dots, _DOTS_PER_INCH.get(dots, 203))
        self.paper_low = False
        self.drawer_opened = 0
        self.fault = PrinterFault.NONE
        self.dies_after_strips: int | None = None

    @property
    def dots(self) -> int:
        return self._head.dots

    @property
    def head(self) -> PrintHead:
        return self._head

    @property
    def text_columns(self) -> int:
        return 0

    def check(self) -> PrinterCondition:
        if self.fault is not PrinterFault.NONE:
            raise PrinterError(self.fault.value)
        return PrinterCondition(self.paper_low)

    def print(self, print_: Raster | Sequence[Piece]) -> None:
        rasters = (print_,) if isinstance(print_, Raster) else tuple(print_)
        if any(not isinstance(piece, Raster) or piece.width > self.dots for piece in rasters):
            raise ValueError(f"more than pictures of {self.dots} dots on a printer that prints nothing else")
        self.check()
        pieces = [RESET, *(strip for piece in rasters if isinstance(piece, Raster) for strip in strips(piece)), CUT]
        if self.dies_after_strips is not None and self.dies_after_strips < len(pieces) - 2:
            self._keep(b"".join(pieces[: self.dies_after_strips + 1]), torn=True)
            raise PrinterError(PrinterFault.UNPLUGGED.value)
        self._keep(b"".join(pieces), torn=False)

    def open_drawer(self) -> None:
        self.check()
        self.drawer_opened += 1

    def _keep(self, stream: bytes, *, torn: bool) -> None:
        stem = self._folder / f"receipt-{self._next()}{'-torn' if torn else ''}"
        stem.with_suffix(".escpos").write_bytes(stream)
        paper = unpack(stream, self.dots)
        if paper.height:
            picture = Image.frombytes("1", (paper.width, paper.height), paper.rows, "raw", "1;I")
            picture.save(stem.with_suffix(".png"))

    def _next(self) -> int:
        printed = [path.stem.split("-")[1] for path in self._folder.glob("receipt-*.escpos")]
        return 1 + max((int(number) for number in printed if number.isdigit()), default=0)

"""A receipt printer without a device, for development: it keeps its paper in a folder, and it can fail as one does."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PIL import Image

from shubbak.adapters.devices.escpos_bytes import CUT, RESET, strips, unpack
from shubbak.ports.printer import PrinterError, Raster


class PrinterFault(StrEnum):
    """What is wrong with the simulated printer; each value is the code that it then answers with."""

    NONE = ""
    UNPLUGGED = "printer-gone"
    SILENT = "printer-silent"
    PAPER_OUT = "printer-paper-out"
    COVER_OPEN = "printer-cover-open"
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
        self._dots = dots
        self.fault = PrinterFault.NONE
        self.dies_after_strips: int | None = None

    @property
    def dots(self) -> int:
        return self._dots

    def check(self) -> None:
        if self.fault is not PrinterFault.NONE:
            raise PrinterError(self.fault.value)

    def print(self, raster: Raster) -> None:
        if raster.width > self._dots:
            raise ValueError(f"a picture of {raster.width} dots on a printer of {self._dots}")
        self.check()
        pieces = [RESET, *strips(raster), CUT]
        if self.dies_after_strips is not None and self.dies_after_strips < len(pieces) - 2:
            self._keep(b"".join(pieces[: self.dies_after_strips + 1]), torn=True)
            raise PrinterError(PrinterFault.UNPLUGGED.value)
        self._keep(b"".join(pieces), torn=False)

    def _keep(self, stream: bytes, *, torn: bool) -> None:
        stem = self._folder / f"receipt-{self._next()}{'-torn' if torn else ''}"
        stem.with_suffix(".escpos").write_bytes(stream)
        paper = unpack(stream, self._dots)
        if paper.height:
            picture = Image.frombytes("1", (paper.width, paper.height), paper.rows, "raw", "1;I")
            picture.save(stem.with_suffix(".png"))

    def _next(self) -> int:
        printed = [path.stem.split("-")[1] for path in self._folder.glob("receipt-*.escpos")]
        return 1 + max((int(number) for number in printed if number.isdigit()), default=0)

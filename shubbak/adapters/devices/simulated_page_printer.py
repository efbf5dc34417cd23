"""A printer of pages without a device, for development: it counts what came out, keeps none of it, and can fail."""

from __future__ import annotations

import hashlib
import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from shubbak.ports.page_printer import PageJob, PagePrinterError, silent


@dataclass(slots=True)
class PaperTray:
    """What the printer does until it is told otherwise.

    fault: the code it waits with, "" for none. dies: it goes away after the first sheet. stalls: it never ends a job.
    printed: SHA-256 of each job that came out whole; a licence's own words are private and stay nowhere. folder: where
    each job is laid as a PDF under its title, None for nowhere; for stations on trial, whose papers name nobody real.
    """

    fault: str = ""
    dies: bool = False
    stalls: bool = False
    printed: list[str] = field(default_factory=list)
    folder: Path | None = None


class SimulatedPagePrinter:
    """A `PagePrinter`; never opens in a station in service: a licence would be promised that nobody can hold."""

    def __init__(self, tray: PaperTray, *, development: bool, hand_seconds: float = 5.0) -> None:
        if not development:
            raise RuntimeError("a simulated printer in a station in service")
        self._tray = tray
        self._hand_seconds = hand_seconds
        self._cancelled = threading.Event()

    def check(self) -> None:
        if self._tray.fault:
            raise PagePrinterError(self._tray.fault)

    def print(self, job: PageJob, tell: Callable[[str], None] = silent) -> None:
        self._cancelled.clear()
        if not job.pdf.startswith(b"%PDF-"):
            raise PagePrinterError("page-printer-refused")
        self.check()
        if self._tray.dies:
            raise PagePrinterError("page-printer-unsure", began=True)
        if self._tray.stalls:
            self._stall(tell)
        if self._tray.folder is not None:
            self._lay(job, self._tray.folder)
        self._tray.printed += [hashlib.sha256(job.pdf).hexdigest()] * job.copies

    @staticmethod
    def _lay(job: PageJob, folder: Path) -> None:
        """Lay the sheet into the folder; one with the same title does not take its place."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            names = (f"{job.title}{'-' + str(count) if count else ''}.pdf" for count in itertools.count())
            path = next(folder / name for name in names if not (folder / name).exists())
            path.write_bytes(job.pdf)
        except OSError as error:
            raise PagePrinterError("page-printer-gone") from error

    def cancel(self) -> None:
        self._cancelled.set()

    def _stall(self, tell: Callable[[str], None]) -> None:
        """Wait for paper until somebody brings it, cancels or gives up."""
        tell("page-printer-paper-out")
        for _ in range(max(1, int(self._hand_seconds * 20))):
            if self._cancelled.wait(0.05):
                raise PagePrinterError("page-printer-cancelled")
            if not self._tray.stalls:
                tell("")
                return
        raise PagePrinterError("page-printer-paper-out")

"""Prints through a queue of CUPS, and asks the printer behind it how the job ended: the queue does not know.

CUPS 2.4 calls a job completed that the printer aborted, and cancelled while the printer still prints it (decision 070).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

from shubbak.adapters.devices.escl_link import Pins
from shubbak.adapters.devices.ipp_line import is_printer_address
from shubbak.adapters.devices.ipp_printer import IppPrinter
from shubbak.adapters.devices.ipp_watch import Patience
from shubbak.ports.page_printer import PageJob, PagePrinterError, silent


class CupsPrinter:
    """A `PagePrinter` at `ipp://localhost/printers/<queue>` whose device is a printer that speaks IPP itself.

    A queue before anything else (a socket, a port, a file) is refused as page-printer-deaf.
    """

    def __init__(self, queue: str, pins: Pins, patience: Patience | None = None) -> None:
        self._queue = IppPrinter(queue, pins, patience)
        self._pins = pins
        self._behind: IppPrinter | None = None

    def check(self) -> None:
        self._printer().check()

    def print(self, job: PageJob, tell: Callable[[str], None] = silent) -> None:
        printer = self._printer()
        printer.check()
        self._behind = printer
        # The printer's own list of jobs knows this one by its title alone.
        named = replace(job, title=f"{job.title} {secrets.token_hex(4)}")
        try:
            self._queue.print(named, tell)
        except PagePrinterError as error:
            # What the queue counts are pages that went through its filters, not paper.
            return printer.stop(named.title, PagePrinterError(error.code))
        return printer.settle(named.title, tell)

    def cancel(self) -> None:
        self._queue.cancel()
        if self._behind is not None:
            self._behind.cancel()

    def _printer(self) -> IppPrinter:
        device = next(iter(self._queue.able().texts("device-uri")), "")
        if not is_printer_address(device):
            raise PagePrinterError("page-printer-deaf")
        return IppPrinter(device, self._pins, self._queue.patience)

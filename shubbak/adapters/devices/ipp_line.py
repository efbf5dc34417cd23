"""One IPP exchange after another with one printer or queue, each with an end and a largest size."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from shubbak.adapters.devices.escl_link import EsclLink, Pins, is_address
from shubbak.adapters.devices.ipp_bytes import MOST_BYTES, Given, IppAnswer, IppGibberish, read_answer, request
from shubbak.ports.page_printer import PagePrinterError
from shubbak.ports.scanner import ScannerError

CREATE_JOB, SEND_DOCUMENT, CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER = 0x05, 0x06, 0x08, 0x09, 0x0A, 0x0B
#: From here on a status says that nothing was done.
FAILED = 0x0400
_CODES = {"scanner-slow": "silent", "scanner-gone": "gone", "scanner-changed": "changed"}
_PORT = 631


class IppLine:
    """address: `ipp://host[:port]/path` or ipps, whose certificate is the device's own work and pinned (see `Pins`)."""

    def __init__(self, address: str, pins: Pins) -> None:
        if not is_printer_address(address):
            raise ValueError(address)
        self._uri = address
        self._path = urlsplit(address).path or "/"
        self._link = EsclLink(_web(address), pins)
        self._numbers = itertools.count(1)

    def ask(
        self,
        operation: int,
        head: Sequence[Given],
        wishes: Sequence[Given] = (),
        document: bytes = b"",
        *,
        seconds: float,
    ) -> IppAnswer:
        """Send one request and return its answer; raises PagePrinterError. wishes: attributes of a job."""
        number = next(self._numbers)
        body = request(operation, number, self._uri, head, wishes) + document
        until = time.monotonic() + seconds
        try:
            answer = self._link.exchange("POST", self._path, body, most=MOST_BYTES, until=until, kind="application/ipp")
            if answer.status != 200:
                raise PagePrinterError("page-printer-gibberish")
            return read_answer(answer.untrusted_body, number)
        except IppGibberish as error:
            raise PagePrinterError("page-printer-gibberish") from error
        except ScannerError as error:
            raise PagePrinterError(f"page-printer-{_CODES.get(error.code, 'gibberish')}") from error


def is_printer_address(address: str) -> bool:
    """Whether this is `ipp://host[:port]/path` or ipps."""
    return address.startswith(("ipp://", "ipps://")) and is_address(_web(address))


def _web(address: str) -> str:
    """Return the address as HTTP knows it, with IPP's own port where none is named."""
    secure, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    named = host if ":" in host.rpartition("]")[2] else f"{host}:{_PORT}"
    return f"http{'s' if secure == 'ipps' else ''}://{named}{slash}{path}"

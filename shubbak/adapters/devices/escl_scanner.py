"""A network scanner that speaks eSCL (AirScan, AirPrint scanning): capabilities, a job, its pages one by one.

See docs/decisions/040-scanners.md for what was found in the wild.
"""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from shubbak.adapters.devices.escl_link import Answer, EsclLink, Pins
from shubbak.adapters.devices.escl_xml import Capabilities, Job, Status, read_capabilities, read_status, settings
from shubbak.adapters.devices.page_bytes import is_whole, media_type, pixels
from shubbak.adapters.devices.strict_xml import LARGEST_BYTES as LARGEST_XML
from shubbak.adapters.devices.strict_xml import XmlRefusedError
from shubbak.ports.scanner import MOST_PAGES, ScannedImage, ScannerError, ScanSource, ScanWish

LARGEST_PAGE = 60_000_000
#: The question for capabilities, status or a job; a device that wakes up takes seconds.
_QUESTION_S = 15.0
#: How long a device may go on saying that it is busy before a job begins.
_BUSY_S = 10.0
_MEDIA_TYPES = ("image/jpeg", "image/png")
#: How far a page's sides may be from what was asked for; a fed page may be as short as a receipt.
_NARROWEST, _WIDEST, _SHORTEST_FED = 0.75, 1.34, 0.1


@dataclass(frozen=True, slots=True)
class _Running:
    """A job that the device has taken: what was asked, where its pages are, and until when they may come."""

    job: Job
    path: str
    ends: float

    @property
    def fed(self) -> bool:
        return self.job.source is not ScanSource.FLATBED


class EsclScanner:
    """Implements `ports.scanner.Scanner`.

    address: `http://host:port/eSCL` or https. page_s: the deadline of a page; total_s: of a whole pile. Raises
    ValueError for an address of another shape.
    """

    def __init__(
        self,
        address: str,
        pins: Pins,
        wish: ScanWish | None = None,
        page_s: float = 60.0,
        total_s: float = 900.0,
    ) -> None:
        self._link = EsclLink(address, pins)
        self._wish = wish or ScanWish()
        self._page_s = page_s
        self._total_s = total_s
        self._known: Capabilities | None = None
        self._stopped = threading.Event()

    def scan(self, wish: ScanWish | None = None) -> ScannedImage:
        with contextlib.closing(self.scan_all(wish)) as pages:
            return next(pages)

    def scan_all(self, wish: ScanWish | None = None) -> Generator[ScannedImage, None, None]:
        self._stopped.clear()
        self._link.begin()
        try:
            with self._job(wish or self._wish) as running:
                for number in range(MOST_PAGES):
                    page = self._next(running, number)
                    if page is None:
                        return
                    yield page
                    if not running.fed:
                        return
                raise ScannerError("scanner-gibberish")
        except ScannerError:
            self._known = None  # what answers next time may be another device
            raise

    def cancel(self) -> None:
        self._stopped.set()
        self._link.stop()

    def _job(self, wish: ScanWish) -> contextlib.AbstractContextManager[_Running]:
        ends = time.monotonic() + self._total_s
        job = self._capabilities(ends).job(wish)
        return self._kept(_Running(job, self._begin(job, min(ends, time.monotonic() + self._page_s)), ends))

    @contextlib.contextmanager
    def _kept(self, running: _Running) -> Iterator[_Running]:
        """Take the job back from the device in the end, whatever happened; it may be gone there."""
        try:
            yield running
        finally:
            self._link.begin()
            with contextlib.suppress(ScannerError):
                self._link.exchange("DELETE", running.path, most=LARGEST_XML, until=time.monotonic() + 3.0)

    def _capabilities(self, ends: float) -> Capabilities:
        if self._known is None:
            answer = self._ask("ScannerCapabilities", ends)
            try:
                self._known = read_capabilities(answer.untrusted_body)
            except XmlRefusedError as error:
                raise ScannerError("scanner-gibberish") from error
            if not self._known.sources:
                raise ScannerError("scanner-gibberish")
        return self._known

    def _status(self, ends: float) -> Status | None:
        """Return what the device says of itself; None where it says nothing of use."""
        try:
            return read_status(self._ask("ScannerStatus", ends).untrusted_body)
        except (ScannerError, XmlRefusedError):
            return None

    def _ask(self, name: str, ends: float) -> Answer:
        until = min(ends, time.monotonic() + min(_QUESTION_S, self._page_s))
        answer = self._link.exchange("GET", f"{self._link.root}/{name}", most=LARGEST_XML, until=until)
        if answer.status != 200:
            raise ScannerError(_refusal(answer.status))
        return answer

    def _begin(self, job: Job, ends: float) -> str:
        """Give the device its job and return the job's path; a busy device is asked again for some seconds."""
        patience = min(ends, time.monotonic() + _BUSY_S)
        while True:
            until = min(ends, time.monotonic() + _QUESTION_S)
            answer = self._link.exchange(
                "POST", f"{self._link.root}/ScanJobs", settings(job), most=LARGEST_XML, until=until
            )
            if answer.status == 201:
                return _path(answer.location)
            if answer.status not in (409, 503):
                raise ScannerError(_refusal(answer.status))
            self._raise_trouble(job.source is not ScanSource.FLATBED, ends)
            if time.monotonic() + answer.retry_after >= patience:
                raise ScannerError("scanner-busy")
            self._wait(answer.retry_after)

    def _next(self, running: _Running, number: int) -> ScannedImage | None:
        """Return the next page, None when the pile is through; raises ScannerError."""
        ends = min(running.ends, time.monotonic() + self._page_s)
        asked_again = False
        while True:
            answer = self._link.exchange("GET", f"{running.path}/NextDocument", most=LARGEST_PAGE, until=ends)
            if answer.status == 200:
                return _page(answer.untrusted_body, running.job)
            if answer.status == 503:
                # The feeder is empty as soon as its last sheet is on the way: that is not in the way.
                self._raise_trouble(running.fed, ends, besides="scanner-empty")
                self._wait(min(answer.retry_after, max(0.0, ends - time.monotonic())))
                continue
            if answer.status not in (404, 409, 410):
                self._raise_trouble(running.fed, ends, besides="scanner-empty")
                raise ScannerError(_refusal(answer.status))
            status = self._status(ends)
            # Some devices say "no more" while they still feed the next sheet: their job is then still at work.
            if status and not asked_again and status.job_states.get(running.path) in ("Pending", "Processing"):
                asked_again = True
                self._wait(min(1.0, max(0.0, ends - time.monotonic())))
                continue
            _end_pile(status, running, number)
            return None

    def _raise_trouble(self, fed: bool, ends: float, besides: str = "") -> None:
        """Raise what the device itself says is in the way; being busy is waited for."""
        status = self._status(ends)
        trouble = status.trouble(fed=fed) if status else ""
        if trouble not in ("", "scanner-busy", besides):
            raise ScannerError(trouble)

    def _wait(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise ScannerError("scanner-cancelled")


def _end_pile(status: Status | None, running: _Running, number: int) -> None:
    """Raise where this is no end: no page came yet, or the device says what holds the pile up."""
    trouble = status.trouble(fed=running.fed) if status else ""
    if trouble in ("scanner-jammed", "scanner-cover-open"):
        raise ScannerError(trouble)
    if number == 0:
        raise ScannerError("scanner-empty" if running.fed else "scanner-gone")


def _refusal(status: int) -> str:
    if status in (401, 403, 407):
        return "scanner-denied"
    return "scanner-busy" if status in (409, 423, 429, 503) else "scanner-gone"


def _path(untrusted_location: str) -> str:
    """Return the path of a job's address; its host is not asked, the device that was chosen is."""
    try:
        path = urlsplit(untrusted_location).path.rstrip("/")
    except ValueError as error:
        raise ScannerError("scanner-gibberish") from error
    if not re.fullmatch(r"(?:/[A-Za-z0-9._~:@!$&'()*+,;=%-]{1,200}){1,8}", path) or "/.." in path:
        raise ScannerError("scanner-gibberish")
    return path


def _page(untrusted_body: bytes, job: Job) -> ScannedImage:
    """Take what came for a page only where it is one, whole, and about as large as was asked for."""
    kind = media_type(untrusted_body)
    size = pixels(untrusted_body)
    if kind not in _MEDIA_TYPES or not is_whole(untrusted_body) or size is None:
        raise ScannerError("scanner-gibberish")
    across, down = size[0] / job.pixels[0], size[1] / job.pixels[1]
    shortest = _NARROWEST if job.source is ScanSource.FLATBED else _SHORTEST_FED
    if not (_NARROWEST <= across <= _WIDEST and shortest <= down <= _WIDEST):
        raise ScannerError("scanner-gibberish")
    return ScannedImage(untrusted_body, kind)

"""Prints PDFs over IPP (RFC 8011) at a printer itself, and follows each job to its end."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Sequence

from shubbak.adapters.devices import ipp_states as states
from shubbak.adapters.devices.escl_link import Pins
from shubbak.adapters.devices.ipp_bytes import Given, IppAnswer
from shubbak.adapters.devices.ipp_line import (
    CANCEL_JOB,
    CREATE_JOB,
    FAILED,
    GET_JOB,
    GET_JOBS,
    GET_PRINTER,
    SEND_DOCUMENT,
    IppLine,
)
from shubbak.adapters.devices.ipp_watch import Patience, Watch
from shubbak.ports.page_printer import PageJob, PagePrinterError, silent

_ABILITIES = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "device-uri", "media-supported")
_CANCELLED = "page-printer-cancelled"


class IppPrinter:
    """A `PagePrinter` at `ipp://host[:port]/path` or ipps, that is a printer itself; see `CupsPrinter` for a queue.

    A job is created before its document is sent: whatever is cut afterwards, its number is known and it can be
    cancelled.
    """

    def __init__(self, address: str, pins: Pins, patience: Patience | None = None) -> None:
        self._line = IppLine(address, pins)
        self.patience = patience or Patience()
        self._cancelled = threading.Event()

    def check(self) -> None:
        self.able()

    def able(self) -> IppAnswer:
        """Ask what `check` asks, and return the answer."""
        answer = self._ask(GET_PRINTER, [Given("requested-attributes", "keyword", _ABILITIES)])
        if answer.status >= FAILED or answer.number("printer-state") is None:
            raise PagePrinterError("page-printer-gibberish")
        code = _why(answer)
        if not code and answer.number("printer-is-accepting-jobs") == 0:
            code = "page-printer-paused"
        if code:
            raise PagePrinterError(code)
        return answer

    def print(self, job: PageJob, tell: Callable[[str], None] = silent) -> None:
        self._cancelled.clear()
        sheets = self.able().texts("media-supported")
        if sheets and job.media.value not in sheets:  # it would take another size and say "completed"
            raise PagePrinterError("page-printer-wrong-paper")
        about = self._created(job)
        try:
            self._send(about, job)
            self._follow(about, tell)
        except PagePrinterError as error:
            self._end(about, error)

    def cancel(self) -> None:
        self._cancelled.set()

    def settle(self, title: str, tell: Callable[[str], None]) -> None:
        """Follow a job that somebody else sent, by its title, to its end as `print` does."""
        try:
            about = self._named(title)
        except PagePrinterError as error:  # it has the job, and does not say what becomes of it
            raise PagePrinterError("page-printer-unsure", began=True) from error
        if about is None:
            raise PagePrinterError("page-printer-unsure", began=True)
        try:
            self._follow(about, tell)
        except PagePrinterError as error:
            self._end(about, error)

    def stop(self, title: str, error: PagePrinterError) -> None:
        """End a job that somebody else sent and that failed there, and raise; returns when it had come out whole."""
        try:
            about = self._named(title)
        except PagePrinterError:
            raise PagePrinterError("page-printer-unsure", began=True) from error
        if about is None:
            raise error
        self._end(about, error)

    def _named(self, title: str) -> Given | None:
        for which in ("not-completed", "completed"):
            wanted = Given("requested-attributes", "keyword", ("job-id", "job-name"))
            head = [Given("limit", "integer", (20,)), Given("which-jobs", "keyword", (which,)), wanted]
            for job in self._ask(GET_JOBS, head).jobs:
                number = job.number("job-id")
                if title in job.texts("job-name") and number is not None:
                    return Given("job-id", "integer", (number,))
        return None

    def _created(self, job: PageJob) -> Given:
        """Return the new job's number. No document is there yet: a job whose number got lost prints nothing."""
        wishes = [
            Given("copies", "integer", (job.copies,)),
            Given("media", "keyword", (job.media.value,)),
            Given("print-scaling", "keyword", ("none",)),
            Given("sides", "keyword", ("one-sided",)),
        ]
        answer = self._ask(CREATE_JOB, [Given("job-name", "name", (job.title,))], wishes)
        number = answer.number("job-id")
        if answer.status >= FAILED or number is None:
            raise PagePrinterError("page-printer-refused" if answer.status >= FAILED else "page-printer-gibberish")
        return Given("job-id", "integer", (number,))

    def _send(self, about: Given, job: PageJob) -> None:
        pdf = Given("document-format", "mime", ("application/pdf",))
        head = [about, pdf, Given("last-document", "boolean", (True,))]
        if self._line.ask(SEND_DOCUMENT, head, document=job.pdf, seconds=self.patience.silence).status >= FAILED:
            raise PagePrinterError("page-printer-refused")

    def _follow(self, about: Given, tell: Callable[[str], None]) -> None:
        """Look until the printer says that the job is completed; raises PagePrinterError for any other end."""
        watch = Watch(self.patience, tell)
        while not self._cancelled.is_set():
            try:
                seen = self._looked(about)
            except PagePrinterError as error:
                if error.code not in ("page-printer-gone", "page-printer-silent"):
                    raise
                watch.unheard(error)
            else:
                if seen is None:
                    return
                watch.saw(*seen)
            self._cancelled.wait(self.patience.look)
        raise PagePrinterError(_CANCELLED)

    def _looked(self, about: Given) -> tuple[str, int] | None:
        """Return None for a completed job, else why it waits for a hand, or "", and how many sides are out.

        Raises PagePrinterError for one that ended badly.
        """
        job = self._job(about)
        state, reasons = job.number("job-state"), job.texts("job-state-reasons")
        if state == states.COMPLETED:
            if "job-completed-with-errors" in reasons:
                raise PagePrinterError("page-printer-unsure", began=True)
            return None
        if state in states.ENDED:
            code = states.aborted(reasons) if state == states.ABORTED else _CANCELLED
            raise PagePrinterError(code, began=_sides(job) > 0)
        wanted = ("printer-state", "printer-state-reasons")
        printer = self._ask(GET_PRINTER, [Given("requested-attributes", "keyword", wanted)])
        return _why(printer, at_work=True), _sides(job)

    def _end(self, about: Given, error: PagePrinterError) -> None:
        """See to it that nothing more of a failed job comes out, and raise; returns when it had come out whole."""
        until = time.monotonic() + self.patience.end
        while time.monotonic() < until:
            with contextlib.suppress(PagePrinterError):
                job = self._job(about)
                if job.number("job-state") in states.ENDED:
                    break
                self._ask(CANCEL_JOB, [about])
            time.sleep(self.patience.look / 2)
        else:
            raise PagePrinterError("page-printer-unsure", began=True) from error
        if job.number("job-state") != states.COMPLETED or error.code == "page-printer-unsure":
            raise PagePrinterError(_reason(job, error), began=error.began or _sides(job) > 0) from error

    def _job(self, about: Given) -> IppAnswer:
        wanted = ("job-state", "job-state-reasons", "job-impressions-completed")
        job = self._ask(GET_JOB, [about, Given("requested-attributes", "keyword", wanted)])
        if job.status >= FAILED or job.number("job-state") is None:
            raise PagePrinterError("page-printer-gibberish")
        return job

    def _ask(self, operation: int, head: list[Given], wishes: Sequence[Given] = ()) -> IppAnswer:
        return self._line.ask(operation, head, wishes, seconds=self.patience.answer)


def _why(printer: IppAnswer, *, at_work: bool = False) -> str:
    stopped = printer.number("printer-state") == states.STOPPED
    return states.blocking(printer.texts("printer-state-reasons"), stopped=stopped, at_work=at_work)


def _reason(job: IppAnswer, error: PagePrinterError) -> str:
    """Return why a job ended: a queue says "cancelled" where the printer knows better."""
    knows_better = error.code == _CANCELLED and job.number("job-state") == states.ABORTED
    return states.aborted(job.texts("job-state-reasons")) if knows_better else error.code


def _sides(job: IppAnswer) -> int:
    return job.number("job-impressions-completed") or 0

"""A printer of pages: a PDF goes in, and the job is followed until the printer says how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Media(StrEnum):
    """Sheets by their names of PWG 5101.1."""

    A4 = "iso_a4_210x297mm"
    A3 = "iso_a3_297x420mm"


class PagePrinterError(Exception):
    """The job did not end well.

    `code`: page-printer-gone, page-printer-silent, page-printer-paper-out, page-printer-cover-open,
    page-printer-jammed, page-printer-toner-out, page-printer-tray, page-printer-paused, page-printer-fault,
    page-printer-slow, page-printer-cancelled, page-printer-refused, page-printer-wrong-paper, page-printer-deaf,
    page-printer-changed, page-printer-gibberish or page-printer-unsure.

    wrong-paper: it knows no such sheet. deaf: this queue cannot know whether paper came out. unsure: the job may still
    come out; after every other code nothing more of it does.

    began: whether a sheet of it may be out already; controlled paper is then spent, as it is where nobody is sure.
    """

    def __init__(self, code: str, *, began: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.began = began or code == "page-printer-unsure"


@dataclass(frozen=True, slots=True)
class PageJob:
    """What is to be printed. title: shown by the printer and in queues, so it names a number and never a person."""

    pdf: bytes = field(repr=False)
    title: str
    copies: int = 1
    media: Media = Media.A4


def silent(_code: str) -> None:
    """Tell nobody."""


class PagePrinter(Protocol):
    """Prints pages; blocking, called off the screen's thread, one job at a time."""

    def check(self) -> None:
        """Ask whether it can print now; raises PagePrinterError."""

    def print(self, job: PageJob, tell: Callable[[str], None] = silent) -> None:
        """Print at true scale; returns only when the printer says that the job is completed, else PagePrinterError.

        tell: told a problem code each time the printer begins to wait for a hand (paper, a cover), and "" when it goes
        on. When nobody comes the job is cancelled.
        """

    def cancel(self) -> None:
        """End the job that goes on in another thread: its `print` raises page-printer-cancelled, or -unsure."""

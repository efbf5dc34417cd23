"""What the printer's test page needs of the station, without knowing how any of it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shubbak.domain.text import Language

# Types alone: a kiosk's first picture does not wait for what only staff need.
if TYPE_CHECKING:
    from shubbak.domain.printer_trial import PrinterTest


@dataclass(frozen=True, slots=True)
class PrinterTestDesk:
    """print_page, keep and last block and are called off the screen's thread.

    print_page takes the printer's place and the page's language and returns the printer's code or "". questions: each
    check's name with what is asked. keep takes the printer's place, the answers and the operator's name and returns the
    store's code or "". printers: their names, the usual one first. country: as in `Place`.
    """

    print_page: Callable[[int, Language], str]
    questions: Callable[[Language], tuple[tuple[str, str], ...]]
    keep: Callable[[int, Mapping[str, bool], str], str]
    last: Callable[[int], PrinterTest | None]
    printers: tuple[str, ...]
    country: str

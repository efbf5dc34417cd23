"""A printer as its paper sees it: all comes out, or a part, or nothing, or the program dies meanwhile."""

from __future__ import annotations

from enum import Enum

from shubbak.ports.printer import PrinterCondition, PrinterError, PrintHead, Raster
from shubbak.ports.renderer import Boxed, Line, Sheet

DOTS = 64


class Killed(BaseException):
    """The power goes, and with it the program: nobody catches it."""


class Fate(Enum):
    """What becomes of the next print."""

    WELL = "well"
    REFUSED = "refused"  # out of paper when it is asked
    DEAD_AT_ONCE = "dead at once"  # well when it is asked, gone at the first byte
    TORN = "torn"
    LAST_ANSWER_LOST = "last answer lost"
    KILLED_BEFORE = "killed before"
    KILLED_TORN = "killed torn"
    KILLED_BEHIND = "killed behind"


_WHOLE = (Fate.WELL, Fate.LAST_ANSWER_LOST, Fate.KILLED_BEHIND)
_INK = (*_WHOLE, Fate.TORN, Fate.KILLED_TORN)


class InkPrinter:
    """Implements ports.printer.ReceiptPrinter. ink: what stands on paper, whole or torn, as (text, whole); printers of
    one station share it.
    """

    def __init__(self, ink: list[tuple[str, bool]]) -> None:
        self.fate = Fate.WELL
        self.ink = ink

    @property
    def dots(self) -> int:
        return DOTS

    @property
    def head(self) -> PrintHead:
        return PrintHead(DOTS)

    @property
    def text_columns(self) -> int:
        return 0

    def check(self) -> PrinterCondition:
        if self.fate is Fate.REFUSED:
            raise PrinterError("printer-paper-out")
        return PrinterCondition()

    def print(self, print_: object) -> None:
        assert isinstance(print_, Raster)
        if self.fate in _INK:
            self.ink.append((print_.rows.rstrip(b"\0").decode(), self.fate in _WHOLE))
        if self.fate in (Fate.KILLED_BEFORE, Fate.KILLED_TORN, Fate.KILLED_BEHIND):
            raise Killed
        if self.fate is not Fate.WELL:
            raise PrinterError("printer-silent" if self.fate is Fate.LAST_ANSWER_LOST else "printer-gone")

    def open_drawer(self) -> None:
        """It has none."""


class InkRenderer:
    """Implements ports.renderer.ReceiptRenderer: the first line as bytes, with what a copy's frame says."""

    def render(self, sheet: Sheet, head: PrintHead | int) -> Raster:
        dots = head if isinstance(head, int) else head.dots
        texts = [part.text for part in sheet.parts if isinstance(part, Line)]
        boxes = [part.parts[0] for part in sheet.parts if isinstance(part, Boxed)]
        said = "|".join([*texts[:1], *(line.text for line in boxes if isinstance(line, Line))]).encode()
        row = (dots + 7) // 8
        height = -(-len(said) // row)
        return Raster(dots, height, said.ljust(row * height, b"\0"))

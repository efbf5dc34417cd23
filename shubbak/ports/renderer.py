"""From a receipt's sheet to dots; done by a toolkit that can shape Arabic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shubbak.domain.paper_template import Logo
from shubbak.domain.text import Language
from shubbak.ports.printer import PrintHead, Raster


class Style(StrEnum):
    """How a line of the sheet is set. SMALL heads what follows it where it is not centred; NOTE never does."""

    HEAD = "head"
    TITLE = "title"
    BODY = "body"
    SMALL = "small"
    NOTE = "note"
    NUMBER = "number"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, centred or from the leading side, wrapped by measure."""

    text: str
    style: Style = Style.BODY
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label on the leading side and a value on the trailing side; breaks onto two rows rather than overlap."""

    label: str
    value: str
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across; `strong` is thicker."""

    strong: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of `text`, at the largest whole number of dots a module that fits, six at most.

    beside: lines that stand at its leading side where the paper is wide enough, below it elsewhere.
    """

    text: str
    beside: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Boxed:
    """Lines inside one frame, for the office's own charge and for copy marks."""

    parts: tuple[Line | Pair, ...]


@dataclass(frozen=True, slots=True)
class Ornament:
    """The star lattice at the receipt's head."""


class Pattern(StrEnum):
    """What tells a good print head from a worn one: marks at the outermost dots; black, fine lines and a ruler."""

    EDGES = "edges"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class HeadPattern:
    """A drawing of the printer's test page."""

    pattern: Pattern


Part = Line | Pair | Rule | Code | Boxed | Ornament | Logo | HeadPattern


@dataclass(frozen=True, slots=True)
class Sheet:
    """One receipt ready to be drawn, top to bottom, in one language."""

    language: Language
    parts: tuple[Part, ...]


class ReceiptRenderer(Protocol):
    """Draws a sheet; the same raster is printed and previewed."""

    def render(self, sheet: Sheet, dots: PrintHead | int) -> Raster:
        """Draw for a head. Where only its dots are known, 512 are taken to stand at 180 an inch and others at 203.

        Raises TimeoutError where whoever draws does not come to it, ValueError for a sheet that cannot be drawn.
        """

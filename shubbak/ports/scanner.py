"""A scanner: one page or card, or a feeder's whole pile, as images nobody has judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Protocol

#: More pages than any feeder holds: a device that always has one more is not believed.
MOST_PAGES = 200


class ScannerError(Exception):
    """A scan did not come. `code` is a problem code: scanner-empty, scanner-busy, scanner-jammed, scanner-cover-
    open, scanner-gone, scanner-slow, scanner-denied, scanner-changed, scanner-gibberish or scanner-cancelled.

    scanner-gone: not there, or failed at its work. scanner-denied: it is there and wants rights or a password that the
    station does not have. scanner-changed: another device than the one that was chosen answers. scanner-gibberish: what
    came is no page, half a page, or a page of another size than was asked for.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ScanSource(StrEnum):
    """Where the paper lies; DUPLEX is a feeder that gives both sides, front first."""

    FLATBED = "flatbed"
    FEEDER = "feeder"
    DUPLEX = "duplex"


class ScanMode(StrEnum):
    """Colour and grey with 8 bits a channel; LINE is black and white, one bit."""

    COLOUR = "colour"
    GREY = "grey"
    LINE = "line"


class ScanArea(Enum):
    """What part of the glass, from its corner: (width, height) in millimetres."""

    A4 = (210.0, 297.0)
    #: An identity card (86 × 54) or a passport's page (125 × 88) that nobody laid exactly into the corner.
    CARD = (150.0, 110.0)


@dataclass(frozen=True, slots=True)
class ScanWish:
    """How a page is to be scanned. What a device does not have, it comes as near to as it can: the nearest of its
    resolutions in dots per inch, grey for line, its own glass where that is smaller.
    """

    source: ScanSource = ScanSource.FLATBED
    mode: ScanMode = ScanMode.COLOUR
    dpi: int = 300
    area: ScanArea = ScanArea.A4

    @property
    def fed(self) -> bool:
        """Whether more than one page may come."""
        return self.source is not ScanSource.FLATBED

    @property
    def pixels(self) -> tuple[int, int]:
        """Return (width, height) of the area at this resolution."""
        width, height = self.area.value
        return round(width / 25.4 * self.dpi), round(height / 25.4 * self.dpi)


@dataclass(frozen=True, slots=True)
class ScannedImage:
    """One image as the device gave it: encoded bytes (PNG, JPEG, PNM; from folders also TIFF and PDF, which may hold
    several pages), untrusted until decoded with bounds.
    """

    untrusted_body: bytes
    media_type: str

    def __repr__(self) -> str:
        return f"ScannedImage({self.media_type}, {len(self.untrusted_body)} bytes)"


class Scanner(Protocol):
    """A flatbed, feeder or camera; blocking, called off the screen's thread, one scan at a time.

    After any error the next scan begins anew: a device that was unplugged and is back works again. A `wish` of None
    is the one that the station's settings hold for this scanner.
    """

    def scan(self, wish: ScanWish | None = None) -> ScannedImage:
        """Return one page; raises ScannerError within the device's total deadline."""

    def scan_all(self, wish: ScanWish | None = None) -> Iterator[ScannedImage]:
        """Give pages as they come until the feeder is empty, at most MOST_PAGES; one from a flatbed.

        Without a first page raises ScannerError("scanner-empty"). What goes wrong later raises after the pages before
        it were given: they count. Each page has a deadline, and so has the whole. Close the iterator when it is left
        early; that ends the scan.
        """

    def cancel(self) -> None:
        """End the scan that runs in another thread, which then raises ScannerError("scanner-cancelled"); without one
        nothing happens.
        """

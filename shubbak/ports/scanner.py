"""A scanner: one page or card at a time, as an image nobody has judged yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class ScannerError(Exception):
    """A scan did not come. `code` is a problem code: scanner-empty, scanner-busy, scanner-jammed, scanner-cover-
    open, scanner-gone or scanner-slow.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ScannedImage:
    """One image as the device gave it: encoded bytes (PNG, JPEG or PNM), untrusted until decoded with bounds."""

    untrusted_body: bytes
    media_type: str

    def __repr__(self) -> str:
        return f"ScannedImage({self.media_type}, {len(self.untrusted_body)} bytes)"


class Scanner(Protocol):
    """A flatbed, feeder or camera; blocking, called off the screen's thread."""

    def scan(self) -> ScannedImage:
        """Return one page; raises ScannerError within the device's total deadline."""

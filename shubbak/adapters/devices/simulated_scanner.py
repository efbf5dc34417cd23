"""A scanner for development: gives one picture again and again, and can be empty, jammed, slow or gone."""

from __future__ import annotations

import time
from pathlib import Path

from shubbak.ports.scanner import ScannedImage, ScannerError


class SimulatedScanner:
    """Implements `shubbak.ports.scanner.Scanner`.

    picture: a JPEG that lies on the glass. seconds: how long a scan takes. fault: the ScannerError code that the next
    scans raise, "" for none. tears_after_bytes: cuts every image short, as a lost cable does.
    """

    def __init__(self, picture: Path, *, development: bool, seconds: float = 0.0) -> None:
        if not development:
            raise RuntimeError("the simulated scanner sees nobody's card and serves development only")
        self._picture = picture
        self._seconds = seconds
        self.fault = ""
        self.tears_after_bytes: int | None = None

    def scan(self) -> ScannedImage:
        time.sleep(self._seconds)
        if self.fault:
            raise ScannerError(self.fault)
        try:
            return ScannedImage(self._picture.read_bytes()[: self.tears_after_bytes], "image/jpeg")
        except OSError as error:
            raise ScannerError("scanner-gone") from error

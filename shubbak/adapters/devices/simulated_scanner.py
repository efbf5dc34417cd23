"""A scanner for development: gives one picture again and again, and can be empty, jammed, slow or gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from shubbak.ports.scanner import ScanArea, ScannedImage, ScannerError, ScanSource, ScanWish


class SimulatedScanner:
    """Implements `shubbak.ports.scanner.Scanner`.

    picture: a JPEG that lies on the glass; card: another that lies there when a card is asked for. seconds: how long a
    scan takes. fault: the ScannerError code that the next scans raise, "" for none. faults_after: how many pages of a
    pile come before the fault. pile: how many pages lie in the feeder. tears_after_bytes: cuts every image short, as a
    lost cable does.
    """

    def __init__(
        self,
        picture: Path,
        *,
        development: bool,
        seconds: float = 0.0,
        wish: ScanWish | None = None,
        card: Path | None = None,
    ) -> None:
        if not development:
            raise RuntimeError("the simulated scanner sees nobody's card and serves development only")
        self._picture, self._card = picture, card or picture
        self._seconds = seconds
        self._wish = wish or ScanWish()
        self._stopped = threading.Event()
        self.fault = ""
        self.faults_after = 0
        self.pile = 3
        self.tears_after_bytes: int | None = None

    def scan(self, wish: ScanWish | None = None) -> ScannedImage:
        self._stopped.clear()
        return self._page(self.fault, wish)

    def scan_all(self, wish: ScanWish | None = None) -> Iterator[ScannedImage]:
        self._stopped.clear()
        for number in range(1 if (wish or self._wish).source is ScanSource.FLATBED else self.pile):
            yield self._page(self.fault if number >= self.faults_after else "", wish)

    def cancel(self) -> None:
        self._stopped.set()

    def _page(self, fault: str, wish: ScanWish | None) -> ScannedImage:
        if self._stopped.wait(self._seconds):
            raise ScannerError("scanner-cancelled")
        if fault:
            raise ScannerError(fault)
        try:
            picture = self._card if wish is not None and wish.area is ScanArea.CARD else self._picture
            return ScannedImage(picture.read_bytes()[: self.tears_after_bytes], "image/jpeg")
        except OSError as error:
            raise ScannerError("scanner-gone") from error

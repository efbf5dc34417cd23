"""A scanner through SANE, driven by the `scanimage` program so that a hanging driver can be ended."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from shubbak.adapters.devices.page_bytes import is_whole, media_type
from shubbak.adapters.devices.sane_options import SaneOption, chosen, is_feeder, read_options
from shubbak.adapters.devices.sane_program import Scanimage
from shubbak.ports.scanner import ScannedImage, ScannerError, ScanWish

#: A driver that cannot even say what it has within this time will not scan either.
_LISTING_S = 20.0


class SaneScanner:
    """Implements `ports.scanner.Scanner` for one SANE device.

    device: its name as `scanimage -L` tells it. options: the device's own, such as {"brightness": "10"}, set after what
    the wish comes to and before it in rank. page_s: the deadline of a page; total_s: of a whole pile. Pages come as
    PNM: lossless, its length known beforehand, and in a seventieth of the time that packing a PNG takes.
    """

    def __init__(
        self,
        device: str,
        options: Mapping[str, str] | None = None,
        wish: ScanWish | None = None,
        page_s: float = 60.0,
        total_s: float = 900.0,
        program: str = "scanimage",
    ) -> None:
        self._device = f"--device-name={device}"
        self._own = dict(options or {})
        self._wish = wish or ScanWish()
        self._page_s = page_s
        self._total_s = total_s
        self._program = Scanimage(program)
        self._known: dict[str, SaneOption] | None = None

    def scan(self, wish: ScanWish | None = None) -> ScannedImage:
        self._program.begin()
        return self._scan(wish)

    def _scan(self, wish: ScanWish | None) -> ScannedImage:
        started = time.monotonic()
        settings = self._settings(wish or self._wish)
        ending = self._program.run(self._command(settings), self._page_s - (time.monotonic() - started))
        if ending.code:
            self._known = None  # what is plugged in next time may be another device
            raise ScannerError(ending.code)
        return _page(ending.body)

    def scan_all(self, wish: ScanWish | None = None) -> Iterator[ScannedImage]:
        self._program.begin()
        settings = self._settings(wish or self._wish)
        if not is_feeder(settings.get("source", "")):
            yield self._scan(wish)
            return
        try:
            for body in self._program.pile(self._command(settings), self._page_s, self._total_s):
                yield _page(body)
        except ScannerError:
            self._known = None
            raise

    def cancel(self) -> None:
        self._program.stop()

    def _settings(self, wish: ScanWish) -> dict[str, str]:
        """Return what to set: the device is asked what it has before its first scan and after each failure."""
        if self._known is None:
            ending = self._program.run([self._device, "--all-options"], min(_LISTING_S, self._page_s))
            if ending.code:
                raise ScannerError(ending.code)
            self._known = read_options(ending.body.decode("utf-8", "replace"))
        return {**chosen(wish, self._known), **self._own}

    def _command(self, settings: Mapping[str, str]) -> list[str]:
        """Long options are `--name=value`, one-letter ones `-x value`."""
        arguments = [self._device, "--format=pnm"]
        for name, value in settings.items():
            arguments += [f"--{name}={value}"] if len(name) > 1 else [f"-{name}", value]
        return arguments


def _page(untrusted_body: bytes) -> ScannedImage:
    if not is_whole(untrusted_body):
        raise ScannerError("scanner-gibberish")
    return ScannedImage(untrusted_body, media_type(untrusted_body))

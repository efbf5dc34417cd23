"""A scanner on Windows by WIA's automation objects: written from Microsoft's documentation and never run on Windows.

What runs in the tests is the logic, against stand-ins for the COM objects; docs/devices.md says the same. The library
is imported in the thread that scans, and only there.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

from shubbak.adapters.devices.page_bytes import is_whole, media_type
from shubbak.ports.scanner import MOST_PAGES, ScanMode, ScannedImage, ScannerError, ScanSource, ScanWish

#: wiaFormatJPEG; a device without it has every page as BMP, which Windows turns into this.
_JPEG = "{B96B3CAE-0728-11D3-9D7B-0000F81EF32E}"
_SCANNER = 1  # WiaDeviceType
# Property ids (WiaDef.h).
_INTENT, _ACROSS, _DOWN, _LEFT, _TOP, _WIDTH, _HEIGHT = 6146, 6147, 6148, 6149, 6150, 6151, 6152
_PAGES, _HANDLING, _HANDLING_STATUS = 3096, 3088, 3087
_HANDLINGS = {ScanSource.FEEDER: 1, ScanSource.FLATBED: 2, ScanSource.DUPLEX: 1 | 4}
_FEED_READY = 1
_INTENTS = {ScanMode.COLOUR: 1, ScanMode.GREY: 2, ScanMode.LINE: 4}
# WIA_ERROR_… and what COM itself says.
_CODES = {
    0x80210002: "scanner-jammed",
    0x80210003: "scanner-empty",
    0x80210004: "scanner-jammed",  # paper problem
    0x80210005: "scanner-gone",  # offline
    0x80210006: "scanner-busy",
    0x80210007: "scanner-busy",  # warming up
    0x80210008: "scanner-cover-open",  # user intervention
    0x8021000D: "scanner-busy",  # locked by another program
    0x80210016: "scanner-cover-open",
    0x80210020: "scanner-jammed",  # multiple feed
    0x80070005: "scanner-denied",
}
_Word = tuple[str, bytes]


def device_manager() -> Any:
    """Return WIA's DeviceManager for this thread; raises OSError where there is no WIA."""
    try:
        from comtypes import CoInitialize
        from comtypes.client import CreateObject
    except ImportError as error:
        raise OSError("no COM on this system") from error
    CoInitialize()
    return CreateObject("WIA.DeviceManager")


class WiaScanner:
    """Implements `ports.scanner.Scanner`. device_id: as WIA names it. manager: makes the DeviceManager in the thread
    that is to use it.

    A driver that never returns keeps its thread; until it returns, further scans are scanner-busy.
    """

    def __init__(
        self,
        device_id: str,
        wish: ScanWish | None = None,
        page_s: float = 60.0,
        total_s: float = 900.0,
        manager: Callable[[], Any] = device_manager,
    ) -> None:
        self._device_id = device_id
        self._wish = wish or ScanWish()
        self._page_s = page_s
        self._total_s = total_s
        self._manager = manager
        self._words: queue.SimpleQueue[_Word] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._worker: threading.Thread | None = None

    def scan(self, wish: ScanWish | None = None) -> ScannedImage:
        pages = self.scan_all(wish)
        try:
            return next(pages)
        finally:
            pages.close()

    def scan_all(self, wish: ScanWish | None = None) -> Generator[ScannedImage, None, None]:
        if not self._is_free():
            raise ScannerError("scanner-busy")
        self._stop, self._words = threading.Event(), queue.SimpleQueue()
        arguments = (wish or self._wish, self._words, self._stop)
        self._worker = threading.Thread(target=self._work, args=arguments, daemon=True)
        self._worker.start()
        try:
            yield from self._pages(self._words, self._stop, time.monotonic() + self._total_s)
        finally:
            self._stop.set()

    def cancel(self) -> None:
        self._stop.set()
        self._words.put(("scanner-cancelled", b""))

    def _is_free(self) -> bool:
        """Whether the thread of the scan before has come home; one that was left early finishes its page first."""
        if self._worker is not None:
            self._worker.join(min(5.0, self._page_s))
        return self._worker is None or not self._worker.is_alive()

    def _pages(self, words: queue.SimpleQueue[_Word], stop: threading.Event, ends: float) -> Iterator[ScannedImage]:
        while True:
            try:
                word, body = words.get(timeout=max(0.0, min(self._page_s, ends - time.monotonic())))
            except queue.Empty:
                raise ScannerError("scanner-slow") from None
            if word == "end":
                return
            if word != "page":
                raise ScannerError("scanner-cancelled" if stop.is_set() else word)
            if not is_whole(body):
                raise ScannerError("scanner-gibberish")
            yield ScannedImage(body, media_type(body))

    def _work(self, wish: ScanWish, words: queue.SimpleQueue[_Word], stop: threading.Event) -> None:
        """The whole scan, in the thread that holds the COM objects."""
        try:
            device = _connect(self._manager(), self._device_id)
            item = _prepare(device, wish)
            for number in range(MOST_PAGES if wish.fed else 1):
                if stop.is_set() or (number and not _property(device, _HANDLING_STATUS) & _FEED_READY):
                    break
                words.put(("page", bytes(item.Transfer(_JPEG).FileData.BinaryData)))
            words.put(("end", b""))
        except Exception as error:  # noqa: BLE001 (COMError is no OSError and cannot be named where there is no COM)
            words.put((_code(error), b""))


def scanners(manager: Callable[[], Any] = device_manager) -> Iterator[tuple[str, str]]:
    """Yield (device id, name) of the scanners that WIA knows; none where there is no WIA."""
    try:
        for info in manager().DeviceInfos:
            if info.Type == _SCANNER:
                yield str(info.DeviceID), next((str(each.Value) for each in info.Properties if each.Name == "Name"), "")
    except OSError:
        return


def _connect(manager: Any, device_id: str) -> Any:
    for info in manager.DeviceInfos:
        if info.DeviceID == device_id:
            return info.Connect()
    raise OSError("not connected")


def _prepare(device: Any, wish: ScanWish) -> Any:
    """Set device and item; a property that a device does not have, or not with this value, keeps its own."""
    width, height = wish.pixels
    _set(device, _HANDLING, _HANDLINGS[wish.source])
    _set(device, _PAGES, 1)
    item = next(iter(device.Items))
    _set(item, _INTENT, _INTENTS[wish.mode])
    for number, value in (
        (_ACROSS, wish.dpi),
        (_DOWN, wish.dpi),
        (_LEFT, 0),
        (_TOP, 0),
        (_WIDTH, width),
        (_HEIGHT, height),
    ):
        _set(item, number, value)
    return item


def _set(holder: Any, number: int, value: int) -> None:
    for each in holder.Properties:
        if each.PropertyID == number and not each.IsReadOnly:
            try:
                each.Value = value
            except Exception:  # noqa: BLE001, S112 (COMError again: a value that is out of this device's range)
                continue


def _property(holder: Any, number: int) -> int:
    return next((int(each.Value) for each in holder.Properties if each.PropertyID == number), 0)


def _code(error: Exception) -> str:
    return _CODES.get(int(getattr(error, "hresult", 0) or 0) & 0xFFFFFFFF, "scanner-gone")

"""The logic of the WIA driver against stand-ins for its COM objects: this is no proof that it runs on Windows."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from fakes.scanner_benches import FED, PAGE, SMALL, encoded

from shubbak.adapters.devices.wia_scanner import WiaScanner, device_manager, scanners
from shubbak.ports.scanner import ScannerError, ScanWish

BODY = encoded(PAGE, ".jpg")


class ComError(Exception):
    def __init__(self, hresult: int) -> None:
        super().__init__(hresult)
        self.hresult = hresult - (1 << 32)  # as comtypes tells it


class Property(SimpleNamespace):
    IsReadOnly = False


class Sheets:
    """A WIA device with some sheets in its feeder; what goes wrong at which page."""

    def __init__(self, sheets: int = 3, wrong: dict[int, int] | None = None, body: bytes = BODY) -> None:
        self.sheets, self.wrong, self.body, self.taken = sheets, wrong or {}, body, 0
        self.go = threading.Event()
        self.go.set()
        self.set: dict[int, int] = {}
        self.Properties = [self._property(number) for number in (3088, 3096)]
        self.Properties.append(Property(PropertyID=3087, Value=1, IsReadOnly=True))
        self.Items = [SimpleNamespace(Properties=[self._property(6146), self._property(6147)], Transfer=self.transfer)]

    def _property(self, number: int) -> Any:
        device = self

        class Settable(Property):
            def __setattr__(self, name: str, value: int) -> None:
                super().__setattr__(name, value)
                if name == "Value":
                    device.set[number] = value

        return Settable(PropertyID=number)

    def transfer(self, _: str) -> Any:
        self.go.wait(5)
        self.taken += 1
        if self.taken in self.wrong:
            raise ComError(self.wrong[self.taken])
        self.Properties[-1].Value = int(self.taken < self.sheets)
        return SimpleNamespace(FileData=SimpleNamespace(BinaryData=self.body))

    def manager(self) -> Any:
        name = SimpleNamespace(Name="Name", Value="Sample MFP")
        info = SimpleNamespace(DeviceID="{1}", Type=1, Properties=[name], Connect=lambda: self)
        return SimpleNamespace(DeviceInfos=[SimpleNamespace(DeviceID="{0}", Type=2, Properties=[]), info])


def run(device: Sheets, wish: ScanWish = FED, device_id: str = "{1}") -> tuple[int, str]:
    count = 0
    try:
        for _ in WiaScanner(device_id, wish, 0.3, manager=device.manager).scan_all():
            count += 1
    except ScannerError as error:
        return count, error.code
    return count, ""


@pytest.mark.parametrize(
    ("device", "came"),
    [
        (Sheets(), (3, "")),
        (Sheets(wrong={1: 0x80210003}), (0, "scanner-empty")),
        (Sheets(wrong={2: 0x80210002}), (1, "scanner-jammed")),
        (Sheets(wrong={1: 0x80210006}), (0, "scanner-busy")),
        (Sheets(wrong={1: 0x80070005}), (0, "scanner-denied")),
        (Sheets(wrong={1: 0x80004005}), (0, "scanner-gone")),
        (Sheets(body=BODY[:-9]), (0, "scanner-gibberish")),
    ],
)
def test_a_pile_comes_or_the_reason_why_not(device, came):
    assert run(device) == came


def test_a_flatbed_gives_one_page_as_it_was_wished():
    device = Sheets()
    assert run(device, SMALL) == (1, "")
    assert device.set == {3088: 2, 3096: 1, 6146: 1, 6147: 75}


def test_a_driver_that_does_not_return_holds_up_nobody():
    device = Sheets()
    device.go.clear()
    scanner = WiaScanner("{1}", SMALL, 0.1, manager=device.manager)
    codes = []
    for _ in range(2):
        with pytest.raises(ScannerError) as caught:
            scanner.scan()
        codes.append(caught.value.code)
    device.go.set()
    assert codes == ["scanner-slow", "scanner-busy"]


def test_a_stopped_scan_says_so():
    device = Sheets()
    device.go.clear()
    scanner = WiaScanner("{1}", SMALL, 5, manager=device.manager)
    timer = threading.Timer(0.1, scanner.cancel)
    timer.start()
    with pytest.raises(ScannerError, match="scanner-cancelled"):
        scanner.scan()
    timer.join()
    device.go.set()


def test_scanners_are_listed_and_none_where_there_is_no_wia():
    assert list(scanners(Sheets().manager)) == [("{1}", "Sample MFP")]
    assert list(scanners(device_manager)) == []
    assert run(Sheets(), device_id="{9}") == (0, "scanner-gone")

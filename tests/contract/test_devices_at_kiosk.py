"""A kiosk's devices as staff try and choose them; a scanner pulled out in mid-scan works as soon as it is back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fakes.clock import FakeClock
from fakes.escl_device import EsclDevice
from fakes.store import FakeStore
from test_code_readers import Line, line

from kiosk.staff_devices import devices_desk
from kiosk.ui.devices_desk import DevicesDesk
from shubbak.adapters.system.chosen_devices import ChosenDevices
from shubbak.adapters.system.station_home import StationHome
from shubbak.domain.page import Page, PageFault
from shubbak.domain.problem import Problem
from shubbak.flow import events as e
from shubbak.flow.effects import ScanDocument
from shubbak.services.device_desk import DeviceDesk, DeviceOpeners
from shubbak.services.scan_effects import ScanEffects
from shubbak.station.scanners import kind_of, open_code_reader, open_scanner
from shubbak.station.settings import StationSettings

__all__ = ["line"]


@pytest.fixture
def device() -> Iterator[EsclDevice]:
    made = EsclDevice()
    yield made
    made.unplug()


def address(device: EsclDevice) -> str:
    return f"escl:{device.address}?dpi=75"


def pulled_in_mid_scan(device: EsclDevice, scan: Callable[[], Any]) -> Any:
    """Scan; while the page is on its way the device goes, and afterwards it is back. Returns what the scan said."""
    before = len(device.asked)
    device.fault = "stall-page"

    def pull() -> None:
        while len(device.asked) == before:
            time.sleep(0.005)
        device.unplug()

    hand = threading.Thread(target=pull)
    hand.start()
    said = scan()
    hand.join()
    device.fault = ""
    device.plug_in()
    return said


class Judge:
    """Finds what it is told to, and counts what it holds."""

    def __init__(self, found: tuple[Page, ...] | Problem) -> None:
        self.found, self.held = found, 0

    def take(self, untrusted_body: bytes, kind: str) -> tuple[Page, ...] | Problem:
        self.held += 1
        return self.found

    def warm(self) -> None: ...

    def forget(self) -> None:
        self.held = 0

    def pack(self, page: Page) -> bytes:
        return b"%PDF"


GOOD = (Page(b"jpeg", 3, 2),)


def desk_of(home: StationHome, judge: Judge) -> DeviceDesk:
    settings = StationSettings(home.folder, development=True)
    nothing: Any = None
    openers = DeviceOpeners(
        kind_of, lambda it: open_scanner(it, settings, home), open_code_reader, nothing, lambda _: (3, 2)
    )
    return DeviceDesk([], openers, ChosenDevices(home.chosen_devices), FakeClock(), judge)


def test_a_visitors_scanner_pulled_in_mid_scan_works_at_the_next_try(home: StationHome, device: EsclDevice) -> None:
    """The one scanner that the kiosk opened as it started, throughout."""
    judge: Any = Judge(GOOD)
    scanner = open_scanner(address(device), StationSettings(home.folder), home)
    devices: Any = SimpleNamespace(document_scanner=scanner, pages=judge, binder=judge)
    eyes = ScanEffects(devices, lambda: FakeClock().now().date())
    wanted = ScanDocument("lease", "lease")
    assert isinstance(eyes.perform(wanted), e.PagesTaken)
    assert pulled_in_mid_scan(device, lambda: eyes.perform(wanted)) == e.ScanFailed("scanner-gone")
    assert isinstance(eyes.perform(wanted), e.PagesTaken)


def test_staff_see_a_scanner_go_and_come_back(home: StationHome, device: EsclDevice) -> None:
    desk = desk_of(home, Judge(GOOD))
    assert desk.check_device(address(device)).ok
    assert pulled_in_mid_scan(device, lambda: desk.check_device(address(device))).code == "scanner-gone"
    assert desk.check_device(address(device)).ok


@pytest.mark.parametrize(
    ("found", "faults"),
    [
        (GOOD, ()),
        ((Page(b"", 1, 1, faults=(PageFault("page-dark"), PageFault("page-cut"), PageFault("page-dark"))),),
         ("page-dark", "page-cut")),
        (Problem("page-blank"), ("page-blank",)),
    ],
)  # fmt: skip
def test_a_picture_is_judged_and_nobody_holds_it(home: StationHome, found: Any, faults: tuple[str, ...]) -> None:
    judge = Judge(found)
    report = desk_of(home, judge).check_device("simulated:")
    assert (report.ok, report.faults, report.pixels, judge.held) == (True, faults, (3, 2), 0)


def test_a_try_that_is_stopped_says_so(home: StationHome, device: EsclDevice) -> None:
    device.fault = "stall-page"
    timers: list[threading.Timer] = []

    def begun(stop: Callable[[], None]) -> None:
        timers.append(threading.Timer(0.2, stop))
        timers[0].start()

    assert desk_of(home, Judge(GOOD)).check_device(address(device), begun).code == "scanner-cancelled"
    timers[0].join()


def test_a_code_readers_try_is_stopped_as_well(home: StationHome, line: Line) -> None:
    timers: list[threading.Timer] = []

    def begun(stop: Callable[[], None]) -> None:
        timers.append(threading.Timer(0.1, stop))
        timers[0].start()

    assert desk_of(home, Judge(GOOD)).check_device(f"serial:{line.path}", begun).code == "scanner-cancelled"
    timers[0].join()


def test_a_code_that_comes_in_pieces_while_a_reader_is_tried_is_whole(home: StationHome, line: Line) -> None:
    line.write_soon(b"A", b"B", b"C", b"D\r")  # more than one look long
    report = desk_of(home, Judge(GOOD)).check_device(f"serial:{line.path}")
    assert (report.code, report.size) == ("", 4)


@pytest.fixture
def kiosk(home: StationHome) -> Callable[..., DevicesDesk]:
    """Opens the page's desk of a kiosk that was started with these devices."""

    def opened(**devices: str) -> DevicesDesk:
        station: Any = SimpleNamespace(store=FakeStore())
        settings = StationSettings(home.folder, development=True, **devices)
        opened.station = station  # type: ignore[attr-defined]
        return devices_desk(station, settings, None)

    return opened


def test_a_choice_counts_from_the_next_start_and_stands_in_the_trail_without_a_name(kiosk: Any) -> None:
    desk = kiosk()
    assert (desk.roles().waiting, desk.roles().fixed) == (False, frozenset())
    assert desk.choose("code_reader", "serial:/dev/ttyACM0", "noura") == ""
    assert (desk.roles().now["code_reader"], desk.roles().soon["code_reader"]) == ("", "serial:/dev/ttyACM0")
    assert desk.roles().waiting
    noted = kiosk.station.store.events[-1]
    assert (noted.kind, noted.detail, "noura" in noted.subject) == ("settings-changed", "code_reader", False)
    assert desk.choose("code_reader", "sane:test:0", "noura") == "device-unknown"
    again = kiosk(code_reader="serial:/dev/ttyACM0")
    assert (again.roles().waiting, again.roles().fixed) == (False, frozenset())


def test_what_the_command_line_named_stays_whatever_is_chosen(kiosk: Any) -> None:
    desk = kiosk(card_scanner="sane:a")
    assert desk.choose("card_scanner", "sane:b", "noura") == ""
    assert desk.roles().fixed == {"card_scanner"}
    assert not desk.roles().waiting


def children() -> set[str]:
    return {pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()}


def test_a_real_picture_is_judged_apart_and_leaves_no_process_and_no_file(kiosk: Any, home: StationHome) -> None:
    files, processes = set(home.folder.rglob("*")), children()
    report = kiosk().check("simulated:", lambda _: None)
    assert (report.ok, report.faults) == (True, ())
    assert children() <= processes
    assert set(home.folder.rglob("*")) == files

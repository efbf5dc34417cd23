"""The desk where a station's devices are found, tried and chosen, joined from its drivers."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shubbak.adapters.devices.page_bytes import pixels
from shubbak.adapters.scan.image_process import ImageProcess
from shubbak.adapters.system.chosen_devices import ChosenDevices
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.ports.chip import ChipReader
from shubbak.ports.code_reader import CodeReader
from shubbak.ports.devices import DeviceFinder, DeviceKind, FoundDevice
from shubbak.services.device_desk import HOLD_S, DeviceDesk, DeviceOpeners
from shubbak.station.chip import chip_reader
from shubbak.station.scanners import kind_of, open_code_reader, open_scanner
from shubbak.station.settings import StationSettings

# The type alone: the command line listens to nothing and does without Qt.
if TYPE_CHECKING:
    from shubbak.qtkit.code_listener import CodeListener


class WiaFinder:
    """Implements `ports.devices.DeviceFinder` on Windows; untested, as its driver is."""

    def find(self) -> tuple[FoundDevice, ...]:
        from shubbak.adapters.devices.wia_scanner import scanners
        from shubbak.ports.devices import plain_name

        return tuple(FoundDevice(DeviceKind.SCANNER, f"wia:{each}", plain_name(name)) for each, name in scanners())


class LentReader:
    """Implements `ports.code_reader.CodeReader`; from the first wait until it is closed a listener keeps its hands off
    the line.
    """

    def __init__(self, reader: CodeReader, listening: CodeListener) -> None:
        self._reader = reader
        self._listening = listening
        self._loan: contextlib.ExitStack | None = None

    def next_code(self, wait_s: float) -> str:
        if self._loan is None:
            self._loan = contextlib.ExitStack()
            self._loan.enter_context(self._listening.lent())
        return self._reader.next_code(wait_s)

    def close(self) -> None:
        self._reader.close()
        if self._loan is not None:
            self._loan.close()
            self._loan = None


def device_desk(home: StationHome, settings: StationSettings, listening: CodeListener | None = None) -> DeviceDesk:
    """Make the desk; nothing is looked for yet. Pictures are judged by a process of its own: no visit's are let go of
    with them. listening: who has the code reader's line at other times.
    """
    clock = SystemClock()

    def code_reader(address: str) -> CodeReader:
        reader = open_code_reader(address)
        return LentReader(reader, listening) if listening is not None else reader

    def chips(address: str) -> ChipReader:
        # Nobody vouches for anything here: no card is opened.
        return chip_reader(address, None, lambda: clock.now().date(), HOLD_S)

    return DeviceDesk(
        finders=_finders(),
        openers=DeviceOpeners(
            kind=kind_of,
            scanner=lambda address: open_scanner(address, settings, home),
            code_reader=code_reader,
            chip_reader=chips,
            measure=pixels,
        ),
        choices=_ForgettingChoices(home),
        clock=clock,
        judge=ImageProcess(lambda: clock.now().date()),
    )


def _finders() -> list[DeviceFinder]:
    from shubbak.adapters.chip.pcsc_finding import PcscFinder
    from shubbak.adapters.devices.escl_finding import EsclFinder
    from shubbak.adapters.devices.sane_finding import SaneFinder
    from shubbak.adapters.devices.serial_finding import SerialFinder
    from shubbak.adapters.scan.camera_finding import CameraFinder

    if sys.platform == "win32":
        return [WiaFinder(), EsclFinder(), SerialFinder(), PcscFinder()]
    return [SaneFinder(), EsclFinder(), CameraFinder(), SerialFinder(), PcscFinder()]


class _ForgettingChoices(ChosenDevices):
    """Choosing a network scanner again means: the one that answers there now is the right one."""

    def __init__(self, home: StationHome) -> None:
        super().__init__(home.chosen_devices)
        self._home = home

    def choose(self, role: str, address: str) -> None:
        super().choose(role, address)
        kind, _, rest = address.partition(":")
        if kind == "escl" and rest.startswith("https:"):
            from shubbak.adapters.devices.pin_file import PinFile

            with contextlib.suppress(OSError, ValueError):
                parts = urlsplit(rest)
                PinFile(self._home.device_pins).forget(f"{parts.hostname}:{parts.port or 443}")

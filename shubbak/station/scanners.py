"""Scanners and code readers by their addresses, and what any address names; a driver is imported when it is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from shubbak.adapters.devices.simulated_scanner import SimulatedScanner
from shubbak.adapters.system.station_home import StationHome
from shubbak.ports.code_reader import CodeReader
from shubbak.ports.devices import DeviceKind
from shubbak.ports.scanner import ScanArea, ScanMode, Scanner, ScanSource, ScanWish
from shubbak.resources import root
from shubbak.services.device_desk import UnknownAddressError
from shubbak.station.settings import StationSettings

_KINDS = {
    "simulated": DeviceKind.SCANNER,
    "folder": DeviceKind.SCANNER,
    "sane": DeviceKind.SCANNER,
    "escl": DeviceKind.SCANNER,
    "wia": DeviceKind.SCANNER,
    "camera": DeviceKind.CAMERA,
    "serial": DeviceKind.CODE_READER,
    "pcsc": DeviceKind.CHIP_READER,
}
_AREAS = {area.name.lower(): area for area in ScanArea}
_RECORDINGS = (".avi", ".mp4", ".mkv", ".mjpg")
_ENDS = {"enter": "\r\n", "tab": "\t", "pause": ""}


def kind_of(address: str) -> DeviceKind:
    """Return what an address names; raises UnknownAddressError."""
    kind = _KINDS.get(address.partition(":")[0])
    if kind is None:
        raise UnknownAddressError(address)
    return kind


def open_scanner(address: str, settings: StationSettings, home: StationHome, demo: Path | None = None) -> Scanner:
    """Make a scanner; nothing is asked of it yet. demo: what lies on the simulated one.

    Behind `?` stand, for every kind: source=flatbed|feeder|duplex, mode=colour|grey|line, dpi=300, area=a4|card; for
    SANE also the device's own options, for a folder remove=yes. Raises UnknownAddressError, and RuntimeError for a
    simulator in service.
    """
    kind, _, rest = address.partition(":")
    name, _, query = rest.partition("?")
    wish, own = _wish(dict(parse_qsl(query, keep_blank_values=True)))
    match kind:
        case "simulated":
            card = root() / "demo" / "identity_card.jpg"
            return SimulatedScanner(
                demo or card,
                development=settings.development,
                seconds=settings.thinking_seconds,
                wish=wish,
                card=card,
            )
        case "camera":
            return _camera(unquote(name) or "0", wish, settings)
        case "folder":
            from shubbak.adapters.devices.folder_scanner import FolderScanner

            return FolderScanner(Path(unquote(name)), take_away=own.get("remove") == "yes")
        case "sane":
            from shubbak.adapters.devices.sane_scanner import SaneScanner

            return SaneScanner(unquote(name), own, wish)
        case "escl":
            return _network_scanner(name, wish, home)
        case "wia":
            from shubbak.adapters.devices.wia_scanner import WiaScanner

            return WiaScanner(unquote(name), wish)
    raise UnknownAddressError(address)


def open_code_reader(address: str) -> CodeReader:
    """Make a reader on a serial line: `serial:/dev/serial/by-id/…?baud=9600&ends=enter|tab|pause&prefix=…&suffix=…`.

    Raises UnknownAddressError.
    """
    from shubbak.adapters.devices.serial_code_reader import SerialCodeReader

    kind, _, rest = address.partition(":")
    path, _, query = rest.partition("?")
    own = dict(parse_qsl(query))
    baud, ends = own.get("baud", "9600"), own.get("ends", "enter")
    if kind != "serial" or not path or not (baud.isascii() and baud.isdigit() and len(baud) < 8) or ends not in _ENDS:
        raise UnknownAddressError(address)
    return SerialCodeReader(
        path, int(baud), prefix=own.get("prefix", ""), suffix=own.get("suffix", ""), ends=_ENDS[ends]
    )


def _camera(name: str, wish: ScanWish, settings: StationSettings) -> Scanner:
    from shubbak.adapters.scan.camera import CameraScanner

    if name.endswith(_RECORDINGS) and not settings.development:
        raise RuntimeError("a recording is no camera and serves development only")
    return CameraScanner(name, "zone" if wish.area is ScanArea.CARD else "page")


def _network_scanner(address: str, wish: ScanWish, home: StationHome) -> Scanner:
    from shubbak.adapters.devices.escl_scanner import EsclScanner
    from shubbak.adapters.devices.pin_file import PinFile

    try:
        return EsclScanner(address, PinFile(home.device_pins), wish)
    except ValueError as error:
        raise UnknownAddressError(address) from error


def _wish(query: Mapping[str, str]) -> tuple[ScanWish, dict[str, str]]:
    """Return the wish and what is left for the driver: `mode=Color` is a SANE device's word, `mode=colour` ours."""
    own = dict(query)
    plain = ScanWish()
    source, mode, area, dpi = (own.get(name, "") for name in ("source", "mode", "area", "dpi"))
    wish = ScanWish(
        ScanSource(own.pop("source")) if source in set(ScanSource) else plain.source,
        ScanMode(own.pop("mode")) if mode in set(ScanMode) else plain.mode,
        int(own.pop("dpi")) if dpi.isascii() and dpi.isdigit() and 50 <= int(dpi[:6]) <= 1200 else plain.dpi,
        _AREAS[own.pop("area")] if area in _AREAS else plain.area,
    )
    return wish, own

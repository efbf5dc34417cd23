"""Serial lines behind which a code reader may stand: those of USB, by the names that stay with the device."""

from __future__ import annotations

from pathlib import Path

from serial.tools.list_ports import comports

from shubbak.ports.devices import DeviceKind, FoundDevice, plain_name

_BY_ID = Path("/dev/serial/by-id")


class SerialFinder:
    """Implements `ports.devices.DeviceFinder`. What stands at the other end is not asked: it may be anything that USB
    lets play a serial line. A port on the board itself has no name to go by and is written down by hand.
    """

    def __init__(self, by_id: Path = _BY_ID) -> None:
        self._by_id = by_id

    def find(self) -> tuple[FoundDevice, ...]:
        """Return the serial lines of USB; none where the system tells nothing."""
        lasting = self._lasting_names()
        found = [
            FoundDevice(
                DeviceKind.CODE_READER,
                f"serial:{lasting.get(str(Path(port.device).resolve()), port.device)}",
                plain_name(" ".join(filter(None, (port.manufacturer, port.product))) or port.device),
            )
            for port in comports()
            if port.vid is not None
        ]
        return tuple(sorted(found, key=lambda each: each.address))

    def _lasting_names(self) -> dict[str, str]:
        """Return device file to the name under which udev finds it at any plug."""
        try:
            return {str(link.resolve()): str(link) for link in self._by_id.iterdir()}
        except OSError:
            return {}

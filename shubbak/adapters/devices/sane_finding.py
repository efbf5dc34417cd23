"""The scanners that SANE knows of, as `scanimage` lists them within a deadline."""

from __future__ import annotations

from urllib.parse import quote

from shubbak.adapters.devices.sane_program import Scanimage
from shubbak.ports.devices import DeviceKind, FoundDevice, plain_name
from shubbak.ports.scanner import ScannerError

#: Between the parts of a row and between rows: signs that no device's name has.
_PART, _ROW = "\x1f", "\x1e"
_MOST, _LONGEST = 40, 200


class SaneFinder:
    """Implements `ports.devices.DeviceFinder`. SANE's own look into the network can take seconds: deadline_s."""

    def __init__(self, deadline_s: float = 20.0, program: str = "scanimage") -> None:
        self._deadline_s = deadline_s
        self._program = Scanimage(program)

    def find(self) -> tuple[FoundDevice, ...]:
        """Return what is listed; nothing where SANE is not installed or does not answer in time."""
        try:
            ending = self._program.run([f"--formatted-device-list=%d{_PART}%v %m{_ROW}"], self._deadline_s)
        except ScannerError:
            return ()
        rows = [row.partition(_PART) for row in ending.body.decode("utf-8", "replace").split(_ROW, _MOST)[:_MOST]]
        return tuple(
            FoundDevice(DeviceKind.SCANNER, f"sane:{quote(device, safe=':/@,;=+!~()')}", plain_name(name))
            for device, _, name in rows
            if device and device.isprintable() and len(device) <= _LONGEST and not ending.code
        )

"""Devices found, tried and chosen: what a staff page and the command line ask for, without drawing any of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shubbak.ports.camera import Camera
from shubbak.ports.clock import Clock
from shubbak.ports.code_reader import CodeReader, CodeReaderError
from shubbak.ports.devices import ChoiceError, DeviceChoices, DeviceFinder, DeviceKind, DeviceReport, FoundDevice
from shubbak.ports.scanner import Scanner, ScannerError

#: How long somebody has to hold a code before a reader that is tried.
CODE_S = 15.0
_SEEING = (DeviceKind.SCANNER, DeviceKind.CAMERA)
#: What a role takes; a printer's address is its own affair.
_FITTING = {"card_scanner": _SEEING, "document_scanner": _SEEING, "code_reader": (DeviceKind.CODE_READER,)}


class UnknownAddressError(ValueError):
    """An address that names no device of this release."""


@dataclass(frozen=True, slots=True)
class DeviceOpeners:
    """How addresses become devices. Each raises UnknownAddressError for an address that it does not know.

    kind: what an address names. measure: (width, height) in pixels of a page as its own head says, None where not.
    """

    kind: Callable[[str], DeviceKind]
    scanner: Callable[[str], Scanner]
    code_reader: Callable[[str], CodeReader]
    measure: Callable[[bytes], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class DeviceDesk:
    """The verbs. Finding and checking block for seconds: off the screen's thread."""

    finders: Sequence[DeviceFinder]
    openers: DeviceOpeners
    choices: DeviceChoices
    clock: Clock

    def find_devices(self) -> tuple[FoundDevice, ...]:
        """Ask every finder in turn; each has a deadline of its own."""
        return tuple(found for finder in self.finders for found in finder.find())

    def check_device(self, address: str) -> DeviceReport:
        """Try a device once: one page, or one code within 15 seconds. Nothing of it is kept.

        Codes of the report: the scanner's and the code reader's, device-unknown, code-reader-silent.
        """
        started = self.clock.now()
        try:
            kind = self.openers.kind(address)
            body = self._scan(address) if kind in _SEEING else self._read(address)
        except UnknownAddressError:
            return DeviceReport("device-unknown", self._since(started))
        except (ScannerError, CodeReaderError) as error:
            return DeviceReport(error.code, self._since(started))
        if not body:
            return DeviceReport("code-reader-silent", self._since(started))
        pixels = self.openers.measure(body) if kind in _SEEING else None
        return DeviceReport("", self._since(started), len(body), pixels)

    def chosen_devices(self) -> dict[str, str]:
        """Return role to address of what was chosen at this station."""
        return self.choices.chosen()

    def choose_device(self, role: str, address: str) -> None:
        """Keep which device has a role; "" forgets it. It counts from the next start. Raises ChoiceError."""
        if address and role in _FITTING and self._kind(address) not in _FITTING[role]:
            raise ChoiceError("device-unknown")
        self.choices.choose(role, address)

    def _kind(self, address: str) -> DeviceKind | None:
        try:
            return self.openers.kind(address)
        except UnknownAddressError:
            return None

    def _scan(self, address: str) -> bytes:
        scanner = self.openers.scanner(address)
        image = scanner.snap() if isinstance(scanner, Camera) else scanner.scan()
        return image.untrusted_body

    def _read(self, address: str) -> bytes:
        reader = self.openers.code_reader(address)
        try:
            return reader.next_code(CODE_S).encode()
        finally:
            reader.close()

    def _since(self, started: datetime) -> float:
        return max(0.0, (self.clock.now() - started).total_seconds())

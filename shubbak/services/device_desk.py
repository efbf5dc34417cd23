"""Devices found, tried and chosen: what a staff page and the command line ask for, without drawing any of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shubbak.domain.problem import Problem
from shubbak.ports.camera import Camera
from shubbak.ports.chip import ChipError, ChipReader
from shubbak.ports.clock import Clock
from shubbak.ports.code_reader import CodeReader, CodeReaderError
from shubbak.ports.devices import (
    ChipAnswer,
    ChoiceError,
    DeviceChoices,
    DeviceFinder,
    DeviceKind,
    DeviceReport,
    FinderError,
    FoundDevice,
    Search,
)
from shubbak.ports.pages import ImageRoom, PageTaker
from shubbak.ports.scanner import Scanner, ScannerError

#: How long somebody has to hold a code or a card to a reader that is tried.
HOLD_S = 15.0
#: In so many looks: a try that is stopped ends with the one that is under way.
_LOOKS = 60
_SEEING = (DeviceKind.SCANNER, DeviceKind.CAMERA)
#: The roles that a kind of device may have, in the order in which they are offered.
ROLES = {
    DeviceKind.SCANNER: ("card_scanner", "document_scanner"),
    DeviceKind.CAMERA: ("card_scanner", "document_scanner"),
    DeviceKind.CODE_READER: ("code_reader",),
    DeviceKind.CHIP_READER: ("chip_reader",),
    DeviceKind.PRINTER: ("printer", "other_printer"),
}
#: What a role takes; a printer's address is its own affair.
_FITTING = {
    "card_scanner": _SEEING,
    "document_scanner": _SEEING,
    "code_reader": (DeviceKind.CODE_READER,),
    "chip_reader": (DeviceKind.CHIP_READER,),
}
#: What lies in a device that is tried may be anything: it is judged as a document that nothing is known of.
_ANYTHING = "other"


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
    chip_reader: Callable[[str], ChipReader]
    measure: Callable[[bytes], tuple[int, int] | None]


class PictureJudge(PageTaker, ImageRoom, Protocol):
    """Looks at pictures apart from the program that shows them, and lets go of them when it is told to."""


#: Hears, before a device works, how it is stopped from another thread; raises ScannerError where it is not to begin.
Begun = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class DeviceDesk:
    """The verbs. Finding and checking block for seconds: off the screen's thread. judge: says whether a picture is
    good; None where nobody looks.
    """

    finders: Sequence[DeviceFinder]
    openers: DeviceOpeners
    choices: DeviceChoices
    clock: Clock
    judge: PictureJudge | None = None

    def find_devices(self) -> Search:
        """Ask every finder in turn; each has a deadline of its own."""
        found: list[FoundDevice] = []
        problems: list[str] = []
        for finder in self.finders:
            try:
                found += finder.find()
            except FinderError as error:
                problems.append(error.code)
        return Search(tuple(found), tuple(problems))

    def check_device(self, address: str, begun: Begun = lambda _: None) -> DeviceReport:
        """Try a device once: one picture, or one code or one card within 15 seconds. Nothing of it is kept, and a card
        is asked nothing that needs its key. What is stopped, whatever it is, reports scanner-cancelled.

        Codes of the report: the scanner's, the code reader's and the chip reader's, device-unknown, code-reader-silent.
        """
        started = self.clock.now()
        try:
            kind = self.openers.kind(address)
            if kind in _SEEING:
                return self._look(address, started, begun)
            if kind is DeviceKind.CHIP_READER:
                return self._touch(address, started, begun)
            code = self._read(address, begun)
        except UnknownAddressError:
            return DeviceReport("device-unknown", self._since(started))
        except (ScannerError, CodeReaderError, ChipError) as error:
            return DeviceReport(error.code, self._since(started))
        return DeviceReport("" if code else "code-reader-silent", self._since(started), len(code))

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

    def _look(self, address: str, started: datetime, begun: Begun) -> DeviceReport:
        """Take a picture and judge it; whatever happens, nobody holds it afterwards."""
        scanner = self.openers.scanner(address)
        try:
            begun(lambda: self._stop(scanner))
            image = scanner.snap() if isinstance(scanner, Camera) else scanner.scan()
            body, seconds = image.untrusted_body, self._since(started)
            return DeviceReport("", seconds, len(body), self.openers.measure(body), self._faults(body))
        finally:
            if self.judge is not None:
                self.judge.forget()

    def _faults(self, untrusted_body: bytes) -> tuple[str, ...] | None:
        if self.judge is None:
            return None
        pages = self.judge.take(untrusted_body, _ANYTHING)
        if isinstance(pages, Problem):
            return (pages.code,)
        return tuple(dict.fromkeys(fault.code for page in pages for fault in page.faults))

    def _stop(self, scanner: Scanner) -> None:
        scanner.cancel()
        if self.judge is not None:
            self.judge.forget()

    def _read(self, address: str, begun: Begun) -> bytes:
        """Wait for one code; b"" when none came in time. The looks share one opened line: no code is cut by them."""
        reader = self.openers.code_reader(address)
        stopped: list[bool] = []
        try:
            begun(lambda: stopped.append(True))
            for _ in range(_LOOKS):
                if code := reader.next_code(HOLD_S / _LOOKS):
                    return code.encode()
                if stopped:
                    raise ScannerError("scanner-cancelled")
            return b""
        finally:
            reader.close()

    def _touch(self, address: str, started: datetime, begun: Begun) -> DeviceReport:
        """Wait for one card, and hear whether its chip answers."""
        reader = self.openers.chip_reader(address)
        stopped: list[bool] = []

        def stop() -> None:
            stopped.append(True)
            reader.cancel()

        begun(stop)
        try:
            document = reader.try_card()
        except ChipError as error:
            raise ScannerError("scanner-cancelled" if stopped else error.code) from error
        answer = ChipAnswer.DOCUMENT if document else ChipAnswer.OTHER
        return DeviceReport("", self._since(started), answer=answer)

    def _since(self, started: datetime) -> float:
        return max(0.0, (self.clock.now() - started).total_seconds())

"""What stands around a station and can be found: its kind, its address, its name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

_LONGEST_NAME = 80


class DeviceKind(StrEnum):
    """What a found device is for."""

    SCANNER = "scanner"
    CODE_READER = "code-reader"
    CAMERA = "camera"
    CHIP_READER = "chip-reader"
    PRINTER = "printer"


@dataclass(frozen=True, slots=True)
class FoundDevice:
    """One device that answered a search. address: as the station's settings take it. name: as it calls itself, cleaned
    by `plain_name`: it may come from anybody on the network.
    """

    kind: DeviceKind
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Search:
    """What came of looking. problems: the codes of what could not be asked at all, as `FinderError`."""

    devices: tuple[FoundDevice, ...] = ()
    problems: tuple[str, ...] = ()


class ChipAnswer(StrEnum):
    """Which chip answered while its reader was tried: a travel document's, or another."""

    DOCUMENT = "document"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What came of trying a device once.

    code: "" when it worked, else a problem code. seconds: how long it took. size: bytes of the page or of the code.
    pixels: (width, height) as the page says, None where it does not say. faults: the codes of what is wrong with the
    picture, () for a good one, None where nobody looked. answer: which chip answered, None for other devices.
    """

    code: str
    seconds: float
    size: int = 0
    pixels: tuple[int, int] | None = None
    faults: tuple[str, ...] | None = None
    answer: ChipAnswer | None = None

    @property
    def ok(self) -> bool:
        return not self.code


class FinderError(Exception):
    """Nobody can say which devices there are. `code`: chip-service-gone or chip-reader-denied."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DeviceFinder(Protocol):
    """One way to look for devices; blocking, with a deadline of its own. Nothing found is no error."""

    def find(self) -> tuple[FoundDevice, ...]:
        """Return what answers; raises FinderError where what has to be asked is not there itself."""


def plain_name(untrusted_name: str) -> str:
    """Return a name that can be shown: one line, nothing that turns or hides text, at most 80 signs."""
    kept = "".join(sign if sign.isprintable() else " " for sign in untrusted_name[: 4 * _LONGEST_NAME])
    return " ".join(kept.split())[:_LONGEST_NAME]


class ChoiceError(Exception):
    """What was chosen cannot be kept. `code`: device-unknown or device-file.

    device-unknown: no role, or no address, of this release.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DeviceChoices(Protocol):
    """Which device has which role at this station, as its settings file holds it."""

    def chosen(self) -> dict[str, str]:
        """Return role to address of what was chosen; a role that is not in it has what the command line says."""

    def choose(self, role: str, address: str) -> None:
        """Keep a choice, or forget one with ""; raises ChoiceError. It counts from the next start."""

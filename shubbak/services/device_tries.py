"""Devices that staff try on the devices page: which one it is now, how it is stopped, and what came of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shubbak.ports.scanner import ScannerError

# The type alone: a kiosk's first picture does not wait for what only staff need.
if TYPE_CHECKING:
    from shubbak.ports.devices import DeviceReport


@dataclass(slots=True)
class DeviceTries:
    """One after another, all of it gone with the page it belongs to. place: of the device that was tried last, or is
    tried now. reports: by place.
    """

    place: str = ""
    reports: dict[str, DeviceReport] = field(default_factory=dict)
    _stop: Callable[[], None] | None = None
    _unwanted: bool = False

    def start(self, place: str) -> None:
        """The device at a place is to be tried; what came of it before counts no more."""
        self.reports.pop(place, None)
        self.place, self._unwanted = place, False

    def begun(self, stop: Callable[[], None]) -> None:
        """In the working thread: what is tried can be stopped from now on. Raises ScannerError when it was stopped
        before: to stop what has yet to begin would do nothing.
        """
        self._stop = stop
        if self._unwanted:
            raise ScannerError("scanner-cancelled")

    def stop(self) -> None:
        """End the try that is under way, also where its device is not ready to be stopped yet."""
        self._unwanted = True
        if self._stop is not None:
            self._stop()

    def over(self) -> None:
        """Nothing is tried any more: there is nothing to stop."""
        self._stop = None

    def note(self, place: str, report: DeviceReport) -> None:
        """Keep what came of a try; whoever stopped it need not be told."""
        if report.code != "scanner-cancelled":
            self.reports[place] = report

    def forget(self) -> None:
        """What was tried counts no more: cables may have been moved since."""
        self.reports.clear()
        self.place = ""

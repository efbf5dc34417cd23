"""A camera over the counter or in the kiosk: a live picture with advice, and the images worth reading."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from shubbak.domain.guidance import Guidance
from shubbak.ports.scanner import ScannedImage


@dataclass(frozen=True, slots=True)
class Preview:
    """One frame to show: RGB, eight bits each, row after row without gaps; `number` rises with every other frame.
    guidance: what to do for a better one."""

    number: int
    width: int
    height: int
    pixels: bytes = field(repr=False)
    guidance: Guidance | None = None


@runtime_checkable
class Camera(Protocol):
    """A scanner that is also looked through while it waits for a good moment (ports.scanner.Scanner).

    `scan` shoots by itself as soon as the picture is good and still, or when `shoot` asks for it.
    """

    def frames(self) -> Generator[ScannedImage]:
        """Give images worth reading as they come, until closed; raises ScannerError within the camera's deadline."""

    def snap(self) -> ScannedImage:
        """Return what is in front of it at once, however it looks; raises ScannerError."""

    def preview(self) -> Preview | None:
        """Return the newest frame while a scan or frames run, from any thread at once; None before the first and after
        the end: nothing of one person is shown to the next.
        """

    def shoot(self) -> None:
        """Take what is in front of the camera now, however it looks."""

    def cancel(self) -> None:
        """End what runs in another thread."""


def camera_of(scanner: object) -> Camera | None:
    """Return a scanner that is a camera."""
    return scanner if isinstance(scanner, Camera) else None

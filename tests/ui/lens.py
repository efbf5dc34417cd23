"""A camera that shows what a test says, and remembers what was asked of it."""

from __future__ import annotations

from collections.abc import Generator

from shubbak.domain.guidance import Advice, Guidance
from shubbak.domain.page import Place
from shubbak.ports.camera import Preview
from shubbak.ports.scanner import ScannedImage


class Lens:
    """Nothing is seen before `show`."""

    def __init__(self) -> None:
        self.shown: Preview | None = None
        self.asked: list[str] = []

    def show(self, advice: Advice, place: Place | None = None, shade: int = 90) -> None:
        number = self.shown.number + 1 if self.shown else 1
        self.shown = Preview(number, 64, 48, bytes([shade, shade, shade]) * 64 * 48, Guidance(advice, place))

    def frames(self) -> Generator[ScannedImage]:
        yield from ()

    def snap(self) -> ScannedImage:
        return ScannedImage(b"", "image/jpeg")

    def preview(self) -> Preview | None:
        return self.shown

    def shoot(self) -> None:
        self.asked.append("shoot")

    def cancel(self) -> None:
        self.asked.append("cancel")

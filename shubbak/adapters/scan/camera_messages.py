"""What passes between a station and its camera process: frames to show, stills to read, and short orders back."""

from __future__ import annotations

import msgspec

from shubbak.domain.page import Place

#: Orders, one byte each: give the next frame that is good, wait until it is good for a while, shoot now, end.
FRAME, STILL, SHOOT, STOP = b"f", b"w", b"s", b"q"


class Seen(msgspec.Struct, frozen=True, tag="seen"):
    """A frame to show: RGB, eight bits each; advice: of domain.guidance, "" for none."""

    width: int
    height: int
    pixels: bytes
    advice: str = ""
    place: Place | None = None

    def __repr__(self) -> str:
        return f"Seen({self.width}, {self.height}, {self.advice})"


class Still(msgspec.Struct, frozen=True, tag="still"):
    """An image worth reading, as JPEG at the camera's own size."""

    body: bytes

    def __repr__(self) -> str:
        return f"Still({len(self.body)} bytes)"


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The camera gives nothing: a ScannerError code."""

    code: str


Message = Seen | Still | Failed

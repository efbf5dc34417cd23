"""The camera process: looks through one camera, advises, and gives a still when it is good or asked for.

In a process of its own: drivers hang, and what was seen must be gone with the visit. The camera is OpenCV's (V4L2 here,
Media Foundation on Windows): Qt's multimedia modules would add a hundred megabytes for the same frames.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import cv2
import msgspec
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.camera_messages import FRAME, SHOOT, STILL, STOP, Failed, Message, Seen, Still
from shubbak.adapters.scan.pages.guiding import Wanted, guide
from shubbak.adapters.scan.pipes import sent
from shubbak.domain.guidance import Advice, Shutter

#: Frames a second that are shown; the camera may give more.
SHOWN_A_SECOND = 15
_LONGEST_SHOWN = 640
_WANTED_SIZE = (1920, 1080)
_QUALITY = 92
_MEMORY = 4 << 30
_WANTED = {"zone": Wanted(0.0, zone=True), "card": Wanted(), "page": Wanted(1.414)}


class CameraWorker:
    """One camera from opening to the end. wanted: zone (a card or passport on the side that is read), card or page."""

    def __init__(self, camera: cv2.VideoCapture, wanted: str, answers: int) -> None:
        self._camera = camera
        self._wanted = _WANTED[wanted]
        self._answers = answers
        self._asked = self._told = b""
        self._before: Gray | None = None
        self._shutter = Shutter()

    def run(self, orders: int) -> None:
        """Show frames until told to stop, and give a still for each that was asked for."""
        listening = threading.Thread(target=self._listen, args=(orders,), daemon=True)
        listening.start()
        for frame in self._frames():
            if self._told == STOP:
                return
            self._show(frame)
        self._say(Failed("scanner-gone"))

    def _listen(self, orders: int) -> None:
        """Take orders; when nobody is left to give any, end, even while a driver hangs."""
        while order := os.read(orders, 1):
            if order == STOP:
                self._told = STOP
                return
            self._asked = order
        os._exit(0)

    def _frames(self) -> Iterator[Any]:
        """Give frames as they come, not more than are shown; a file plays at that speed too."""
        due = time.monotonic()
        while True:
            whole, frame = self._camera.read()
            if not whole:
                return
            if time.monotonic() >= due - 0.5 / SHOWN_A_SECOND:
                due = max(due + 1 / SHOWN_A_SECOND, time.monotonic())
                yield frame
            if self._camera.get(cv2.CAP_PROP_FRAME_COUNT) > 0:  # a file
                time.sleep(max(0.0, due - time.monotonic()))

    def _show(self, frame: Any) -> None:
        scale = _LONGEST_SHOWN / max(frame.shape[:2])
        small = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else frame
        gray = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
        guidance = guide(gray, self._before, self._wanted)
        self._before = gray
        self._shutter, opens = self._shutter.step(guidance, time.monotonic())
        height, width = small.shape[:2]
        shown = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)
        self._say(Seen(width, height, shown.tobytes(), guidance.advice.value, guidance.place))
        good = {FRAME: guidance.advice is Advice.READY, STILL: opens, SHOOT: True}
        if good.get(self._asked):
            self._asked = b""
            _, body = cv2.imencode(".jpg", frame, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
            self._say(Still(body.tobytes()))

    def _say(self, message: Message) -> None:
        sent(self._answers, msgspec.msgpack.encode(message))


def opened(address: str) -> cv2.VideoCapture:
    """Return the camera at an address: a number, a device's path, or a recorded file."""
    camera = cv2.VideoCapture(int(address)) if address.isdigit() else cv2.VideoCapture(address)
    for what, size in zip((cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT), _WANTED_SIZE, strict=True):
        camera.set(what, size)
    return camera


def main(words: list[str]) -> int:
    """Serve one scan: the address and what is wanted as words, orders on standard input, messages on the output."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    cv2.setNumThreads(1)
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a driver that prints must not break the frames
    address, wanted = words
    camera = opened(address)
    worker = CameraWorker(camera, wanted, answers)
    with contextlib.suppress(BrokenPipeError):
        if camera.isOpened():
            worker.run(sys.stdin.fileno())
        else:
            sent(answers, msgspec.msgpack.encode(Failed("scanner-gone")))
    camera.release()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

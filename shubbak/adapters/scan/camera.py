"""A camera as a scanner that one looks through: the station's side of its camera process."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Sequence

import msgspec

from shubbak.adapters.scan.camera_messages import FRAME, SHOOT, STILL, STOP, Failed, Message, Seen, Still
from shubbak.adapters.scan.pipes import ended, received
from shubbak.domain.guidance import Advice, Guidance
from shubbak.ports.camera import Preview
from shubbak.ports.scanner import ScanArea, ScannedImage, ScannerError, ScanWish

_READER = msgspec.msgpack.Decoder(Message)
#: Longer than any frame: 4096 × 2160 pixels, three bytes each.
_LARGEST = 27_000_000
_ADVICE = ("", *Advice)


def camera_command(address: str, wanted: str) -> list[str]:
    """Return what starts a camera process; a frozen program starts itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "camera-worker", address, wanted]
    return [sys.executable, "-m", "shubbak.adapters.scan.camera_worker", address, wanted]


class CameraScanner:
    """Implements `ports.scanner.Scanner` and `ports.camera.Camera`.

    address: a number (0 is the first), a device's path, or a recorded file (development). wanted: zone (a card or
    passport on the side that is read), card or page, what is expected in front of it unless a wish says otherwise.
    deadline_s: how long a person may take to hold it well. silence_s: without a frame for so long the camera is gone;
    unplugged and plugged in again it is looked for anew within the deadline.
    """

    def __init__(
        self,
        address: str,
        wanted: str = "page",
        deadline_s: float = 60.0,
        silence_s: float = 8.0,
        command: Sequence[str] | None = None,
    ) -> None:
        self._address = address
        self._wanted = wanted
        self._deadline_s = deadline_s
        self._silence_s = silence_s
        self._command = command
        self._preview: Preview | None = None
        self._process: subprocess.Popen[bytes] | None = None
        #: Orders come from the screen's thread: once a pipe is closed, its number may be another file's.
        self._line = threading.Lock()
        self._cancelled = threading.Event()
        self._number = 0

    def scan(self, wish: ScanWish | None = None) -> ScannedImage:
        """Return the first good still; raises ScannerError: scanner-slow when none came, scanner-gone, cancelled."""
        with contextlib.closing(self._stills(wish, STILL)) as stills:
            return next(stills)

    def scan_all(self, wish: ScanWish | None = None) -> Iterator[ScannedImage]:
        """Give one page."""
        yield self.scan(wish)

    def frames(self) -> Generator[ScannedImage]:
        return self._stills(None, FRAME)

    def snap(self) -> ScannedImage:
        with contextlib.closing(self._stills(None, SHOOT)) as stills:
            return next(stills)

    def preview(self) -> Preview | None:
        return self._preview

    def shoot(self) -> None:
        self._order(SHOOT)

    def cancel(self) -> None:
        self._cancelled.set()
        self._order(STOP)

    def _stills(self, wish: ScanWish | None, order: bytes) -> Generator[ScannedImage]:
        self._cancelled.clear()
        until = time.monotonic() + self._deadline_s
        try:
            while True:
                yield self._still(wish, until, order)
        finally:
            self._close()

    def _still(self, wish: ScanWish | None, until: float, order: bytes) -> ScannedImage:
        """Ask for a good frame and show what comes meanwhile; one that gave some and stopped is looked for anew."""
        while True:
            try:
                process = self._opened(wish)
                self._order(order)
                return self._awaited(process, until)
            except OSError:
                code = "scanner-gone"
            except ScannerError as error:
                code = error.code
            self._end()
            if self._cancelled.is_set():
                raise ScannerError("scanner-cancelled")
            if code == "scanner-slow" or self._preview is None or time.monotonic() >= until:
                raise ScannerError(code)
            self._cancelled.wait(0.5)

    def _awaited(self, process: subprocess.Popen[bytes], until: float) -> ScannedImage:
        if process.stdout is None:
            raise OSError("no pipe")
        while True:
            patience = min(until, time.monotonic() + self._silence_s)
            try:
                length = int.from_bytes(received(process.stdout.fileno(), 4, patience), "big")
                if length > _LARGEST:
                    raise OSError("no frame is as large as that")
                message = _READER.decode(received(process.stdout.fileno(), length, patience))
            except TimeoutError:
                raise ScannerError("scanner-slow" if time.monotonic() >= until else "scanner-gone") from None
            except msgspec.MsgspecError:
                raise OSError("no frame") from None
            if isinstance(message, Still):
                return ScannedImage(message.body, "image/jpeg")
            if isinstance(message, Failed):
                raise ScannerError(message.code)
            self._show(message)
            if time.monotonic() >= until:
                raise ScannerError("scanner-slow")

    def _show(self, seen: Seen) -> None:
        if self._cancelled.is_set():
            raise ScannerError("scanner-cancelled")
        if len(seen.pixels) != 3 * seen.width * seen.height or seen.advice not in _ADVICE:
            raise OSError("no frame")  # whoever draws it would read beyond its end
        self._number += 1
        guidance = Guidance(Advice(seen.advice), seen.place) if seen.advice else None
        self._preview = Preview(self._number, seen.width, seen.height, seen.pixels, guidance)

    def _opened(self, wish: ScanWish | None) -> subprocess.Popen[bytes]:
        if self._process is None:
            wanted = self._wanted if wish is None else "card" if wish.area is ScanArea.CARD else "page"
            self._process = subprocess.Popen(
                self._command or camera_command(self._address, wanted),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        return self._process

    def _order(self, order: bytes) -> None:
        with self._line:
            process = self._process
            if process is not None and process.stdin is not None:
                with contextlib.suppress(OSError, ValueError):
                    os.write(process.stdin.fileno(), order)

    def _end(self) -> None:
        with self._line:
            process, self._process = self._process, None
        if process is not None:
            ended(process)

    def _close(self) -> None:
        self._end()
        self._preview = None

"""Every scanner on a bench of its own: a hand lays pages in, pulls the plug, puts it back and breaks things."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from fakes.escl_device import EsclDevice

from shubbak.adapters.devices.escl_scanner import EsclScanner
from shubbak.adapters.devices.folder_scanner import FolderScanner
from shubbak.adapters.devices.sane_scanner import SaneScanner
from shubbak.adapters.devices.simulated_scanner import SimulatedScanner
from shubbak.ports.scanner import ScanArea, ScannedImage, Scanner, ScanSource, ScanWish

PAGE = np.arange(120 * 80 * 3, dtype=np.uint32).astype(np.uint8).reshape(120, 80, 3)
SMALL = ScanWish(dpi=75, area=ScanArea.CARD)
FED = ScanWish(source=ScanSource.FEEDER, dpi=75, area=ScanArea.CARD)
_SANE_FAULTS = {
    "scanner-jammed": "JAMMED",
    "scanner-empty": "NO_DOCS",
    "scanner-cover-open": "COVER_OPEN",
    "scanner-busy": "DEVICE_BUSY",
    "scanner-denied": "ACCESS_DENIED",
    "scanner-gone": "IO_ERROR",
    "scanner-gibberish": "EOF",
}


def encoded(image: np.ndarray, suffix: str) -> bytes:
    return cv2.imencode(suffix, image)[1].tobytes()


class Pins:
    """Certificates in memory."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def accepts(self, place: str, fingerprint: str) -> bool:
        return self.known.setdefault(place, fingerprint) == fingerprint


class Bench:
    """A scanner with a page on its glass and, where it has a feeder, `pile` pages in that."""

    scanner: Scanner
    faults: tuple[str, ...] = ()
    #: Over a network a broken page may be there before the word why.
    may_lose_reasons = False
    pile = 3

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def words_for(self, code: str) -> tuple[str, ...]:
        """The codes that this device may answer for a fault."""
        return (code, "scanner-gibberish") if self.may_lose_reasons else (code,)

    def is_page(self, image: ScannedImage) -> bool:
        """Whether this is what lay there, to the last pixel."""
        return bool((cv2.imdecode(np.frombuffer(image.untrusted_body, np.uint8), cv2.IMREAD_COLOR) == PAGE).all())

    def fill(self) -> None: ...
    def empty(self) -> None: ...
    def unplug(self) -> None: ...
    def plug_in(self) -> None: ...
    def fail(self, code: str) -> None: ...
    def slow_down(self) -> None: ...
    def speed_up(self) -> None: ...
    def close(self) -> None: ...


class SaneBench(Bench):
    """The pnm device shows a file as its page; the test device has a feeder with ten sheets and every fault of SANE."""

    faults = tuple(_SANE_FAULTS)
    pile = 10
    prefix = ""

    scanner: SaneScanner

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._page = folder / "page.ppm"
        self.plug_in()
        self.scanner = SaneScanner(f"{self.prefix}pnm:0", {"filename": str(self._page)}, SMALL)

    def plug_in(self) -> None:
        self._page.write_bytes(encoded(PAGE, ".ppm"))

    def unplug(self) -> None:
        self._page.unlink()

    def empty(self) -> None:
        self.fail("scanner-empty")

    def fail(self, code: str) -> None:
        fault = {"read-return-value": f"SANE_STATUS_{_SANE_FAULTS[code]}"}
        self.scanner = SaneScanner(f"{self.prefix}test:0", fault, SMALL)

    def fill(self) -> None:
        self.scanner = SaneScanner(f"{self.prefix}test:0", {"test-picture": "Grid"}, SMALL)

    def slow_down(self) -> None:
        slow = {"read-delay": "yes", "read-delay-duration": "200000", "read-limit": "yes", "read-limit-size": "100"}
        self.scanner = SaneScanner(f"{self.prefix}test:0", slow, SMALL)

    def speed_up(self) -> None:
        self.scanner._own.clear()  # the same scanner: somebody else made its device quick again


class SaneNetBench(SaneBench):
    """The same devices behind `saned` on an address of this machine's loopback network, which is its own."""

    faults = ("scanner-jammed", "scanner-cover-open", "scanner-gone")
    may_lose_reasons = True

    def __init__(self, folder: Path) -> None:
        host = f"127.{random.randint(2, 250)}.{random.randint(1, 250)}.{random.randint(1, 250)}"
        self._host, self.prefix = host, f"net:{host}:"
        client = Path(os.environ["SANE_CONFIG_DIR"])
        (client / "dll.conf").write_text("net\n")
        (client / "net.conf").write_text(f"connect_timeout = 5\n{host}\n")
        self._daemon: subprocess.Popen[bytes] | None = None
        self._settings = folder / "saned.d"
        self._settings.mkdir()
        (self._settings / "dll.conf").write_text("test\npnm\n")
        (self._settings / "saned.conf").write_text("127.0.0.0/8\n")
        super().__init__(folder)

    def plug_in(self) -> None:
        super().plug_in()
        settings = {**os.environ, "SANE_CONFIG_DIR": str(self._settings)}
        command = ["saned", "-l", "-e", "-d", "0", "-b", self._host]
        self._daemon = subprocess.Popen(command, env=settings, stderr=subprocess.DEVNULL, start_new_session=True)
        self._wait_for_its_door()

    def _wait_for_its_door(self) -> None:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection((self._host, 6566), timeout=1):
                return
            time.sleep(0.02)
        raise AssertionError("saned does not open its door")

    def unplug(self) -> None:
        if self._daemon is not None:
            # Its children serve a connection each: they end with the group that it leads.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._daemon.pid, signal.SIGKILL)
            self._daemon.wait()
            self._daemon = None

    def close(self) -> None:
        self.unplug()


class FolderBench(Bench):
    faults = ("scanner-gibberish",)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._pages = folder / "pages"
        self.plug_in()
        self.scanner = FolderScanner(self._pages, settle_s=0.01, patience_s=0.05)

    def plug_in(self) -> None:
        self._pages.mkdir()
        (self._pages / "page.png").write_bytes(encoded(PAGE, ".png"))

    def fill(self) -> None:
        for number in range(self.pile - 1):
            (self._pages / f"page{number}.png").write_bytes(encoded(PAGE, ".png"))

    def empty(self) -> None:
        for page in self._pages.iterdir():
            page.unlink()

    def unplug(self) -> None:
        self.empty()
        self._pages.rmdir()

    def fail(self, code: str) -> None:
        (self._pages / "page.png").write_bytes(encoded(PAGE, ".png")[:-20])

    def slow_down(self) -> None:
        self.fail("scanner-gibberish")
        self.scanner = FolderScanner(self._pages, patience_s=20)

    def speed_up(self) -> None:
        (self._pages / "page.png").write_bytes(encoded(PAGE, ".png"))


class SimulatedBench(Bench):
    faults = ("scanner-jammed", "scanner-busy", "scanner-slow", "scanner-gibberish")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        picture = folder / "picture"
        picture.write_bytes(encoded(PAGE, ".png"))
        self.scanner: SimulatedScanner = SimulatedScanner(picture, development=True)

    def empty(self) -> None:
        self.fail("scanner-empty")

    def unplug(self) -> None:
        self.fail("scanner-gone")

    def plug_in(self) -> None:
        self.fail("")

    def fail(self, code: str) -> None:
        self.scanner.fault = code

    def slow_down(self) -> None:
        self.scanner = SimulatedScanner(self.folder / "picture", development=True, seconds=20)

    def speed_up(self) -> None:
        self.scanner._seconds = 0.0


class EsclBench(Bench):
    """A network scanner that draws a new page for each scan; what it sent is what must arrive."""

    device_faults = {  # noqa: RUF012 (nobody changes it)
        "scanner-jammed": "jam",
        "scanner-cover-open": "cover",
        "scanner-denied": "denied",
        "scanner-gone": "broken",
        "scanner-slow": "stall-page",
        "scanner-gibberish": "half-image",
    }
    faults = tuple(device_faults)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.device = EsclDevice()
        self.scanner = EsclScanner(self.device.address, Pins(), SMALL, page_s=0.5)

    def is_page(self, image: ScannedImage) -> bool:
        return image.untrusted_body == self.device.sent[-1]

    def fill(self) -> None:
        self.device.sheets = self.pile

    def empty(self) -> None:
        self.device.sheets = 0
        self.scanner = EsclScanner(self.device.address, Pins(), FED)

    def unplug(self) -> None:
        self.device.unplug()

    def plug_in(self) -> None:
        self.device.plug_in()

    def fail(self, code: str) -> None:
        self.device.fault = self.device_faults[code]
        self.device.sent.append(b"")  # a sheet got through before
        self.scanner = EsclScanner(self.device.address, Pins(), FED, page_s=0.5)

    def slow_down(self) -> None:
        self.device.fault = "stall-page"
        self.scanner = EsclScanner(self.device.address, Pins(), SMALL)

    def speed_up(self) -> None:
        self.device.fault = ""

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.device.unplug()


BENCHES = (SaneBench, SaneNetBench, FolderBench, SimulatedBench, EsclBench)


@contextlib.contextmanager
def cancelling(scanner: Scanner) -> Iterator[None]:
    """Stop what the scanner does, from another thread and as often as it takes: too early a cancel stops nothing."""
    done = threading.Event()

    def cancel() -> None:
        while not done.wait(0.1):
            scanner.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()

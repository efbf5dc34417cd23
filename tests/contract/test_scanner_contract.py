"""What every scanner promises, asked of SANE's own test devices, of a folder, and of the simulator."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import pytest

from shubbak.adapters.devices.folder_scanner import FolderScanner
from shubbak.adapters.devices.sane_scanner import SaneScanner
from shubbak.adapters.devices.simulated_scanner import SimulatedScanner
from shubbak.ports.scanner import ScannedImage, Scanner, ScannerError

PAGE = np.arange(120 * 80 * 3, dtype=np.uint32).astype(np.uint8).reshape(120, 80, 3)


def encoded(image: np.ndarray, suffix: str) -> bytes:
    return cv2.imencode(suffix, image)[1].tobytes()


class Bench(Protocol):
    """A scanner with PAGE on its glass, and the hand that empties and unplugs it."""

    scanner: Scanner

    def empty(self) -> None: ...
    def unplug(self) -> None: ...


class SaneBench:
    """The pnm device shows a file as its page; the test device plays an empty feeder."""

    def __init__(self, folder: Path) -> None:
        self._page = folder / "page.ppm"
        self._page.write_bytes(encoded(PAGE, ".ppm"))
        self.scanner = SaneScanner("pnm:0", {"filename": str(self._page)}, deadline_s=60)

    def empty(self) -> None:
        self.scanner = SaneScanner("test:0", {"read-return-value": "SANE_STATUS_NO_DOCS"}, deadline_s=60)

    def unplug(self) -> None:
        self.scanner = SaneScanner("pnm:7", {"filename": str(self._page)}, deadline_s=60)


class FolderBench:
    def __init__(self, folder: Path) -> None:
        self._folder = folder / "pages"
        self._folder.mkdir()
        (self._folder / "page.png").write_bytes(encoded(PAGE, ".png"))
        self.scanner = FolderScanner(self._folder)

    def empty(self) -> None:
        (self._folder / "page.png").unlink()

    def unplug(self) -> None:
        self.empty()
        self._folder.rmdir()


class SimulatedBench:
    def __init__(self, folder: Path) -> None:
        picture = folder / "picture"
        picture.write_bytes(encoded(PAGE, ".png"))
        self.scanner = SimulatedScanner(picture, development=True)

    def empty(self) -> None:
        self.scanner.fault = "scanner-empty"

    def unplug(self) -> None:
        self.scanner.fault = "scanner-gone"


@pytest.fixture(autouse=True)
def sane_devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A SANE that knows its two devices without hardware and nothing else."""
    settings = tmp_path / "sane.d"
    settings.mkdir()
    (settings / "dll.conf").write_text("test\npnm\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(settings))


@pytest.fixture(params=[SaneBench, FolderBench, SimulatedBench])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    yield request.param(tmp_path)


def code_of(scanner: Scanner) -> str:
    with pytest.raises(ScannerError) as caught:
        scanner.scan()
    return caught.value.code


def test_the_page_arrives_pixel_for_pixel(bench):
    image = bench.scanner.scan()
    assert image.media_type.startswith("image/")
    assert (cv2.imdecode(np.frombuffer(image.untrusted_body, np.uint8), cv2.IMREAD_COLOR) == PAGE).all()


def test_an_image_keeps_its_content_out_of_its_own_description(bench):
    image = bench.scanner.scan()
    assert repr(image) == f"ScannedImage({image.media_type}, {len(image.untrusted_body)} bytes)"


def test_an_empty_scanner_says_so_every_time(bench):
    bench.empty()
    assert [code_of(bench.scanner), code_of(bench.scanner)] == ["scanner-empty"] * 2


def test_a_scanner_that_is_not_there_says_so(bench):
    bench.unplug()
    assert code_of(bench.scanner) == "scanner-gone"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("SANE_STATUS_JAMMED", "scanner-jammed"),
        ("SANE_STATUS_NO_DOCS", "scanner-empty"),
        ("SANE_STATUS_COVER_OPEN", "scanner-cover-open"),
        ("SANE_STATUS_DEVICE_BUSY", "scanner-busy"),
        ("SANE_STATUS_IO_ERROR", "scanner-gone"),
        ("SANE_STATUS_ACCESS_DENIED", "scanner-gone"),
        ("SANE_STATUS_NO_MEM", "scanner-gone"),
        ("SANE_STATUS_EOF", "scanner-gone"),  # the page ends before its first line
    ],
)
def test_each_complaint_of_sane_becomes_its_code(status, code):
    assert code_of(SaneScanner("test:0", {"read-return-value": status}, deadline_s=60)) == code


def test_a_feeders_page_comes_like_any_other():
    options = {"source": "Automatic Document Feeder", "mode": "Gray", "resolution": "50", "x": "20", "y": "20"}
    assert SaneScanner("test:0", options, deadline_s=60).scan().untrusted_body


def test_a_slow_device_is_stopped_at_the_deadline():
    slow = {"read-delay": "yes", "read-delay-duration": "200000", "read-limit": "yes", "read-limit-size": "100"}
    started = time.monotonic()
    assert code_of(SaneScanner("test:0", {**slow, "resolution": "300"}, deadline_s=2)) == "scanner-slow"
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("deafness", ["trap '' TERM", ":"])
def test_a_driver_that_never_returns_is_killed_with_all_it_started(tmp_path, deafness):
    program, child = tmp_path / "hanging", tmp_path / "child"
    program.write_text(f"#!/bin/sh\n{deafness}\nsleep 60 &\necho $! > {child}\nwait; sleep 60\n")
    program.chmod(0o700)
    started = time.monotonic()
    assert code_of(SaneScanner("any", {}, deadline_s=1, program=str(program))) == "scanner-slow"
    assert time.monotonic() - started < 3
    gone_by = time.monotonic() + 2
    while _runs(child.read_text().strip()) and time.monotonic() < gone_by:
        time.sleep(0.02)
    assert not _runs(child.read_text().strip())


def _runs(pid: str) -> bool:
    stat = Path("/proc", pid, "stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_device_that_sends_without_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("shubbak.adapters.devices.sane_scanner.LARGEST_BYTES", 1_000_000)
    program = tmp_path / "endless"
    program.write_text("#!/bin/sh\nexec cat /dev/zero\n")
    program.chmod(0o700)
    assert code_of(SaneScanner("any", {}, deadline_s=20, program=str(program))) == "scanner-gone"


@pytest.mark.parametrize("says", ["exit 0", "echo not an image", "printf '\\211PNG\\r\\n\\032\\n'", "exit 77"])
def test_a_program_that_brings_no_whole_image_is_a_scanner_gone(tmp_path, says):
    program = tmp_path / "lying"
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o700)
    assert code_of(SaneScanner("any", {}, deadline_s=20, program=str(program))) == "scanner-gone"


def test_without_the_program_there_is_no_scanner():
    assert code_of(SaneScanner("test:0", {}, program="/nonexistent/scanimage")) == "scanner-gone"


def test_a_folder_gives_its_images_once_each_in_order_of_name(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("b.JPG", "a.png", "c.jpeg"):
        (folder / name).write_bytes(name.encode())
    scanner = FolderScanner(folder)
    assert [scanner.scan().untrusted_body for _ in range(3)] == [b"a.png", b"b.JPG", b"c.jpeg"]
    assert code_of(scanner) == "scanner-empty"
    (folder / "a2.png").write_bytes(b"late")
    assert scanner.scan() == ScannedImage(b"late", "image/png")


def test_a_folder_offers_nothing_but_its_own_regular_images_of_bearable_size(tmp_path):
    folder, elsewhere = tmp_path / "pages", tmp_path / "secret.png"
    folder.mkdir()
    elsewhere.write_bytes(b"secret")
    (folder / "link.png").symlink_to(elsewhere)
    (folder / "gone.png").symlink_to(tmp_path / "nowhere.png")
    (folder / "notes.txt").write_text("no image")
    (folder / "sub.png").mkdir()
    with (folder / "huge.png").open("wb") as file:
        file.truncate(40_000_001)
    assert code_of(FolderScanner(folder)) == "scanner-empty"


def test_the_simulator_keeps_its_picture_and_can_tear_it(tmp_path):
    picture = tmp_path / "card.jpg"
    picture.write_bytes(b"picture")
    scanner = SimulatedScanner(picture, development=True)
    assert scanner.scan() == scanner.scan() == ScannedImage(b"picture", "image/jpeg")
    scanner.tears_after_bytes = 3
    assert scanner.scan().untrusted_body == b"pic"


def test_the_simulator_never_stands_in_a_station_in_service(tmp_path):
    with pytest.raises(RuntimeError):
        SimulatedScanner(tmp_path / "card.jpg", development=False)

"""A recorded camera, through the camera's own process: frames to show with advice, and a still when it is good."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import msgspec
import numpy as np
import pytest

from shubbak.adapters.scan.camera import CameraScanner
from shubbak.adapters.scan.camera_finding import CameraFinder
from shubbak.adapters.scan.camera_messages import SHOOT, Seen
from shubbak.domain.guidance import Advice
from shubbak.ports.camera import Camera
from shubbak.ports.scanner import ScannerError
from shubbak.resources import root

SIZE = (1280, 720)
BABBLES = "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\3abc'); sys.stdout.flush(); sys.stdin.read()"
SILENT = "import time; time.sleep(30)"
#: Frames that lie: smaller than they say, and with advice that nobody knows.
_LIES = [msgspec.msgpack.encode(lie) for lie in (Seen(640, 480, b"rgb"), Seen(1, 1, b"rgb", "higher"))]
LIES = [f"import sys; sys.stdout.buffer.write({bytes(3) + bytes([len(lie)]) + lie!r}); " for lie in _LIES]
LIES = [f"{lie}sys.stdout.flush(); sys.stdin.read()" for lie in LIES]
ENDS = "import sys; sys.exit(1)"


def recording(path: Path, *, card: bool, frames: int = 40) -> str:
    """A dark desk, then a card that is put down and lies still."""
    picture = cv2.imread(str(root() / "demo" / "identity_card.jpg"))
    picture = cv2.resize(picture, None, fx=780 / picture.shape[1], fy=780 / picture.shape[1])
    height, width = picture.shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 15, SIZE)
    for number in range(frames):
        frame = np.full((SIZE[1], SIZE[0], 3), 70, np.uint8)
        if card and number > 4:
            frame[90 : 90 + height, 240 : 240 + width] = picture
        writer.write(frame)
    writer.release()
    return str(path)


@pytest.fixture(scope="module")
def with_card(tmp_path_factory: pytest.TempPathFactory) -> str:
    return recording(tmp_path_factory.mktemp("camera") / "card.avi", card=True, frames=45)


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    return recording(tmp_path_factory.mktemp("camera") / "desk.avi", card=False, frames=75)


def code_of(camera: CameraScanner) -> str:
    with pytest.raises(ScannerError) as caught:
        camera.scan()
    return caught.value.code


def test_a_card_that_lies_still_is_taken_by_itself_and_shown_meanwhile(with_card: str) -> None:
    camera = CameraScanner(with_card, "card")
    seen: list[Any] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            seen.append(camera.preview())

    looker = threading.Thread(target=look)
    looker.start()
    image = camera.scan()
    over.set()
    looker.join()
    shown = {preview.guidance.advice for preview in seen if preview is not None and preview.guidance}
    assert cv2.imdecode(np.frombuffer(image.untrusted_body, np.uint8), cv2.IMREAD_COLOR).shape == (720, 1280, 3)
    assert Advice.READY in shown
    assert camera.preview() is None  # nothing of it is left to be shown


def test_frames_worth_reading_come_until_they_are_not_wanted(with_card: str) -> None:
    camera = CameraScanner(with_card, "card")
    assert isinstance(camera, Camera)
    frames = camera.frames()
    first, second = next(frames), next(frames)
    frames.close()
    assert first.untrusted_body[:2] == second.untrusted_body[:2] == b"\xff\xd8"
    assert camera.preview() is None


def test_a_picture_is_taken_when_somebody_asks_however_it_looks(empty_desk: str) -> None:
    camera = CameraScanner(empty_desk, "card")

    def press() -> None:
        while camera.preview() is None:
            time.sleep(0.02)
        camera.shoot()

    threading.Thread(target=press).start()
    assert camera.scan().media_type == "image/jpeg"


def test_who_changes_their_mind_ends_it(empty_desk: str) -> None:
    camera = CameraScanner(empty_desk, "card")

    def leave() -> None:
        while camera.preview() is None:
            time.sleep(0.02)
        camera.cancel()

    threading.Thread(target=leave).start()
    assert code_of(camera) == "scanner-cancelled"


def test_nobody_puts_anything_there_in_time(empty_desk: str) -> None:
    assert code_of(CameraScanner(empty_desk, "card", deadline_s=2.0)) == "scanner-slow"


@pytest.mark.parametrize(("script", "code"), [(script, "scanner-gone") for script in (BABBLES, SILENT, ENDS, *LIES)])
def test_a_camera_that_fails_is_gone_in_bounded_time(script: str, code: str) -> None:
    camera = CameraScanner("0", silence_s=0.5, command=[sys.executable, "-c", script])
    assert code_of(camera) == code
    assert camera._number == 0  # nothing was shown
    assert code_of(camera) == code


def test_a_camera_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert code_of(CameraScanner(str(tmp_path / "none.avi"))) == "scanner-gone"


def test_a_camera_that_comes_back_goes_on(tmp_path: Path, with_card: str) -> None:
    """The recording ends after a few frames, as an unplugged camera does, and begins anew."""
    film = recording(tmp_path / "short.avi", card=True, frames=9)
    camera = CameraScanner(film, "card", deadline_s=30.0)

    def plug_in_again() -> Iterator[None]:
        while camera.preview() is None:
            time.sleep(0.02)
        Path(film).write_bytes(Path(with_card).read_bytes())
        yield

    threading.Thread(target=lambda: list(plug_in_again())).start()
    assert camera.scan().media_type == "image/jpeg"


def test_a_camera_that_is_tried_gives_what_it_sees_at_once(empty_desk: str) -> None:
    assert CameraScanner(empty_desk, "card").snap().media_type == "image/jpeg"


def test_cameras_are_found_as_the_kernel_names_them_and_only_their_first_nodes(tmp_path: Path) -> None:
    for number, name, index in ((0, "Counter cam", "0"), (1, "Counter cam", "1"), (10, "Kiosk cam", "0")):
        node = tmp_path / f"video{number}"
        node.mkdir()
        (node / "name").write_text(name + "\n")
        (node / "index").write_text(index + "\n")
    found = CameraFinder(tmp_path).find()
    assert [(each.address, each.name) for each in found] == [
        ("camera:/dev/video0", "Counter cam"),
        ("camera:/dev/video10", "Kiosk cam"),
    ]
    assert CameraFinder(tmp_path / "none").find() == ()


def test_no_order_is_written_into_a_pipe_that_is_being_closed() -> None:
    camera, ended, (theirs, ours) = CameraScanner("0"), threading.Event(), os.pipe()
    closing = threading.Thread(target=camera._end)

    class Process:
        """Its own pipe; somebody ends it while an order is written."""

        def __init__(self) -> None:
            self.stdin, self.stdout, self.kill = self, None, ended.set

        def wait(self, _: float) -> None: ...

        def fileno(self) -> int:
            closing.start()
            assert not ended.wait(0.1)
            return ours

        def close(self) -> None:
            os.close(ours)

    camera._process = Process()  # type: ignore[assignment]
    camera.shoot()
    closing.join()
    assert os.read(theirs, 9) == SHOOT
    os.close(theirs)

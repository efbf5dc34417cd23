"""While images are read, the screen keeps moving: the longest gap of the screen's thread, and frames shown a second.

A thread of the same process is the rival: it was what a kiosk did before, and stalled the screen by up to 320 ms.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QCoreApplication, QTimer

from shubbak.adapters.scan.camera import CameraScanner
from shubbak.adapters.scan.image_process import ImageProcess
from shubbak.adapters.scan.mrz_reader import MrzReader
from shubbak.ports.scanner import ScannerError
from shubbak.resources import root

TICK_MS = 4


def gaps(application: QCoreApplication, seconds: float, busy: Callable[[], None]) -> list[float]:
    """Milliseconds between ticks of the screen's thread while another thread does `busy` again and again."""
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            busy()

    ticks: list[float] = []
    timer = QTimer()
    timer.setInterval(TICK_MS)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    worker = threading.Thread(target=work, daemon=True)
    timer.start()
    worker.start()
    QTimer.singleShot(int(seconds * 1000), application.quit)
    application.exec()
    over.set()
    worker.join(10)
    timer.stop()
    return [(after - before) * 1000 for before, after in pairwise(ticks)]


def told(name: str, found: list[float]) -> float:
    worst = max(found)
    late = statistics.quantiles(found, n=1000)[-1]
    print(f"{name:34} longest gap {worst:7.1f} ms   one in a thousand {late:7.1f} ms   ticks {len(found)}")
    return late


def film(folder: Path, seconds: float) -> str:
    """A card that lies still before the camera at 30 frames a second."""
    card = cv2.imread(str(root() / "demo" / "identity_card.jpg"))
    card = cv2.resize(card, None, fx=1000 / card.shape[1], fy=1000 / card.shape[1])
    path = folder / "card.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 30, (1920, 1080))
    frame = np.full((1080, 1920, 3), 70, np.uint8)
    frame[200 : 200 + card.shape[0], 400 : 400 + card.shape[1]] = card
    for _ in range(int(seconds * 15) + 30):
        writer.write(frame)
    writer.release()
    return str(path)


def shown_a_second(seconds: float, look: Callable[[bytes], object]) -> float:
    """Count the different frames that a screen looking every 33 ms would show of a film in real time, while each good
    one is read.
    """
    with tempfile.TemporaryDirectory() as folder:
        camera = CameraScanner(film(Path(folder), seconds + 4), "zone", deadline_s=seconds + 20)

        def read_on() -> None:
            with contextlib.suppress(ScannerError):
                for frame in camera.frames():
                    look(frame.untrusted_body)

        threading.Thread(target=read_on, daemon=True).start()
        while camera.preview() is None:
            time.sleep(0.01)
        seen, begun = set(), time.perf_counter()
        while time.perf_counter() - begun < seconds:
            preview = camera.preview()
            if preview is not None:
                seen.add(preview.number)
            time.sleep(0.033)
        camera.cancel()
        return len(seen) / seconds


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=6.0)
    seconds = arguments.parse_args().seconds
    application = QCoreApplication([])
    card = (root() / "demo" / "identity_card.jpg").read_bytes()
    images, reader = ImageProcess(date.today), MrzReader(date.today)
    images.read(card)
    reader.read(card)
    idle = told("screen alone", gaps(application, seconds, lambda: time.sleep(0.05)))
    apart = told("reading in a process of its own", gaps(application, seconds, lambda: images.read(card)))
    thread = told("reading in a thread", gaps(application, seconds, lambda: reader.read(card)))
    print(f"apart against alone: {apart / idle:.1f} times; a thread against alone: {thread / idle:.1f} times")
    print(f"preview: {shown_a_second(seconds, lambda _: None):.1f} frames a second shown")
    print(f"preview while each good frame is read: {shown_a_second(seconds, images.read):.1f} frames a second shown")
    images.forget()


if __name__ == "__main__":
    main()

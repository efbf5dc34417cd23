"""Images are looked at in a process of its own: what it says comes home, what ends it ends nothing else."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fakes.passport_content import Issuer, zone
from fakes.virtual_passport import VirtualPassport
from PIL import Image

from shubbak.adapters.chip.icao_reader import IcaoChipReader
from shubbak.adapters.scan.image_process import ImageProcess
from shubbak.domain.page import Page, PageFault, Place
from shubbak.domain.problem import Problem
from shubbak.flow.effects import ReadChip
from shubbak.flow.events import ChipRead
from shubbak.ports.chip import MrzKey
from shubbak.ports.scanner import ScannerError
from shubbak.resources import root
from shubbak.services.chip_effects import read_chip

CARD = (root() / "demo" / "identity_card.jpg").read_bytes()
#: An image process that ends, hangs or babbles as soon as it is asked.
FALLS = "import sys; sys.stdin.buffer.read(4); sys.exit(3)"
HANGS = "import time; time.sleep(60)"
BABBLES = "import sys; sys.stdin.buffer.read(4); sys.stdout.buffer.write(b'\\0\\0\\0\\3abc'); sys.stdout.flush()"


def today() -> date:
    return date(2026, 3, 1)


@pytest.fixture(scope="module")
def images() -> Iterator[ImageProcess]:
    process = ImageProcess(today)
    yield process
    process.forget()


def children() -> list[int]:
    threads = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


def test_a_card_is_read_over_there(images: ImageProcess) -> None:
    document = images.read(CARD).document
    assert document is not None
    assert document.number


def test_cards_come_home_with_what_was_read(images: ImageProcess) -> None:
    (card,) = images.cards(CARD)
    assert card.reading.document is not None
    assert card.picture.startswith(b"\xff\xd8")


def test_what_is_no_image_is_a_problem(images: ImageProcess) -> None:
    assert images.read(b"GIF89a").problems == (Problem("image-unreadable"),)
    assert images.take(b"", "letter") == Problem("image-unreadable")
    assert images.portrait(b"GIF89a") == b""
    assert images.cards(b"GIF89a") == ()


def test_a_chips_picture_in_jpeg_2000_comes_home_as_a_jpeg(images: ImageProcess) -> None:
    held = io.BytesIO()
    Image.open(root() / "demo" / "identity_card.jpg").resize((240, 320)).save(held, "JPEG2000")
    key, picture = MrzKey.of_zone(zone()), held.getvalue()
    assert key is not None

    def shown(picture: bytes) -> bytes:
        chip = VirtualPassport(Issuer().files(zone(), picture=picture), key)
        said = read_chip(ReadChip(key, portrait=True), IcaoChipReader(chip, {}, today), images)
        assert isinstance(said, ChipRead)
        return said.portrait

    assert shown(picture).startswith(b"\xff\xd8")
    assert shown(picture[:-2]) == b""  # signed as it is, and no whole picture


def test_pages_come_home_and_are_bound(images: ImageProcess) -> None:
    pages = images.take((root() / "demo" / "commercial_licence.jpg").read_bytes(), "any")
    assert isinstance(pages, tuple)
    bound = images.bind((*pages, Page(pages[0].body, 5, 5, 2**63, (PageFault("page-cut", Place(0, 0, 1, 0.5)),))))
    assert bound.startswith(b"%PDF")
    assert images.pack(pages[0]).startswith(b"%PDF")


def test_a_visit_that_is_over_takes_its_process_along() -> None:
    images, before = ImageProcess(today), children()
    images.read(CARD)
    (own,) = set(children()) - set(before)
    images.forget()
    assert own not in children()
    assert images.read(CARD).document is not None  # the next visitor has a new one
    images.forget()


def test_a_killed_process_is_an_unreadable_image_and_the_next_card_is_read() -> None:
    images, before = ImageProcess(today), children()
    images.read(CARD)
    (own,) = set(children()) - set(before)
    os.kill(own, signal.SIGKILL)
    found = [images.read(CARD).problems for _ in range(2)]
    assert found[-1] == ()
    images.forget()


@pytest.mark.parametrize("script", [FALLS, HANGS, BABBLES], ids=["falls", "hangs", "babbles"])
def test_a_process_that_fails_is_ended_in_bounded_time(script: str) -> None:
    images = ImageProcess(today, deadline_s=0.5, command=[sys.executable, "-c", script])
    before = children()
    assert images.read(CARD).problems == (Problem("image-unreadable"),)
    assert children() == before
    with pytest.raises(ScannerError, match="image-unreadable"):  # told to who waits for it; no program ends
        images.bind(())


def test_a_file_that_takes_too_long_is_too_large_and_not_damaged() -> None:
    images = ImageProcess(today, deadline_s=0.1, command=[sys.executable, "-c", HANGS])
    assert images.take(CARD, "other") == Problem("image-too-large")
    images.forget()


def test_a_process_that_cannot_be_started_is_an_unreadable_image(tmp_path: Path) -> None:
    images = ImageProcess(today, command=[str(tmp_path / "nothing")])
    images.warm()
    assert images.read(CARD).problems == (Problem("image-unreadable"),)


def test_the_decoder_over_there_has_a_limit_of_its_own() -> None:
    says = "import os, sys; said = os.environ['OPENCV_IO_MAX_IMAGE_PIXELS'].encode(); sys.stdin.buffer.read(4); "
    says += "sys.stdout.buffer.write(bytes([0, 0, 0, len(said) + 2, 0xC4, len(said)]) + said); sys.stdout.flush()"
    images = ImageProcess(today, command=[sys.executable, "-c", says])
    assert images.face(b"") == b"60000000"
    images.forget()


def test_an_errand_of_a_visit_that_is_over_gets_no_new_process() -> None:
    script = "import sys, time; sys.stdin.buffer.read(9); time.sleep(60)"
    images, before = ImageProcess(today, command=[sys.executable, "-c", script]), children()
    codes: list[str] = []

    def ask() -> None:
        try:
            images.pack(Page(b"", 1, 1))
        except ScannerError as error:
            codes.append(error.code)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for one in asking:
        one.start()
    while children() == before:
        time.sleep(0.01)
    images.forget()
    for one in asking:
        one.join(10)
    assert codes == ["scanner-cancelled"] * 2
    assert children() == before

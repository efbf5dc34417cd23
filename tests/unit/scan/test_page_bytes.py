"""What scanners and folders give for pages is looked at in bounded time, whatever its heads say."""

from __future__ import annotations

import struct

import cv2
import numpy as np
import pytest

from shubbak.adapters.devices.page_bytes import is_whole, media_type, pixels, pnm_length
from shubbak.adapters.scan.image_header import dimensions

FRAME = b"\xff\xc0\x00\x11\x08\x00\x1e\x00\x28\x03"


def jpeg(before: bytes) -> bytes:
    return b"\xff\xd8" + before + FRAME + bytes(20) + b"\xff\xd9"


def tiff(*entries: tuple[int, int, int], after: int = 0) -> bytes:
    """Return one directory of (tag, count, value), and where the next one stands."""
    rows = b"".join(struct.pack("<HHII", tag, 4, count, value) for tag, count, value in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + rows + struct.pack("<I", after)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("gap", [b" " * 400, b"\n#" * 200, b"\t#\n" * 150])
def test_a_head_that_is_all_gap_is_no_page(gap):
    assert media_type(b"P6" + gap + b"x") == ""
    assert dimensions(b"P6" + gap + b"x") is None


def test_a_bitmap_whose_first_dots_look_like_digits_is_a_page():
    body = b"P4\n8 2\n9 "
    assert (pnm_length(body), pixels(body), is_whole(body)) == (9, (8, 2), True)


@pytest.mark.parametrize("measure", [pixels, dimensions])
@pytest.mark.parametrize("filling", [b"\xff" * 5000, b"\xff\xe0\x00\x02" * 5000])
def test_a_picture_that_never_comes_to_its_frame_has_no_size(measure, filling):
    assert measure(jpeg(b"\xff\xe0\x00\x02" * 300)) == (40, 30)
    assert measure(jpeg(filling)) is None


@pytest.mark.timeout(10)
def test_directories_that_lead_to_each_other_and_tags_in_crowds_are_no_page():
    assert is_whole(tiff((273, 1, 8), (279, 1, 2)))
    assert not is_whole(tiff(*[(273, 90_000, 8)] * 150, after=8) + bytes(400_000))
    assert dimensions(tiff((256, 1, 30), (257, 1, 30))) == (30, 30)
    assert dimensions(tiff((256, 1, 50_000), (257, 1, 50_000), (256, 1, 30), (257, 1, 30))) is None


PICTURE = (np.arange(50 * 60) % 251).astype(np.uint8).reshape(50, 60)


def hidden_behind(marker: bytes) -> bytes:
    """Return a JPEG of 60 by 50 that is jumped over by whoever takes what follows the marker for a length."""
    body = cv2.imencode(".jpg", PICTURE)[1].tobytes()[2:]
    return b"\xff\xd8" + marker + struct.pack(">H", len(body) + 2) + body + FRAME + bytes(20) + b"\xff\xd9"


def long_sides() -> bytes:
    """Return a TIFF of 60 by 50 whose sides are said in eight bytes, at places with the numbers 40 and 30."""
    rows = [(256, 16, 40), (257, 16, 30), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 400), (279, 4, 3000)]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in rows)
    start = b"II*\0" + struct.pack("<I", 100) + bytes(22) + struct.pack("<QxxQ", 50, 60)
    return (start.ljust(100, b"\0") + struct.pack("<H", len(rows)) + entries).ljust(400, b"\0") + PICTURE.tobytes()


LIES = {
    "comment": b"P5 #\r60 50 255\n40 30 255\n" + PICTURE.tobytes(),
    "stuffing": hidden_behind(b"\xff\x00"),
    "no-length": hidden_behind(b"\xff\x01"),
    "long": long_sides(),
}


@pytest.mark.parametrize("measure", [pixels, dimensions])
@pytest.mark.parametrize("lie", LIES)
def test_no_picture_is_decoded_larger_than_it_was_measured(measure, lie):
    assert cv2.imdecode(np.frombuffer(LIES[lie], np.uint8), cv2.IMREAD_GRAYSCALE).shape == (50, 60)
    assert measure(LIES[lie]) in (None, (60, 50))

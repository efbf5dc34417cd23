"""What scanners and folders give for pages is looked at in bounded time, whatever its heads say."""

from __future__ import annotations

import struct

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

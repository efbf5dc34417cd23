"""How large images say they are, against images whose size is known."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.adapters.scan.image_header import dimensions

IMAGE = np.random.default_rng(3).integers(0, 256, (37, 91, 3), np.uint8)
WAYS = [
    (".png", []),
    (".jpg", []),
    (".jpg", [cv2.IMWRITE_JPEG_PROGRESSIVE, 1]),
    (".ppm", []),
    (".bmp", []),
    (".tiff", []),
    (".webp", [cv2.IMWRITE_WEBP_QUALITY, 50]),
    (".webp", [cv2.IMWRITE_WEBP_QUALITY, 101]),
]


@pytest.mark.parametrize(("suffix", "way"), WAYS)
def test_the_header_says_the_size_that_decoding_gives(suffix, way):
    assert dimensions(cv2.imencode(suffix, IMAGE, way)[1].tobytes()) == (91, 37)


def test_a_netpbm_header_may_hold_comments():
    assert dimensions(b"P6 # made by hand\n# twice\n 91\n37 255\n") == (91, 37)


@given(st.sampled_from(WAYS), st.integers(0, 200), st.binary(max_size=30))
def test_damage_gives_a_size_or_nothing(way, cut, junk):
    whole = cv2.imencode(way[0], IMAGE, way[1])[1].tobytes()
    size = dimensions(whole[:cut] + junk)
    assert size is None or len(size) == 2


@given(st.binary(max_size=64))
def test_other_bytes_are_no_image(junk):
    size = dimensions(junk)
    assert size is None or junk[:2] in (b"BM", b"II", b"MM", b"RI", b"\xff\xd8", *(b"P%d" % n for n in range(1, 7)))

"""From untrusted bytes to a grey image, or to the reason why not; nothing large is decoded before it is measured."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.image_header import LARGEST_PIXELS, dimensions
from shubbak.domain.problem import Problem

LARGEST_BYTES = 40_000_000
SMALLEST_SIDE = 24


def decode(untrusted_body: bytes) -> Gray | Problem:
    """Return the image in grey, turned as stored: no use is made of its EXIF. Problems as `decode_as`."""
    return decode_as(untrusted_body, cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION)


def decode_as(untrusted_body: bytes, flags: int) -> Gray | Problem:
    """Return the image as OpenCV's IMREAD flags say, rows first.

    Problems: image-too-large beyond 40 MB or 60 million pixels (an A4 page at 600 dpi has 35), image-unreadable for
    everything that is not a whole image of a known kind.
    """
    if len(untrusted_body) > LARGEST_BYTES:
        return Problem("image-too-large")
    size = dimensions(untrusted_body)
    if size is None or min(size) < SMALLEST_SIDE:
        return Problem("image-unreadable")
    if size[0] * size[1] > LARGEST_PIXELS:
        return Problem("image-too-large")
    try:
        image = cv2.imdecode(np.frombuffer(untrusted_body, np.uint8), flags)
    except cv2.error:
        image = None
    return Problem("image-unreadable") if image is None else np.asarray(image, np.uint8)

"""Scanned pages made fit to travel: bounded decoding, a sensible size, and nothing kept but pixels."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.images import decode_as
from shubbak.domain.problem import Problem

#: An A4 page at 200 dpi: small print and stamps stay readable, and a page weighs about 400 kB.
LONGEST_SIDE = 2340
QUALITY = 80
#: Grey levels; a page whose darkest and lightest parts differ less holds nothing a person could read.
FAINTEST = 12.0


class JpegPageCleaner:
    """Implements ports.pages.PageCleaner."""

    def clean(self, untrusted_image: bytes) -> bytes | Problem:
        # A photo's EXIF says which way up it was taken; it is obeyed here, because it does not travel.
        decoded = decode_as(untrusted_image, cv2.IMREAD_COLOR)
        if isinstance(decoded, Problem):
            return decoded
        scale = LONGEST_SIDE / max(decoded.shape[:2])
        page = decoded if scale >= 1 else cv2.resize(decoded, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        dark, light = np.percentile(page, (0.5, 99.5))
        if light - dark < FAINTEST:
            return Problem("page-blank")
        _, encoded = cv2.imencode(".jpg", page, (cv2.IMWRITE_JPEG_QUALITY, QUALITY))
        return encoded.tobytes()

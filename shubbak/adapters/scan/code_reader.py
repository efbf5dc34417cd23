"""QR codes read from a scanner's image: what a staff card says."""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.images import decode
from shubbak.domain.problem import Problem

#: A card's code is 28 mm wide with 33 modules; on an A4 page of this length each still has eight pixels.
_LONGEST_SIDE = 3000
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read_codes(untrusted_body: bytes) -> tuple[str, ...] | Problem:
    """Return the untrusted texts of the QR codes in an image, none where there is none; problems as `images.decode`."""
    image = decode(untrusted_body)
    if isinstance(image, Problem):
        return image
    found = zxingcpp.read_barcodes(_shrunk(image), formats=_QR, text_mode=zxingcpp.TextMode.Plain)
    return tuple(str(code.text) for code in found if code.text)


def _shrunk(image: Gray) -> Gray:
    scale = _LONGEST_SIDE / max(image.shape)
    if scale >= 1:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)

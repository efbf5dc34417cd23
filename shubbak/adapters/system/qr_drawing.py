"""QR codes drawn for staff: as a picture to print, and as lines for a terminal."""

from __future__ import annotations

import io

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

#: Light modules around the code; readers need four (ISO/IEC 18004).
_QUIET = 4
_MODULE_PIXELS = 10
#: By whether the upper and the lower of two modules are light: a terminal writes light on dark.
_HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def qr_lines(text: str) -> list[str]:
    """Return a code as lines of half blocks, light modules as light signs: for a terminal with a dark background."""
    dark = _modules(text)
    rows = [*dark, [False] * len(dark)] if len(dark) % 2 else dark
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(_HALVES[not upper, not lower] for upper, lower in zip(*pair, strict=True)) for pair in pairs]


def qr_png(text: str) -> bytes:
    """Return a code as a black and white PNG."""
    dark = _modules(text)
    picture = Image.new("1", (len(dark), len(dark)), 1)
    picture.putdata([0 if module else 1 for row in dark for module in row])
    body = io.BytesIO()
    size = (len(dark) * _MODULE_PIXELS, len(dark) * _MODULE_PIXELS)
    picture.resize(size, Image.Resampling.NEAREST).save(body, "PNG")
    return body.getvalue()


def _modules(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]

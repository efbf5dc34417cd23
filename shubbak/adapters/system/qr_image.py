"""QR codes read from an image file's bytes, with bounds on what is decoded at all."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image, UnidentifiedImageError

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF")
#: A phone's photo is shrunk to this before the search; a receipt's modules stay above three pixels.
_LONGEST_SIDE = 3000


class QrImageError(Exception):
    """No code came out of the image. `code`: qr-image-too-large, qr-image-unreadable or qr-image-no-code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_qr(untrusted_image: bytes) -> list[str]:
    """Return the texts of all QR codes in a PNG, JPEG, WebP, BMP or TIFF, at least one; raises QrImageError."""
    if len(untrusted_image) > MAX_BYTES:
        raise QrImageError("qr-image-too-large")
    found = zxingcpp.read_barcodes(_grey(untrusted_image), formats=_QR, text_mode=zxingcpp.TextMode.Plain)
    texts = [str(code.text) for code in found if code.text]
    if not texts:
        raise QrImageError("qr-image-no-code")
    return texts


def _grey(untrusted_image: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(untrusted_image), formats=_FORMATS) as image:
            # The header alone is read so far; a bomb's pixels are never unpacked.
            if image.width * image.height > MAX_PIXELS:
                raise QrImageError("qr-image-too-large")
            image.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
            grey = _on_white(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise QrImageError("qr-image-too-large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:  # Pillow's words for a broken file
        raise QrImageError("qr-image-unreadable") from error
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return grey


def _on_white(image: Image.Image) -> Image.Image:
    """Lay a transparent picture on white: black modules on nothing would otherwise be black on black."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("L")
    coloured = image.convert("RGBA")
    page = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(page, coloured).convert("L")

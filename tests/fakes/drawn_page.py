"""A page of a municipality as a scanner sees it: Arabic and Latin lines, a bar with light letters, a stamp, a code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
LETTERS = "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"
LINE = "رقم القطعة ١٢٣٤ واسم المالك ومساحة الأرض وتاريخ الإصدار بالمتر المربع"
#: Printed small: a code of 25 modules, three dots each at 150 dots an inch.
CODE = "PLAN-33-21-118"


def drawn_page(*, bare: bool = False, noise: float = 3.0, dpi: int = 150) -> Picture:
    """Return an A4 page in BGR; bare: black letters on white paper and nothing else."""
    width, height = round(8.27 * dpi), round(11.69 * dpi)
    paper = (255, 255, 255) if bare else (246, 244, 238)
    page = Image.new("RGB", (width, height), paper)
    draw = ImageDraw.Draw(page)
    font = _font(round(dpi * 0.15))
    for row, top in enumerate(range(dpi, height - dpi, round(dpi * 0.27))):
        draw.text((dpi * 0.8, top), f"{LINE} {row:03}", font=font, fill=(0, 0, 0) if bare else (25, 25, 35))
    if not bare:
        _colours(page, draw, dpi)
    soft = cv2.GaussianBlur(np.asarray(page)[:, :, ::-1].astype(np.float32), (0, 0), 0.5)
    grain = np.random.default_rng(7).normal(0, noise, soft.shape) if noise else 0
    return np.clip(soft + grain, 0, 255).astype(np.uint8)


def _colours(page: Image.Image, draw: ImageDraw.ImageDraw, dpi: int) -> None:
    width, height = page.size
    draw.rectangle((dpi * 0.5, dpi * 0.4, width - dpi * 0.5, dpi * 0.8), fill=(20, 90, 80))
    draw.text((dpi, dpi * 0.45), "بلدية العيّنة", font=_font(round(dpi * 0.16)), fill=(255, 255, 255))
    draw.ellipse((dpi * 5, height - dpi * 2.6, dpi * 6.6, height - dpi), outline=(30, 60, 160), width=max(2, dpi // 30))
    code = zxingcpp.create_barcode(CODE, zxingcpp.BarcodeFormat.QRCode)
    modules = Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=3, add_quiet_zones=True)))
    page.paste(modules.convert("RGB"), (dpi, height - round(dpi * 0.95)))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    if not Path(LETTERS).is_file():
        raise FileNotFoundError("fonts-noto-core is needed: make setup")
    return ImageFont.truetype(LETTERS, size)


def jpeg(picture: Picture, quality: int = 85) -> bytes:
    """Return a picture as the page cleaner leaves it."""
    return cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, quality))[1].tobytes()

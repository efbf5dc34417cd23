"""How many bar codes are read, by kind, damage and angle: python benchmarks/bar_codes.py [CODES A CELL [KIND ...]].

"at once" is zxing-cpp alone on the picture, "levelled" is the product, which looks for bars at an angle where that
finds nothing. Codes are drawn by zxing-cpp's own writer and damaged: shrunk, turned, bent, blurred, lit unevenly, with
noise and JPEG.
"""

from __future__ import annotations

import json
import random
import statistics
import string
import sys
import time

import cv2
import numpy as np
import zxingcpp
from _figures import runs
from numpy.typing import NDArray

from shubbak.adapters.scan.bar_codes import find_bar_codes

Gray = NDArray[np.uint8]
KINDS = {
    "qr": (zxingcpp.BarcodeFormat.QRCode, 80, 6),
    "pdf417": (zxingcpp.BarcodeFormat.PDF417, 150, 4),
    "data-matrix": (zxingcpp.BarcodeFormat.DataMatrix, 40, 6),
    "code-128": (zxingcpp.BarcodeFormat.Code128, 14, 4),
    "aztec": (zxingcpp.BarcodeFormat.Aztec, 60, 6),
}
#: shrunk to, blur, noise, JPEG quality, perspective, shade
LEVELS = {1: (0.8, 0.4, 3, 90, 0.0, 0.0), 2: (0.65, 0.7, 8, 70, 0.02, 0.3), 3: (0.55, 0.9, 12, 45, 0.04, 0.55)}
ANGLES = (0, 1, 3, 8, 15, 25, 45, 80)


def drawn(kind: str, chance: random.Random) -> tuple[str, Gray]:
    form, length, scale = KINDS[kind]
    text = "".join(chance.choices(string.ascii_uppercase + string.digits, k=length))
    code = zxingcpp.create_barcode(text, form)
    return text, np.asarray(zxingcpp.write_barcode_to_image(code, scale=scale, add_quiet_zones=True))


def damaged(code: Gray, degrees: float, level: int, chance: random.Random) -> Gray:
    size, blur, noise, quality, bend, shade = LEVELS[level]
    image = cv2.copyMakeBorder(code, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=255)
    height, width = image.shape
    turn = np.radians(degrees)
    spin = np.float32([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    bent = [[chance.uniform(-bend, bend) * side * size for side in (width, height)] for _ in range(4)]
    goal = ((corners - np.float32((width / 2, height / 2))) @ spin.T) * size + np.float32(bent)
    goal += 15 - goal.min(0)
    wide, high = (goal.max(0) + 15).astype(int)
    image = cv2.GaussianBlur(image, (0, 0), 0.5 / size)
    way = cv2.getPerspectiveTransform(corners, goal.astype(np.float32))
    seen = cv2.warpPerspective(image, way, (int(wide), int(high)), borderValue=255).astype(np.float32)
    seen *= 1 - shade * np.linspace(0, 1, seen.shape[1])[None] * chance.random()
    seen = cv2.GaussianBlur(seen, (0, 0), blur * chance.uniform(0.6, 1.2))
    seen += np.random.default_rng(chance.getrandbits(32)).normal(0, noise, seen.shape)
    small = np.clip(seen, 0, 255).astype(np.uint8)
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", small, (cv2.IMWRITE_JPEG_QUALITY, quality))[1], 0))


def at_once(image: Gray) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]


def product(image: Gray) -> list[str]:
    return [code.untrusted_text for code in find_bar_codes(image)]


def main() -> None:
    number, kinds = runs(20), sys.argv[2:] or list(KINDS)
    print(f"Bar codes read, of {number} a cell: at once / levelled (wrong texts), and ms of the product")
    table: dict[str, dict[str, float]] = {}
    for kind in kinds:
        for level in LEVELS:
            cells = []
            for degrees in ANGLES:
                read, levelled, wrong, took = 0, 0, 0, []
                for each in range(number):
                    chance = random.Random(f"{kind}{level}{degrees}{each}")
                    text, code = drawn(kind, chance)
                    image = damaged(code, degrees * chance.choice((-1, 1)), level, chance)
                    began = time.process_time()
                    found = product(image)
                    took.append((time.process_time() - began) * 1000)
                    read += text in at_once(image)
                    levelled += text in found
                    wrong += any(one != text for one in found)
                cells.append(f"{degrees}°: {read / number:.2f}/{levelled / number:.2f}" + f" ({wrong})" * (wrong > 0))
                table[f"{kind} {level} {degrees}"] = {"at_once": read / number, "levelled": levelled / number}
            print(f"  {kind:<12}{level}  {'  '.join(cells)}  {statistics.median(took):.0f} ms", flush=True)
    means = {way: round(statistics.mean(cell[way] for cell in table.values()), 3) for way in ("at_once", "levelled")}
    print(json.dumps({"figure": "Bar codes read", "codes_a_cell": number, "cells": len(table)} | means))


if __name__ == "__main__":
    main()

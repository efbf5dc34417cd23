"""A printed code after use, as one frame of a phone sees it: dots that bled or died, fading, a fold, curl, blur, noise.

Synthetic, from a seed: level 1 is a fresh receipt in a careful hand, 2 one from a pocket, 3 one from a hot car. The
measures are those of a thermal head of 203 dots an inch (8 a mm) and a frame of 1080 rows over 90 mm (12 a mm).
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

Picture = npt.NDArray[np.float32]
Dots = npt.NDArray[np.uint8]
DOTS_PER_MM, FRAME_PER_MM = 8.0, 12.0
_QUIET_MODULES, _MARGIN_DOTS = 4, 20


def reads(modules: Dots, dots: int, level: int, text: str, chance: np.random.Generator) -> bool:
    """Whether a code of these modules (1 dark), printed at so many dots a module, is read after damage of a level."""
    frame = seen(modules, dots, level, chance)
    return any(found.text == text for found in zxingcpp.read_barcodes(frame, formats=zxingcpp.BarcodeFormat.QRCode))


def seen(modules: Dots, dots: int, level: int, chance: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Return the frame of a damaged code, grey."""
    paper = _faded(_printed(modules, dots, level, chance), level, chance)
    return _taken(_held(paper, level, chance), level, chance)


def _printed(modules: Dots, dots: int, level: int, chance: np.random.Generator) -> Dots:
    """Return the dots on the paper, 1 for black: some bled into their neighbours, some columns were never heated."""
    whole = np.kron(np.pad(modules, _QUIET_MODULES), np.ones((dots, dots), np.uint8))
    whole = np.pad(whole, _MARGIN_DOTS)
    if chance.random() < 0.5 + 0.2 * level:
        whole = cv2.dilate(whole, np.ones((1, 2) if chance.random() < 0.5 else (2, 1), np.uint8))
    for _ in range(chance.poisson(0.6 * level)):
        whole[:, chance.integers(whole.shape[1])] = 0
    return whole


def _faded(dots: Dots, level: int, chance: np.random.Generator) -> Picture:
    grey = 255 - dots.astype(np.float32) * np.float32(255 * (1 - 0.22 * level * chance.random()))
    grey *= np.float32(0.85 + 0.15 * chance.random())
    if level > 1:  # a fold, along which the coating has come off
        row = int(chance.integers(grey.shape[0]))
        grey[row : row + int(chance.integers(1, 3))] = grey[row].max()
    return grey


def _held(paper: Picture, level: int, chance: np.random.Generator) -> Picture:
    """Return the paper as it is held: from aside, turned, curled."""
    side = int(paper.shape[0] * FRAME_PER_MM / DOTS_PER_MM)
    frame = cv2.resize(paper, (side, side), interpolation=cv2.INTER_LINEAR)
    shift, room = 0.03 * level * side, int(side * 1.3)
    corners = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    moved = corners + chance.uniform(-shift, shift, (4, 2)).astype(np.float32) + np.float32(side * 0.15)
    aside = cv2.getPerspectiveTransform(corners, moved)
    frame = cv2.warpPerspective(frame, aside, (room, room), borderValue=200)
    turned = cv2.getRotationMatrix2D((side * 0.65, side * 0.65), chance.uniform(-15, 15), 1)
    frame = cv2.warpAffine(frame, turned, (room, room), borderValue=200)
    rows, columns = np.mgrid[0:room, 0:room].astype(np.float32)
    depth, phases = np.float32(0.006 * level * side), chance.uniform(0, 6, 2).astype(np.float32)
    bent = columns + depth * np.sin(rows / side * 4 + phases[0]), rows + depth * np.sin(columns / side * 4 + phases[1])
    return np.asarray(cv2.remap(frame, *bent, cv2.INTER_LINEAR, borderValue=200), np.float32)


def _taken(frame: Picture, level: int, chance: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Return the frame as a camera keeps it: out of focus, shaken, lit from one side, noisy, compressed."""
    frame = cv2.GaussianBlur(frame, (0, 0), 0.4 + 0.35 * level * chance.random())
    if chance.random() < 0.4 * level:
        frame = cv2.blur(frame, (int(chance.integers(2, 3 + level)), 1))
    light = np.linspace(1 - 0.15 * level, 1, frame.shape[1], dtype=np.float32)
    noisy = np.clip(frame * light + chance.normal(0, 4 + 5 * level, frame.shape), 0, 255).astype(np.uint8)
    _, kept = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 80 - 15 * level])
    return np.asarray(cv2.imdecode(kept, cv2.IMREAD_GRAYSCALE), np.uint8)

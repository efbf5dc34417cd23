"""Noise and lines that all pictures are made of: drawn from one bank, so that a picture costs little."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Field = NDArray[np.float32]
BANK = 2048


@cache
def _bank() -> NDArray[np.float32]:
    return np.random.default_rng(20261).standard_normal((BANK, BANK)).astype(np.float32)


def grain(rng: np.random.Generator, height: int, width: int) -> Field:
    """White noise of mean 0 and deviation 1, cut from the bank at a random place, turned or not."""
    bank = _bank()[:: int(rng.choice((-1, 1))), :: int(rng.choice((-1, 1)))]
    if height > BANK or width > BANK:
        bank = np.tile(bank, (height // BANK + 1, width // BANK + 1))
    top, left = (int(rng.integers(0, have - want + 1)) for have, want in zip(bank.shape, (height, width), strict=True))
    return bank[top : top + height, left : left + width]


@cache
def _specks() -> Image:
    """The bank as bytes in three like channels: 128 is nothing, 32 a deviation."""
    return cv2.merge([np.clip(_bank() * 32 + 128, 0, 255).astype(np.uint8)] * 3)


def speckled(rng: np.random.Generator, image: Image, deviation: float) -> Image:
    """The picture under white noise, alike in all channels."""
    bank = _specks()
    height, width = image.shape[:2]
    if height > BANK or width > BANK:
        bank = np.tile(bank, (height // BANK + 1, width // BANK + 1, 1))
    top, left = (int(rng.integers(0, have - want + 1)) for have, want in zip(bank.shape, (height, width), strict=False))
    part = bank[top : top + height, left : left + width]
    return cv2.addWeighted(image, 1.0, part, deviation / 32, -128 * deviation / 32)


def clouds(
    rng: np.random.Generator, height: int, width: int, cell: float, octaves: int = 4, fade: float = 0.55
) -> Field:
    """Fractal noise about 0 with a deviation near 1; cell is the size of the largest lumps in pixels."""
    shrink = 2 if min(height, width) > 300 else 1
    rows, columns = -(-height // shrink), -(-width // shrink)
    total = np.zeros((rows, columns), np.float32)
    share, size = 1.0, max(cell / shrink, 2.0)
    for _ in range(octaves):
        small = grain(rng, int(rows / size) + 3, int(columns / size) + 3)
        whole = cv2.resize(small, None, fx=size, fy=size, interpolation=cv2.INTER_LINEAR)
        top, left = (
            int(rng.integers(0, max(1, have - want + 1))) for have, want in zip(whole.shape, total.shape, strict=True)
        )
        total += share * whole[top : top + rows, left : left + columns]
        share, size = share * fade, max(size / 2, 1.0)
    return cv2.resize(total, (width, height), interpolation=cv2.INTER_LINEAR) if shrink > 1 else total


def tint(dice: np.random.Generator, low: int, high: int, colourful: float = 0.3) -> NDArray[np.float32]:
    """A colour as blue, green, red between low and high; colourful 0 is grey."""
    grey = dice.uniform(low, high)
    return np.clip(grey + dice.uniform(-1, 1, 3) * colourful * (high - low), 0, 255).astype(np.float32)


def wavy_lines(rng: np.random.Generator, image: Image, count: int, colour: NDArray[np.float32], thick: int = 1) -> None:
    """Draw a bundle of sine curves side by side, as security print has them, into the image itself."""
    height, width = image.shape[:2]
    turn, phase = rng.uniform(0, np.pi), rng.uniform(0, 6.3)
    run = np.linspace(-0.8, 0.8, 110) * (height + width)
    high, long = rng.uniform(0.01, 0.09) * height, rng.uniform(0.1, 0.7) * width
    second = rng.uniform(0.0, 0.5)
    wave = high * (np.sin(run / long * 6.3 + phase) + second * np.sin(run / long * 16 + 2 * phase))
    gap = rng.uniform(5, 16)
    centre = np.array([rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height])
    drift = rng.uniform(-0.02, 0.02)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    curves = []
    for line in range(count):
        offset = (line - count / 2) * gap
        points = centre + run[:, None] * along + (wave * (1 + drift * line) + offset)[:, None] * across
        curves.append((points * 8).astype(np.int32).reshape(-1, 1, 2))
    cv2.polylines(image, curves, False, colour.tolist(), thick, cv2.LINE_AA, 3)

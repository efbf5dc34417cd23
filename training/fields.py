"""Random fields that several kinds of drawing share: clouds, specks, bands and stripes."""

from __future__ import annotations

import math

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats
from training.lines import Chance

Shape = tuple[int, int]


def softened(field: Floats, radius: float) -> Floats:
    """Return the field blurred by a Gaussian of `radius` pixels."""
    return np.asarray(cv2.GaussianBlur(field, (0, 0), radius), np.float32)


def clouds(chance: Chance, shape: Shape, size: float) -> Floats:
    """Return smooth noise of unit strength whose clouds are about `size` pixels large."""
    height, width = shape
    knots = chance.normal(0, 1, (int(height / size) + 2, int(width / size) + 2)).astype(np.float32)
    return np.asarray(cv2.resize(knots, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def stretched_clouds(chance: Chance, shape: Shape, high: float, wide: float) -> Floats:
    """Return smooth noise whose clouds are `high` by `wide` pixels: streaks and bands."""
    height, width = shape
    knots = chance.normal(0, 1, (int(height / high) + 2, int(width / wide) + 2)).astype(np.float32)
    return np.asarray(cv2.resize(knots, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def places(shape: Shape) -> tuple[Floats, Floats]:
    """Return x (1, width) and y (height, 1) of every pixel."""
    height, width = shape
    return np.arange(width, dtype=np.float32)[None], np.arange(height, dtype=np.float32)[:, None]


def grating(chance: Chance, shape: Shape, shortest: float, longest: float) -> Floats:
    """Return a wave (-1 to 1) of any direction, `shortest` to `longest` pixels from crest to crest."""
    x, y = places(shape)
    angle, wave = chance.uniform(0, math.pi), 2 * math.pi / chance.uniform(shortest, longest)
    bend = chance.uniform(0, 2.0) * np.sin(x * chance.uniform(0.005, 0.05) + chance.uniform(0, 6))
    wave_at = wave * (math.cos(angle) * x + math.sin(angle) * y) + bend
    return np.asarray(np.sin(wave_at, dtype=np.float32), np.float32)


def spot(chance: Chance, shape: Shape, smallest: float, largest: float) -> Floats:
    """Return one bright spot (1 in its middle) with a soft edge, `smallest` to `largest` pixels wide."""
    x, y = places(shape)
    height, width = shape
    size = chance.uniform(smallest, largest)
    from_x = (x - chance.uniform(0, width)) / size
    from_y = (y - chance.uniform(-0.3, 1.3) * height) / size * chance.uniform(0.4, 1.6)
    return np.asarray(np.exp(-((from_x**2 + from_y**2) ** chance.uniform(0.8, 2.5))), np.float32)

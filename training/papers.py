"""What lies under and beside the print: paper, fine lines, threads, holograms, photos, edges and desks."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats
from training.faces import PITCH
from training.fields import Shape, clouds, grating, spot, stretched_clouds
from training.lines import Chance


def paper(chance: Chance, shape: Shape, middles: Floats, row: float) -> Floats:
    """Return grey levels (0 to 255) of a card's face around a row of print whose characters stand at `middles`."""
    level = chance.uniform(105, 250)
    ground = level + clouds(chance, shape, PITCH * chance.uniform(1, 8)) * abs(chance.normal(0, 6))
    if chance.random() < 0.35:
        ground = ground + grating(chance, shape, 2.5, 16) * chance.uniform(2, 24)
    if chance.random() < 0.15:
        ground = ground + grating(chance, shape, 3, 9) * chance.uniform(2, 14)
    if chance.random() < 0.55:
        _guilloche(chance, ground, level)
    if chance.random() < 0.12:
        _thread(chance, ground)
    if chance.random() < 0.12:
        ground = ground + _hologram(chance, shape)
    if chance.random() < 0.3:
        _beside(chance, ground, middles, row)
    return np.asarray(np.clip(ground, 0, 255), np.float32)


def _guilloche(chance: Chance, ground: Floats, level: float) -> None:
    """Families of fine waves, dark or light, as printed under the text."""
    height, width = ground.shape
    x = np.arange(-8, width + 16, 6)
    for _ in range(int(chance.integers(1, 4))):
        tone = float(np.clip(level - chance.normal(22, 22), 0, 255))
        wave = chance.uniform(2, 40) * np.sin(x * chance.uniform(0.004, 0.12) + chance.uniform(0, 6))
        slope, step = chance.normal(0, 0.35), chance.uniform(3, 22)
        thick = 1 if chance.random() < 0.8 else 2
        for index in range(int(chance.integers(1, 12))):
            y = height / 2 + wave + slope * (x - width / 2) + (index - 5) * step
            curve = np.stack([x, y], 1) * 16
            cv2.polylines(ground, [curve.astype(np.int32)], False, tone, thick, cv2.LINE_AA, 4)


def _thread(chance: Chance, ground: Floats) -> None:
    """A security thread or the rim of a patch: a band from top to bottom."""
    width = ground.shape[1]
    left, wide = int(chance.uniform(0, width)), int(chance.uniform(4, 2.2 * PITCH))
    ground[:, left : left + wide] += chance.normal(0, 30)


def _hologram(chance: Chance, shape: Shape) -> Floats:
    """Shimmer: bright bands and a lattice that come and go."""
    where = np.clip(clouds(chance, shape, PITCH * chance.uniform(1, 5)), 0, 1.5)
    shine = where * chance.uniform(8, 45)
    if chance.random() < 0.5:
        shine = shine * (0.6 + 0.4 * grating(chance, shape, 3, 12))
    return np.asarray(shine, np.float32)


def _beside(chance: Chance, ground: Floats, middles: Floats, row: float) -> None:
    """Something that is no print of the zone: a photo, labels, or the card's edge and the desk."""
    height, width = ground.shape
    first, last = float(middles[0]) - 0.62 * PITCH, float(middles[-1]) + 0.62 * PITCH
    above, below = row - chance.uniform(0.62, 1.3) * PITCH, row + chance.uniform(0.62, 1.3) * PITCH
    sides = {
        "left": (slice(None), slice(0, int(max(0.0, first - chance.exponential(8))))),
        "right": (slice(None), slice(int(min(width, last + chance.exponential(8))), width)),
        "above": (slice(0, int(max(0.0, above))), slice(None)),
        "below": (slice(int(min(height, below)), height), slice(None)),
    }
    for side in chance.choice(list(sides), int(chance.integers(1, 3)), replace=False):
        part = ground[sides[str(side)]]
        if part.size:
            part[...] = _thing(chance, part.shape)
    if chance.random() < 0.5:
        _labels(chance, ground, above, below)


def _thing(chance: Chance, shape: Shape) -> Floats:
    """The grey of a desk, a lid, a finger or a photo."""
    thing = chance.uniform(0, 255) + clouds(chance, shape, chance.uniform(2, 30)) * chance.uniform(0, 30)
    if chance.random() < 0.3:
        thing = thing + stretched_clouds(chance, shape, 2, 50) * chance.uniform(0, 20)
    return np.asarray(thing, np.float32)


def something(chance: Chance, shape: Shape, level: float) -> Floats:
    """Return what may stand beside a line in its strip: paper of that level, or a thing, with or without labels."""
    if not shape[1]:
        return np.zeros(shape, np.float32)
    if chance.random() < 0.5:
        ground = np.asarray(level + clouds(chance, shape, 12) * chance.uniform(0, 12), np.float32)
    else:
        ground = _thing(chance, shape)
    if chance.random() < 0.3:
        ground = np.asarray(ground + grating(chance, shape, 3, 14) * chance.uniform(2, 30), np.float32)
    if chance.random() < 0.4:
        _labels(chance, ground, chance.uniform(4, 20), chance.uniform(4, 30))
    return np.asarray(ground + chance.standard_normal(shape, np.float32) * abs(chance.normal(0, 5)), np.float32)


def _labels(chance: Chance, ground: Floats, above: float, below: float) -> None:
    """Other text that comes near, in another type and any grey."""
    for _ in range(int(chance.integers(1, 4))):
        y = above if chance.random() < 0.5 else below + 12
        text = "".join(chr(code) for code in chance.integers(48, 123, 8))
        place = int(chance.uniform(-20, ground.shape[1])), int(y)
        mask = np.zeros(ground.shape, np.uint8)
        cv2.putText(mask, text, place, cv2.FONT_HERSHEY_SIMPLEX, chance.uniform(0.3, 0.9), 255, 1, cv2.LINE_AA)
        ground += (chance.uniform(0, 160) - ground) * (mask.astype(np.float32) / 255)


def lit(chance: Chance, picture: Floats) -> Floats:
    """Return the picture under uneven light: a slope, shadows, a mild shine."""
    shape = (picture.shape[0], picture.shape[1])
    if chance.random() < 0.5:
        x = np.linspace(-1, 1, shape[1], dtype=np.float32)[None]
        y = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None]
        picture = picture * (1 - chance.uniform(0, 0.3) + x * chance.uniform(-0.25, 0.25) + y * chance.normal(0, 0.06))
    if chance.random() < 0.12:
        shadow = clouds(chance, shape, PITCH * chance.uniform(3, 9))
        picture = picture * (1 - chance.uniform(0.1, 0.5) * np.clip(shadow * 3, 0, 1))
    if chance.random() < 0.15:
        picture = picture + spot(chance, shape, PITCH, 8 * PITCH) * chance.uniform(15, 120)
    return picture

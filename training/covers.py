"""What hides print - pens, blots, white-out, glare, folds, holes - and whether it can still be read."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats
from training.drawing import Print
from training.faces import CELL_HEIGHT, PITCH, templates
from training.fields import clouds, softened, spot
from training.lines import PRINTED, Chance

READABLE, DOUBTFUL, UNREADABLE = 0, 1, 2

_SHARE_NEEDED = 0.62
_PLAIN_DIFFERENCE = 34.0
"""So much differing ink (pixels) tells two characters apart, however much more is hidden."""
_DOUBT = 1.35


def covered(chance: Chance, picture: Floats, drawn: Print) -> tuple[Floats, Floats]:
    """Return the picture with one to three things over its row, and how much of each pixel they hide (0 to 1)."""
    cover = np.zeros_like(picture)
    ways = (_pen, _blot, _whitened, _glare, _fold, _hole)
    for _ in range(int(chance.choice((1, 2, 3), p=(0.6, 0.25, 0.15)))):
        way = ways[int(chance.choice(len(ways), p=(0.36, 0.16, 0.16, 0.14, 0.1, 0.08)))]
        middle = int(chance.integers(len(drawn.text)))
        place = float(drawn.x[middle] + chance.uniform(-0.5, 0.5) * PITCH), float(drawn.y[middle])
        hidden, tone, lost = way(chance, picture, place)
        picture = picture * (1 - hidden) + tone * hidden
        cover = 1 - (1 - cover) * (1 - lost)
    return np.asarray(picture, np.float32), np.asarray(cover, np.float32)


Hiding = tuple[Floats, Floats | float, Floats]
Place = tuple[float, float]


def _brush(picture: Floats, points: NDArray[np.float64], thick: int) -> Floats:
    mask = np.zeros(picture.shape, np.uint8)
    cv2.polylines(mask, [(points * 16).astype(np.int32)], False, 255, thick, cv2.LINE_AA, 4)
    return np.asarray(mask.astype(np.float32) / 255, np.float32)


def _ink_tone(chance: Chance, picture: Floats) -> float:
    return float(chance.uniform(0, 0.62) * np.median(picture))


def _pen(chance: Chance, picture: Floats, place: Place) -> Hiding:
    """A stroke, straight or curved, across one character or along many."""
    angle, length = chance.uniform(0, np.pi), PITCH * chance.choice((0.6, 1.2, 2.5, 8.0)) * chance.uniform(0.6, 1.5)
    if chance.random() < 0.35:
        angle = chance.normal(0, 0.12)
    along = np.linspace(-1, 1, 9)[:, None] * length / 2
    across = chance.normal(0, 0.12) * length * (np.linspace(-1, 1, 9)[:, None] ** 2 - 0.4)
    direction = np.array([np.cos(angle), np.sin(angle)])
    start = np.array(place) + np.array([0, chance.normal(0, 0.28) * PITCH])
    points = start + along * direction + across * direction[::-1] * [-1, 1]
    if chance.random() < 0.15:
        points = points + chance.normal(0, 0.25 * PITCH, points.shape)
    mask = _brush(picture, points, int(chance.integers(1, 9))) * np.float32(chance.uniform(0.7, 1.0))
    return mask, _ink_tone(chance, picture), mask


def _blot(chance: Chance, picture: Floats, place: Place) -> Hiding:
    """A drop of ink or dirt with an uneven rim."""
    mask = _patch(chance, picture, place, chance.uniform(0.18, 0.85), chance.uniform(0.18, 0.85))
    mask = mask * np.float32(chance.uniform(0.75, 1.0))
    return mask, _ink_tone(chance, picture), mask


def _patch(chance: Chance, picture: Floats, place: Place, wide: float, high: float) -> Floats:
    """Return an ellipse, half axes in pitches, with a wavy and slightly soft rim."""
    x = (np.arange(picture.shape[1], dtype=np.float32)[None] - place[0]) / (wide * PITCH)
    y = (np.arange(picture.shape[0], dtype=np.float32)[:, None] - place[1] - chance.normal(0, 4)) / (high * PITCH)
    power = chance.choice((2.0, 4.0, 8.0))
    inside = 1 - np.abs(x) ** power - np.abs(y) ** power + 0.15 * clouds(chance, picture.shape, 5)
    return np.asarray(np.clip(inside * chance.uniform(3, 9), 0, 1), np.float32)


def _whitened(chance: Chance, picture: Floats, place: Place) -> Hiding:
    """Correction fluid, a scratch to the ground, a peeled surface: paler or darker than the paper around it."""
    if chance.random() < 0.4:
        points = np.array(place) + chance.normal(0, (1.2 * PITCH, 0.4 * PITCH), (4, 2))
        mask = _brush(picture, points, int(chance.integers(3, 18)))
    else:
        mask = _patch(chance, picture, place, chance.uniform(0.2, 1.8), chance.uniform(0.2, 0.9))
    paper = float(np.percentile(picture, 80))
    tone = np.clip(paper + chance.choice((-1, 1)) * chance.uniform(4, 40), 0, 255)
    ground = tone + clouds(chance, picture.shape, 3) * chance.uniform(0, 8)
    return mask, np.asarray(ground, np.float32), mask


def _glare(chance: Chance, picture: Floats, place: Place) -> Hiding:
    """A lamp's reflection that eats contrast: what keeps fourteen grey levels of it can still be read."""
    shine = np.clip(spot(chance, picture.shape, 0.6 * PITCH, 5 * PITCH) * chance.uniform(0.7, 1.4), 0, 1)
    row = picture[round(place[1]) - PITCH // 2 : round(place[1]) + PITCH // 2]
    dark, light = np.percentile(row, (4, 70))
    lost = np.clip((14 - (light - dark) * (1 - shine)) / 10, 0, 1) * (shine > 0.3)
    return np.asarray(shine, np.float32), float(chance.uniform(225, 260)), np.asarray(lost, np.float32)


def _fold(chance: Chance, picture: Floats, place: Place) -> Hiding:
    """A crease from top to bottom, where the surface has broken off or lies in shadow."""
    lean = chance.normal(0, 0.25) * PITCH
    points = np.array([[place[0] - lean, 0], [place[0] + lean, picture.shape[0]]])
    points = np.insert(points, 1, points.mean(0) + np.array([chance.normal(0, 2), 0]), 0)
    mask = _brush(picture, points, int(chance.integers(1, 10)))
    ragged = np.clip(mask * (1.2 + 0.7 * clouds(chance, picture.shape, 3)), 0, 1)
    tone = float(np.clip(np.percentile(picture, 80) + chance.normal(20, 45), 0, 255))
    return np.asarray(ragged, np.float32), tone, np.asarray(ragged, np.float32)


def _hole(chance: Chance, picture: Floats, place: Place) -> Hiding:
    """A punched hole, a sticker or a fingertip: a large even shape of any grey."""
    mask = _patch(chance, picture, place, chance.uniform(0.5, 2.6), chance.uniform(0.5, 1.4))
    return mask, float(chance.uniform(0, 255)), mask


@cache
def _differences() -> Floats:
    """Return where each pair of characters differs (squares of ink), softened as print is."""
    soft = np.stack([softened(each, 1.2) for each in templates()])
    return np.asarray((soft[:, None] - soft[None]) ** 2, np.float32)


def legibility(cover: Floats, drawn: Print) -> NDArray[np.int64]:
    """Return READABLE, DOUBTFUL or UNREADABLE for every character of the row.

    A character is unreadable when so much of what tells it from any one other character is hidden that a careful
    person would look again: more than a third, unless what is left is plenty.
    """
    padded = np.pad(cover, PITCH * 2)
    verdict = np.zeros(len(drawn.text), np.int64)
    if cover.max() < 0.2:
        return verdict
    for index, (char, x, y) in enumerate(zip(drawn.text, drawn.x, drawn.y, strict=True)):
        left, top = round(x + 0.5 - PITCH / 2) + 2 * PITCH, round(y + 0.5 - CELL_HEIGHT / 2) + 2 * PITCH
        hidden = padded[top : top + CELL_HEIGHT, left : left + PITCH]
        if hidden.shape == (CELL_HEIGHT, PITCH) and hidden.max() > 0.2:
            own = PRINTED.index(char)
            differs = np.delete(_differences()[own], own, 0)
            seen = (differs * (1 - hidden) ** 2).sum((1, 2))
            needed = np.minimum(_SHARE_NEEDED * differs.sum((1, 2)), _PLAIN_DIFFERENCE)
            left_over = float((seen / needed).min())
            verdict[index] = UNREADABLE if left_over < 1 else DOUBTFUL if left_over < _DOUBT else READABLE
    return verdict

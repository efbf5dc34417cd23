"""What a card lies on: wood, cloth, stone, a printed sheet, a mat, a hand's shade, all made by rule."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from benchmarks.mrz.texture import Image, clouds, grain, tint


def _coloured(field: np.ndarray, base: np.ndarray, depth: np.ndarray) -> Image:
    channels = zip(base.tolist(), depth.tolist(), strict=True)
    return cv2.merge([cv2.convertScaleAbs(field, alpha=deep, beta=ground) for ground, deep in channels])


def wood(rng: np.random.Generator, height: int, width: int) -> Image:
    """Boards with long grain and joints, in any of light to dark stain."""
    bend = clouds(rng, height // 8 + 2, width // 8 + 2, 40, 3)
    stretched = cv2.resize(bend, (width, height), interpolation=cv2.INTER_LINEAR)
    across = np.arange(height, dtype=np.float32)[:, None] / rng.uniform(6, 30)
    rings = np.sin(across + stretched * rng.uniform(0.6, 2.2))
    fibre = cv2.resize(grain(rng, height, width // 24 + 1), (width, height), interpolation=cv2.INTER_LINEAR)
    red = rng.uniform(90, 215)
    base = np.array([red * rng.uniform(0.35, 0.75), red * rng.uniform(0.6, 0.88), red], np.float32)
    image = _coloured(
        rings * rng.uniform(3, 11) + fibre * rng.uniform(2, 7), base, np.array([0.8, 0.9, 1.0], np.float32)
    )
    for joint in np.arange(rng.uniform(0, 300), height, rng.uniform(160, 500)):
        image[int(joint) : int(joint) + 2] //= 2
    return image if rng.random() < 0.5 else np.ascontiguousarray(cv2.resize(image.transpose(1, 0, 2), (width, height)))


def cloth(rng: np.random.Generator, height: int, width: int) -> Image:
    """A weave with stripes or checks, and soft folds."""
    period = rng.uniform(2.2, 7)
    rows = np.sin(np.arange(height, dtype=np.float32) * 6.28 / period)[:, None]
    columns = np.sin(np.arange(width, dtype=np.float32) * 6.28 / (period * rng.uniform(0.8, 1.25)))[None]
    weave = rows * columns * rng.uniform(4, 18) + grain(rng, height, width) * rng.uniform(1, 6)
    stripe = (np.sin(np.arange(width, dtype=np.float32) * 6.28 / rng.uniform(40, 160)) > 0.4)[None] * rng.uniform(
        -45, 45
    )
    folds = clouds(rng, height, width, 300, 2) * rng.uniform(2, 14)
    return _coloured(weave + stripe + folds, tint(rng, 30, 200, 0.5), np.ones(3, np.float32))


def stone(rng: np.random.Generator, height: int, width: int) -> Image:
    """Marble or terrazzo: veins where two clouds meet, and speckles."""
    veins = 1 - np.abs(np.tanh(clouds(rng, height, width, rng.uniform(60, 260), 4) * 2))
    specks = (grain(rng, height, width) > 2.6) * rng.uniform(-60, 60)
    field = -(veins**4) * rng.uniform(10, 70) + cv2.GaussianBlur(specks.astype(np.float32), (0, 0), 1.2)
    return _coloured(field, tint(rng, 90, 235, 0.12), np.array([1, 1, 0.95], np.float32))


def sheet(rng: np.random.Generator, height: int, width: int) -> Image:
    """A printed page with ruled lines, paragraphs of text and boxes, as a form under the card."""
    image = np.full((height, width, 3), 255, np.uint8) - (np.abs(grain(rng, height, width))[:, :, None] * 3).astype(
        np.uint8
    )
    image = np.minimum(image, tint(rng, 205, 255, 0.1).astype(np.uint8))
    ink = tint(rng, 10, 110, 0.4).tolist()
    step, size = int(rng.integers(22, 46)), float(rng.uniform(0.4, 0.9))
    words = (
        "request",
        "permit",
        "office",
        "number",
        "address",
        "street",
        "floor",
        "fee",
        "paid",
        "date",
        "copy",
        "annex",
    )
    for y in range(step, height, step):
        roll = rng.random()
        if roll < 0.55:
            text = " ".join(str(rng.choice(words)) for _ in range(int(rng.integers(2, 12))))
            cv2.putText(image, text, (int(rng.integers(4, 60)), y), cv2.FONT_HERSHEY_SIMPLEX, size, ink, 1, cv2.LINE_AA)
        elif roll < 0.7:
            cv2.line(image, (0, y), (width, y), ink, 1)
        elif roll < 0.78:
            cv2.rectangle(image, (20, y), (width - int(rng.integers(20, 200)), y + step - 4), ink, 1)
    return image


def mat(rng: np.random.Generator, height: int, width: int) -> Image:
    """A plain desk, leather, rubber or painted board: one colour, lumps and dust."""
    field = clouds(rng, height, width, rng.uniform(3, 200), 4, rng.uniform(0.4, 0.9)) * rng.uniform(1, 9)
    return _coloured(
        field + grain(rng, height, width) * rng.uniform(0, 4), tint(rng, 15, 235, 0.35), np.ones(3, np.float32)
    )


def things(rng: np.random.Generator, height: int, width: int) -> Image:
    """A desk with other things on it: coins, pens, keys of a keyboard, notes at any angle."""
    image = mat(rng, height, width)
    for _ in range(int(rng.integers(3, 14))):
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        size, colour = rng.uniform(20, 0.4 * width, 2), tint(rng, 10, 245, 0.5).tolist()
        if rng.random() < 0.4:
            axes = (int(size[0] / 2), int(size[0] / 2 * rng.uniform(0.3, 1)))
            cv2.ellipse(image, centre, axes, rng.uniform(0, 180), 0, 360, colour, -1, cv2.LINE_AA)
        else:
            box = cv2.boxPoints(
                ((float(centre[0]), float(centre[1])), (float(size[0]), float(size[1] * 0.4)), rng.uniform(0, 180))
            )
            cv2.fillPoly(image, [box.astype(np.int32)], colour, cv2.LINE_AA)
    return image


def bright(rng: np.random.Generator, height: int, width: int) -> Image:
    """The lid of a flatbed: near white or, now and then, black or grey."""
    level = rng.choice((250, 243, 230, 120, 18), p=(0.4, 0.25, 0.15, 0.08, 0.12)) + rng.uniform(-5, 5)
    lid = clouds(rng, height // 8 + 1, width // 8 + 1, 60, 2)
    field = cv2.resize(lid, (width, height), interpolation=cv2.INTER_LINEAR) * 1.5
    return _coloured(field, np.full(3, level, np.float32), np.ones(3, np.float32))


DESKS: tuple[Callable[[np.random.Generator, int, int], Image], ...] = (wood, cloth, stone, sheet, mat, things)


def desk(rng: np.random.Generator, height: int, width: int) -> Image:
    """Any of the surfaces, blue, green, red, height by width."""
    return DESKS[int(rng.integers(len(DESKS)))](rng, height, width)

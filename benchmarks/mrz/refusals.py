"""Pictures that must be refused: characters covered, zones cut off or altered, and pictures with no zone at all."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import cv2
import numpy as np

from benchmarks.mrz.camera import Points, packed
from benchmarks.mrz.cards import WORDS, card
from benchmarks.mrz.pictures import Rng, Sample, dice_of, made, taken
from benchmarks.mrz.surfaces import desk, sheet
from benchmarks.mrz.texture import Image, clouds, speckled, tint, wavy_lines
from benchmarks.mrz.zones import Zone, holds, zone

# Pairs that a person tells apart in OCR-B; O and 0 are left out, as one can hardly be told from the other.
ALIKE = {"8": "B", "B": "8", "5": "S", "S": "5", "2": "Z", "Z": "2", "6": "G", "G": "6", "1": "I", "I": "1"}


def _telling(dice: Random, text: Zone) -> list[tuple[int, int]]:
    """Places, by row and column, of characters that say something: no filler, in the name or the numbers."""
    last = len(text.rows) - 1
    name = last if text.kind == "TD1" else 0
    places = [(row, at) for row, line in enumerate(text.rows) for at, c in enumerate(line) if c != "<"]
    names = [(row, at) for row, at in places if row == name and at >= (0 if text.kind == "TD1" else 5)]
    return names if names and dice.random() < 0.5 else places


def _cover(rng: Rng, image: Image, at: Points, reach: float, means: str) -> None:
    """Hide one place: a blot, a pen's stroke, a sticker, a fingertip or glare, wider than a character."""
    x, y = (float(value) for value in at)
    colour = tint(rng, 0, 90, 0.6).tolist()
    if means == "pen":
        for _ in range(7):
            ends = np.array([x, y]) + rng.normal(0, reach * 0.28, (2, 2))
            cv2.line(
                image,
                *(tuple(end.astype(int).tolist()) for end in ends),
                colour,
                max(3, int(reach * 0.22)),
                cv2.LINE_AA,
            )
        cv2.circle(image, (int(x), int(y)), int(reach * 0.42), colour, -1, cv2.LINE_AA)
    elif means == "sticker":
        box = cv2.boxPoints(((x, y), (reach * 1.3, reach * 1.7), float(rng.uniform(-20, 20))))
        cv2.fillPoly(image, [box.astype(np.int32)], tint(rng, 120, 255, 0.5).tolist(), cv2.LINE_AA)
    elif means == "finger":
        axes = (int(reach * 1.4), int(reach * 3))
        cv2.ellipse(
            image,
            (int(x), int(y + reach * 1.7)),
            axes,
            float(rng.uniform(-30, 30)),
            0,
            360,
            (120, 150, 205),
            -1,
            cv2.LINE_AA,
        )
    elif means == "glare":
        veil = np.zeros(image.shape[:2], np.uint8)
        cv2.ellipse(veil, (int(x), int(y)), (int(reach * 1.2), int(reach)), 0, 0, 360, 255, -1)
        veil = cv2.merge([cv2.GaussianBlur(veil, (0, 0), reach * 0.12)] * 3)
        cv2.add(image, veil, image)
    else:
        for _ in range(5):
            spot = np.array([x, y]) + rng.normal(0, reach * 0.18, 2)
            cv2.circle(
                image, tuple(spot.astype(int).tolist()), int(reach * rng.uniform(0.4, 0.6)), colour, -1, cv2.LINE_AA
            )


def _covered(means: str) -> Callable[[int], Sample]:
    def sample(seed: int) -> Sample:
        dice, rng = dice_of(f"covered by {means}", seed)
        text = zone(dice)
        image, places, quality, webp = taken(
            "middle" if dice.random() < 0.5 else "easy", rng, made("easy", dice, rng, text)
        )
        row, column = dice.choice(_telling(dice, text))
        reach = float(np.hypot(*(places[row, -1] - places[row, 0]))) / (len(text.rows[0]) - 1)
        _cover(rng, image, places[row, column], reach, means)
        return Sample(f"{means}-{seed}", packed(image, quality, webp), (text,), refuse=True)

    return sample


def _cut(seed: int) -> Sample:
    """The frame ends within the zone: left, right or below, by one and a half characters or more."""
    dice, rng = dice_of("cut", seed)
    text = zone(dice)
    image, places, quality, webp = taken("easy", rng, made("easy", dice, rng, text))
    pitch = float(np.hypot(*(places[0, -1] - places[0, 0]))) / (len(text.rows[0]) - 1)
    side = dice.choice(("left", "right", "below"))
    if side == "left":
        image = image[:, int(places[:, 0, 0].max() + pitch * dice.uniform(0.6, 3)) :]
    elif side == "right":
        image = image[:, : int(places[:, -1, 0].min() - pitch * dice.uniform(0.6, 3))]
    else:
        image = image[: int(places[-1, :, 1].min() - pitch * dice.uniform(0, 0.6))]
    return Sample(f"cut-{seed}", packed(np.ascontiguousarray(image), quality, webp), (text,), refuse=True)


def _altered(dice: Random, alike: bool) -> Zone:
    """A zone with one character changed so that its check digits hold no more."""
    while True:
        text = zone(dice)
        row = dice.randrange(2) if text.kind == "TD1" else 1
        at = dice.randrange(len(text.rows[row]))
        old = text.rows[row][at]
        new = ALIKE.get(old, "") if alike else dice.choice("0123456789")
        if not new or new == old or (not alike and not old.isdigit()):
            continue
        line = text.rows[row][:at] + new + text.rows[row][at + 1 :]
        rows = (*text.rows[:row], line, *text.rows[row + 1 :])
        if not holds(rows):
            return Zone(text.kind, rows)


def _forged(group: str, alike: bool) -> Callable[[int], Sample]:
    def sample(seed: int) -> Sample:
        dice, rng = dice_of(group, seed)
        text = _altered(dice, alike)
        image, _, quality, webp = taken("easy" if dice.random() < 0.6 else "middle", rng, made("easy", dice, rng, text))
        return Sample(f"{group}-{seed}", packed(image, quality, webp), (text,), refuse=True)

    return sample


def _bars(rng: Rng, image: Image) -> None:
    height, width = image.shape[:2]
    top, left = (int(rng.uniform(0.05, 0.6) * size) for size in (height, width))
    if rng.random() < 0.5:
        edges = np.cumsum(rng.integers(3, 14, 120)) + left
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            cv2.rectangle(image, (int(begin), top), (int(end), top + int(height * 0.15)), (15, 15, 15), -1)
    else:
        cells = (rng.random((33, int(rng.choice((33, 120))))) > 0.5).astype(np.uint8) * 240
        code = cv2.resize(cells, None, fx=7, fy=7, interpolation=cv2.INTER_NEAREST)
        part = image[top : top + code.shape[0], left : left + code.shape[1]]
        part[:] = code[: part.shape[0], : part.shape[1], None]


def _typed(rng: Rng, image: Image) -> None:
    """Letters of a machine in even rows, with chevrons too: as near to a zone as a page comes."""
    signs = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<>-/.   "))
    size = float(rng.uniform(0.7, 1.5))
    for y in range(60, image.shape[0] - 20, int(40 * size + rng.integers(4, 30))):
        text = "".join(rng.choice(signs, int(rng.integers(10, 60))))
        cv2.putText(
            image, text, (int(rng.integers(5, 90)), y), cv2.FONT_HERSHEY_PLAIN, size * 1.6, (30, 30, 30), 2, cv2.LINE_AA
        )


def _nothing(seed: int) -> Sample:
    """A form, a letter, a pattern, bar codes, a desk, or a card's face without its zone."""
    dice, rng = dice_of("nothing", seed)
    height, width = (int(rng.integers(700, 1900)) for _ in range(2))
    kind = dice.choice(("form", "typed", "bars", "pattern", "desk", "face"))
    image = sheet(rng, height, width) if kind in ("form", "typed", "bars") else desk(rng, height, width)
    if kind == "typed":
        _typed(rng, image)
    elif kind == "bars":
        _bars(rng, image)
        _bars(rng, image)
    elif kind == "pattern":
        for _ in range(6):
            wavy_lines(rng, image, int(rng.integers(10, 40)), tint(rng, 10, 240, 0.8), int(rng.integers(1, 4)))
    elif kind == "face":
        one = card(rng, Zone("TD1", tuple(" " * 30 for _ in range(3))))
        image = one.image.copy()
        for _ in range(3):
            text = " ".join(dice.choice(WORDS) for _ in range(3))
            cv2.putText(
                image, text, (40, int(rng.uniform(500, 630))), cv2.FONT_HERSHEY_DUPLEX, 1, (40, 40, 40), 2, cv2.LINE_AA
            )
    lit = np.clip(clouds(rng, image.shape[0] // 8 + 1, image.shape[1] // 8 + 1, 60, 2) * 6 + 200, 0, 255).astype(
        np.uint8
    )
    shade = cv2.merge([cv2.resize(lit, image.shape[1::-1])] * 3)
    image = speckled(rng, cv2.multiply(image, shade, scale=1 / 215), rng.uniform(0.5, 6))
    return Sample(f"nothing-{seed}", packed(image, int(rng.integers(50, 95)), False), (), refuse=True)


REFUSED: dict[str, Callable[[int], Sample]] = {
    **{f"covered by {means}": _covered(means) for means in ("blot", "pen", "sticker", "finger", "glare")},
    "cut": _cut,
    "wrong digit": _forged("wrong digit", alike=False),
    "look-alike": _forged("look-alike", alike=True),
    "nothing": _nothing,
}

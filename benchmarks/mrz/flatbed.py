"""A flatbed's picture: cards on the glass under the lid, lines of the sensor, dust, and a tone curve."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks.mrz.camera import Points, cut_out, onto, shadowed
from benchmarks.mrz.cards import Card
from benchmarks.mrz.printing import COARSE
from benchmarks.mrz.surfaces import bright
from benchmarks.mrz.texture import Image, grain, speckled


@dataclass(frozen=True)
class Scan:
    """How a page is scanned: dots to an inch, degrees, deviations in pixels, in grey, copied before."""

    dpi: float
    turn: float
    blur: float
    noise: float
    sharpen: float
    quality: int
    grey: bool
    copied: bool


def _laid(
    image: Image, card: Card, scan: Scan, turn: float, centre: tuple[float, float]
) -> tuple[Image, Points, Image]:
    """The card upon the glass at the centre, turned about it: picture, places of its characters, outline."""
    scale = scan.dpi / 25.4 / COARSE
    cut = cut_out(card)
    if scale < 1:
        cut = cv2.GaussianBlur(cut, (0, 0), 0.5 / scale * np.sqrt(1 - scale * scale) + 0.05)
    height, width = cut.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -turn, scale)
    matrix[:, 2] += np.array(centre) - (width / 2, height / 2)
    there = cv2.warpAffine(cut, matrix, (image.shape[1], image.shape[0]), flags=cv2.INTER_LINEAR)
    places = card.places @ matrix[:, :2].T + matrix[:, 2]
    return there, places.astype(np.float32), there[:, :, 3]


def _scanned(rng: np.random.Generator, image: Image, scan: Scan) -> Image:
    height, width = image.shape[:2]
    if scan.copied:  # a photocopy of a photocopy: hard tones and toner's dots
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
        tone = 255 / (1 + np.exp(-(np.arange(256) - rng.uniform(95, 135)) / rng.uniform(22, 40)))
        image = speckled(rng, cv2.LUT(image, tone.astype(np.uint8)), rng.uniform(3, 9))
    if scan.blur > 0.2:
        image = cv2.GaussianBlur(image, (0, 0), scan.blur)
    lines = 1 + grain(rng, 1, width) * rng.uniform(0.001, 0.008)
    gain = cv2.merge([np.ascontiguousarray(np.broadcast_to((lines * 200).astype(np.uint8), (height, width)))] * 3)
    image = cv2.multiply(image, gain, scale=1 / 200)
    shift = np.array([[1, 0, 0], [0, 1, rng.uniform(-0.4, 0.4)]])
    red = cv2.warpAffine(np.ascontiguousarray(image[:, :, 2]), shift, (width, height), borderMode=cv2.BORDER_REPLICATE)
    image = cv2.merge([image[:, :, 0], image[:, :, 1], red])
    image = speckled(rng, image, scan.noise)
    for _ in range(int(rng.integers(0, 12))):  # dust and hairs on the glass
        spot = rng.uniform(0, 1, 2) * (width, height)
        end = (spot + rng.normal(0, 9, 2)).astype(int)
        cv2.line(
            image,
            tuple(spot.astype(int).tolist()),
            tuple(end.tolist()),
            (float(rng.uniform(60, 250)),) * 3,
            1,
            cv2.LINE_AA,
        )
    if scan.sharpen > 0.05:
        soft = cv2.GaussianBlur(image, (0, 0), 1.1)
        image = cv2.addWeighted(image, 1 + scan.sharpen, soft, -scan.sharpen, 0)
    if scan.grey:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    return image


def scan_card(rng: np.random.Generator, card: Card, scan: Scan) -> tuple[Image, Points]:
    """One card with a margin of glass around it, and where its characters lie in the picture."""
    scale = scan.dpi / 25.4 / COARSE
    reach = np.array(card.image.shape[1::-1]) * scale
    turn = np.radians(scan.turn)
    bound = np.array([[abs(np.cos(turn)), abs(np.sin(turn))], [abs(np.sin(turn)), abs(np.cos(turn))]]) @ reach
    margins = rng.uniform(0.02, rng.choice((0.1, 0.5)), 4) * reach[0]
    width, height = (bound + margins[:2] + margins[2:]).astype(int)
    centre = margins[:2] + bound / 2
    ground = bright(rng, int(height), int(width))
    cut, places, outline = _laid(ground, card, scan, scan.turn, (float(centre[0]), float(centre[1])))
    ground = shadowed(rng, ground, outline, float(rng.uniform(0.05, 0.35)))
    return _scanned(rng, onto(ground, cut), scan), places


def scan_page(rng: np.random.Generator, cards: list[Card], scan: Scan, any_turn: bool) -> tuple[Image, list[Points]]:
    """An A4 glass with the cards one below the other, each at any turn or nearly straight."""
    height, width = int(297 * scan.dpi / 25.4), int(210 * scan.dpi / 25.4)
    image = bright(rng, height, width)
    found = []
    share = height / len(cards)
    for at, card in enumerate(cards):
        turn = float(
            rng.choice((0, 90, 180, 270)) if any_turn and len(cards) < 3 else rng.choice((0, 180))
        ) + rng.normal(0, 3)
        slack = rng.uniform(-0.06, 0.06, 2) * (width, share)
        centre = (width / 2 + slack[0], share * (at + 0.5) + slack[1])
        cut, places, outline = _laid(image, card, scan, turn, centre)
        image = onto(shadowed(rng, image, outline, 0.2), cut)
        found.append(places)
    return _scanned(rng, image, scan), found

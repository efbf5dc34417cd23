"""From a drawn row to the strip the reader cuts: optics, the sensor and its processing, the locator's errors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.strips import STRIP_HEIGHT, STRIP_PITCH, flattened, normalise
from training.faces import PITCH
from training.fields import clouds, grating, softened
from training.lines import Chance
from training.papers import something

HALF_HEIGHT = 0.79
"""Of a cut, in pitches, as shubbak.adapters.scan.strips has it."""


@dataclass(frozen=True, slots=True)
class View:
    """How a canvas comes into an image: 3x3 from canvas to image, its size there, and pixels a character."""

    matrix: Floats
    size: tuple[int, int]
    pitch: float


def view(chance: Chance, shape: tuple[int, int]) -> View:
    """Return a view of a canvas: from 6 to 36 pixels a character, a little turned, sheared and tilted."""
    pitch = math.exp(chance.uniform(math.log(6.0), math.log(34.0))) if chance.random() < 0.8 else chance.uniform(11, 20)
    scale = pitch / PITCH
    height, width = shape
    angle = chance.normal(0, 0.022)
    tilt, shear = chance.normal(0, 0.05, 2), chance.normal(0, 0.035)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - [width / 2, height / 2]
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle) + 0, math.cos(angle)]])
    moved = corners @ np.array([[1, 0], [shear, 1]]) @ turn * [1, chance.uniform(0.93, 1.07)]
    moved = moved * (1 + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * tilt * [0.06, 1.0]) * scale
    moved = moved - moved.min(0) + chance.random(2)
    size = math.ceil(moved[:, 0].max()) + 1, math.ceil(moved[:, 1].max()) + 1
    start = corners + np.array([width / 2, height / 2])
    matrix = cv2.getPerspectiveTransform(start.astype(np.float32), moved.astype(np.float32))
    return View(np.asarray(matrix, np.float32), size, pitch)


def taken(chance: Chance, picture: Floats, seen: View) -> Gray:
    """Return the image that a scanner or a telephone makes of the picture."""
    shrunk = PITCH / seen.pitch
    if shrunk > 0.9:
        picture = softened(picture, 0.42 * shrunk)
    warped = cv2.warpPerspective(
        picture, np.asarray(seen.matrix, np.float64), seen.size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    image = _optics(chance, np.asarray(warped, np.float32), seen.pitch)
    grain = chance.standard_normal(image.shape, np.float32)
    if chance.random() < 0.4:
        grain = softened(grain, chance.uniform(0.4, 1.1)) * 2
    image = image + grain * abs(chance.normal(0, 6))
    return _processed(chance, image, seen.pitch)


def _optics(chance: Chance, image: Floats, pitch: float) -> Floats:
    """Defocus and motion, in shares of a character; moire of a scanner."""
    if chance.random() < 0.75:
        soft = min(abs(chance.normal(0, 0.06)), 0.16) * pitch + abs(chance.normal(0, 0.35))
        image = softened(image, max(0.15, soft))
    if chance.random() < 0.2:
        length = max(2, round(pitch * chance.uniform(0.05, 0.3)))
        kernel = np.zeros((length, length), np.float32)
        ends = chance.integers(0, length, 2)
        begin, end = [0, int(ends[0])], [length - 1, int(ends[1])]
        turned = slice(None) if chance.random() < 0.5 else slice(None, None, -1)
        cv2.line(kernel, begin[turned], end[turned], 1.0)
        image = np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()), np.float32)
    if chance.random() < 0.08:
        image = image + grating(chance, (image.shape[0], image.shape[1]), 3, 20) * chance.uniform(2, 14)
    return np.asarray(image, np.float32)


def _processed(chance: Chance, image: Floats, pitch: float) -> Gray:
    """What the device does before it stores the image: tone, contrast, sharpening, smoothing, compression."""
    toned: NDArray[np.floating[Any]] = image
    if chance.random() < 0.4:
        toned = 255 * (np.clip(toned, 0, 255) / 255) ** math.exp(chance.normal(0, 0.35))
    if chance.random() < 0.25:
        low, gain = np.percentile(toned, 50), chance.uniform(0.35, 1.8)
        toned = low + (toned - low) * gain
    if chance.random() < 0.3:
        wide = max(0.5, pitch * chance.uniform(0.03, 0.16))
        toned = toned + (toned - cv2.GaussianBlur(toned, (0, 0), wide)) * chance.uniform(0.3, 2.2)
    stored = np.clip(toned, 0, 255).astype(np.uint8)
    if chance.random() < 0.06:
        stored = np.asarray(cv2.medianBlur(stored, 3), np.uint8)
    if chance.random() < 0.08:
        enhance = cv2.createCLAHE(chance.uniform(1.5, 5), (max(1, stored.shape[1] // 60), 2))
        stored = np.asarray(enhance.apply(stored), np.uint8)
    for _ in range(int(chance.choice((0, 1, 2), p=(0.25, 0.5, 0.25)))):
        stored = _compressed(chance, stored)
    if chance.random() < 0.04:
        _, black = cv2.threshold(stored, 0, 255, cv2.THRESH_OTSU)
        stored = np.asarray(black, np.uint8)
    return np.asarray(255 - stored, np.uint8) if chance.random() < 0.015 else stored


def _compressed(chance: Chance, image: Gray) -> Gray:
    """JPEG, a third of them in colour, where the grey comes back from halved colour planes."""
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(30, 96))]
    if chance.random() < 0.67:
        _, data = cv2.imencode(".jpg", image, quality)
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
    tint = 1 + clouds(chance, (image.shape[0], image.shape[1]), 20)[..., None] * 0.03 + chance.normal(0, 0.06, 3)
    _, data = cv2.imencode(".jpg", np.clip(image[..., None] * tint, 0, 255).astype(np.uint8), quality)
    colours = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), np.uint8)


def seen_at(seen: View, x: Floats, y: Floats) -> Floats:
    """Return image coordinates (n, 2) of places on the canvas."""
    points = np.stack([x, y], 1)[None].astype(np.float32)
    return np.asarray(cv2.perspectiveTransform(points, np.asarray(seen.matrix, np.float64))[0], np.float32)


@dataclass(frozen=True, slots=True)
class Cut:
    """A strip as the network takes it, and where (pixels) each character's middle stands in it."""

    strip: Floats
    middles: Floats


def cut(chance: Chance, image: Gray, places: Floats, inner: slice, room: tuple[int, int], scale: int = 1) -> Cut:
    """Cut the row whose characters stand at `places`, `inner` being those that the locator counts, as it errs.

    room: characters of whatever else that come along at both ends when the locator does not know where a line ends.
    scale: of the strip, as shubbak.adapters.scan.strips has it.
    """
    wanted, height = STRIP_PITCH * scale, STRIP_HEIGHT * scale
    first, last = _ends(chance, places[inner])
    pitch = float(np.linalg.norm(last - first)) / max(1, inner.stop - inner.start - 1)
    along = (last - first) / np.linalg.norm(last - first)
    across = np.array([-along[1], along[0]])
    counted = pitch * (1 + float(np.clip(chance.normal(0, 0.025), -0.09, 0.09)))
    high = HALF_HEIGHT * counted * (chance.uniform(0.86, 1.18) if chance.random() < 0.3 else 1.0)
    before, after = (counted * (1 + np.clip(chance.normal(0, 0.45, 2), -0.95, 1.6))).tolist()
    first, last = first - along * before, last + along * after
    width = round(float(np.linalg.norm(last - first)) / counted * STRIP_PITCH / 4) * 4 * scale
    source = np.array([first - across * high, last - across * high, first + across * high], np.float32)
    finer = max(1, round(pitch / wanted)) if chance.random() < 0.75 else 1
    target = np.array([[0, 0], [width * finer, 0], [0, height * finer]], np.float32)
    warp = cv2.getAffineTransform(source, target)
    size = width * finer, height * finer
    strip = cv2.warpAffine(image, warp, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if finer > 1:
        strip = cv2.resize(strip, (width, height), interpolation=cv2.INTER_AREA)
    middles = (places @ warp[0, :2] + warp[0, 2]) / finer + room[0] * wanted
    whole = normalise(_with_surroundings(chance, np.asarray(strip, np.uint8), room))
    return Cut(flattened(whole) if chance.random() < 0.35 else whole, np.asarray(middles, np.float32))


def _with_surroundings(chance: Chance, strip: Gray, room: tuple[int, int]) -> Gray:
    """Return the strip between bare paper, photos, desks and labels."""
    parts: list[Gray] = [strip]
    for characters, at in zip(room, (0, 2), strict=True):
        beside = something(
            chance,
            (strip.shape[0], characters * STRIP_PITCH * strip.shape[0] // STRIP_HEIGHT),
            float(np.percentile(strip, 80)),
        )
        parts.insert(at, np.clip(beside, 0, 255).astype(np.uint8))
    return np.concatenate(parts, 1)


def _ends(chance: Chance, places: Floats) -> tuple[Floats, Floats]:
    """Return where the locator believes the middles of the first and last character: on a line, shifted and turned."""
    x, y = places[:, 0].astype(np.float64), places[:, 1].astype(np.float64)
    slope, offset = np.polyfit(x, y, 1)
    pitch = (x[-1] - x[0]) / max(1, len(x) - 1)
    shift = np.clip(chance.normal(0, 0.085), -0.26, 0.26) * pitch
    turn = np.clip(chance.normal(0, 0.035), -0.12, 0.12) * pitch
    ends = [(x[0], slope * x[0] + offset + shift - turn), (x[-1], slope * x[-1] + offset + shift + turn)]
    first, last = (np.array(end, np.float32) for end in ends)
    return first, last

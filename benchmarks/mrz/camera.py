"""A phone's or a document camera's picture of a card: place, bend, light, lens, sensor, its tidying up, and packing."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.mrz.cards import Card
from benchmarks.mrz.printing import COARSE
from benchmarks.mrz.surfaces import desk
from benchmarks.mrz.texture import Field, Image, clouds, grain, speckled, tint

Points = NDArray[np.float32]
GRID = 12  # light and bends are worked out at every twelfth pixel


@dataclass(frozen=True)
class Shot:
    """How a picture is taken: dots to an inch at the zone, degrees, deviations in pixels, shares from 0 to 1."""

    dpi: float
    turn: float
    tilt: float
    curl: float
    blur: float
    motion: float
    noise: float
    glare: float
    shade: float
    sharpen: float
    quality: int
    smear: bool
    webp: bool


def _projection(rng: np.random.Generator, card: Card, shot: Shot) -> NDArray[np.float64]:
    """The homography from the card's pixels to the picture's, before it is moved into the frame."""
    height, width = card.image.shape[:2]
    turn, way = np.radians(shot.turn), rng.uniform(0, 2 * np.pi)
    pitch, yaw = np.radians(shot.tilt) * np.cos(way), np.radians(shot.tilt) * np.sin(way)
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (width / 2, height / 2)
    x = corners[:, 0] * np.cos(yaw)
    y = corners[:, 1] * np.cos(pitch)
    depth = corners[:, 0] * np.sin(yaw) + corners[:, 1] * np.sin(pitch)
    far = width * rng.uniform(2.2, 4.5)
    flat = np.stack([x, y], 1) * (far / (far + depth))[:, None]
    spun = flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    source = corners + np.array([width / 2, height / 2])
    whole = cv2.getPerspectiveTransform(source.astype(np.float32), spun.astype(np.float32))
    middle = card.places[len(card.places) // 2][None]
    seen = cv2.perspectiveTransform(middle.astype(np.float64), whole)[0]
    spread = float(np.hypot(*(seen[-1] - seen[0]))) / float(np.hypot(*(middle[0, -1] - middle[0, 0])))
    size = shot.dpi / 25.4 / COARSE / spread
    return np.diag([size, size, 1.0]) @ whole


def _framed(rng: np.random.Generator, card: Card, whole: NDArray[np.float64]) -> tuple[NDArray[np.float64], int, int]:
    """The homography moved so that the card lies in a frame with margins, and the frame's height and width."""
    height, width = card.image.shape[:2]
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    seen = cv2.perspectiveTransform(corners, whole)[0]
    low, high = seen.min(0), seen.max(0)
    margins = rng.uniform(0.03, 0.3, 4) * (high - low).max()
    move = np.array([[1, 0, margins[0] - low[0]], [0, 1, margins[1] - low[1]], [0, 0, 1]])
    size = high - low + margins[:2] + margins[2:]
    return move @ whole, int(size[1]) // 2 * 2, int(size[0]) // 2 * 2


def _bend(card: Card, x: Field, curl: float) -> Field:
    """How far a page that does not lie flat lifts a point up or down the page, in the card's pixels."""
    share = x / card.image.shape[1] - 0.5
    return (curl * COARSE * (4 * share * share - 0.33 + 0.5 * share)).astype(np.float32)


def cut_out(card: Card) -> Image:
    """The card with its outline as a fourth channel."""
    height, width = card.image.shape[:2]
    outline = np.zeros((height, width), np.uint8)
    r = max(1, round(card.rounding * COARSE))
    for x in (r, width - 1 - r):
        for y in (r, height - 1 - r):
            cv2.circle(outline, (x, y), r, 255, -1, cv2.LINE_AA)
    outline[r : height - r] = 255
    outline[:, r : width - r] = 255
    return cv2.merge([card.image, outline])


def _seen(card: Card, whole: NDArray[np.float64], height: int, width: int, shot: Shot) -> Image:
    """The card as the lens sees it: four channels, zero outside the card."""
    shrink = min(1.0, 1.12 * shot.dpi / 25.4 / COARSE)
    small = cv2.resize(cut_out(card), None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    y, x = np.mgrid[0 : height + GRID : GRID, 0 : width + GRID : GRID].astype(np.float64)
    back = cv2.perspectiveTransform(np.stack([x, y], 2).reshape(1, -1, 2), np.linalg.inv(whole))
    across = back[0, :, 0].reshape(x.shape).astype(np.float32)
    down = back[0, :, 1].reshape(x.shape).astype(np.float32) + _bend(card, across, shot.curl)
    maps = [_grown(field * shrink, height, width) for field in (across, down)]
    return cv2.remap(small, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)


def _grown(field: Field, height: int, width: int) -> Field:
    """A field known at every GRID pixels, at every pixel."""
    stretch = np.array([[1 / GRID, 0, 0], [0, 1 / GRID, 0]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(field, stretch, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)


def onto(ground: Image, cut: Image) -> Image:
    """The cut-out laid over the ground."""
    share = cv2.merge([cut[:, :, 3]] * 3)
    return cv2.add(cv2.multiply(ground, 255 - share, scale=1 / 255), cv2.multiply(cut[:, :, :3], share, scale=1 / 255))


def shadowed(rng: np.random.Generator, ground: Image, outline: Image, deep: float) -> Image:
    """The ground with the card's soft shadow on it."""
    small = cv2.resize(outline, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    shift = np.array([[1, 0, rng.normal(0, 1.5)], [0, 1, rng.normal(0.5, 1.5)]])
    small = cv2.GaussianBlur(cv2.warpAffine(small, shift, small.shape[::-1]), (0, 0), rng.uniform(0.5, 2.5))
    soft = cv2.resize(small, outline.shape[::-1], interpolation=cv2.INTER_LINEAR)
    keep = cv2.convertScaleAbs(soft, alpha=-deep, beta=255)
    return cv2.multiply(ground, cv2.merge([keep] * 3), scale=1 / 255)


def _lit(rng: np.random.Generator, image: Image, shot: Shot, zone: Points) -> Image:
    """Uneven light, a hand's shade, the mains' rolling bands, and glare that never drowns the zone."""
    height, width = image.shape[:2]
    rows, columns = height // GRID + 2, width // GRID + 2
    y, x = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j].astype(np.float32)
    turn = rng.uniform(0, 6.3)
    light = 1 + shot.shade * 0.5 * (np.cos(turn) * x + np.sin(turn) * y) - 0.12 * shot.shade * (x * x + y * y)
    if rng.random() < shot.shade:
        edge = (np.cos(turn * 2) * x + np.sin(turn * 2) * y - rng.uniform(-0.5, 0.6)) * rng.uniform(3, 14)
        light *= 1 - rng.uniform(0.15, 0.45) / (1 + np.exp(-edge))
    light *= 1 + 0.025 * np.sin(y * rng.uniform(4, 22) + turn) * (rng.random() < 0.4)
    warm = 1 + rng.normal(0, 0.05, 3)
    scaled = (_grown(np.clip(light, 0.25, 1.5), height, width) * 150).astype(np.uint8)
    image = cv2.multiply(image, cv2.merge([scaled] * 3), scale=1 / 150)
    image = np.ascontiguousarray(cv2.multiply(image, (*warm.tolist(), 1.0)))
    if rng.random() < 2 * shot.glare:
        image = _glaring(rng, image, shot, zone, x, y)
    return image


def _glaring(rng: np.random.Generator, image: Image, shot: Shot, zone: Points, x: Field, y: Field) -> Image:
    height, width = image.shape[:2]
    glare = np.zeros_like(x)
    for _ in range(int(rng.integers(1, 4))):
        centre, size, turn = rng.uniform(-0.9, 0.9, 2), rng.uniform(0.06, 0.4, 2), rng.uniform(0, 3.1)
        along = (np.cos(turn) * (x - centre[0]) + np.sin(turn) * (y - centre[1])) / size[0]
        aside = (np.cos(turn) * (y - centre[1]) - np.sin(turn) * (x - centre[0])) / size[1]
        power = rng.choice((2, 6))  # a lamp's round spot, or a window with edges
        glare = np.maximum(glare, rng.uniform(0.3, 1.0) * np.exp(-(np.abs(along) ** power) - np.abs(aside) ** power))
    hull = cv2.convexHull((zone.reshape(-1, 2) / GRID).astype(np.float32)).astype(np.int32)
    inside = np.zeros(x.shape, np.uint8)
    cv2.fillConvexPoly(inside, hull, 255)
    inside = cv2.GaussianBlur(cv2.dilate(inside, np.ones((5, 5), np.uint8)), (0, 0), 1.5)
    most = 1 - (1 - shot.glare) * inside.astype(np.float32) / 255
    share = cv2.merge([(_grown(np.minimum(glare, most).astype(np.float32), height, width) * 255).astype(np.uint8)] * 3)
    white = cv2.multiply(share, (252, 252, 252, 0), scale=1 / 255)
    return cv2.add(cv2.multiply(image, 255 - share, scale=1 / 255), white)


def _sensed(rng: np.random.Generator, image: Image, shot: Shot) -> Image:
    """Through the lens, the colour mosaic and the phone's own processing."""
    if shot.blur > 0.2:
        image = cv2.GaussianBlur(image, (0, 0), shot.blur)
    if shot.motion > 0.8:
        turn, reach = rng.uniform(0, np.pi), np.linspace(-0.5, 0.5, 9) * shot.motion
        kernel = np.zeros((9, 9), np.float32)
        for step in reach:
            kernel[round(4 + step * np.sin(turn)), round(4 + step * np.cos(turn))] += 1
        image = cv2.filter2D(image, -1, kernel / kernel.sum())
    height, width = image.shape[0] // 2 * 2, image.shape[1] // 2 * 2
    mosaic = np.empty((height, width), np.float32)
    for row, column, channel in ((0, 0, 2), (0, 1, 1), (1, 0, 1), (1, 1, 0)):
        mosaic[row::2, column::2] = image[row:height:2, column:width:2, channel]
    mosaic += np.sqrt(mosaic * 0.006 + 0.12) * grain(rng, height, width) * shot.noise
    image = cv2.cvtColor(np.clip(mosaic, 0, 255).astype(np.uint8), cv2.COLOR_BayerRGGB2BGR)
    if shot.smear:
        image = cv2.medianBlur(image, 3)
    if shot.sharpen > 0.05:
        soft = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.9, 2.2))
        image = cv2.addWeighted(image, 1 + shot.sharpen, soft, -shot.sharpen, 0)
    return image


def packed(image: Image, quality: int, webp: bool) -> bytes:
    """The picture as a JPEG; webp sends it through WebP first, as a messenger does."""
    if webp:
        sent = cv2.imencode(".webp", image, [cv2.IMWRITE_WEBP_QUALITY, quality])[1]
        image, quality = cv2.imdecode(sent, cv2.IMREAD_COLOR), 88
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def photograph(rng: np.random.Generator, card: Card, shot: Shot) -> tuple[Image, Points]:
    """The picture, and where the zone's characters lie in it."""
    whole, height, width = _framed(rng, card, _projection(rng, card, shot))
    cut = _seen(card, whole, height, width, shot)
    ground = desk(rng, height, width)
    if rng.random() < 0.3:  # the other page of an open passport, or a sheet that the card lies on
        wide, high = card.image.shape[1], card.image.shape[0]
        page = np.array([[[-4, -high * 0.9], [wide + 4, -high * 0.9], [wide + 4, 4], [-4, 4]]], np.float64)
        corners = cv2.perspectiveTransform(page, whole)[0].astype(np.int32)
        cv2.fillConvexPoly(ground, corners, tint(rng, 150, 245, 0.3).tolist(), cv2.LINE_AA)
    ground = shadowed(rng, ground, cut[:, :, 3], float(rng.uniform(0.2, 0.7)))
    flat = card.places.reshape(1, -1, 2).astype(np.float64)
    flat[0, :, 1] -= _bend(card, flat[0, :, 0].astype(np.float32), shot.curl)
    zone = cv2.perspectiveTransform(flat, whole)[0].reshape(card.places.shape).astype(np.float32)
    image = _lit(rng, onto(ground, cut), shot, zone)
    if rng.random() < 0.5:  # a tone curve of the phone's own
        bent = np.clip(255 * np.linspace(0, 1, 256) ** rng.uniform(0.75, 1.3) * rng.uniform(0.85, 1.08), 0, 255)
        image = cv2.LUT(image, bent.astype(np.uint8))
    return _sensed(rng, image, shot), zone


def thumbed(rng: np.random.Generator, card: Card, deep: float) -> None:
    """Leave fingerprints and smears on the card's lamination, paler than any letter."""
    height, width = card.image.shape[:2]
    for _ in range(int(rng.integers(1, 4))):
        x, y = rng.uniform(0, width), rng.uniform(0.3 * height, height)
        layer = card.image.copy()
        axes = rng.uniform(60, 95), rng.uniform(80, 130)
        ridges = np.arange(8, axes[0], rng.uniform(6, 9))
        turn, tone = rng.uniform(0, 180), float(rng.uniform(150, 255))
        for ridge in ridges:
            oval = (int(ridge), int(ridge * axes[1] / axes[0]))
            cv2.ellipse(layer, (int(x), int(y)), oval, turn, 0, 360, (tone,) * 3, 2, cv2.LINE_AA)
        cv2.addWeighted(layer, deep, card.image, 1 - deep, 0, card.image)
    if rng.random() < 0.5:
        haze = clouds(rng, height // 4 + 1, width // 4 + 1, 60, 2)
        haze = cv2.resize(np.clip(haze * 40 * deep, 0, 60).astype(np.uint8), (width, height))
        cv2.add(card.image, cv2.merge([haze] * 3), card.image)
    card.image = speckled(rng, card.image, 0.5)

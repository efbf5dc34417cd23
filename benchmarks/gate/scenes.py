"""Where a paper lies when its picture is taken: on a scanner's glass, on a desk under a camera, or cut out already."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import cv2
import numpy as np

from gate.papers import PER_MM, Paper

_GLASS_MM = (216.0, 297.0)
_LIDS = (254, 250, 244, 20, 45)


@dataclass
class Scene:
    """A picture (BGR) and where the corners of its papers are in it, clockwise from their own top left."""

    name: str
    picture: np.ndarray
    corners: list[np.ndarray]
    dpi: float


def bare(paper: Paper, chance: random.Random) -> Scene:
    """Cut out already: what a feeder gives, or another program."""
    high, wide = paper.picture.shape[:2]
    return Scene("bare", _grain(paper.picture, chance, 2), [_box(wide, high)], 200)


def glass(papers: list[Paper], chance: random.Random, dpi: float = 200, most_degrees: float = 4.0) -> Scene:
    """On a flatbed under its lid, anywhere, a little turned; cards also by quarter turns."""
    scale = dpi / 200
    # Who lays a wide page on a narrow glass turns it.
    papers = [
        replace(paper, picture=np.rot90(paper.picture, 1).copy()) if 216 < paper.size_mm[0] < 300 else paper
        for paper in papers
    ]
    biggest = max(paper.size_mm[0] * paper.size_mm[1] for paper in papers)
    glass_mm = _GLASS_MM if biggest < 210 * 298 else (436.0, 304.0)
    wide, high = (round(side * PER_MM * scale) for side in glass_mm)
    lid = chance.choice(_LIDS)
    picture = np.full((high, wide, 3), lid, np.float32)
    quads = []
    for at, paper in enumerate(papers):
        slot = (at % 2 * glass_mm[0] / 2, at // 2 * glass_mm[1] / 2) if len(papers) > 1 else (0.0, 0.0)
        room = (glass_mm[0] / 2, glass_mm[1] / 2) if len(papers) > 1 else glass_mm
        quads.append(_lay(picture, paper, chance, slot, room, most_degrees, scale, lid))
    return Scene("glass", _grain(picture, chance, 2), quads, dpi)


def _lay(picture, paper, chance, slot, room, degrees, scale, lid):  # type: ignore[no-untyped-def]
    """Lay one paper into its slot, as far inside as it fits; large ones lie along the rulers."""
    size = np.array(paper.size_mm)
    turned = chance.uniform(-degrees, degrees) if size.max() < 150 else chance.uniform(-0.7, 0.7)
    bounds = size + abs(np.sin(np.radians(turned))) * size[::-1]
    free = np.maximum(np.array(room) - bounds, 0)
    centre = np.array(slot) + bounds / 2 + free * np.array([chance.uniform(0.05, 0.95), chance.uniform(0.05, 0.95)])
    quad = _turned(size, turned, centre) * PER_MM * scale
    _paste(picture, paper, quad, 0.35 if lid > 100 else 0.0, chance)
    return quad


def desk(
    paper: Paper, chance: random.Random, dpi: float | None = None, tilt: float = 0.03, degrees: float = 6.0
) -> Scene:
    """Photographed from above on a desk: tilted, turned, lit from one side."""
    size = np.array(paper.size_mm)
    fill = chance.uniform(0.72, 0.9)
    dpi = dpi or (chance.uniform(150, 200) if size.max() > 150 else chance.uniform(230, 300))
    scale = dpi / 200
    angle = chance.uniform(-degrees, degrees)
    bounds = size + abs(np.sin(np.radians(angle))) * size[::-1]
    frame = bounds / fill
    wide, high = (round(side * PER_MM * scale) for side in frame)
    quad = _turned(size, angle, frame / 2) * PER_MM * scale
    quad += np.array([[chance.uniform(-tilt, tilt) * wide, chance.uniform(-tilt, tilt) * high] for _ in range(4)])
    picture = background(wide, high, chance)
    _paste(picture, paper, quad, 0.3, chance)
    picture *= _light(wide, high, chance)
    return Scene("desk", _grain(picture, chance, chance.uniform(1.5, 4)), [quad], dpi)


def background(wide: int, high: int, chance: random.Random) -> np.ndarray:
    """A desk: wood, cloth, black, white or one colour."""
    noise = np.random.default_rng(chance.getrandbits(32))
    sort = chance.choice(("wood", "cloth", "black", "white", "plain"))
    if sort == "wood":
        rings = np.sin(np.linspace(0, chance.uniform(30, 90), high)[:, None] + 2 * _smooth(noise, high, wide, 5))
        base = np.array(chance.choice(((70, 100, 140), (50, 70, 100), (110, 150, 190))), np.float32)
        return (base + 14 * rings[..., None] + 5 * _smooth(noise, high, wide, 60)[..., None]).astype(np.float32)
    if sort == "cloth":
        weave = 10 * np.sin(np.arange(high) * 1.1)[:, None] * np.sin(np.arange(wide) * 1.1)[None]
        base = np.array([chance.randint(40, 190) for _ in range(3)], np.float32)
        return (base + weave[..., None] + 6 * _smooth(noise, high, wide, 8)[..., None]).astype(np.float32)
    level = {"black": (18, 50), "white": (205, 235), "plain": (60, 190)}[sort]
    base = np.array([chance.randint(*level) for _ in range(3)] if sort == "plain" else [chance.randint(*level)] * 3)
    return (base + 3 * _smooth(noise, high, wide, 6)[..., None]).astype(np.float32)


def _smooth(noise: np.random.Generator, high: int, wide: int, cells: int) -> np.ndarray:
    small = noise.normal(size=(cells, max(2, cells * wide // high))).astype(np.float32)
    return cv2.resize(small, (wide, high), interpolation=cv2.INTER_CUBIC)


def _light(wide: int, high: int, chance: random.Random) -> np.ndarray:
    angle, depth = chance.uniform(0, 6.28), chance.uniform(0, 0.28)
    along = np.linspace(-0.5, 0.5, wide)[None] * np.cos(angle) + np.linspace(-0.5, 0.5, high)[:, None] * np.sin(angle)
    return (chance.uniform(0.85, 1.0) * (1 - depth * (along + 0.5)))[..., None].astype(np.float32)


def _box(wide: float, high: float) -> np.ndarray:
    return np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float64)


def _turned(size: np.ndarray, degrees: float, centre: np.ndarray) -> np.ndarray:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return (_box(*size) - size / 2) @ np.array([[cos, sin], [-sin, cos]]) + centre


def _paste(picture: np.ndarray, paper: Paper, quad: np.ndarray, shadow: float, chance: random.Random) -> None:
    high, wide = paper.picture.shape[:2]
    mask = np.full((high, wide), 255, np.uint8)
    if paper.rounded:
        mask[:] = 0
        r = round(3.2 * PER_MM)
        cv2.rectangle(mask, (r, 0), (wide - r, high), 255, -1)
        cv2.rectangle(mask, (0, r), (wide, high - r), 255, -1)
        for x in (r, wide - r):
            for y in (r, high - r):
                cv2.circle(mask, (x, y), r, 255, -1, cv2.LINE_AA)
    turn = cv2.getPerspectiveTransform(_box(wide, high).astype(np.float32), quad.astype(np.float32))
    size = (picture.shape[1], picture.shape[0])
    scale = np.linalg.norm(quad[1] - quad[0]) / wide
    source = paper.picture if scale > 0.9 else cv2.GaussianBlur(paper.picture, (0, 0), 0.4 / scale)
    laid = cv2.warpPerspective(
        source, turn, size, flags=cv2.INTER_CUBIC if scale > 0.9 else cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    alpha = cv2.warpPerspective(mask, turn, size, flags=cv2.INTER_LINEAR)[..., None] / np.float32(255)
    if shadow:
        reach = max(2.0, 0.004 * size[0])
        dark = cv2.GaussianBlur(np.roll(alpha[..., 0], (round(reach), round(reach)), (0, 1)), (0, 0), reach)
        picture *= 1 - shadow * dark[..., None]
    picture *= 1 - alpha
    picture += laid * alpha


def _grain(picture: np.ndarray, chance: random.Random, amount: float) -> np.ndarray:
    noise = np.random.default_rng(chance.getrandbits(32))
    grain = noise.normal(0, amount, picture.shape[:2]).astype(np.float32)[..., None]
    return np.clip(picture.astype(np.float32) + grain, 0, 255).astype(np.uint8)

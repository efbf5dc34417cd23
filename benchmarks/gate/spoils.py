"""Ways in which a scan or photo goes wrong, each as an operator would send it back for: clear, not borderline."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import cv2
import numpy as np

from gate.cards import GOOD_CARDS, card_back, card_front, passport, portrait, site
from gate.papers import GOOD_PAPER, PER_MM, Paper, letter, plan
from gate.scenes import Scene, bare, desk, glass

Sample = tuple[Scene, str, str]
"""A scene, the kind of document that was asked for, and what was drawn."""


def good(chance: random.Random) -> Sample:
    """A page that nobody should send back."""
    paper = chance.choice(GOOD_PAPER + GOOD_CARDS)(chance)
    return placed(paper, chance), paper.kind, paper.name


def placed(paper: Paper, chance: random.Random) -> Scene:
    """A paper where its kind is usually taken."""
    if paper.kind in ("photo", "portrait"):
        return bare(paper, chance)
    places: list[Callable[[], Scene]] = [lambda: desk(paper, chance), lambda: glass([paper], chance)]
    if paper.kind not in ("id_card", "passport"):
        places.append(lambda: bare(paper, chance))
    return chance.choice(places)()


def _any(chance: random.Random, photos: bool = True) -> Paper:
    makers = GOOD_PAPER + (GOOD_CARDS if photos else (card_front, card_back, passport))
    return chance.choice(makers)(chance)


def blurred(chance: random.Random) -> Sample:
    """Out of focus or moved: print of 10 points can no longer be read with ease."""
    paper = _any(chance, photos=False)
    scene = placed(paper, chance)
    small = paper.kind in ("id_card", "passport")
    sigma = chance.uniform(0.3, 0.55) if small else chance.uniform(0.45, 0.8)
    pixels = sigma * scene.dpi / 25.4
    if chance.random() < 0.6:
        picture = cv2.GaussianBlur(scene.picture, (0, 0), pixels)
    else:
        length = round(pixels * 3.8)
        kernel = np.zeros((length, length), np.float32)
        angle = chance.uniform(0, math.pi)
        middle, reach = length / 2, length / 2 * np.array([math.cos(angle), math.sin(angle)])
        cv2.line(
            kernel, *[tuple(int(v) for v in np.rint(middle + s * reach).clip(0, length - 1)) for s in (-1, 1)], 1, 1
        )
        picture = cv2.filter2D(cv2.GaussianBlur(scene.picture, (0, 0), pixels * 0.5), -1, kernel / kernel.sum())
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 2, picture.shape)
    return replace(scene, picture=np.clip(picture + noise, 0, 255).astype(np.uint8)), paper.kind, paper.name


def glared(chance: random.Random) -> Sample:
    """A lamp mirrored in a page under a camera: print under it is gone."""
    paper = _any(chance, photos=False)
    scene = desk(paper, chance)
    high, wide = scene.picture.shape[:2]
    corners = scene.corners[0]
    along, down = chance.uniform(0.25, 0.75), chance.uniform(0.25, 0.75)
    centre = corners[0] + along * (corners[1] - corners[0]) + down * (corners[3] - corners[0])
    radius = chance.uniform(0.06, 0.13) * np.linalg.norm(corners[2] - corners[0])
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    distance = np.hypot((x - centre[0]), (y - centre[1]) * chance.uniform(0.7, 1.4)) / radius
    spot = 330 * np.exp(-(distance**2)) + 25 * np.exp(-((distance / 2.5) ** 2))
    # A camera under a lamp exposes for the lamp, so the paper is no longer at the top of its range.
    dimmed = scene.picture * chance.uniform(0.72, 0.88)
    return replace(scene, picture=np.clip(dimmed + spot[..., None], 0, 255).astype(np.uint8)), paper.kind, paper.name


def cut_off(chance: random.Random) -> Sample:
    """Part of the page lies outside the picture, print on it."""
    paper = _any(chance, photos=False)
    scene = desk(paper, chance, degrees=3) if chance.random() < 0.7 else bare(paper, chance)
    corners = scene.corners[0]
    (left, top), (right, bottom) = corners.min(0), corners.max(0)
    share = chance.uniform(0.16, 0.3)
    side = chance.randrange(4)
    if paper.kind in ("certificate", "plan") and side in (1, 3):
        side -= 1
    box = [0.0, 0.0, float(scene.picture.shape[1]), float(scene.picture.shape[0])]
    wide, high = right - left, bottom - top
    box[side] = (left + share * wide, top + share * high, right - share * wide, bottom - share * high)[side]
    x0, y0, x1, y1 = (round(float(value)) for value in box)
    return replace(scene, picture=scene.picture[y0:y1, x0:x1].copy()), paper.kind, paper.name


def dark(chance: random.Random) -> Sample:
    """Taken in a dim room: the paper is a third as bright as it should be."""
    paper = _any(chance, photos=False)
    scene = desk(paper, chance)
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 4, scene.picture.shape)
    picture = scene.picture * chance.uniform(0.12, 0.3) + noise
    return replace(scene, picture=np.clip(picture, 0, 255).astype(np.uint8)), paper.kind, paper.name


def tiny(chance: random.Random) -> Sample:
    """Too few pixels for its print: 35 to 60 dots an inch, 70 to 110 for cards."""
    paper = _any(chance, photos=False)
    scene = placed(paper, chance)
    dpi = chance.uniform(60, 100) if paper.kind in ("id_card", "passport") else chance.uniform(35, 60)
    scale = dpi / scene.dpi
    small = cv2.resize(scene.picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return replace(scene, picture=small, dpi=dpi), paper.kind, paper.name


def covered(chance: random.Random) -> Sample:
    """A finger or thumb that holds the page down, over its edge."""
    paper = _any(chance, photos=False)
    scene = desk(paper, chance, degrees=3)
    corners = scene.corners[0]
    side = chance.randrange(4)
    start, end = corners[side], corners[(side + 1) % 4]
    edge = start + chance.uniform(0.25, 0.75) * (end - start)
    inward = (corners.mean(0) - edge) / np.linalg.norm(corners.mean(0) - edge)
    wide = (18 if max(paper.size_mm) > 150 else 15) * PER_MM * scene.dpi / 200 * chance.uniform(0.9, 1.3)
    tip = edge + inward * wide * chance.uniform(0.7, 1.5)
    root = edge - inward * wide * 6
    skin = np.array(chance.choice(((132, 164, 208), (100, 132, 182), (160, 188, 226), (72, 98, 142))), np.float32)
    mask = np.zeros(scene.picture.shape[:2], np.uint8)
    cv2.line(mask, *[tuple(int(v) for v in point) for point in (tip, root)], 255, max(3, round(wide)))
    soft = cv2.GaussianBlur(mask, (0, 0), 2).astype(np.float32)[..., None] / 255
    inside = cv2.distanceTransform(mask, cv2.DIST_L2, 5)[..., None]
    shade = 0.7 + 0.3 * np.clip(inside / (wide / 2), 0, 1)
    picture = scene.picture * (1 - soft) + skin * shade * soft
    return replace(scene, picture=np.clip(picture, 0, 255).astype(np.uint8)), paper.kind, paper.name


def blank(chance: random.Random) -> Sample:
    """The back of a page: empty, or with its front showing through."""
    level = chance.randint(225, 252)
    picture = np.full((2339, 1654, 3), level, np.uint8)
    if chance.random() < 0.5:
        front = cv2.flip(letter(chance).picture, 1).astype(np.float32)
        picture = np.clip(level - (252 - cv2.GaussianBlur(front, (0, 0), 3)) * 0.06, 0, 255).astype(np.uint8)
    paper = Paper("blank", "letter", picture)
    return (bare(paper, chance) if chance.random() < 0.6 else glass([paper], chance)), "letter", paper.name


def wrong_kind(chance: random.Random) -> Sample:
    """A card where a letter is asked for, a page where a card or photo is asked for, a photo where a page is."""
    cards, pages, photos = (card_front, card_back, passport), GOOD_PAPER[:3], (site, portrait)
    makers, asked = chance.choice(
        (
            (cards, "letter"), (cards, "certificate"), (pages, "id_card"), (pages, "passport"),
            (photos, "letter"), (photos, "id_card"), (pages, "portrait"), (cards, "portrait"), (cards, "photo"),
        )
    )  # fmt: skip
    paper = chance.choice(makers)(chance)
    return placed(paper, chance), asked, f"{paper.name} for {asked}"


def expired(chance: random.Random) -> Sample:
    """A card or passport past its day."""
    paper = chance.choice((card_back, passport))(chance, date(chance.randint(2018, 2023), 3, 9))
    return placed(paper, chance), paper.kind, paper.name


SPOILS: dict[str, Callable[[random.Random], Sample]] = {
    "page-blurred": blurred,
    "page-glare": glared,
    "page-cut": cut_off,
    "page-dark": dark,
    "page-small": tiny,
    "page-covered": covered,
    "page-blank": blank,
    "page-kind": wrong_kind,
    "page-expired": expired,
}

__all__ = ["SPOILS", "good", "placed", "plan"]

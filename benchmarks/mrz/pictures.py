"""Labelled pictures by seed: three levels of difficulty, any rotation, upside down, and pages with several cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from benchmarks.mrz.camera import Points, Shot, packed, photograph, thumbed
from benchmarks.mrz.cards import Card, card
from benchmarks.mrz.flatbed import Scan, scan_card, scan_page
from benchmarks.mrz.texture import Image
from benchmarks.mrz.zones import Zone, zone

Rng = np.random.Generator


@dataclass(frozen=True)
class Sample:
    """A picture as bytes, and the zones that it shows; none may be read where it must be refused."""

    name: str
    image: bytes
    zones: tuple[Zone, ...]
    refuse: bool = False


def dice_of(group: str, seed: int) -> tuple[Random, Rng]:
    """The two sources of chance of one picture: no picture depends on another."""
    return Random(f"{group} {seed}"), np.random.default_rng([sum(map(ord, group)) * 7919 % 65521, seed])


def easy_scan(rng: Rng) -> Scan:
    """A flatbed at 300 dots to an inch, the card nearly straight."""
    return Scan(
        dpi=300,
        turn=float(np.clip(rng.normal(0, 1.5), -4, 4)),
        blur=float(rng.uniform(0, 0.6)),
        noise=float(rng.uniform(0.4, 2.2)),
        sharpen=float(rng.choice((0, rng.uniform(0, 0.8)))),
        quality=int(rng.integers(80, 96)),
        grey=rng.random() < 0.15,
        copied=False,
    )


def middle_scan(rng: Rng) -> Scan:
    """A flatbed or copier at 200 to 300 dots to an inch, the card up to ten degrees off."""
    return replace(
        easy_scan(rng),
        dpi=float(rng.uniform(200, 300)),
        turn=float(rng.uniform(-10, 10)),
        blur=float(rng.uniform(0.2, 0.9)),
        noise=float(rng.uniform(1, 5)),
        quality=int(rng.integers(62, 93)),
        copied=rng.random() < 0.15,
    )


def middle_shot(rng: Rng) -> Shot:
    """A good phone's picture, taken with care."""
    return Shot(
        dpi=float(rng.uniform(200, 300)),
        turn=float(rng.uniform(-10, 10)),
        tilt=float(rng.uniform(0, 15)),
        curl=float(rng.normal(0, 0.25)) * (rng.random() < 0.3),
        blur=float(rng.uniform(0.4, 1.0)),
        motion=0.0,
        noise=float(rng.uniform(1, 5)),
        glare=float(rng.uniform(0, 0.3)),
        shade=float(rng.uniform(0, 0.4)),
        sharpen=float(rng.uniform(0, 1.0)),
        quality=int(rng.integers(60, 93)),
        smear=rng.random() < 0.2,
        webp=rng.random() < 0.03,
    )


def hard_shot(rng: Rng) -> Shot:
    """A poor picture whose zone a person can still read: blur is bound to the size of the letters."""
    dpi = float(rng.uniform(150, 230))
    return Shot(
        dpi=dpi,
        turn=float(rng.uniform(-18, 18)),
        tilt=float(rng.uniform(5, 28)),
        curl=float(rng.normal(0, 0.5)) * (rng.random() < 0.3),
        blur=float(rng.uniform(0.025, 0.07)) * dpi / 10,
        motion=float(rng.uniform(0, 0.11)) * dpi / 10 * (rng.random() < 0.4),
        noise=float(rng.uniform(2, 8)),
        glare=float(rng.uniform(0.1, 0.55)),
        shade=float(rng.uniform(0.1, 0.8)),
        sharpen=float(rng.uniform(0, 1.6)),
        quality=int(rng.integers(38, 78)),
        smear=rng.random() < 0.35,
        webp=rng.random() < 0.06,
    )


WORN = {"easy": 0.15, "middle": 0.4, "hard": 0.6}
PATTERNED = {"easy": 0.35, "middle": 0.55, "hard": 0.7}
PALE = {"easy": 0.55, "middle": 0.35, "hard": 0.2}


def made(group: str, dice: Random, rng: Rng, text: Zone | None = None) -> Card:
    """A card as worn as the level allows."""
    level = group if group in WORN else "middle"
    one = card(rng, text or zone(dice), WORN[level], PATTERNED[level], PALE[level])
    if level != "easy" and rng.random() < 0.3:
        thumbed(rng, one, float(rng.uniform(0.05, 0.16 if level == "middle" else 0.24)))
    return one


def taken(group: str, rng: Rng, one: Card, turn: float | None = None) -> tuple[Image, Points, int, bool]:
    """The card's picture at a level; turn takes the place of the level's own. Also the quality and way of packing."""
    if group == "easy" or (group == "middle" and rng.random() < 0.45):
        scan = easy_scan(rng) if group == "easy" else middle_scan(rng)
        scan = scan if turn is None else replace(scan, turn=turn)
        return (*scan_card(rng, one, scan), scan.quality, False)
    shot = middle_shot(rng) if group == "middle" else hard_shot(rng)
    shot = shot if turn is None else replace(shot, turn=turn)
    return (*photograph(rng, one, shot), shot.quality, shot.webp)


def _single(level: str, turn: Callable[[Rng], float] | None = None, group: str = "") -> Callable[[int], Sample]:
    group = group or level

    def sample(seed: int) -> Sample:
        dice, rng = dice_of(group, seed)
        text = zone(dice)
        image, _, quality, webp = taken(level, rng, made(level, dice, rng, text), turn(rng) if turn else None)
        return Sample(f"{group}-{seed}", packed(image, quality, webp), (text,))

    return sample


def _page(seed: int) -> Sample:
    """An A4 page at 200 to 300 dots to an inch with two to four cards."""
    dice, rng = dice_of("page", seed)
    scan = replace(middle_scan(rng), copied=False)
    zones = [zone(dice, dice.choice(("TD1", "TD1", "TD2", "TD3"))) for _ in range(dice.randint(2, 3))]
    if all(one.kind == "TD1" for one in zones) and dice.random() < 0.5:
        zones.append(zone(dice, "TD1"))
    image, _ = scan_page(rng, [made("easy", dice, rng, one) for one in zones], scan, any_turn=True)
    return Sample(f"page-{seed}", packed(image, scan.quality, False), tuple(zones))


READABLE: dict[str, Callable[[int], Sample]] = {
    "easy": _single("easy"),
    "middle": _single("middle"),
    "hard": _single("hard"),
    "turned": _single("middle", lambda rng: float(rng.uniform(0, 360)), "turned"),
    "overhead": _single("middle", lambda rng: 180 + float(rng.uniform(-5, 5)), "overhead"),
    "page": _page,
}

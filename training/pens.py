"""Cuts of OCR-B that no foundry made: every character as strokes of a pen, its proportions and its manner by chance.

A network that knows one drawing of a letter doubts the next. Machines that print cards have fonts of their own: fuller
or narrower, open or closed, with a foot under the 1 or without.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats
from training.lines import PRINTED, Chance

CUTS = 400
"""How many there are; each is the same whenever it is asked for."""

_SEED = 1968  # the year of OCR-B

# x from 0 (left) to 1 (right), y from 0 (a capital's top) to 1 (base line); "r" rounds a corner as far as this cut
# rounds, "o" as far as there is room. "|" lifts the pen. Words in braces are proportions, drawn for each cut anew.
_OVAL = "0,.5 0,0o 1,0o 1,1o 0,1o 0,.5"
_LONG = "0,.5 0,0r 1,0r 1,1r 0,1r 0,.5"
_BOWL_BELOW = "0,.75 0,{belly}o 1,{belly}o 1,1o 0,1o 0,.75"
_BOWL_ABOVE = "1,.25 1,{neck}o 0,{neck}o 0,0o 1,0o 1,.25"
_STEM_AND_BOWL = "0,1 0,0 {turn},0 1,0o 1,{waist}o {turn},{waist} 0,{waist}"
_WAYS: dict[str, tuple[str, ...]] = {
    "<": ("1,{tip} 0,{point} 1,{toe}",),
    "A": ("0,1 {apex},0 {apex2},0 1,1 | {in},{low} {in2},{low}", "0,1 .5,0 1,1 | {in},{low} {in2},{low}"),
    "B": (
        "0,{bar} {turn},{bar} | 0,1 0,0 {turn},0 {narrow},0o {narrow},{bar}o {turn},{bar} 1,{bar}o 1,1o {turn},1 0,1",
    ),
    "C": ("1,{lip} 1,0o 0,0o 0,1o 1,1o 1,{lip2}", "1,0 {turn},0 0,0o 0,1o {turn},1 1,1"),
    "D": ("0,0 0,1 {turn},1 1,1o 1,0o {turn},0 0,0", "0,0 0,1 {little},1 1,1o 1,0o {little},0 0,0"),
    "E": ("1,0 0,0 0,1 1,1 | 0,{bar} {arm},{bar}",),
    "F": ("1,0 {small},0 {small},1 | {small},{bar} {arm},{bar}",),
    "G": (
        "1,{lip} 1,0o 0,0o 0,1o 1,1r 1,{bar} {turn2},{bar}",
        "1,{lip} 1,0o 0,0o 0,1o {turn2},1 1,1 1,{bar} {turn2},{bar}",
        "1,0 {turn},0 0,0o 0,1o 1,1 1,{bar} {turn2},{bar}",
    ),
    "H": ("0,0 0,1 | 1,0 1,1 | 0,{bar} 1,{bar}",),
    "I": ("{serif},0 {serif2},0 | .5,0 .5,1 | {serif},1 {serif2},1",),
    "J": (
        "{right},0 {right},1o {small},1o {small},{hook}",
        "{right},0 {right},1r {small},1r {small},{hook}",
        "{little},0 {right},0 {right},1o {small},1o {small},{hook}",
    ),
    "K": (
        "0,0 0,1 | {right},0 0,{knee} | {joint},{shin} 1,1",
        "0,0 0,1 | {right},0 {small},{bar} 1,1 | 0,{bar} {small},{bar}",
    ),
    "L": ("0,0 0,1 1,1", "{small},0 {small},1 1,1"),
    "M": ("0,1 0,0 .5,{dip} 1,0 1,1", "0,1 0,0 {small},0 .5,{dip} {big},0 1,0 1,1"),
    "N": ("0,1 0,0 1,1 1,0", "0,1 0,0 {small},0 {big},1 1,1 1,0"),
    "O": (_OVAL, _OVAL, "0,.5 0,0r 1,0r 1,1r 0,1r 0,.5"),
    "P": (_STEM_AND_BOWL,),
    "Q": (_OVAL + " | {turn2},{tail} 1,1.02", _OVAL + " | {turn},{tail2} {big},1.08", _LONG + " | {turn2},{tail} 1,1"),
    "R": (_STEM_AND_BOWL + " | {turn},{waist} 1,1", _STEM_AND_BOWL + " | {little},{waist} 1,1"),
    "S": (
        "1,{lip} 1,0o 0,0o 0,{bar}o 1,{bar}o 1,1o 0,1o 0,{lip2}",
        "1,{lip} {big},0o 0,0o {small},{bar}o 1,{bar}o 1,1o {small},1o 0,{lip2}",
    ),
    "T": ("0,0 1,0 | .5,0 .5,1",),
    "U": ("0,0 0,{bar} 0,1o 1,1o 1,{bar} 1,0", "0,0 0,1r 1,1r 1,0"),
    "V": ("0,0 {apex},1 {apex2},1 1,0", "0,0 .5,1 1,0"),
    "W": ("0,0 {foot},1 .5,{peak} {foot2},1 1,0", "0,0 0,.3 {foot},1 .5,{peak} {foot2},1 1,.3 1,0"),
    "X": ("0,0 1,1 | 1,0 0,1",),
    "Y": ("0,0 .5,{bar} 1,0 | .5,{bar} .5,1",),
    "Z": ("{small},0 1,0 0,1 1,1", "0,0 1,0 {small},1 1,1"),
    "0": (_LONG, _OVAL, "{small},.5 {small},0r {big},0r {big},1r {small},1r {small},.5"),
    "1": (
        "{flag},{lip} {stem},0 {stem},1",
        "{flag},{lip} {stem},0 {stem},1",
        "{flag},{lip} {stem},0 {stem},1 | {little},1 1,1",
        "{flag},{small} {stem},0 {stem},1 1,1",
    ),
    "2": ("0,{lip} 0,0o 1,0o 1,{bar}o 0,1 1,1", "0,{lip} 0,0o 1,0o 1,{knee}o 0,{low}o 0,1 1,1"),
    "3": (
        "0,0 1,0 {turn},{bar2} 1,{bar2}o 1,1o 0,1o 0,{lip2}",
        "0,0 1,0 {little},{bar2} {turn},{bar2} 1,{bar2}o 1,1o {small},1 0,1",
        "0,{lip} 0,0o {narrow},0o {narrow},{bar}o {turn},{bar} 1,{bar}o 1,1o 0,1o 0,{lip2}",
    ),
    "4": (
        "{turn2},0 0,{low} 1,{low} | {back},{bar} {back},1",
        "{back},1 {back},0 0,{low} 1,{low}",
        "{little},0 0,{low} 1,{low} | {back},{knee2} {back},1",
    ),
    "5": (
        "{arm},0 {small},0 {small},{bar2} {turn},{bar2} 1,{bar2}o 1,1o 0,1",
        "{arm},0 {small},0 {small},{bar2} {turn},{bar2} 1,{bar2}o 1,1o 0,1o 0,{lip2}",
    ),
    "6": (
        _BOWL_BELOW + " | {arm2},0 0,.75",
        _BOWL_BELOW + " | {arm2},0 0,0o 0,.75",
        _BOWL_BELOW + " | {arm2},0 {small},{belly}o 0,.75",
    ),
    "7": ("0,0 1,0 {turn},1", "0,0 1,0 1,{small} {turn},{knee}o {turn},1", "0,{small} 0,0 1,0 {little},1"),
    "8": (
        "{thin},.25 {thin},0o {fat},0o {fat},{bar}o {thin},{bar}o {thin},.25 | 0,.75 0,{bar}o 1,{bar}o 1,1o 0,1o 0,.75",
    ),
    "9": (
        _BOWL_ABOVE + " | {arm3},1 1,.25",
        _BOWL_ABOVE + " | {arm3},1 1,1o 1,.25",
        _BOWL_ABOVE + " | {arm3},1 {big},{neck}o 1,.25",
    ),
}
_ARC = np.linspace(0, 1, 9)[:, None]

Stroke = NDArray[np.float64]
"""Points (n, 2) that the pen goes through."""


@cache
def pen_cut(number: int, cell: tuple[int, int], pitch: int) -> Floats:
    """Return cut `number` as distances (characters of PRINTED, height, width), positive within the ink.

    cell: width and height (pixels) of what is drawn around a character's middle; pitch: pixels between characters.
    """
    chance = np.random.default_rng([_SEED, number])
    wide, high = chance.uniform(0.4, 0.54) * pitch, chance.uniform(0.8, 0.95) * pitch
    tall = high * chance.uniform(1.0, 1.12)
    radius, square = chance.uniform(0.045, 0.085) * pitch, chance.random() < 0.45
    said = _proportions(chance)
    # Round letters reach a little further than square ones in most cuts.
    reach, weight, corner = chance.uniform(0, 0.05), chance.uniform(0.65, 1.25), chance.uniform(0.14, 0.42)
    drawn = []
    for char in PRINTED:
        way = _WAYS[char][int(chance.integers(len(_WAYS[char])))]
        size = wide * (1 + reach * ("o" in way)), tall if char.isdigit() else high
        drawn.append(_distance(_strokes(way, said, size, (corner * size[1], weight)), cell, radius, square=square))
    return np.stack(drawn)


def _proportions(chance: Chance) -> dict[str, float]:
    ranges = {
        "tip": (0.0, 0.22), "toe": (0.72, 1.0), "apex": (0.4, 0.5), "low": (0.58, 0.76), "bar": (0.43, 0.56),
        "bar2": (0.36, 0.48), "turn": (0.36, 0.55), "turn2": (0.42, 0.68), "little": (0.15, 0.35), "lip": (0.08, 0.26),
        "arm": (0.68, 1.0), "small": (0.0, 0.2), "serif": (0.0, 0.26), "right": (0.76, 1.0), "hook": (0.66, 0.88),
        "knee": (0.5, 0.68), "knee2": (0.34, 0.5), "dip": (0.4, 0.85), "tail": (0.58, 0.76), "tail2": (0.74, 0.9),
        "waist": (0.46, 0.6), "foot": (0.1, 0.3), "peak": (0.15, 0.62), "flag": (0.0, 0.3), "stem": (0.5, 0.75),
        "belly": (0.36, 0.52), "arm2": (0.55, 0.9), "thin": (0.0, 0.12), "back": (0.66, 0.84), "narrow": (0.84, 1.0),
    }  # fmt: skip
    said = {name: float(chance.uniform(*ends)) for name, ends in ranges.items()}
    said |= {f"{name}2": 1 - said[name] for name in ("apex", "lip", "serif", "foot")}
    said["point"] = (said["tip"] + said["toe"]) / 2
    said["in"] = (1 - said["low"]) * 0.5
    share = float(chance.uniform(0.15, 0.45))
    said["joint"], said["shin"] = said["right"] * share, said["knee"] * (1 - share)
    mirrored = {"in2": "in", "big": "small", "neck": "belly", "arm3": "arm2", "fat": "thin"}
    return said | {name: 1 - said[of] for name, of in mirrored.items()}


def _strokes(way: str, said: dict[str, float], size: tuple[float, float], manner: tuple[float, float]) -> list[Stroke]:
    """Return the strokes of a character around (0, 0)."""
    strokes = []
    for part in way.format(**said).split("|"):
        words = part.split()
        bends = [word[-1] if word[-1] in "ro" else "" for word in words]
        places = np.array([[float(number) for number in word.rstrip("ro").split(",")] for word in words])
        strokes.append(_rounded(np.asarray((places - 0.5) * size), bends, manner))
    return strokes


def _rounded(points: Stroke, bends: list[str], manner: tuple[float, float]) -> Stroke:
    """Return the line with its marked corners turned into arcs, of a radius and a fullness (0.7: an ellipse)."""
    corner, fullness = manner
    line = [points[:1]]
    for index in range(1, len(points) - 1):
        if not bends[index]:
            line.append(points[index : index + 1])
            continue
        ends = []
        for beside in (index - 1, index + 1):
            way = points[beside] - points[index]
            room = float(np.linalg.norm(way)) * (0.5 if bends[beside] else 1.0)
            length = room if bends[index] == "o" else min(room, corner)
            ends.append(points[index] + way / max(float(np.linalg.norm(way)), 1e-6) * length)
        parts = (1 - _ARC) ** 2, 2 * fullness * _ARC * (1 - _ARC), _ARC**2
        arc = parts[0] * ends[0] + parts[1] * points[index] + parts[2] * ends[1]
        line.append(arc / sum(parts))
    whole: Stroke = np.concatenate([*line, points[-1:]])
    # An arc may end where the next begins: a step of no length has no direction.
    moves = np.append(True, np.linalg.norm(np.diff(whole, axis=0), axis=1) > 1e-6)
    return np.asarray(whole[moves])


def _distance(strokes: list[Stroke], cell: tuple[int, int], radius: float, *, square: bool) -> Floats:
    """Return how far inside the ink every pixel of the cell is, for a pen with round or square ends."""
    width, height = cell
    x = np.arange(width) - (width - 1) / 2
    y = np.arange(height)[:, None] - (height - 1) / 2
    nearest = np.full((height, width), 99.0)
    for stroke in strokes:
        for index, (start, end) in enumerate(pairwise(stroke)):
            length = float(np.linalg.norm(end - start))
            ahead, aside = (end - start) / length
            along = (x - start[0]) * ahead + (y - start[1]) * aside
            across = np.abs((y - start[1]) * ahead - (x - start[0]) * aside)
            over = np.maximum(-along, along - length)
            ends = (index == 0) & (along < length / 2) | (index == len(stroke) - 2) & (along >= length / 2)
            round_ = np.hypot(across, np.maximum(over, 0))
            nearest = np.minimum(nearest, np.where(ends & square, np.maximum(across, over + radius / 2), round_))
    return np.asarray(np.clip(radius - nearest, -9, 9), np.float32)

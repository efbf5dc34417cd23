"""One sample: a strip of drawn print, and what the network shall say at each of its steps."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.network import CLASSES, STRIDE, UNREADABLE_CLASS
from shubbak.adapters.scan.strips import STRIP_PITCH
from training.camera import Cut, cut, seen_at, taken, view
from training.covers import DOUBTFUL, UNREADABLE, covered, legibility
from training.drawing import REACH, Inked, Print, draw, inked
from training.faces import face
from training.lines import Chance, lines_of_print
from training.papers import lit, paper

IGNORED = -100
"""Where a step may say what it likes: between a character and the gap, or where nobody can tell."""

_CHARACTER_REACH, _GAP_REACH = 0.2, 0.3


@dataclass(frozen=True, slots=True)
class Trials:
    """What a sample went through: its printing technique, pixels a character in the image, things lying over it."""

    technique: str
    pitch: float
    covered: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """strip: (STRIP_HEIGHT, width), a multiple of four wide. targets: a class per step (width / 4) or IGNORED.

    middles, classes: of every character whose middle is inside (pixels; IGNORED where doubtful). printed: what was
    printed there, also where nobody can read it.
    """

    strip: Floats
    targets: NDArray[np.int64]
    middles: Floats
    classes: NDArray[np.int64]
    printed: NDArray[np.int64]
    trials: Trials


def samples(chance: Chance, count: int, *, views: int = 2, scale: int = 1) -> list[Sample]:
    """Draw `count` samples of about equal width; every `views` of them are images of the same piece of print."""
    longest = 44 if chance.random() < 0.08 else int(chance.integers(14, 24))
    most_room = 14 if chance.random() < 0.15 else 0
    drawn: list[Sample] = []
    while len(drawn) < count:
        drawn += _one_print(chance, views, longest, most_room, scale)
    return drawn[:count]


def _one_print(chance: Chance, views: int, longest: int, most_room: int, scale: int) -> list[Sample]:
    lines = lines_of_print(chance)
    length = len(lines[0])
    shown = min(length, longest)
    begin = int(chance.choice((0, length - shown, int(chance.integers(0, length - shown + 1)))))
    drawn = draw(chance, face(chance), lines, (begin, begin + shown))
    print_ = inked(chance, drawn)
    picture, faint = _on_paper(chance, drawn, print_.ink)
    print_ = replace(print_, lost=np.maximum(print_.lost, faint))
    counted = slice(min(begin, REACH), min(begin, REACH) + shown)
    images = []
    for _ in range(views):
        before = int(chance.integers(0, most_room + 1))
        room = before, most_room - before
        images.append(_one_image(chance, drawn, print_, picture, counted, room, scale))
    return images


def _on_paper(chance: Chance, drawn: Print, ink: Floats) -> tuple[Floats, Floats]:
    """Return the print on its paper, and where (0 to 1) the paper is so dark that ink cannot be told from it."""
    ground = paper(chance, (ink.shape[0], ink.shape[1]), drawn.x, float(drawn.y.mean()))
    level = float(np.median(ground))
    tone = max(0.0, level - chance.uniform(26, 60) if chance.random() < 0.22 else chance.uniform(0, 0.6) * level)
    # A pattern much stronger than the print would leave nothing to learn from.
    ground = level + (ground - level) * min(1.0, (level - tone) / (1.3 * float(ground[16:-16].std()) + 1.0))
    faint = np.asarray(np.clip((14 - np.abs(ground - tone)) / 10, 0, 1), np.float32)
    picture = ground * (1 - ink) + tone * ink
    return (_embossed(chance, picture, ink) if chance.random() < 0.05 else picture), faint


def _one_image(
    chance: Chance, drawn: Print, print_: Inked, picture: Floats, counted: slice, room: tuple[int, int], scale: int
) -> Sample:
    hides = chance.random() < 0.3
    hidden, cover = covered(chance, picture, drawn) if hides else (picture, print_.lost)
    verdict = legibility(np.maximum(cover, print_.lost), drawn)
    seen = view(chance, (picture.shape[0], picture.shape[1]))
    image = taken(chance, lit(chance, hidden), seen)
    piece = cut(chance, image, seen_at(seen, drawn.x, drawn.y), counted, room, scale)
    printed = np.array([CLASSES.index(char) + 1 for char in drawn.text])
    classes = np.select([verdict == UNREADABLE, verdict == DOUBTFUL], [UNREADABLE_CLASS, IGNORED], printed)
    wide = STRIP_PITCH * scale
    ends = room[0] * wide, piece.strip.shape[1] - room[1] * wide
    targets = _targets(piece, classes, ends, STRIDE * scale)
    pitch = float(np.median(np.diff(piece.middles)))
    inside = (piece.middles > ends[0] + 0.45 * pitch) & (piece.middles < ends[1] - 0.45 * pitch)
    trials = Trials(print_.technique, seen.pitch, hides)
    return Sample(piece.strip, targets, piece.middles[inside], classes[inside], printed[inside], trials)


def _embossed(chance: Chance, picture: Floats, ink: Floats) -> Floats:
    """Return the picture with raised print: one side of each stroke catches the light."""
    down, right = np.gradient(ink)
    return np.asarray(picture + (down * chance.normal(0, 1) + right * chance.normal(0, 1)) * 60, np.float32)


def _targets(piece: Cut, classes: NDArray[np.int64], ends: tuple[int, int], stride: int) -> NDArray[np.int64]:
    """Say of each step whether it stands in the middle of a character, in a gap, or between the two.

    ends: from where to where (pixels) the row is seen; beyond there is something else.
    """
    middles = piece.middles
    pitch = float(np.median(np.diff(middles)))
    steps = stride * np.arange(piece.strip.shape[1] // stride) + (stride - 1) / 2
    away = np.abs(steps[:, None] - middles[None]) / pitch
    nearest, distance = away.argmin(1), away.min(1)
    targets = np.where(distance < _CHARACTER_REACH, classes[nearest], np.where(distance < _GAP_REACH, IGNORED, 0))
    # At the ends a character is cut off: whole or nearly whole it counts, less than half it is none.
    near = middles[nearest]
    targets[(distance < _CHARACTER_REACH) & ((near < ends[0]) | (near > ends[1]))] = 0
    at_end = np.minimum(np.abs(near - ends[0]), np.abs(near - ends[1])) < 0.3 * pitch
    targets[at_end & (distance < 0.5)] = IGNORED
    return targets.astype(np.int64)

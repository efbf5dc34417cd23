"""What several frames of a camera settle: python -m benchmarks.mrz.frames FIRST COUNT.

Each card is photographed as poorly as the level "hard" says, six times in the same hand: place and tilt differ by a few
degrees, sharpness and glare a little, dirt and print not at all. Printed is how many cards are vouched for by the first
frame, by two, and so on, and how many of them wrongly.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

import cv2

from benchmarks.mrz.pictures import dice_of, hard_shot, made, packed, photograph, zone
from shubbak.adapters.scan.mrz_reader import MrzReader
from shubbak.services.frame_vote import FrameVote

FRAMES = 6


def frames_of(seed: int) -> tuple[tuple[str, ...], list[bytes]]:
    """The rows as printed, and six frames."""
    dice, rng = dice_of("hard", seed)
    text = zone(dice)
    card, shot = made("hard", dice, rng, text), hard_shot(rng)
    frames = []
    for _ in range(FRAMES):
        held = replace(
            shot,
            turn=shot.turn + float(rng.normal(0, 1.5)),
            tilt=abs(shot.tilt + float(rng.normal(0, 2))),
            blur=shot.blur * float(rng.uniform(0.8, 1.2)),
            motion=shot.motion * float(rng.uniform(0, 1.5)),
            glare=shot.glare * float(rng.uniform(0.3, 1.3)),
        )
        image, _ = photograph(rng, card, held)
        frames.append(packed(image, held.quality, held.webp))
    return text.rows, frames


def run(first: int, count: int) -> None:
    cv2.setNumThreads(1)
    reader = MrzReader(date.today)
    settled, wrong = [0] * FRAMES, [0] * FRAMES
    for seed in range(first, first + count):
        rows, frames = frames_of(seed)
        vote, lines = FrameVote(date.today), ()
        for at, frame in enumerate(frames):
            if not lines:
                judged = vote.take(reader.read_alone(frame))
                lines = judged.reading.lines if judged.certain else ()
            settled[at] += bool(lines)
            wrong[at] += bool(lines) and lines != rows
    print("| frames | vouched for | wrong |\n| --- | --- | --- |")
    for at in range(FRAMES):
        print(f"| {at + 1} | {settled[at] / count:.3f} | {wrong[at]} |")


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]))

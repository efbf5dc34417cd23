"""Several camera frames of one document, joined: what no single frame shows surely, several may show together.

Glare and a shaking hand differ from frame to frame, a pen stroke on the card does not. So a column that a frame could
not see costs nothing when others saw it, but those that saw it count in their mean: asking often enough makes nothing
certain. Nothing is believed while two frames surely disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shubbak.domain.mrz import parse_zone
from shubbak.domain.mrz_gate import AFTER_LOOKS, Doubt, find_doubts
from shubbak.domain.mrz_likely import likely_document
from shubbak.domain.mrz_zone import shape_of
from shubbak.domain.problem import Problem
from shubbak.ports.reader import LONGER, Reading

_SURE = 0.9
_OTHER_DOCUMENT = 4
_LEAST_FRAMES = 2
_MOST_FRAMES = 12


@dataclass(frozen=True, slots=True)
class FrameJudgement:
    """What the frames so far say together. certain: the reading may be used; else `reading.doubts` says what is in
    doubt, and another frame may settle it. contested: two frames surely disagree. full: as many frames are joined as
    ever are, and what they leave in doubt another one hardly settles.
    """

    certain: bool
    reading: Reading
    contested: bool = False
    full: bool = False


class FrameVote:
    """Takes the readings of frames in turn; one vote serves one visit's camera, in one thread.

    `today` says the local date. A frame without a zone of the same shape as the last is left aside; one that surely
    differs in several columns shows another document, and everything before it is forgotten.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._frames: list[Reading] = []

    def forget(self) -> None:
        """Drop all frames: the visit ended, or the document was taken away."""
        self._frames.clear()

    def take(self, frame: Reading) -> FrameJudgement:
        """Join one more frame; a frame that is certain by itself settles the vote at once."""
        if not frame.certainties:
            return FrameJudgement(False, frame)
        if self._frames and _differing(self._frames[-1], frame) >= _OTHER_DOCUMENT:
            self.forget()
        self._frames = [*self._frames, frame][-_MOST_FRAMES:]
        same = [each for each in self._frames if shape_of(each.lines) == shape_of(frame.lines)]
        contested = any(_differing(one, frame) for one in same)
        if contested:
            return FrameJudgement(False, replace(frame, document=None, likely=None), contested=True)
        if frame.document is not None:
            return FrameJudgement(True, frame)
        if len(same) < _LEAST_FRAMES:
            return FrameJudgement(False, frame)
        return replace(self._joined(same), full=len(same) >= _MOST_FRAMES)

    def _joined(self, frames: Sequence[Reading]) -> FrameJudgement:
        lines, certainties = _join(frames)
        doubts = find_doubts(shape_of(lines), lines, certainties, AFTER_LOOKS)
        # What stands behind the lines is not in them: it is a frame's word, and no other frame's takes it back.
        doubts += tuple({one for frame in frames for one in frame.doubts if one.reason == LONGER})
        parsed = parse_zone(lines, self._today())
        place, ms = frames[-1].place, frames[-1].ms
        if doubts or parsed.document is None:
            problems = parsed.problems if not doubts else frames[-1].problems or (Problem("image-blurred"),)
            all_doubts: tuple[Doubt, ...] = doubts or parsed.doubts
            likely = likely_document(lines, certainties, parsed.document, all_doubts)
            return FrameJudgement(False, Reading(lines, None, problems, ms, certainties, all_doubts, place, likely))
        return FrameJudgement(True, Reading(lines, parsed.document, (), ms, certainties, (), place))


def _differing(one: Reading, other: Reading) -> int:
    """Return how many columns two frames surely read differently; many when they surely show two kinds of zone."""
    if shape_of(one.lines) != shape_of(other.lines):
        return _OTHER_DOCUMENT if one.document is not None and other.document is not None else 0
    return sum(
        a != b and min(sure_a, sure_b) >= _SURE
        for line_a, line_b, sures_a, sures_b in zip(
            one.lines, other.lines, one.certainties, other.certainties, strict=True
        )
        for a, b, sure_a, sure_b in zip(line_a, line_b, sures_a, sures_b, strict=True)
    )


def _join(frames: Sequence[Reading]) -> tuple[tuple[str, ...], tuple[tuple[float, ...], ...]]:
    """Return the likeliest character of every column and its mean certainty among the frames that saw one there."""
    lines, certainties = [], []
    for row, first in enumerate(frames[0].lines):
        columns = [
            _column([(frame.lines[row][column], frame.certainties[row][column]) for frame in frames])
            for column in range(len(first))
        ]
        lines.append("".join(char for char, _ in columns))
        certainties.append(tuple(certainty for _, certainty in columns))
    return tuple(lines), tuple(certainties)


def _column(votes: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """Return the character with the most evidence and its share; one frame alone is not enough to fill a gap."""
    seen = [(char, certainty) for char, certainty in votes if certainty > 0]
    if not seen:
        return votes[-1][0], 0.0
    evidence: dict[str, float] = {}
    for char, certainty in seen:
        evidence[char] = evidence.get(char, 0.0) + certainty
    best = max(evidence, key=lambda char: evidence[char])
    share = evidence[best] / len(seen)
    return best, round(share if len(seen) >= _LEAST_FRAMES else min(share, _SURE / 2), 4)

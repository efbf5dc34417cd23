"""From a candidate to the reading that leaves the reader: its document or its problems, and where it stands."""

from __future__ import annotations

from datetime import date

from shubbak.adapters.scan.zone_reading import ZoneCandidate
from shubbak.domain.mrz import parse_zone
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.mrz_likely import likely_document
from shubbak.domain.page import Place
from shubbak.domain.problem import Problem
from shubbak.ports.reader import Reading

_MOST_DOUBTS_OF_A_COVERED_LINE = 12


def reading_of(candidate: ZoneCandidate, shape: tuple[int, ...], today: date) -> Reading:
    """Return the reading; shape: rows and columns of the image."""
    zone, place, corners = candidate.zone, _place(candidate, shape), _corners(candidate, shape)
    parsed = parse_zone(zone.lines, today)
    if not candidate.doubts:
        return Reading(
            zone.lines, parsed.document, parsed.problems, 0.0, zone.certainties, parsed.doubts, place, corners=corners
        )
    doubts = candidate.doubts
    likely = likely_document(zone.lines, zone.certainties, parsed.document, doubts)
    return Reading(zone.lines, None, (_problem(doubts),), 0.0, zone.certainties, doubts, place, likely, corners)


def _problem(doubts: tuple[Doubt, ...]) -> Problem:
    """Digits that do not hold in characters that are sure: the zone contradicts itself. A few doubts in one line:
    something lies there. Else the image is poor, and digits that hold over guesses prove nothing.
    """
    unsure = [doubt for doubt in doubts if doubt.reason != "check-digit"]
    if not unsure:
        return Problem("mrz-check-digit")
    lines = {doubt.line for doubt in unsure}
    if len(lines) == 1 and len(unsure) <= _MOST_DOUBTS_OF_A_COVERED_LINE:
        return Problem("mrz-line-unclear", params={"line": str(lines.pop() + 1)})
    return Problem("image-blurred")


def _place(candidate: ZoneCandidate, shape: tuple[int, ...]) -> Place | None:
    """Return the rectangle around the zone, in shares of the image as it is stored."""
    if candidate.plane is None:
        return None
    corners = candidate.plane.corners()
    height, width = shape[:2]
    left, top = (min(max(float(low), 0.0), 1.0) for low in corners.min(0) / (width, height))
    right, bottom = (min(max(float(high), 0.0), 1.0) for high in corners.max(0) / (width, height))
    return Place(left, top, right, bottom)


def _corners(candidate: ZoneCandidate, shape: tuple[int, ...]) -> tuple[tuple[float, float], ...]:
    if candidate.plane is None:
        return ()
    return tuple((float(x) / shape[1], float(y) / shape[0]) for x, y in candidate.plane.corners())


def overlap(one: Place | None, other: Place | None) -> bool:
    """Whether two places share more than a third of the smaller one; what has no place is taken to lie anywhere."""
    if one is None or other is None:
        return True
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min((place.right - place.left) * (place.bottom - place.top) for place in (one, other))
    return across > 0 and down > 0 and across * down > smaller / 3

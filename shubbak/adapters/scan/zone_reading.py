"""From rows to lines of text, and how far they may be believed: a glance first, then several looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from shubbak.adapters.scan.alignment import Alignment, ZoneLines, alignments, read_aligned
from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.blocks import Block
from shubbak.adapters.scan.cells import Cells, cells_of
from shubbak.adapters.scan.ink import blots
from shubbak.adapters.scan.looks import ZonePlane, along_rows, plane_of
from shubbak.adapters.scan.network import CLASSES, GlyphNetwork
from shubbak.adapters.scan.pyramid import Pyramid
from shubbak.adapters.scan.strips import cut_strips, flattened
from shubbak.adapters.scan.twins import twins_told_apart
from shubbak.adapters.scan.witness import Witness
from shubbak.domain.mrz_columns import COLUMNS
from shubbak.domain.mrz_gate import AFTER_LOOKS, AT_A_GLANCE, Demands, Doubt, find_doubts
from shubbak.domain.mrz_witness import contradicted, share_of
from shubbak.ports.reader import LONGER

_LEAST_GLANCE = -1.6
_LEAST_LOOKS = -1.0
_LIFTS = (-0.09, 0.0, 0.09)
_LONGEST_LINE = 44
_MARGIN, _MARGIN_OF_SHORT_LINES = 1.0, 2.4
"""Two lines may go on behind what was taken for their end: that has to be seen."""

_SHORT = ("MRV-B", "TD2")
_BEHIND, _SEEN_BEHIND, _SEEN_GOING_ON = 2, 0.3, 0.5


@dataclass(frozen=True, slots=True)
class ZoneCandidate:
    """What the lines say, what is in doubt about them, the mean logarithm of what was seen (0 is the clearest), and
    the plane in the image where they stand; None where too little was seen to lay one. careful: the mean of several
    looks, and not one.
    """

    zone: ZoneLines
    doubts: tuple[Doubt, ...]
    clarity: float
    plane: ZonePlane | None
    careful: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """One look: the cells, how a zone fits into them, and the strips they were seen in, all lines of the look."""

    cells: Cells
    alignment: Alignment
    strips: Sequence[Floats]


def read_rows(
    pyramid: Pyramid, level: int, rows: Block, span: tuple[float, float], network: GlyphNetwork, witness: Witness
) -> Iterator[ZoneCandidate]:
    """Yield what the rows may say, from one place to another in their frame; the last one is the most careful. What
    would be believed has been shown to the witness.

    The likelier way up is read first; the other one only when that shows no zone.
    """
    for candidate in _read_rows(pyramid, level, rows, span, network):
        yield _witnessed(candidate, pyramid, witness)


def _witnessed(candidate: ZoneCandidate, pyramid: Pyramid, witness: Witness) -> ZoneCandidate:
    """Return the candidate with the witness's doubts, and what it doubts no surer than the witness saw it."""
    zone = candidate.zone
    if candidate.doubts or candidate.plane is None:
        return candidate
    views = witness.views(pyramid, candidate.plane, zone.kind)
    doubts = contradicted(zone.kind, zone.lines, views)
    certainties = [list(line) for line in zone.certainties]
    for row, column in ((doubt.line, doubt.column) for doubt in doubts):
        seen = share_of(zone.lines[row][column], COLUMNS[zone.kind][row][column], [view[row][column] for view in views])
        certainties[row][column] = min(certainties[row][column], seen)
    return replace(candidate, doubts=doubts, zone=replace(zone, certainties=tuple(map(tuple, certainties))))


def _read_rows(
    pyramid: Pyramid, level: int, rows: Block, span: tuple[float, float], network: GlyphNetwork
) -> Iterator[ZoneCandidate]:
    # Rows run at 0 to 180 degrees: beyond 90 the picture is more likely to stand on its head in their frame.
    likely = bool(rows[0].frame.along[0] < 0)
    for upside_down in (likely, not likely):
        quads, characters = along_rows(rows, span, level, upside_down=upside_down)
        strips = cut_strips(pyramid, quads, characters)
        seen = _seen(network.log_probabilities(strips), strips, _LEAST_GLANCE)
        if seen is not None:
            plane = plane_of(seen.cells, seen.alignment, quads, characters)
            yield _judged(seen, plane, AT_A_GLANCE)
            if plane is not None:
                if not _cut_short(seen):
                    yield from _looks(pyramid, plane, network)
                longer = _longer(pyramid, plane, network)
                if longer is not None:
                    yield from _looks(pyramid, longer, network)
            return


def _looks(pyramid: Pyramid, plane: ZonePlane, network: GlyphNetwork) -> Iterator[ZoneCandidate]:
    """Look again along the plane, a little higher and lower, without glare, and take the mean of what is seen."""
    strips: list[list[Floats]] = []
    for lift in _LIFTS:
        quads, characters = plane.quads(lift, _MARGIN if plane.lines > 2 else _MARGIN_OF_SHORT_LINES)
        strips.append([flattened(strip) for strip in cut_strips(pyramid, quads, characters)])
    tables = network.log_probabilities([strip for look in strips for strip in look])
    lines = len(strips[0])
    means = [_mean(tables[number::lines]) for number in range(lines)]
    seen = _seen(means, strips[len(strips) // 2], _LEAST_LOOKS)
    if seen is not None:
        yield _judged(seen, plane, AFTER_LOOKS)


def _longer(pyramid: Pyramid, plane: ZonePlane, network: GlyphNetwork) -> ZonePlane | None:
    """Return the plane of the longer zone of which only a part was seen at first, where there is one."""
    if plane.columns >= _LONGEST_LINE or plane.lines > 2:
        return None
    quads, characters = plane.quads(0.0, margin=_LONGEST_LINE - plane.columns + 1.5)
    strips = [flattened(strip) for strip in cut_strips(pyramid, quads, characters)]
    seen = _seen(network.log_probabilities(strips), strips, _LEAST_LOOKS)
    if seen is None or len(COLUMNS[seen.alignment.kind][0]) <= plane.columns:
        return None
    return plane_of(seen.cells, seen.alignment, quads, characters)


def _mean(looks: Sequence[Floats]) -> Floats:
    """Return the logarithm of the mean probability: where the looks disagree, nothing stays certain."""
    return np.asarray(np.log(np.mean(np.exp(np.stack(looks)), axis=0) + 1e-30), np.float32)


def _seen(tables: Sequence[Floats], strips: Sequence[Floats], least: float) -> _Seen | None:
    cells = cells_of(tables)
    found = alignments(cells) if cells is not None else []
    return _Seen(cells, found[0], strips) if cells is not None and found and found[0].score >= least else None


def _judged(seen: _Seen, plane: ZonePlane | None, demands: Demands) -> ZoneCandidate:
    """Return the candidate; a character with more ink than print has counts as not seen."""
    alignment = seen.alignment
    zone = twins_told_apart(seen.cells, alignment, read_aligned(seen.cells, alignment))
    rows, end = alignment.rows, alignment.end
    middles = [seen.cells.found[row, alignment.start : end] for row in rows]
    blotted = blots([seen.strips[row] for row in rows], zone.lines, middles)
    certainties = tuple(
        tuple(0.0 if spoilt else certainty for certainty, spoilt in zip(line, line_blots, strict=True))
        for line, line_blots in zip(zone.certainties, blotted, strict=True)
    )
    doubts = find_doubts(zone.kind, zone.lines, certainties, demands)
    if _cut_short(seen) or (zone.kind in _SHORT and not ends_there(seen.cells, rows, end)):
        doubts = (*doubts, Doubt(0, len(zone.lines[0]) - 1, LONGER))
    careful = demands is AFTER_LOOKS
    return ZoneCandidate(replace(zone, certainties=certainties), doubts, alignment.score, plane, careful)


def ends_there(cells: Cells, rows: range, end: int) -> bool:
    """Whether nothing stands behind the last column, and that could be seen. No digit of a visa covers all of it: the
    first 36 columns of a long visa are a short one that holds, and those of a passport a card in one case of ten.
    """
    behind = cells.seen[rows.start : rows.stop, end : end + _BEHIND, 1 : len(CLASSES) + 1]
    return behind.shape[1] == _BEHIND and bool((behind.max(-1) < _SEEN_BEHIND).all())


def _cut_short(seen: _Seen) -> bool:
    """Whether a character stands right behind the last column of a short card's line: the first 36 columns of a
    passport are a card whose digits hold in one case of ten.
    """
    rows, end = seen.alignment.rows, seen.alignment.end
    behind = seen.cells.seen[rows.start : rows.stop, end : end + 1, 1 : len(CLASSES) + 1]
    return seen.alignment.kind == "TD2" and bool((behind.max(-1) > _SEEN_GOING_ON).any())

"""Which kind of zone the cells hold and where it begins: every kind, every start and every run of lines at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.cells import Cells
from shubbak.adapters.scan.grammar import mask, rivals
from shubbak.adapters.scan.network import CLASSES
from shubbak.domain.mrz_columns import COLUMNS, SORTS
from shubbak.domain.mrz_zone import LINE_LENGTHS

_LEAST = 1e-3
_OUTSIDE = -2.0
_SORT_NUMBER = {sort: number for number, sort in enumerate(SORTS)}
_SORT_NUMBERS = {
    kind: tuple(np.array([_SORT_NUMBER[sort] for sort in line]) for line in lines) for kind, lines in COLUMNS.items()
}


@dataclass(frozen=True, slots=True)
class Alignment:
    """A zone of this kind, whose first character stands in cell `start` of line `line`; score: the mean logarithm of
    what its columns' best characters were seen with, less what is seen beside them.
    """

    kind: str
    line: int
    start: int
    score: float

    @property
    def rows(self) -> range:
        return range(self.line, self.line + len(COLUMNS[self.kind]))

    @property
    def end(self) -> int:
        """The cell behind the last column."""
        return self.start + len(COLUMNS[self.kind][0])


def alignments(cells: Cells) -> list[Alignment]:
    """Return the best alignment of each kind and run of lines, best first; none where no kind fits into the cells."""
    best = _best_by_sort(cells)
    beside = np.maximum(np.log(np.maximum(cells.seen[:, :, 0], _LEAST)), _OUTSIDE)
    found = []
    for kind, lengths in LINE_LENGTHS.items():
        starts = cells.count - lengths[0] + 1
        for line in range(len(cells.seen) - len(lengths) + 1) if starts > 0 else ():
            scores = _scores(best, beside, kind, line, starts) / sum(lengths)
            start = int(scores.argmax())
            found.append(Alignment(kind, line, start, float(scores[start])))
    return sorted(found, key=lambda each: -each.score)


def _best_by_sort(cells: Cells) -> Floats:
    """Return (lines, sorts, cells): the logarithm of the best class that the sort allows."""
    classes = cells.seen.shape[2]
    best = [np.maximum(cells.seen[:, :, mask(sort, classes)].max(2), _LEAST) for sort in SORTS]
    return np.asarray(np.log(np.stack(best, 1)), np.float32)


def _scores(best: Floats, beside: Floats, kind: str, line: int, starts: int) -> Floats:
    total = np.zeros(starts, np.float32)
    for number, sorts in enumerate(_SORT_NUMBERS[kind], start=line):
        places = np.arange(starts)[:, None] + np.arange(len(sorts))[None]
        inside = best[number][sorts[None], places].sum(1)
        total += inside + beside[number].sum() - beside[number][places].sum(1)
    return total


@dataclass(frozen=True, slots=True)
class ZoneLines:
    """The likeliest text, the certainty (0 to 1) of each character, and which cells were seen as empty."""

    kind: str
    lines: tuple[str, ...]
    certainties: tuple[tuple[float, ...], ...]
    empty: tuple[tuple[bool, ...], ...]


def read_aligned(cells: Cells, alignment: Alignment) -> ZoneLines:
    """Return the zone's text: in each column the likeliest character that may stand there.

    Its certainty is its share of all that speaks for it and against it (`grammar.rivals`); 0 where two characters
    stand in one cell.
    """
    classes = cells.seen.shape[2]
    lines, certainties, empty = [], [], []
    for number, sorts in enumerate(COLUMNS[alignment.kind]):
        row = alignment.line + number
        seen = cells.seen[row, alignment.start : alignment.start + len(sorts)]
        allowed = np.stack([mask(sort, classes) for sort in sorts])
        best = np.where(allowed, seen, -1.0).argmax(1)
        against = np.stack([rivals(sort, classes)[klass] for sort, klass in zip(sorts, best.tolist(), strict=True)])
        share = seen[np.arange(len(sorts)), best] / np.maximum((seen * against).sum(1), 1e-6)
        share[cells.crowded[row, alignment.start : alignment.start + len(sorts)]] = 0
        lines.append("".join(CLASSES[klass - 1] for klass in best.tolist()))
        certainties.append(tuple(round(float(each), 4) for each in share))
        empty.append(tuple((seen[:, 0] > 0.5).tolist()))
    return ZoneLines(alignment.kind, tuple(lines), tuple(certainties), tuple(empty))

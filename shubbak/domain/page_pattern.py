"""Whether two pages bear the same print: the coarse pattern of it, laid over the other's."""

from __future__ import annotations

from collections.abc import Iterator

#: Cells of a pattern across and down. On A4 one is at least 2 mm wide and high: words are seen, and none can be read.
COLUMNS, ROWS = 48, 64
#: How many bytes a pattern has: a bit for each cell with much print, and then one for each with little beside much.
PATTERN_BYTES = 2 * COLUMNS * ROWS // 8
#: Of the cells that tell, the share that may be apart on one page taken twice (decision 064).
MOST_APART = 0.002
#: Cells that must tell before anything is said; a page with a line or two on it has fewer.
_LEAST_TOLD = 60
#: By how many cells one pattern may lie beside the other.
_BESIDE = 2
_ALL = (1 << COLUMNS * ROWS) - 1


def same_pattern(one: bytes, other: bytes) -> bool | None:
    """Return whether two patterns are of one page, None where one of them is missing or they hold too little.

    They are laid where most cells agree; then cells that are print on one and bare beside print on the other say that
    other words stand there.
    """
    if not len(one) == len(other) == PATTERN_BYTES:
        return None
    much, little = _planes(one)
    laid = [
        (((much & dark) | (little & light)).bit_count(), ((much & light) | (little & dark)).bit_count())
        for dark, light in zip(*map(_moved, _planes(other)), strict=True)
    ]
    alike, apart = max(laid)
    return apart <= MOST_APART * (alike + apart) if alike + apart >= _LEAST_TOLD else None


def _planes(pattern: bytes) -> tuple[int, int]:
    half = PATTERN_BYTES // 2
    return int.from_bytes(pattern[:half]), int.from_bytes(pattern[half:])


def _moved(plane: int) -> Iterator[int]:
    """Yield a plane moved by up to two cells each way; what leaves it is lost."""
    for across in range(-_BESIDE, _BESIDE + 1):
        kept = plane & _columns(across)
        beside = kept >> across if across >= 0 else kept << -across
        for down in range(-_BESIDE, _BESIDE + 1):
            steps = COLUMNS * down
            yield beside >> steps if steps >= 0 else (beside << -steps) & _ALL


def _columns(across: int) -> int:
    """Return the columns that stay on the plane when it is moved so many to the right; the first column is highest."""
    row = (1 << COLUMNS) - 1
    stay = row & ~((1 << across) - 1) if across >= 0 else row >> -across
    return sum(stay << COLUMNS * at for at in range(ROWS))

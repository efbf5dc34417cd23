"""Two patterns are of one page when nothing stands on one where the other is bare, wherever the print lies."""

from __future__ import annotations

from random import Random

import pytest

from shubbak.domain.page_pattern import COLUMNS, PATTERN_BYTES, ROWS, same_pattern

Cells = list[list[int]]


def page(seed: int) -> Cells:
    """1 for print, -1 for bare beside print, 0 for neither, in rows; nothing at the rim."""
    chance = Random(seed)
    inner = [[chance.choice((1, -1, 0)) for _ in range(COLUMNS - 8)] for _ in range(ROWS - 8)]
    empty = [[0] * COLUMNS for _ in range(4)]
    return [*empty, *([0] * 4 + row + [0] * 4 for row in inner), *empty]


def pattern(cells: Cells) -> bytes:
    planes = (
        int("".join("1" if cell == wanted else "0" for row in cells for cell in row), 2).to_bytes(PATTERN_BYTES // 2)
        for wanted in (1, -1)
    )
    return b"".join(planes)


def moved(cells: Cells, across: int, down: int) -> Cells:
    turned = [row[-across:] + row[:-across] for row in cells]
    return turned[-down:] + turned[:-down]


@pytest.mark.parametrize(("across", "down"), [(0, 0), (2, 0), (-2, 1), (1, -2), (-1, -1)])
def test_print_that_lies_a_little_elsewhere_is_the_same(across: int, down: int) -> None:
    assert same_pattern(pattern(page(1)), pattern(moved(page(1), across, down)))


def test_print_that_is_another_or_lies_far_elsewhere_is_not() -> None:
    assert same_pattern(pattern(page(1)), pattern(page(2))) is False
    assert same_pattern(pattern(page(1)), pattern(moved(page(1), 4, 0))) is False


def test_one_word_more_is_another_page_and_a_speck_is_none() -> None:
    cells = page(1)
    for across in range(20, 30):
        cells[30][across] *= -1
    assert same_pattern(pattern(page(1)), pattern(cells)) is False
    speck = page(1)
    speck[30][20:22] = [-cell for cell in speck[30][20:22]]
    assert same_pattern(pattern(page(1)), pattern(speck))


def test_what_is_missing_or_nearly_empty_tells_nothing() -> None:
    line = [[0] * COLUMNS for _ in range(ROWS)]
    line[30] = [1, 0] * (COLUMNS // 2)
    assert same_pattern(b"", pattern(page(1))) is None
    assert same_pattern(pattern(line), pattern(line)) is None
    assert same_pattern(b"\xff" * 9, b"\xff" * 9) is None

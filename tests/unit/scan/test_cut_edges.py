"""Print that runs off a page is seen at the edge it meets, and print before a margin is not."""

from __future__ import annotations

import numpy as np
import pytest

from shubbak.adapters.scan.pages.edges import edge_place, print_at_edges
from shubbak.adapters.scan.pages.print_map import map_print


def page(last_stroke_from_end: int) -> np.ndarray:
    """A page of ten lines of strokes; each line's last one begins so many pixels before the right end."""
    gray = np.full((1200, 850), 245, np.uint8)
    for top in range(100, 1000, 90):
        for left in range(850 - last_stroke_from_end, 90, -12):
            gray[top : top + 14, left : left + 4] = 30
    return gray


@pytest.mark.parametrize("last_stroke_from_end", [4, 6])
def test_lines_that_meet_the_end_are_cut_there(last_stroke_from_end: int) -> None:
    assert print_at_edges(map_print(page(last_stroke_from_end))) == edge_place("right")


def test_lines_that_end_before_a_margin_are_whole() -> None:
    assert print_at_edges(map_print(page(24))) is None


def test_crumbs_of_the_paper_s_edge_before_a_margin_are_no_print() -> None:
    gray = page(60)
    gray[20:1180:40, 846:849] = 90
    gray[21:1181:40, 846:849] = 90
    assert print_at_edges(map_print(gray)) is None

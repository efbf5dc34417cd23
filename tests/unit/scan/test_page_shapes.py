"""A page is cut by its shape where no sheet of its kind and no camera's whole picture has it."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from shubbak import resources
from shubbak.adapters.scan.page_taker import JudgingPageTaker
from shubbak.adapters.scan.pages.edges import edge_place
from shubbak.adapters.scan.pages.shapes import cut_short
from shubbak.adapters.scan.pages.sheets import find_sheets
from shubbak.domain.page import Place
from shubbak.domain.problem import Problem

sys.path.append(str(Path(__file__).resolve().parents[3] / "benchmarks"))
from gate import cards, papers  # drawn pages and cards, the benchmark's own

KINDS = resources.load_document_kinds()
RIMS = ("left", "top", "right", "bottom")
WHOLE = Place(0.0, 0.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("kind", "aspect", "cut"),
    [
        ("letter", 1.414, None),
        ("letter", 1.25, None),  # a camera's whole picture, 5:4
        ("letter", 1.15, WHOLE),
        ("certificate", 2.4, None),  # a receipt
        ("certificate", 1.15, WHOLE),
        ("id_card", 1.333, None),  # 4:3
        ("id_card", 1.2, WHOLE),
        ("id_card", 1.778, None),  # 16:9
        ("id_card", 2.0, WHOLE),
        ("other", 1.1, None),
    ],
)
def test_what_fills_the_picture_has_the_shape_of_a_sheet_or_a_camera(
    kind: str, aspect: float, cut: Place | None
) -> None:
    assert cut_short(aspect, False, RIMS, KINDS[kind]) == cut


@pytest.mark.parametrize(
    ("aspect", "rims", "cut"),
    [(1.41, ("top", "bottom"), None), (1.2, ("bottom",), edge_place("bottom")), (1.2, (), None)],
)
def test_a_sheet_of_no_usual_shape_is_cut_at_the_rim_it_meets(
    aspect: float, rims: tuple[str, ...], cut: Place | None
) -> None:
    assert cut_short(aspect, True, rims, KINDS["letter"]) == cut


def test_a_portrait_on_a_card_that_fills_the_picture_is_no_sheet() -> None:
    card = cards.card_front(Random(3)).picture
    beheaded = np.ascontiguousarray(card[round(0.25 * card.shape[0]) :])
    assert not find_sheets(beheaded, [1.586], 8, 0.025)


@pytest.mark.parametrize("kept", [slice(0, 1700), slice(600, 2339)])
def test_a_letter_without_its_foot_or_its_head_is_cut_though_no_line_is(kept: slice) -> None:
    page = papers.letter(Random(1)).picture[kept]
    taken = JudgingPageTaker(KINDS).take(cv2.imencode(".bmp", page)[1].tobytes(), "letter")
    assert not isinstance(taken, Problem)
    assert "page-cut" in [fault.code for fault in taken[0].faults]

"""Several documents on one glass: each is cut out as it lies, upright, once, with what its zone says."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from shubbak.adapters.scan.lying_cards import lying_cards
from shubbak.adapters.scan.mrz_reader import MrzReader
from shubbak.ports.reader import LyingCard

sys.path.append(str(Path(__file__).resolve().parents[3] / "benchmarks"))
from gate import cards  # drawn documents, the benchmark's own

READER = MrzReader(lambda: date(2026, 3, 1), deadline_s=30.0)
BACK, BOOK, FRONT = cards.card_back(Random(6)), cards.passport(Random(8)), cards.card_front(Random(3))


def laid(*rows: tuple[np.ndarray, ...]) -> bytes:
    """Papers in rows on one glass."""
    page = np.full((1560, 2150, 3), 246, np.uint8)
    top = 40
    for row in rows:
        left = 50
        for paper in row:
            page[top : top + paper.shape[0], left : left + paper.shape[1]] = paper
            left += paper.shape[1] + 60
        top += max(paper.shape[0] for paper in row) + 60
    return cv2.imencode(".png", page, (cv2.IMWRITE_PNG_COMPRESSION, 0))[1].tobytes()


@pytest.fixture(scope="module")
def found() -> tuple[LyingCard, ...]:
    """A passport turned by a quarter, the two sides of a card, and that card's back once more."""
    turned = np.rot90(BOOK.picture, 1)
    return lying_cards(laid((turned, FRONT.picture), (BACK.picture, BACK.picture)), READER)


def test_each_document_is_found_once_whatever_sides_of_it_lie_there(found: tuple[LyingCard, ...]) -> None:
    documents = [card.reading.document for card in found]
    assert [document and document.kind for document in documents] == ["TD3", "TD1"]


@pytest.mark.parametrize(("place", "paper"), [(0, BOOK), (1, BACK)])
def test_a_document_is_cut_out_upright(found: tuple[LyingCard, ...], place: int, paper: cards.Paper) -> None:
    shown = cv2.imdecode(np.frombuffer(found[place].picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    drawn = cv2.resize(cv2.cvtColor(paper.picture, cv2.COLOR_BGR2GRAY), shown.shape[::-1], interpolation=cv2.INTER_AREA)
    likeness = np.corrcoef(*(cv2.GaussianBlur(each, (0, 0), 12).ravel() for each in (shown, drawn)))[0, 1]
    assert likeness > 0.8


def test_the_portrait_is_that_of_the_side_with_the_zone(found: tuple[LyingCard, ...]) -> None:
    assert (bool(found[0].portrait), found[1].portrait) == (True, b"")


def test_what_is_no_image_has_no_cards() -> None:
    assert lying_cards(b"", READER) == ()

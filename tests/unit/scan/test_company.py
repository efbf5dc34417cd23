"""Whose visit it is: a document is read that lies alone, and none where another one is seen beside it."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from shubbak.adapters.scan.mrz_reader import MrzReader
from shubbak.domain.problem import Problem

sys.path.append(str(Path(__file__).resolve().parents[3] / "benchmarks"))
from gate import cards  # drawn documents, the benchmark's own

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "cards"
KUWAITI = tuple(json.loads((SAMPLES / "labels.json").read_text())["td1_kuwait.jpg"])
READER = MrzReader(lambda: date(2026, 3, 1))


def encoded(image: np.ndarray) -> bytes:
    return cv2.imencode(".png", image, (cv2.IMWRITE_PNG_COMPRESSION, 0))[1].tobytes()


def glass(above: str, below: str) -> bytes:
    """Two cards on one glass, each as large as it is."""
    page = np.full((1400, 1300), 246, np.uint8)
    for name, top, left in ((above, 20, 30), (below, 720, 250)):
        card = np.asarray(cv2.imread(str(SAMPLES / f"{name}.jpg"), cv2.IMREAD_GRAYSCALE))
        page[top : top + 638, left : left + 1011] = cv2.resize(card, (1011, 638), interpolation=cv2.INTER_AREA)
    return encoded(page)


def visa() -> np.ndarray:
    """Return a page of a passport with a visa on it."""
    first, second = cards.td3(Random(3), date(2031, 5, 1))
    sheet = cards.Sheet(Random(3), (125, 88), (235, 240, 232))
    cards._zone(sheet, ("V" + first[1:], second[:43] + "<"), 6, 6.3)
    return np.asarray(sheet.done("visa", "passport").picture)


def test_a_card_that_lies_alone_is_read_as_ever() -> None:
    assert READER.read_alone((SAMPLES / "td1_kuwait.jpg").read_bytes()).lines == KUWAITI
    assert READER.read_alone(glass("td1_kuwait", "td1_kuwait")).lines == KUWAITI  # a mirror is no second card


def test_what_is_not_read_says_why_as_ever() -> None:
    assert READER.read_alone(b"").problems == (Problem("image-unreadable"),)
    wrong = (SAMPLES / "td1_kuwait_wrong_digit.jpg").read_bytes()
    assert READER.read_alone(wrong).problems == (Problem("mrz-check-digit"),)


@pytest.mark.parametrize("beside", ["td1_kuwait", "td1_kuwait_wrong_digit", "td1_kuwait_blurred"])
def test_where_another_card_lies_beside_nobody_is_read_be_it_ever_so_unclear(beside: str) -> None:
    found = READER.read_alone(glass("td2_oman", beside))
    assert (found.document, found.problems) == (None, (Problem("mrz-several"),))


@pytest.mark.parametrize("upper", ["visa", "passport"])
def test_a_visa_belongs_to_its_passport(upper: str) -> None:
    pages = [visa(), cards.passport(Random(1)).picture]
    document = READER.read_alone(encoded(np.vstack(pages if upper == "visa" else pages[::-1]))).document
    assert document is not None
    assert (document.kind, document.surname) == ("TD3", "SPECIMEN")

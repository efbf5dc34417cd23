"""The printed guides to the services that have most to say stand on one sheet a language, and nothing beside it."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from datetime import date
from html import unescape
from itertools import combinations

import pytest
from shipped import catalogue

from shubbak.adapters.paper.typst_engine import TypstEngine
from shubbak.domain.text import Language
from shubbak.forms.guide import Guide, guide
from shubbak.forms.service import Service
from shubbak.resources import load_leaflet_form, load_wording, root
from shubbak.services.leaflet_sheet import leaflet_order

TODAY = date(2026, 11, 22)
COUNTRIES = ("JO", "KW", "OM", "SA")
#: A4 in points, and what stays white all around.
WIDTH, HEIGHT, EDGE = 595.3, 841.9, 35


def told(service: Service) -> Guide:
    return guide(service, load_wording(), Language.EN, TODAY)


def signs(service: Service) -> int:
    """Return about how much is to be set."""
    said = told(service)
    lines = [*said.documents, *said.steps]
    fees = sum(len(fee.label) + sum(map(len, fee.figures)) + sum(map(len, fee.notes)) + 40 for fee in said.fees)
    return fees + sum(len(line.text) + len(line.note) + 40 for line in lines) + len("".join(said.eligibility))


def longest() -> list[Service]:
    """Return the service of each country with the most to say, and the one with the longest name."""
    services = list(catalogue().services.values())
    by_signs = [sorted((one for one in services if one.country == country), key=signs)[-1:] for country in COUNTRIES]
    return [*(one for group in by_signs for one in group), max(services, key=lambda one: len(one.name.ar))]


@pytest.fixture(scope="module")
def boxes() -> str:
    """Set all of them in one file and return its words with their places."""
    services = [(service, f"https://portal.example/services/{service.id}") for service in longest()]
    order = leaflet_order(services, load_leaflet_form(), load_wording(), TODAY)
    pdf = TypstEngine(root() / "outputs", root() / "fonts").set_pages(order)
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def test_each_guide_stands_on_one_sheet_a_language(boxes: str) -> None:
    assert boxes.count("<page ") == 2 * len(longest())


Box = tuple[float, float, float, float]


def upon(one: Box, other: Box) -> bool:
    """Whether the middles of two words cover each other; their outer lines may, as letters with tails do."""
    return min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 0.5 * (
        one[3] - one[1]
    )


def test_no_word_stands_beside_the_sheet_nor_upon_another(boxes: str) -> None:
    place = re.compile(r'<word xMin="([-.\d]+)" yMin="([-.\d]+)" xMax="([-.\d]+)" yMax="([-.\d]+)">')
    beside, covered = [], []
    for page in boxes.split("<page ")[1:]:
        words: list[Box] = [tuple(map(float, found)) for found in place.findall(page)]
        assert len(words) > 100
        beside += [one for one in words if min(one[:2]) < EDGE or one[2] > WIDTH - EDGE or one[3] > HEIGHT - EDGE]
        covered += [pair for pair in combinations(words, 2) if upon(*pair)]
    assert (beside, covered) == ([], [])


def test_every_row_stands_on_its_sheet(boxes: str) -> None:
    pages = boxes.split("<page ")[2::2]  # those in English
    for service, page in zip(longest(), pages, strict=True):
        stands = Counter(unescape(word) for word in re.findall(r"<word [^>]*>([^<]*)", page))
        said = told(service)
        lines = [each.text for each in (*said.documents, *said.steps)] + [fee.label for fee in said.fees]
        wanted = Counter(" ".join([*lines, *said.eligibility, *said.laws]).split())
        assert wanted - stands == Counter(), service.id

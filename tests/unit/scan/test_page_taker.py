"""A picture becomes judged pages: cut out of what they lie on, upright, with what is wrong said and shown."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from shubbak import resources
from shubbak.adapters.scan.card_portrait import card_portrait
from shubbak.adapters.scan.page_taker import JudgingPageTaker, fronts_first
from shubbak.adapters.scan.pages.guiding import Wanted, guide
from shubbak.adapters.scan.pages.portraits import crop, find_portrait
from shubbak.adapters.scan.seen_card import SeenCard, seen_card
from shubbak.domain.guidance import Advice, Guidance, Shutter
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.page import CardZone, Page, Place, alike, same_card
from shubbak.domain.problem import Problem
from shubbak.ports.reader import Reading

sys.path.append(str(Path(__file__).resolve().parents[3] / "benchmarks"))
from gate import cards, papers, scenes  # drawn pages and cards, the benchmark's own
from page_gate_marks import filled

TAKER = JudgingPageTaker(resources.load_document_kinds(), lambda _image: SeenCard(CardZone("one"), expired=True))


def take(picture: np.ndarray, kind: str) -> tuple[Page, ...]:
    taken = TAKER.take(cv2.imencode(".png", picture, (cv2.IMWRITE_PNG_COMPRESSION, 0))[1].tobytes(), kind)
    assert not isinstance(taken, Problem)
    return taken


def codes(picture: np.ndarray, kind: str) -> list[str]:
    return [fault.code for page in take(picture, kind) for fault in page.faults]


@pytest.fixture(scope="module")
def letter() -> np.ndarray:
    return papers.letter(Random(1)).picture


def test_a_good_page_has_no_faults_and_keeps_its_shape(letter: np.ndarray) -> None:
    (page,) = take(letter, "letter")
    assert (page.faults, page.looks) == ((), "page")
    assert (page.width, page.height) == (letter.shape[1], letter.shape[0])


def test_a_page_on_its_side_or_its_head_is_stood_up_and_stays_the_same_page(letter: np.ndarray) -> None:
    (page,) = take(letter, "letter")
    for quarters in (1, 2, 3):
        (turned,) = take(np.rot90(letter, quarters), "letter")
        assert (turned.width, turned.height) == (page.width, page.height)
        assert alike(turned, page)


def test_two_cards_on_one_glass_are_two_upright_pages() -> None:
    chance = Random(5)
    both = [cards.card_back(chance), cards.card_front(chance)]
    front, back = take(scenes.glass(both, chance).picture[:1000], "id_card")
    assert abs(front.width / front.height - 1.586) < 0.03
    assert [fault.code for fault in front.faults] == []
    assert [fault.code for fault in back.faults] == ["page-expired"]
    assert same_card(front, back)
    assert front.portrait is not None and back.portrait is None
    assert (front.zone, back.zone) == (None, CardZone("one"))


def side(width: int, height: int, mark: int) -> Page:
    return Page(b"", width, height, mark)


def test_two_sides_are_of_one_card_when_they_have_its_shape_and_are_not_the_same_side() -> None:
    front = side(1011, 638, 1)
    assert same_card(front, side(1000, 640, 2**40 - 1))
    assert same_card(front, side(640, 1000, 2**40 - 1))
    assert not same_card(front, side(1011, 638, 3))
    assert not same_card(front, side(1011, 711, 2**40 - 1))
    assert not same_card(front, side(505, 319, 2**40 - 1))
    assert not same_card(front, side(0, 0, 2**40 - 1))


def test_cards_of_one_design_are_told_apart_where_papers_so_like_are_the_same() -> None:
    one, other = side(1000, 630, 2**8 - 1), side(1000, 630, 2**16 - 1)
    assert alike(one, other)
    assert not alike(replace(one, looks="card"), replace(other, looks="card"))


def test_the_side_with_the_zone_comes_after_the_other_and_strangers_keep_their_order() -> None:
    marks = (2**20 - 1, 2**40 - 2**20, 2**60 - 2**40)
    back, front, other = (side(1000, 630, mark) for mark in marks)
    assert fronts_first([(back, True), (front, False), (other, False)]) == (front, back, other)
    assert fronts_first([(front, False), (other, False), (back, True)]) == (front, back, other)
    assert fronts_first([(front, False)]) == (front,)


def test_a_portrait_is_cropped_where_it_is_even_at_an_end_of_the_card() -> None:
    card = np.arange(200, dtype=np.uint8).reshape(10, 20)
    assert crop(card, Place(0.5, 0.5, 1.0, 1.0)).shape == (5, 10)
    assert crop(card, Place(-0.5, 0.9, 0.1, 7.0)).shape == (1, 2)
    assert crop(card, Place(1.0, 1.0, 1.0, 1.0)).shape == (1, 1)


def dark(page: np.ndarray) -> np.ndarray:
    return (page * 0.2).astype(np.uint8)


def blurred(page: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(page, (0, 0), 5)


def small(page: np.ndarray) -> np.ndarray:
    return cv2.resize(page, None, fx=0.22, fy=0.22, interpolation=cv2.INTER_AREA)


def cut(page: np.ndarray) -> np.ndarray:
    return page[:, : page.shape[1] * 3 // 4]


def glared(page: np.ndarray) -> np.ndarray:
    y, x = np.mgrid[: page.shape[0], : page.shape[1]]
    spot = 330 * np.exp(-(((x - 800) / 250) ** 2) - ((y - 900) / 250) ** 2)
    return np.clip(page * 0.8 + spot[..., None], 0, 255).astype(np.uint8)


def held(page: np.ndarray) -> np.ndarray:
    return cv2.ellipse(page.copy(), (0, 1200), (260, 90), 0, 0, 360, (120, 150, 205), -1)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (dark, "page-dark"),
        (blurred, "page-blurred"),
        (small, "page-small"),
        (cut, "page-cut"),
        (glared, "page-glare"),
        (held, "page-covered"),
    ],
)
def test_what_is_wrong_with_a_page_is_said(
    spoil: Callable[[np.ndarray], np.ndarray], code: str, letter: np.ndarray
) -> None:
    assert code in codes(spoil(letter), "letter")


def test_a_letter_is_no_card_and_no_portrait(letter: np.ndarray) -> None:
    assert codes(letter, "portrait") == ["page-kind"]
    assert "page-kind" in codes(letter, "id_card")


@pytest.mark.parametrize(
    ("picture", "kinds"),
    [("commercial_licence", ("licence", "letter", "plan", "photo", "other")), ("identity_card", ("id_card", "other"))],
)
def test_what_lies_on_the_simulated_scanner_is_in_order(picture: str, kinds: tuple[str, ...]) -> None:
    """A clean scan, its paper as white as scanners make it."""
    body = (resources.root() / "demo" / f"{picture}.jpg").read_bytes()
    for kind in kinds:
        pages = JudgingPageTaker(resources.load_document_kinds()).take(body, kind)
        assert isinstance(pages, tuple)
        assert [fault.code for page in pages for fault in page.faults] == []


def test_an_empty_page_is_a_problem_and_a_form_filled_in_by_another_is_another_page() -> None:
    blank = cv2.imencode(".png", np.full((1200, 850, 3), 246, np.uint8))[1].tobytes()
    assert TAKER.take(blank, "letter") == Problem("page-blank")
    (one,), (other,) = (take(papers.lease(Random(seed)).picture, "letter") for seed in (1, 2))
    assert not alike(one, other)


def test_a_form_is_the_same_wherever_it_was_taken_and_another_when_another_filled_it_in() -> None:
    (one,), (other,) = (take(filled("form", person).picture, "letter") for person in (1, 2))
    (again,) = take(scenes.glass([filled("form", 1)], Random(4)).picture, "letter")
    assert alike(one, again)
    assert not alike(one, other)


@pytest.mark.parametrize("untrusted", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0" + bytes(80)])
def test_what_is_no_picture_is_a_problem(untrusted: bytes) -> None:
    assert TAKER.take(untrusted, "letter") == Problem("image-unreadable")


def test_a_portrait_is_found_where_it_is_and_not_where_there_is_none() -> None:
    place = find_portrait(cards.passport(Random(3)).picture)
    assert place is not None
    expected = (6 / 125, 14 / 88, 38 / 125, 54.6 / 88)
    assert np.abs(np.array([place.left, place.top, place.right, place.bottom]) - expected).max() < 0.08
    assert find_portrait(cards.card_back(Random(3)).picture) is None


def test_the_face_on_a_document_is_cut_out_of_its_scan_and_no_other_face() -> None:
    chance = Random(3)
    two = [cards.card_front(chance), cards.card_front(chance)]
    scans = [[cards.passport(chance)], [cards.card_back(chance)], two]
    pictures = [cv2.imencode(".png", scenes.glass(each, chance).picture)[1].tobytes() for each in scans]
    face, *others = (card_portrait(each, TAKER) for each in (*pictures, b""))
    high, wide = cv2.imdecode(np.frombuffer(face, np.uint8), cv2.IMREAD_COLOR).shape[:2]
    assert 0.65 < wide / high < 0.95
    assert others == [b"", b"", b""]


def test_a_zone_names_its_card_by_a_word_that_tells_nobody_and_a_visa_names_none() -> None:
    holder = IdentityDocument("TD1", "I", "KWT", "X1", "ALI", "SARA", "KWT", date(1990, 1, 1), "F", date(2020, 1, 1))
    readings = [Reading((), each, (), 1.0, place=Place(0, 0, 1, 1)) for each in (holder, replace(holder, number="X2"))]
    one, other = (seen_card(each, date(2026, 3, 1)) for each in readings)
    assert one == seen_card(readings[0], date(2026, 3, 1)) and one.expired
    assert one.zone is not None and other.zone is not None and one.zone.card != other.zone.card
    assert "ALI" not in repr(one) and one.zone.place == Place(0, 0, 1, 1)
    for nobody in (replace(holder, kind="MRV-A"), None):
        assert seen_card(Reading((), nobody, (), 1.0), date(2000, 1, 1)) == SeenCard()


def frame(fill: float, light: float = 1.0) -> np.ndarray:
    picture = np.full((480, 640, 3), 40, np.float32)
    paper = cards.card_back(Random(2))
    wide = 640 * fill
    corners = scenes._turned(np.array([wide, wide / 1.586]), 1.0, np.array([320, 240]))
    scenes._paste(picture, paper, corners, 0.0, Random(1))
    return cv2.cvtColor(np.clip(picture * light, 0, 255).astype(np.uint8), cv2.COLOR_BGR2GRAY)


def test_the_camera_says_what_to_do_next() -> None:
    good = frame(0.75)
    assert guide(good, good, Wanted(zone=True)).advice is Advice.READY
    assert guide(good, good, Wanted(zone=False)).advice is Advice.TURN_OVER
    assert guide(good, np.roll(good, 12, 1), Wanted()).advice is Advice.HOLD_STILL
    assert guide(frame(0.35), None, Wanted()).advice is Advice.CLOSER
    assert guide(frame(0.75, 0.15), None, Wanted()).advice is Advice.MORE_LIGHT
    assert guide(np.full((480, 640), 120, np.uint8), None, Wanted()).advice is Advice.SHOW


def test_the_shutter_opens_once_after_a_still_while_and_again_only_for_another_card() -> None:
    ready, shutter, opened = Guidance(Advice.READY), Shutter(still_s=0.6, frames=4), []
    for tick in range(20):
        shutter, taken = shutter.step(ready, tick * 0.1)
        opened += [tick] if taken else []
    assert opened == [6]
    shutter, _ = shutter.step(Guidance(Advice.SHOW), 2.0)
    assert not shutter.used

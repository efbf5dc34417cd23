"""What the reader makes of the specimen cards, and of everything that is no card."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.adapters.scan.mrz_reader import MrzReader
from shubbak.domain.problem import Problem
from shubbak.resources import load_wording, root

CARDS = Path(__file__).resolve().parents[2] / "samples" / "cards"
LABELS = {name: tuple(lines) for name, lines in json.loads((CARDS / "labels.json").read_text()).items()}
REFUSED = {"td1_kuwait_blurred.jpg": "image-blurred", "td1_kuwait_wrong_digit.jpg": "mrz-check-digit"}
TODAY = date(2026, 3, 1)
READER = MrzReader(lambda: TODAY)


def card(name: str = "td1_kuwait.jpg") -> bytes:
    return (CARDS / name).read_bytes()


def grey(name: str = "td1_kuwait.jpg") -> np.ndarray:
    return cv2.imread(str(CARDS / name), cv2.IMREAD_GRAYSCALE)


def encoded(image: np.ndarray, suffix: str = ".png") -> bytes:
    return cv2.imencode(suffix, image)[1].tobytes()


def codes(untrusted_image: bytes) -> list[str]:
    reading = READER.read(untrusted_image)
    assert (reading.document is None) == bool(reading.problems)
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize("name", sorted(set(LABELS) - set(REFUSED)))
def test_each_specimen_is_read_to_the_letter(name):
    reading = READER.read(card(name))
    assert reading.lines == LABELS[name]
    assert reading.problems == ()
    assert reading.document is not None
    assert reading.ms > 0


@pytest.mark.parametrize(("name", "code"), sorted(REFUSED.items()))
def test_what_may_not_be_believed_gives_no_document(name, code):
    assert codes(card(name)) == [code]


def test_a_wrong_digit_is_shown_with_its_lines_and_not_mended():
    assert READER.read(card("td1_kuwait_wrong_digit.jpg")).lines == LABELS["td1_kuwait_wrong_digit.jpg"]


def test_an_expired_card_is_read_and_known_as_expired():
    found = READER.read(card("td2_jordan_expired.jpg")).document
    assert found is not None
    assert found.expired(TODAY)


def test_the_demonstration_card_has_a_valid_civil_number():
    found = READER.read((root() / "demo" / "identity_card.jpg").read_bytes()).document
    assert found is not None
    assert (found.issuer, found.national_number, found.birth_date) == ("KWT", "290031544172", date(1990, 3, 15))
    assert found.expiry == date(2029, 6, 30)


@pytest.mark.parametrize("turned", [7, 45, 90, 133, 180, 222, 270, 315, 359])
def test_any_rotation_reads_the_same(turned):
    image = grey()
    centre = (image.shape[1] / 2, image.shape[0] / 2)
    warp = cv2.getRotationMatrix2D(centre, turned, 0.8)
    side = max(image.shape)
    warp[:, 2] += (np.array([side, side]) - np.array([image.shape[1], image.shape[0]])) / 2
    assert (
        READER.read(encoded(cv2.warpAffine(image, warp, (side, side), borderValue=240))).lines
        == LABELS["td1_kuwait.jpg"]
    )


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".ppm", ".bmp", ".tiff", ".webp"])
def test_every_kind_of_image_a_scanner_writes_is_read(suffix):
    image = cv2.cvtColor(grey(), cv2.COLOR_GRAY2BGR)
    assert READER.read(encoded(image, suffix)).lines == LABELS["td1_kuwait.jpg"]


@pytest.mark.parametrize("page", [np.full((1754, 1240), 255, np.uint8), np.zeros((400, 640), np.uint8)])
def test_an_empty_page_is_empty_and_not_blurred(page):
    assert codes(encoded(page)) == ["mrz-not-found"]


def test_a_page_of_other_print_has_no_zone():
    assert codes((root() / "demo" / "commercial_licence.jpg").read_bytes()) == ["mrz-not-found"]


def test_noise_is_refused_in_bounded_time():
    noise = np.random.default_rng(1).integers(0, 256, (2000, 2000), np.uint8)
    coarse = cv2.resize(noise[:250, :250], (2000, 2000), interpolation=cv2.INTER_NEAREST)
    for image in (noise, coarse):
        reading = READER.read(encoded(image))
        assert reading.document is None
        assert reading.ms < 20_000


@pytest.mark.parametrize("bad", [b"", b"hello", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"P6 9 9 255\n"])
def test_what_is_no_image_is_unreadable(bad):
    assert codes(bad) == ["image-unreadable"]


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_a_truncated_image_is_unreadable(suffix, capfd):
    whole = encoded(grey(), suffix)
    for kept in (40, 400, len(whole) // 2, len(whole) - 20):
        assert codes(whole[:kept]) == ["image-unreadable"]
    assert capfd.readouterr().err == ""


def test_a_header_that_promises_too_much_is_refused_before_decoding():
    bomb = b"P5 10000 6001 255\n" + bytes(100)
    assert codes(bomb) == ["image-too-large"]
    assert codes(card() + bytes(40_000_000)) == ["image-too-large"]


@settings(max_examples=20, deadline=None)
@given(cut=st.integers(0, 2000), junk=st.binary(max_size=40))
def test_damaged_headers_never_raise(cut, junk):
    whole = card()
    reading = READER.read(whole[:cut] + junk + whole[cut + len(junk) :])
    assert reading.document is None or reading.lines == LABELS["td1_kuwait.jpg"]


@pytest.mark.parametrize("shade", [20, 246])
@pytest.mark.parametrize("spot", [(0, 3), (0, 20), (1, 4), (1, 7), (1, 16), (1, 29), (2, 0), (2, 2), (2, 8)])
def test_a_covered_character_is_never_guessed(spot, shade):
    """The blot, ink or white-out, lies on one cell of the zone, whose place follows from card_drawing.py."""
    row, column = spot
    image = grey()
    height, width = image.shape
    cell = np.array([80 + 55.5 + 30 * (column + 0.5), 70 + 444.9 + 50.2 * (row + 0.5), 1])
    place = cv2.getRotationMatrix2D((width / 2, height / 2), -1.2, 1.0) @ cell
    cv2.circle(image, (round(place[0]), round(place[1])), 21, shade, -1)
    assert READER.read(encoded(image)).document is None


def test_one_reader_serves_several_threads():
    names = sorted(set(LABELS) - set(REFUSED)) * 2
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(lambda name: READER.read(card(name)).lines, names))
    assert found == [LABELS[name] for name in names]


def test_every_problem_of_the_reader_has_its_sentence():
    wanted = {"image-unreadable", "image-too-large", "image-blurred"}
    wanted |= {f"mrz-{code}" for code in ("not-found", "check-digit", "line-unclear", "unsupported", "several")}
    assert {f"problem.{code}" for code in wanted} <= load_wording().keys()


def test_both_cards_on_one_glass_are_read_where_they_lie():
    above, below = grey(), cv2.rotate(grey("td2_oman.jpg"), cv2.ROTATE_90_CLOCKWISE)
    page = np.full((above.shape[0] + below.shape[0] + 90, 1700), 250, np.uint8)
    page[20 : 20 + above.shape[0], 30 : 30 + above.shape[1]] = above
    page[-below.shape[0] - 20 : -20, -below.shape[1] - 20 : -20] = below
    found = READER.read_all(encoded(page))
    assert {reading.lines for reading in found} == {LABELS["td1_kuwait.jpg"], LABELS["td2_oman.jpg"]}
    assert all(reading.document is not None for reading in found)
    places = {reading.lines: reading.place for reading in found}
    assert places[LABELS["td1_kuwait.jpg"]].bottom < 0.5
    assert places[LABELS["td2_oman.jpg"]].left > 0.4


def test_where_nothing_is_all_readings_are_one_refusal():
    assert [reading.problems for reading in READER.read_all(b"")] == [(Problem("image-unreadable"),)]
    found = READER.read_all(encoded(np.full((400, 640), 255, np.uint8)))
    assert [reading.problems for reading in found] == [(Problem("mrz-not-found"),)]


def test_a_covered_line_is_named():
    image = grey()
    cell = np.array([80 + 55.5 + 30 * 4.5, 70 + 444.9 + 50.2 * 2.5, 1])
    height, width = image.shape
    place = cv2.getRotationMatrix2D((width / 2, height / 2), -1.2, 1.0) @ cell
    cv2.circle(image, (round(place[0]), round(place[1])), 21, 246, -1)
    reading = READER.read(encoded(image))
    assert reading.problems == (Problem("mrz-line-unclear", params={"line": "3"}),)
    assert (2, 4) in [(doubt.line, doubt.column) for doubt in reading.doubts]


@pytest.mark.parametrize("wiped", [0, 1, 2])
def test_a_line_whose_blobs_are_broken_is_completed_from_the_others(wiped):
    """Fine strokes across a line join its characters; the ink under them still stands in a row."""
    image = grey()
    height, width = image.shape
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), -1.2, 1.0)
    ends = [
        turned @ np.array([80 + 55.5 + 30 * column, 70 + 444.9 + 50.2 * (wiped + 0.5), 1]) for column in (0.2, 29.8)
    ]
    points = [tuple(np.round(end).astype(int).tolist()) for end in ends]
    cv2.line(image, *points, 90, 1, cv2.LINE_AA)
    reading = READER.read(encoded(image))
    assert reading.lines
    assert all(
        sum(a != b for a, b in zip(one, other, strict=True)) <= 2
        for one, other in zip(reading.lines, LABELS["td1_kuwait.jpg"], strict=True)
    )

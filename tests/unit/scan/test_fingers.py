"""A finger by its shape: as wide as one, straight, and joined to a hand or a desk of its colour."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from shubbak.adapters.scan.pages.fingers import finger

INSET = (29, 29)


def skin(*lines: tuple[tuple[int, int], tuple[int, int], int]) -> np.ndarray:
    """Return a page of 362 by 362 in its margin with strokes (from, to, width) of skin."""
    mask = np.zeros((420, 420), np.uint8)
    for start, end, wide in lines:
        cv2.line(mask, start, end, 255, wide)
    return mask > 0


def desk_of_its_colour() -> np.ndarray:
    mask = np.ones((420, 420), bool)
    mask[29:391, 29:391] = False
    return mask


@pytest.mark.parametrize("wide", [34, 80])
def test_a_finger_that_comes_from_the_pictures_end_is_seen_where_it_lies(wide: int) -> None:
    place = finger(skin(((200, 419), (200, 250), wide)), INSET)
    assert place is not None
    assert place.left < (200 - 29) / 362 < place.right
    assert (place.top < 0.65, place.bottom > 0.95) == (True, True)


def test_a_desk_of_its_colour_hides_no_finger() -> None:
    place = finger(desk_of_its_colour() | skin(((0, 200), (110, 200), 38)), INSET)
    assert place is not None
    assert place.left < 0.05
    assert finger(desk_of_its_colour(), INSET) is None


@pytest.mark.parametrize(
    "stroke", [((200, 150), (200, 190), 60), ((0, 200), (419, 200), 20), ((100, 100), (300, 300), 120)]
)
def test_a_portrait_a_stripe_and_a_large_spot_are_no_fingers(
    stroke: tuple[tuple[int, int], tuple[int, int], int],
) -> None:
    assert finger(skin(stroke), INSET) is None


@pytest.mark.parametrize("shape", [(1, 1), (3, 9), (2, 40)])
def test_a_strip_of_a_few_dots_is_judged_too(shape: tuple[int, int]) -> None:
    for skin in (np.zeros(shape, np.bool_), np.ones(shape, np.bool_)):
        assert finger(skin, (0, 1)) is None

from __future__ import annotations

import numpy as np

from shubbak.adapters.scan.network import STRIDE, UNREADABLE_CLASS
from shubbak.adapters.scan.strips import STRIP_HEIGHT
from training.covers import READABLE, UNREADABLE, legibility
from training.drawing import draw
from training.faces import PITCH, face
from training.samples import IGNORED, samples


def test_a_seed_draws_the_same_strips_again_and_another_seed_others() -> None:
    first, again, other = (samples(np.random.default_rng(seed), 4) for seed in (5, 5, 6))
    assert all(np.array_equal(one.strip, two.strip) for one, two in zip(first, again, strict=True))
    assert all(np.array_equal(one.targets, two.targets) for one, two in zip(first, again, strict=True))
    assert not np.array_equal(first[0].strip, other[0].strip)


def test_a_strip_has_the_readers_measures_and_an_answer_for_every_step() -> None:
    for sample in samples(np.random.default_rng(7), 24):
        assert sample.strip.shape == (STRIP_HEIGHT, len(sample.targets) * STRIDE)
        assert sample.strip.dtype == np.float32
        assert np.isin(sample.targets, [IGNORED, *range(UNREADABLE_CLASS + 1)]).all()


def test_two_characters_never_touch_in_the_answers() -> None:
    for sample in samples(np.random.default_rng(8), 24):
        steps = np.arange(len(sample.targets)) * STRIDE
        for left, right in zip(sample.middles[:-1], sample.middles[1:], strict=True):
            assert (sample.targets[(steps > left - STRIDE) & (steps < right)] <= 0).any()


def test_a_blot_makes_a_character_unreadable_and_a_hair_does_not() -> None:
    chance = np.random.default_rng(9)
    drawn = draw(chance, face(chance), ("MOHAMMED<<ALI<",), (0, 14))
    cover = np.zeros_like(drawn.distance)
    x, y = round(float(drawn.x[4])), round(float(drawn.y[4]))
    cover[y - 12 : y + 12, x - 9 : x + 9] = 1
    hair = round(float(drawn.x[10]))
    cover[:, hair : hair + 1] = 1
    verdict = legibility(cover, drawn)
    assert verdict[4] == UNREADABLE
    assert verdict[10] == READABLE
    assert (verdict[:3] == READABLE).all()


def test_an_e_without_its_lowest_bar_might_be_an_f() -> None:
    chance = np.random.default_rng(10)
    drawn = draw(chance, face(chance), ("EEEEEEEEEEEE",), (0, 12))
    cover = np.zeros_like(drawn.distance)
    x, y = round(float(drawn.x[5])), round(float(drawn.y[5]))
    cover[y + PITCH // 4 : y + PITCH, x - PITCH // 2 : x + PITCH // 2] = 1
    assert legibility(cover, drawn)[5] == UNREADABLE

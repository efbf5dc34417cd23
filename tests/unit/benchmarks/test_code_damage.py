"""The damage shown to codes is the same for the same seed and grows with its level, and a fresh code is read."""

from __future__ import annotations

import numpy as np
import pytest
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from benchmarks._code_damage import Dots, reads, seen

#: As long as a receipt's code: 57 modules at level M.
CODE = "https://v.alwaha.gov.example/v#" + "".join(str(place * place % 10) for place in range(7, 362))


@pytest.fixture(scope="module")
def modules() -> Dots:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(CODE, optimize=20)
    code.make(fit=True)
    assert len(code.get_matrix()) == 57
    return np.array(code.get_matrix(), np.uint8)


def read(modules: Dots, dots: int, level: int) -> int:
    chance = np.random.default_rng(7)
    return sum(reads(modules, dots, level, CODE, chance) for _ in range(8))


def test_the_same_seed_damages_alike(modules: Dots) -> None:
    first, second, other = (seen(modules, 6, 3, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, second) and not np.array_equal(first, other)


def test_a_fresh_receipt_is_read_at_six_dots_and_a_badly_damaged_one_mostly(modules: Dots) -> None:
    assert read(modules, 6, 1) == 8
    assert read(modules, 6, 3) >= 5


def test_six_dots_a_module_outlast_three(modules: Dots) -> None:
    assert read(modules, 3, 3) + 3 <= read(modules, 6, 3)


def test_another_text_is_not_taken_for_it(modules: Dots) -> None:
    assert not reads(modules, 6, 1, CODE[:-1], np.random.default_rng(7))

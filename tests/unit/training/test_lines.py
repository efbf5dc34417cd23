from __future__ import annotations

import numpy as np

from shubbak.adapters.scan.network import CLASSES
from shubbak.domain.mrz_states import known_state
from shubbak.domain.mrz_zone import columns
from training import lines


def test_the_check_digits_of_every_drawn_zone_hold() -> None:
    chance = np.random.default_rng(1)
    for _ in range(60):
        two = [lines.two_lines(chance, length) for length in (36, 44)]
        visas = [lines.visa(chance, length) for length in (36, 44)]
        for drawn in (lines.td1(chance), *two, *visas, lines.french(chance)):
            zone = columns(drawn)
            assert zone is not None
            assert zone.holds(), drawn
            assert known_state(zone.issuer)


def test_lines_of_one_print_are_equally_long_and_only_of_what_the_network_knows() -> None:
    chance = np.random.default_rng(2)
    printed = [lines.lines_of_print(chance) for _ in range(300)]
    assert {len(zone[0]) for zone in printed} == {30, 36, 44}
    assert all(len(line) == len(zone[0]) for zone in printed for line in zone)
    assert set("".join("".join(zone) for zone in printed)) == set(CLASSES)

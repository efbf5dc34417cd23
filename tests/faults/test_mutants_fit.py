"""The planted bugs of `make mutants` still fit the source they are planted in."""

from __future__ import annotations

import pytest
from mutant_list import MUTANTS, Mutant
from mutants import misfits


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_planted_bug_fits(mutant: Mutant) -> None:
    assert misfits(mutant) == []


def test_names_are_told_apart() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) > 20

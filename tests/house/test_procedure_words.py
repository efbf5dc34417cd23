"""Everything that a procedure may say of a step has its words, and no words stand there for what it cannot say."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from shubbak.forms.load_procedure import CHANNELS, GRADES
from shubbak.forms.procedure import ROLES, Pause, VariantKind
from shubbak.resources import load_wording

SAID: dict[str, Iterable[str]] = {
    "role": ROLES,
    "grade": GRADES,
    "channel": CHANNELS,
    "pause": [str(pause) for pause in Pause],
    "variant": [str(variant) for variant in VariantKind],
}


@pytest.mark.parametrize("group", SAID)
def test_words_and_values_are_the_same(group: str) -> None:
    beginning = f"procedure.{group}."
    worded = {key.removeprefix(beginning) for key in load_wording().keys() if key.startswith(beginning)}  # noqa: SIM118
    assert worded == set(SAID[group])

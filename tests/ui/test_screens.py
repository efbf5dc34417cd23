"""Every screen at three sizes in both languages, and at 200 % text: no warning, nothing cut, all within touch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kiosk_stage import SMALL, KioskStage
from screen_faults import faults
from stage import LANDSCAPE, PORTRAIT

from shubbak.domain.text import Language

TOURS = [
    (PORTRAIT, Language.AR, 1.0),
    (PORTRAIT, Language.EN, 1.0),
    (LANDSCAPE, Language.AR, 1.0),
    (LANDSCAPE, Language.EN, 1.0),
    (SMALL, Language.AR, 1.0),
    (SMALL, Language.EN, 1.0),
    (PORTRAIT, Language.AR, 2.0),
    (PORTRAIT, Language.EN, 2.0),
    (LANDSCAPE, Language.AR, 1.3),
    (LANDSCAPE, Language.EN, 1.3),
    (LANDSCAPE, Language.AR, 2.0),
    (LANDSCAPE, Language.EN, 2.0),
]
SCENES = 69


@pytest.mark.parametrize(("size", "language", "scale"), TOURS, ids=lambda value: str(getattr(value, "value", value)))
def test_every_screen_stands(
    kiosk: Callable[..., KioskStage], size: tuple[int, int], language: Language, scale: float
) -> None:
    stage = kiosk(size)
    stage.look.textScale = scale
    found = []
    scenes = 0
    for name in stage.gallery().scenes(language):
        stage.settle()
        found += [f"{name}: {fault}" for fault in faults(stage)]
        scenes += 1
    assert scenes == SCENES
    assert not found, "\n".join(found)

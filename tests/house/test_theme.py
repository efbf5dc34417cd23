"""The colours of the theme can be read: 7:1 for every text, 3:1 for the edge of anything operable (WCAG 2.2)."""

from __future__ import annotations

import json

import pytest
from house_tree import ROOT

COLOURS = json.loads((ROOT / "resources" / "theme" / "theme.json").read_text(encoding="utf-8"))["colours"]
GROUNDS = ("paper", "surface")
TEXTS = [
    (word, ground)
    for word in ("ink", "muted", "brand", "accent", "success", "warning", "danger", "info")
    for ground in GROUNDS
]
TEXTS += [(word, f"{word}Tint") for word in ("brand", "success", "warning", "danger", "info")]
TEXTS += [("ink", ground) for ground in ("brandTint", "successTint", "warningTint", "dangerTint", "infoTint")]
TEXTS += [("ink", ground) for ground in ("tray", "key", "keyQuiet")]
TEXTS += [("brandInk", "brand"), ("brandInk", "brandDark")]
EDGES = [("edge", "paper"), ("edge", "surface")]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, 0 to 1."""
    parts = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_is_readable(theme: str, text: str, ground: str) -> None:
    assert ratio(COLOURS[theme][text], COLOURS[theme][ground]) >= 7.0


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_are_visible(theme: str, edge: str, ground: str) -> None:
    assert ratio(COLOURS[theme][edge], COLOURS[theme][ground]) >= 3.0


@pytest.mark.parametrize("theme", COLOURS)
def test_the_focus_ring_stands_out_from_its_outline_or_its_ground(theme: str) -> None:
    colours = COLOURS[theme]
    assert max(ratio(colours["focus"], colours["ink"]), ratio(colours["focus"], colours["paper"])) >= 3.0


def test_both_themes_name_the_same_colours() -> None:
    assert len({frozenset(colours) for colours in COLOURS.values()}) == 1

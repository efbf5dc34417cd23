"""The look: a municipality's own colour, every symbol there, and a linter with eyes for Python."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from kiosk.ui import qml_types
from kiosk.ui.engine import QML
from kiosk.ui.icons import draw_icon, icon_names
from kiosk.ui.theme import TEXT_CONTRAST, UnreadableBrandError, palette


def test_qmllint_knows_the_python_types(tmp_path: Path) -> None:
    wrong = tmp_path / "Wrong.qml"
    wrong.write_text("import QtQuick\nimport Shubbak\nItem { visible: Look.hihgContrast }\n", encoding="utf-8")
    done = qml_types.lint([wrong])
    assert done.returncode != 0
    assert "hihgContrast" in done.stdout + done.stderr


def test_a_brand_that_cannot_be_read_is_refused(qapp: object) -> None:
    with pytest.raises(UnreadableBrandError) as refused:
        palette(brand="#3CB4E7")
    assert refused.value.ratio < TEXT_CONTRAST


def test_a_readable_brand_takes_the_place_of_the_house_colour(qapp: object) -> None:
    assert palette(brand="#5B1A5E")["brand"] == "#5B1A5E"


def test_every_symbol_named_in_qml_is_there() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in QML.rglob("*.qml"))
    named = set(re.findall(r'(?:symbol|primarySymbol|name): "([a-z0-9-]+)"(?! \+)', source))
    assert named <= icon_names()


def test_a_symbol_is_drawn_in_the_colour_asked_for(qapp: object) -> None:
    picture = draw_icon("check", QColor("#ff0000"), QSize(48, 48))
    inked = [picture.pixelColor(x, y) for x, y in itertools.product(range(48), repeat=2)]
    solid = [colour for colour in inked if colour.alpha() == 255]
    assert solid
    assert {colour.name() for colour in solid} == {"#ff0000"}

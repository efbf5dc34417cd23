"""QML declares: no effect that the software renderer drops, no sentence, no colour of its own, no warning."""

from __future__ import annotations

import re
from pathlib import Path

from house_tree import place, qml_files, report

from kiosk.ui.qml_types import lint

# The software scene graph draws none of these and says nothing about it.
VANISHING = r"\b(MultiEffect|ShaderEffect(Source)?|VideoOutput|RectangularShadow|layer\s*\.\s*(effect|enabled))\b"
GPL_ONLY = r"^\s*import\s+Qt(Quick\.VirtualKeyboard|Charts|Graphs|DataVisualization|Quick3D|Wayland\.Compositor)\b"
A_SENTENCE = (
    r'\b(text|title|Accessible\.(name|description)|placeholderText):\s*"[^"]*([A-Za-z]{3,}|[\u0620-\u064a]{2,})|\bqsTr'
)
NAMES_IN_THEIR_OWN_LANGUAGE = re.compile(r'"(Shubbak|English|العربية)"$')
A_COLOUR = r'"#[0-9A-Fa-f]{3,8}"'


def found(pattern: str, paths: list[Path]) -> list[str]:
    rule = re.compile(pattern)
    return [
        f"{place(path, number)}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if rule.search(line.partition("//")[0])
    ]


def test_nothing_that_the_software_renderer_drops() -> None:
    dropped = found(VANISHING, qml_files())
    assert not dropped, report(dropped)


def test_no_gpl_only_module() -> None:
    forbidden = found(GPL_ONLY, qml_files())
    assert not forbidden, report(forbidden)


def test_sentences_come_from_the_wording() -> None:
    in_the_product = [path for path in qml_files() if "tests" not in path.parts]
    written = [line for line in found(A_SENTENCE, in_the_product) if not NAMES_IN_THEIR_OWN_LANGUAGE.search(line)]
    assert not written, report(written)


def test_colours_come_from_the_theme() -> None:
    painted = found(A_COLOUR, [path for path in qml_files() if path.name != "Theme.qml"])
    assert not painted, report(painted)


def test_qmllint_has_no_warning() -> None:
    done = lint()
    assert done.returncode == 0, done.stdout + done.stderr

"""A kind of question is whole: what the core can ask, the kiosk and the office can show."""

from __future__ import annotations

import re

import pytest
from house_tree import ROOT

from shubbak.fields import kinds

FIELDS = ROOT / "kiosk" / "ui" / "qml" / "fields"
WIDGETS = ROOT / "office_client" / "ui" / "fields"


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_kiosk_shows_the_kind(kind: str) -> None:
    loader = (FIELDS / "FieldLoader.qml").read_text(encoding="utf-8")
    chosen = re.search(rf'"{kind}": (\w+)', loader)
    assert chosen, f"FieldLoader.qml does not name {kind}"
    assert re.search(rf"^        id: {chosen[1]}$", loader, re.MULTILINE), f"FieldLoader.qml has no {chosen[1]}"


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_office_shows_the_kind(kind: str) -> None:
    widget = WIDGETS / f"{kind}.py"
    assert widget.exists(), f"the office has no widget for {kind}"
    assert re.search(r"^WIDGET = ", widget.read_text(encoding="utf-8"), re.MULTILINE), f"{widget.name} has no WIDGET"


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_kind_has_its_examples(kind: str) -> None:
    tests = (ROOT / "tests" / "unit" / "fields").glob("*.py")
    assert any(re.search(rf"\b{kind}\b", path.read_text(encoding="utf-8")) for path in tests)

"""A kind of question is whole: what the core can ask, the kiosk can show."""

from __future__ import annotations

import re

import pytest
from house_tree import ROOT

from shubbak.fields import kinds

FIELDS = ROOT / "kiosk" / "ui" / "qml" / "fields"


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_kiosk_shows_the_kind(kind: str) -> None:
    loader = (FIELDS / "FieldLoader.qml").read_text(encoding="utf-8")
    chosen = re.search(rf'"{kind}": (\w+)', loader)
    assert chosen, f"FieldLoader.qml does not name {kind}"
    assert re.search(rf"^        id: {chosen[1]}$", loader, re.MULTILINE), f"FieldLoader.qml has no {chosen[1]}"


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_kind_has_its_examples(kind: str) -> None:
    tests = (ROOT / "tests" / "unit" / "fields").glob("*.py")
    assert any(re.search(rf"\b{kind}\b", path.read_text(encoding="utf-8")) for path in tests)

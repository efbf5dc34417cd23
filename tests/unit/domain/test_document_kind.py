"""Kinds of documents are data, and a mistake in them is named."""

from __future__ import annotations

import pytest

from shubbak import resources
from shubbak.domain.document_kind import read_document_kinds

USUAL = {
    "blurred_mm": 0.3, "glare": 0.1, "dark": 90, "contrast": 30, "dpi": 110, "letter_px": 9, "blank": 0.001,
    "cut": True, "covered": True,
}  # fmt: skip


def test_every_shipped_kind_is_there() -> None:
    kinds = resources.load_document_kinds()
    assert {"id_card", "passport", "letter", "certificate", "plan", "photo", "portrait", "licence"} <= set(kinds)
    assert kinds["id_card"].limits.blurred_mm < kinds["letter"].limits.blurred_mm


@pytest.mark.parametrize(
    ("node", "named"),
    [
        ({"looks": ["paper"], "pages": [1, 2]}, "looks"),
        ({"looks": ["page"], "pages": [3, 2]}, "the least first"),
        ({"looks": ["page"], "pages": [1, 2], "size": 1}, "unknown setting size"),
        ({"looks": ["page"], "pages": [1, 2], "sizes_mm": [[100, 200]]}, "longer"),
        ({"looks": ["page"], "pages": [1, 2], "limits": {"glaer": 1}}, "glaer is unknown"),
        ({"looks": ["page"], "pages": [1, 2], "limits": {"dark": "much"}}, "dark is a number"),
    ],
)
def test_a_mistake_is_named(node: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        read_document_kinds({"usual": USUAL, "kinds": {"deed": node}})

"""The page about data protection says the days that the table holds."""

from __future__ import annotations

import pytest

from shubbak.domain.retention import Kept
from shubbak.resources import load_retention, root

PAGE = (root().parent / "docs" / "data-protection.md").read_text(encoding="utf-8")
ROWS = {
    Kept.PACKET: "receipt facts and acknowledgement",
    Kept.PAYMENT: "payment",
    Kept.DRAFT: "application put aside at a counter",
    Kept.LICENCE: "licence to be printed at a counter",
}


@pytest.mark.parametrize("kind", ROWS)
def test_the_page_and_the_table_agree(kind: Kept) -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| {ROWS[kind]} |")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    rules = load_retention()
    assert cells[1:5] == [f"{rules[country][kind].days} days" for country in ("jo", "om", "kw", "sa")]
    assert cells[5] == "sample"
    assert not any(rules[country][kind].cited for country in rules)

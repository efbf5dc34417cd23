"""Every one of the thirty-one faults has a test that carries its number, and stands in docs/faults.md."""

from __future__ import annotations

import ast
import re

from fault_tally import FAULTS
from house_tree import ROOT

DOCUMENT = ROOT / "docs" / "faults.md"


def numbers_in(source: str) -> set[int]:
    """Return the arguments of every `fault(...)` mark in a test file."""
    marks = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.fault")
    ]
    return {argument.value for mark in marks for argument in mark.args if isinstance(argument, ast.Constant)}


def test_every_fault_has_a_test() -> None:
    files = [file for file in (ROOT / "tests").rglob("test_*.py") if file.name != "test_fault_frame.py"]
    tried = set().union(*(numbers_in(file.read_text(encoding="utf-8")) for file in files))
    assert sorted(set(FAULTS) - tried) == []


def test_every_fault_stands_in_the_document_with_its_name() -> None:
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert {int(number): name.strip() for number, name in rows} == FAULTS


def test_numbers_are_read_from_marks() -> None:
    assert numbers_in("@pytest.mark.fault(1, 14)\ndef test_it(): pass") == {1, 14}

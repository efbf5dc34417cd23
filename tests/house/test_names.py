"""Names say the subject, and every module opens with one sentence that says what it is for."""

from __future__ import annotations

import ast
import re

from house_tree import modules, parsed, place, report

# Names that say nothing of the subject, so that everything gathers behind them.
EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "utility", "base", "common", "misc", "v2"}


def words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+\d*|\d+", name)}


def test_no_name_is_an_empty_word() -> None:
    found = [place(path) for path in modules() if words(path.stem) & EMPTY_WORDS]
    found += [
        f"{place(path, node.lineno)}: class {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and words(node.name) & EMPTY_WORDS
    ]
    assert not found, report(found)


def test_every_module_opens_with_one_sentence() -> None:
    found = []
    for path in modules():
        module = parsed(path)
        if not module.body:
            continue
        first_line = (ast.get_docstring(module) or "").partition("\n")[0]
        if not first_line.endswith((".", "?")):
            found.append(f"{place(path)}: {first_line!r}")
    assert not found, report(found)


def test_fakes_stay_in_the_tests() -> None:
    found = [
        f"{place(path, node.lineno)}: class {node.name}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and words(node.name) & {"fake", "mock", "stub", "dummy"}
    ]
    assert not found, report(found)

"""Files and functions stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

from house_tree import ROOT, files, modules, parsed, place, qml_files, report

FILE, FUNCTION, QML, JOINING_FILE = 400, 40, 300, 120
JOINING_NAMES = ("main.py", "app.py")


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_python_files_are_short() -> None:
    tests = [path for folder in ("tests", "benchmarks", "installer") for path in files(ROOT / folder)]
    everything = modules() + [path for path in tests if path.suffix == ".py"]
    long = [f"{place(path)}: {lines(path)} lines" for path in everything if lines(path) >= FILE]
    assert not long, report(long)


def test_functions_are_short() -> None:
    long = [
        f"{place(path, node.lineno)}: {node.name} has {length} lines"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) >= FUNCTION
    ]
    assert not long, report(long)


def test_qml_files_are_short() -> None:
    long = [f"{place(path)}: {lines(path)} lines" for path in qml_files() if lines(path) >= QML]
    assert not long, report(long)


def test_the_files_that_join_everything_stay_boring() -> None:
    joining = [path for path in modules() if path.name in JOINING_NAMES]
    long = [f"{place(path)}: {lines(path)} lines" for path in joining if lines(path) >= JOINING_FILE]
    assert not long, report(long)

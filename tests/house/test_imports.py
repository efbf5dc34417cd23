"""The rooms know only the rooms below them, and the core meets the world through its ports alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from house_tree import ROOT, core_modules, modules, parsed, place, report

# Files, processes, clocks and chance; .importlinter holds the libraries, the sockets and the threads.
WORLDLY_MODULES = {"os", "io", "glob", "time", "random", "secrets", "urllib.request", "importlib.resources"}
WORLDLY_FUNCTIONS = {"open", "print", "input", "uuid1", "uuid4", "urandom"}
WORLDLY_METHODS = {"now", "utcnow", "today", "uuid1", "uuid4", "urandom", "read_text", "read_bytes", "write_text"}
#: GPL-3.0-only or commercial, or no part of the Essentials that the licence list speaks of.
FORBIDDEN_QT = {
    "QtVirtualKeyboard",
    "QtCharts",
    "QtGraphs",
    "QtGraphsWidgets",
    "QtDataVisualization",
    "QtQuick3D",
    "QtWebEngineCore",
    "QtWaylandCompositor",
}


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything a module imports."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def test_every_contract_is_kept() -> None:
    command = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_core_reads_no_clock_no_chance_and_no_file() -> None:
    found = [
        f"{place(path, line)}: imports {name}"
        for path in core_modules()
        for line, name in imported(path)
        if name in WORLDLY_MODULES or (name.startswith("pathlib.") and not name.startswith("pathlib.Pure"))
    ]
    for path in core_modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and is_worldly(node.func):
                found.append(f"{place(path, node.lineno)}: calls {ast.unparse(node.func)}")
    assert not found, report(found)


def is_worldly(function: ast.expr) -> bool:
    """`self._clock.now()` is the door; `datetime.now()` is a hole in the wall."""
    if isinstance(function, ast.Attribute):
        through_the_door = ast.unparse(function.value).lower().endswith("clock")
        return function.attr in WORLDLY_METHODS and not through_the_door
    return isinstance(function, ast.Name) and function.id in WORLDLY_FUNCTIONS


def test_no_part_of_qt_that_is_gpl_only() -> None:
    found = [
        f"{place(path, line)}: {name}"
        for path in modules()
        for line, name in imported(path)
        if name.startswith("PySide6.") and set(name.split(".")) & FORBIDDEN_QT
    ]
    assert not found, report(found)

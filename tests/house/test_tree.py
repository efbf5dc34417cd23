"""Nothing in the tree names a machine, promises instead of doing, or is skipped."""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

from house_tree import ROOT, files, modules, parsed, place, qml_files, report

TEXT = {".py", ".qml", ".md", ".yaml", ".yml", ".toml", ".txt", ".json", ".lock", ".sh", ".service", ".spec", ".mako"}
# Written with brackets so that this file does not find itself.
A_MACHINE = re.compile(
    r"p[y]thonhosted|p[y]pi\.(org|python)|n[p]mjs\.|d[e]b\.debian\.|(?<![\w.}/])/(w[o]rk|f[a]rm|r[o]ot|h[o]me/\w+)/",
)
A_PROMISE = re.compile(r"\b(T[O]DO|F[I]XME|not implemented yet|coming soon|lorem ipsum)\b", re.IGNORECASE)


def texts() -> list[Path]:
    return [path for path in files() if path.suffix in TEXT or path.name in ("Makefile", "run", ".importlinter")]


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{place(path, number)}: {match.group()}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := A_MACHINE.search(line))
    ]
    assert not found, report(found)


def test_the_lock_holds_names_versions_and_hashes_only() -> None:
    shape = re.compile(r"([a-z0-9.-]+==[\w.+!-]+( ; .+)?( \\)?)|( +--hash=sha256:[0-9a-f]{64}( \\)?)|( *#.*)|")
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    strange = [f"{number}: {line}" for number, line in enumerate(lines, 1) if not shape.fullmatch(line)]
    assert not strange, report(strange)
    assert sum("==" in line for line in lines) > 50


def test_nothing_promises_instead_of_doing() -> None:
    found = [
        f"{place(path, number)}: {line.strip()}"
        for path in [*modules(), *qml_files()]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if A_PROMISE.search(line)
    ]
    assert not found, report(found)


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    found = [
        f"{place(path, node.lineno)}: {ast.unparse(node)}"
        for path in files(ROOT / "tests")
        if path.suffix == ".py"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail", "importorskip"}
    ]
    assert not found, report(found)


def test_continuous_integration_runs_what_everyone_runs() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert "make --no-print-directory test" in run.read_text(encoding="utf-8")


def test_every_system_package_has_its_reason() -> None:
    lines = (ROOT / "installer" / "debian-packages.txt").read_text(encoding="utf-8").splitlines()
    bare = [line for line in lines if line and not re.fullmatch(r"#.*|[a-z0-9.+-]+ +# \S.*", line)]
    assert not bare, report(bare)

"""The files of the house as the rules see them: everything that would be committed, and every module parsed."""

from __future__ import annotations

import ast
import fnmatch
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("shubbak", "kiosk", "office_client", "portal")
CORE = ("domain", "fields", "forms", "wire", "ports", "flow", "services")


@cache
def _ignored() -> tuple[str, ...]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return (".git", *(line.strip("/") for line in lines if line and not line.startswith("#")))


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Yield every file below a folder that .gitignore does not name."""
    for path in sorted(folder.iterdir()):
        if any(fnmatch.fnmatch(path.name, pattern) for pattern in _ignored()):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def modules(*packages: str) -> list[Path]:
    """Return the product's Python files, migrations left out: those are written once and never touched again."""
    found = [path for package in packages or PACKAGES for path in files(ROOT / package)]
    return [path for path in found if path.suffix == ".py" and "migrations" not in path.parts]


def core_modules() -> list[Path]:
    return [path for room in CORE for path in modules(f"shubbak/{room}")]


def qml_files() -> list[Path]:
    return [path for path in files() if path.suffix == ".qml"]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, line: int = 0) -> str:
    """Return `path:line` as an editor takes it."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def report(found: list[str]) -> str:
    return "\n" + "\n".join(found)

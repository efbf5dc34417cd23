"""Plants known bugs in a copy of the tree, one after another, and sees whether the tests notice: make mutants.

python tests/faults/mutants.py [WORD ...] plants those whose name holds a word. First the tests that they name must pass
on the untouched copy; a bug that no longer fits the source, and a bug that no test catches, are errors.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mutant_list import MUTANTS, Change, Mutant

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("shubbak", "kiosk", "office_client", "portal", "resources", "tests", "installer", "docs", "pyproject.toml")


def main(words: list[str]) -> int:
    """Run the chosen mutants and print a table; returns how many were not caught."""
    chosen = [mutant for mutant in MUTANTS if not words or any(word in mutant.name for word in words)]
    if unfit := [text for mutant in chosen for text in misfits(mutant)]:
        print("\n".join(unfit))
        return len(unfit)
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        copy = Path(place)
        _copy_tree(copy)
        tests = sorted({test for mutant in chosen for test in mutant.tests})
        print(f"{len(chosen)} planted bugs; first {len(tests)} test files on the untouched copy", flush=True)
        if failed := _run(copy, tests):
            print(f"they fail without any bug:\n{failed}")
            return len(chosen)
        survivors = [mutant.name for mutant in chosen if not _is_caught(copy, mutant)]
    print(
        f"{len(chosen) - len(survivors)} of {len(chosen)} caught"
        + "".join(f"\n  SURVIVED {name}" for name in survivors)
    )
    return len(survivors)


def misfits(mutant: Mutant, root: Path = ROOT) -> list[str]:
    """Return what of a mutant no longer fits the source."""
    counts = [(root / change.file).read_text(encoding="utf-8").count(change.old) for change in mutant.changes]
    missing = [test for test in mutant.tests if not (root / test).is_file()]
    return [
        *(
            f"{mutant.name}: {change.file} holds its text {count} times"
            for change, count in zip(mutant.changes, counts, strict=True)
            if count != 1
        ),
        *(f"{mutant.name}: there is no {test}" for test in missing),
    ]


def _copy_tree(copy: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "screens"))
        else:
            shutil.copy(source, copy / name)


def _is_caught(copy: Path, mutant: Mutant) -> bool:
    began = time.monotonic()
    before = {change.file: (copy / change.file).read_text(encoding="utf-8") for change in mutant.changes}
    try:
        for change in mutant.changes:
            _plant(copy, change)
        failed = _run(copy, mutant.tests)
    finally:
        for file, text in before.items():
            (copy / file).write_text(text, encoding="utf-8")
    verdict = "caught  " if failed else "SURVIVED"
    print(f"{verdict} {time.monotonic() - began:5.1f} s  {mutant.name:52} {failed}", flush=True)
    return bool(failed)


def _plant(copy: Path, change: Change) -> None:
    path = copy / change.file
    path.write_text(path.read_text(encoding="utf-8").replace(change.old, change.new), encoding="utf-8")


def _run(copy: Path, tests: tuple[str, ...] | list[str]) -> str:
    """Return the first failure of these tests in the copy, "" when all pass."""
    # Scripts that the tests start must find the copy before the installed tree.
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "WITHOUT_SHRINKING": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=line", *tests]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    if done.returncode != 1:
        raise SystemExit(f"pytest could not run:\n{done.stdout}{done.stderr}")
    failures = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failures[0].partition(" - ")[0].rpartition("/")[2] if failures else done.stdout[-300:]


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)

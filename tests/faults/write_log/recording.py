"""Compiles the recorder and lets a life run under it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from write_log.disk import NEVER_READ

HERE = Path(__file__).parent
_COMPILE = ["gcc", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror"]


@dataclass(frozen=True, slots=True)
class Recording:
    """A log, the folder as the program left it, and what lay there before: inode and bytes by name."""

    log: Path
    folder: Path
    before: dict[str, tuple[int, bytes]]

    def files(self) -> dict[str, bytes]:
        """Return what really lies in the folder."""
        return {name: content for name, (_, content) in _read(self.folder).items()}


def _read(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = [file for file in folder.iterdir() if not file.name.endswith(NEVER_READ)]
    return {file.name: (file.stat().st_ino, file.read_bytes()) for file in files}


def record(workplace: Path, *arguments: str) -> Recording:
    """Run life_script.py with its arguments on `workplace`/home, and return what was recorded. Needs gcc."""
    library, home = workplace / "wlog.so", workplace / "home"
    subprocess.run([*_COMPILE, "-o", library, HERE / "wlog.c"], check=True)
    home.mkdir(exist_ok=True)
    made = Recording(workplace / "writes.log", home, _read(home))
    settings = {"LD_PRELOAD": str(library), "WLOG_DIR": str(made.folder), "WLOG_OUT": str(made.log)}
    command = [sys.executable, str(HERE / "life_script.py"), *arguments]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return made

"""Compiles the recorder and lets a life run under it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from write_log.disk import NEVER_READ

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Recording:
    """A log and the folder as the program left it, by which the log is checked."""

    log: Path
    folder: Path

    def files(self) -> dict[str, bytes]:
        """Return what really lies in the folder."""
        return {file.name: file.read_bytes() for file in self.folder.iterdir() if not file.name.endswith(NEVER_READ)}


def record(workplace: Path, *arguments: str) -> Recording:
    """Run life_script.py with its arguments on `workplace`/home, and return what was recorded. Needs gcc."""
    library, made = workplace / "wlog.so", Recording(workplace / "writes.log", workplace / "home")
    source = HERE / "wlog.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", library, source], check=True)
    made.folder.mkdir(exist_ok=True)
    settings = {"LD_PRELOAD": str(library), "WLOG_DIR": str(made.folder), "WLOG_OUT": str(made.log)}
    command = [sys.executable, str(HERE / "life_script.py"), *arguments]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return made

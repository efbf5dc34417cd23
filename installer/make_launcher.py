"""Packs the launcher and the two modules it stands on into one file that any Python 3.11 starts."""

from __future__ import annotations

import shutil
import sys
import tempfile
import zipapp
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = (
    "shubbak/__init__.py",
    "shubbak/services/__init__.py",
    "shubbak/services/program_update.py",
    "shubbak/adapters/__init__.py",
    "shubbak/adapters/updates/__init__.py",
    "shubbak/adapters/updates/program_state_file.py",
)


def make_launcher(target: Path) -> Path:
    """Write the launcher to a file and return it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in MODULES:
            place = Path(folder) / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place)
        shutil.copy(ROOT / "installer" / "launcher.py", Path(folder) / "__main__.py")
        zipapp.create_archive(folder, target, interpreter="/usr/bin/env python3", compressed=True)
    return target


if __name__ == "__main__":
    print(make_launcher(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "shubbak-launcher.pyz"))

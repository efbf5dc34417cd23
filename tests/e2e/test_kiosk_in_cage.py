"""The kiosk as its unit starts it: alone in cage on Wayland, here without a screen, touched and ended."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOBODY = 65534


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of whoever runs cage, outside the test's own, which only its owner may enter."""
    folder = Path(tempfile.mkdtemp(prefix="shubbak-cage-"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


def in_cage(home: Path) -> subprocess.Popen[str]:
    """Start the kiosk in cage; cage refuses root, for whom somebody without rights runs it on the system's Python."""
    root = os.geteuid() == 0
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "WLR_BACKENDS": "headless",
        "WLR_RENDERER": "pixman",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "QT_QPA_PLATFORM": "wayland",
        "QT_QUICK_BACKEND": "software",
        "QT_WAYLAND_DISABLE_WINDOWDECORATION": "1",
        "PYTHONPATH": f"{ROOT}:{sysconfig.get_path('purelib')}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    python = "/usr/bin/python3" if root else sys.executable
    words = ("-m", "kiosk", "--home", str(home / "station"), "--full-screen", "--hand", "--haste")
    who: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if root else {}
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            ["cage", "--", python, *words],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            **who,
        )


@pytest.mark.faults
@pytest.mark.timeout(120)
def test_the_kiosk_runs_alone_in_cage(home: Path) -> None:
    process = in_cage(home)
    assert process.stdin is not None
    assert process.stdout is not None

    def order(**wish: Any) -> Any:
        process.stdin.write(json.dumps(wish) + "\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
        line = process.stdout.readline()  # type: ignore[union-attr]
        assert line, (home / "log").read_text()[-2000:]
        return json.loads(line)

    with process:
        try:
            assert order(state=True)["screen"] == "attract"
            assert order(tap="start")["screen"] == "language"
            assert order(window=True)["windows"] == 1
            order(quit=True)
            assert process.wait(30) == 0
        finally:
            process.kill()

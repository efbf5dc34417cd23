"""The real office client as a process: its own portal, one visit, every page drawn, the application in once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCREEN = Path(__file__).parents[1] / "samples" / "offscreen.json"


def office(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN}"}
    command = [sys.executable, "-m", "office_client", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=110, check=False)


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("office")
    done = office("--home", str(home), "--screens", str(home / "pages"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return home


def ask_portal(home: Path, *words: str) -> str:
    places = ["--database", f"sqlite:///{home / 'portal' / 'portal.sqlite'}", "--files", str(home / "portal" / "files")]
    command = [sys.executable, "-m", "shubbak.cli.main", "portal", *places, *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_every_page_is_drawn_in_both_languages(toured: Path) -> None:
    names = [path.stem for path in (toured / "pages").glob("*.png")]
    stops = {name.rsplit("-", 1)[0] for name in names}
    assert len(stops) >= 18
    assert len(names) == 2 * len(stops)


def test_the_receipt_came_out_once(toured: Path) -> None:
    assert len(list((toured / "printed").glob("receipt-*.escpos"))) == 1


def test_the_application_is_in_the_portal_once_with_its_operator(toured: Path) -> None:
    (one,) = json.loads(ask_portal(toured, "applications", "--json"))
    assert json.loads(ask_portal(toured, "show", one["case"]))["operator"] == "demo"


def test_only_the_owner_may_read_the_operators(toured: Path) -> None:
    assert (toured / "operators.json").stat().st_mode & 0o777 == 0o600


def test_a_machine_that_is_no_station_says_so(tmp_path: Path) -> None:
    done = office("--home", str(tmp_path), "--portal", "http://127.0.0.1:9", "--development")
    assert done.returncode == 78
    assert "not enrolled" in done.stderr

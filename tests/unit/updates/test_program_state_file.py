"""The state of releases is shared by the kiosk's launcher and the updater, two users with umasks of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shubbak.adapters.updates.program_state_file import RELEASE, ProgramStateFile
from shubbak.services.program_update import ProgramState, stage


@pytest.fixture
def shut_umask() -> Iterator[None]:
    """As the kiosk's unit sets it."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("shut_umask")
def test_what_one_user_writes_the_other_reads_and_writes(tmp_path: Path) -> None:
    release = tmp_path / "versions" / "1.0.0"
    release.mkdir(parents=True)
    (release / RELEASE).write_text("{}")
    file = ProgramStateFile(tmp_path / "state", tmp_path / "versions")
    for _ in range(2):
        assert file.change(lambda state: stage(state, "1.1.0")) == ProgramState("1.0.0", staged="1.1.0")
        modes = {path.name: path.stat().st_mode & 0o777 for path in file.folder.iterdir()}
        assert modes == {"lock": 0o660, "program.json": 0o660}

"""A stick with updates on it: only whole files count, and nothing on it holds a station up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shubbak.adapters.updates.folder_line import FolderLine
from shubbak.ports.updates import PieceMissing


def test_a_file_comes_from_where_the_last_try_ended(tmp_path: Path) -> None:
    (tmp_path / "timestamp.json").write_bytes(b"0123456789")
    assert b"".join(FolderLine(tmp_path).pieces("timestamp.json", 4)) == b"456789"


@pytest.mark.timeout(10)
@pytest.mark.parametrize("kind", ["nothing", "folder", "pipe", "link", "way out"])
def test_what_is_no_file_of_the_stick_is_not_there(tmp_path: Path, kind: str) -> None:
    stick, place = tmp_path / "stick", tmp_path / "stick" / "timestamp.json"
    stick.mkdir()
    (tmp_path / "secret").write_text("x")
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "link":
        place.symlink_to(tmp_path / "secret")
    with pytest.raises(PieceMissing):
        list(FolderLine(stick).pieces("../secret" if kind == "way out" else "timestamp.json"))

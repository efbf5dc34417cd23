"""What every stick promises; here the folder of a mounted one."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from shubbak.adapters.system import stick_folder
from shubbak.adapters.system.stick_folder import StickFolder
from shubbak.ports.stick import StickError


@pytest.fixture
def stick(tmp_path: Path) -> StickFolder:
    return StickFolder(tmp_path)


def code(call: object) -> str:
    with pytest.raises(StickError) as raised:
        call()  # type: ignore[operator]
    return raised.value.code


def test_what_is_written_is_read_and_listed(stick: StickFolder) -> None:
    stick.write("folder", "b", b"two")
    stick.write("folder", "a", b"one")
    assert (stick.folders(), stick.names("folder")) == (("folder",), ("a", "b"))
    assert stick.read("folder", "a", 3) == b"one"


def test_writing_again_replaces_the_whole(stick: StickFolder) -> None:
    stick.write("folder", "a", b"a long first text")
    stick.write("folder", "a", b"short")
    assert stick.read("folder", "a", 100) == b"short"
    assert stick.names("folder") == ("a",)


def test_removing_what_is_not_there_changes_nothing(stick: StickFolder) -> None:
    stick.write("folder", "a", b"one")
    stick.remove("folder", "b")
    stick.remove("folder", "a")
    assert stick.names("folder") == ()


def test_what_is_not_there_is_missing(stick: StickFolder) -> None:
    assert code(lambda: stick.names("folder")) == "stick-missing"
    stick.write("folder", "a", b"one")
    assert code(lambda: stick.read("folder", "b", 10)) == "stick-missing"


def test_a_bound_is_a_bound(stick: StickFolder) -> None:
    stick.write("folder", "a", b"12345")
    assert stick.read("folder", "a", 5) == b"12345"
    assert code(lambda: stick.read("folder", "a", 4)) == "stick-too-large"


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\0b"])
def test_a_name_with_a_path_is_a_bug(stick: StickFolder, name: str) -> None:
    stick.write("folder", "a", b"one")
    for call in (
        lambda: stick.read("folder", name, 10),
        lambda: stick.write("folder", name, b""),
        lambda: stick.remove("folder", name),
        lambda: stick.names(name),
    ):
        with pytest.raises(ValueError, match="no path"):
            call()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "stick-full"),
        (errno.EROFS, "stick-read-only"),
        (errno.EIO, "stick-broken"),
        (errno.ENODEV, "stick-missing"),
    ],
)
def test_a_stick_that_fails_keeps_what_it_had(
    stick: StickFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    stick.write("folder", "a", b"first")

    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(stick_folder.os, "fsync", fails)
    assert code(lambda: stick.write("folder", "a", b"second")) == said
    monkeypatch.undo()
    assert stick.read("folder", "a", 10) == b"first"
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["a"]


def test_a_file_system_without_fsync_for_folders_will_do(stick: StickFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def only_files(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):  # noqa: PTH112 - a handle has no Path
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(handle)

    monkeypatch.setattr(stick_folder.os, "fsync", only_files)
    stick.write("folder", "a", b"one")
    assert stick.read("folder", "a", 10) == b"one"


def test_no_handle_stays_open_behind_a_refusal(stick: StickFolder, tmp_path: Path) -> None:
    stick.write("folder", "a", b"one")
    (tmp_path / "folder" / "b").mkdir()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(50):
        assert code(lambda: stick.read("folder", "b", 10)) == "stick-strange"
        assert code(lambda: stick.read("folder", "a", 1)) == "stick-too-large"
    assert len(list(Path("/proc/self/fd").iterdir())) == before

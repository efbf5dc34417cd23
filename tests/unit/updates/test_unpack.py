"""What a release's archive may not do, whoever signed it."""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from shubbak.adapters.updates import unpack as unpacking
from shubbak.adapters.updates.program_shelf import FolderShelf
from shubbak.adapters.updates.unpack import ArchiveRefused, unpack
from shubbak.ports.updates import ProgramOffer, UpdateError

Write = Callable[[tarfile.TarFile], None]


def put(tar: tarfile.TarFile, name: str, content: bytes = b"x", mode: int = 0o644) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), mode
    tar.addfile(member, BytesIO(content))


def special(tar: tarfile.TarFile, name: str, kind: bytes, target: str = "") -> None:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    tar.addfile(member)


def through_a_link(tar: tarfile.TarFile) -> None:
    special(tar, "a", tarfile.SYMTYPE, "b")
    put(tar, "a/file")


def over_a_link(tar: tarfile.TarFile) -> None:
    special(tar, "a", tarfile.SYMTYPE, "../outside")
    put(tar, "a")


def twice(tar: tarfile.TarFile) -> None:
    put(tar, "a")
    put(tar, "a")


def nine_files(tar: tarfile.TarFile) -> None:
    for number in range(9):
        put(tar, str(number))


BAD: dict[str, tuple[str, Write]] = {
    "climbs out": ("archive-path", lambda tar: put(tar, "../outside")),
    "climbs out later": ("archive-path", lambda tar: put(tar, "a/../../outside")),
    "absolute": ("archive-path", lambda tar: put(tar, "/tmp/outside")),
    "control sign": ("archive-path", lambda tar: put(tar, "a\x07b")),
    "backslash": ("archive-path", lambda tar: put(tar, "..\\outside")),
    "very deep": ("archive-path", lambda tar: put(tar, "/".join("d" * 40))),
    "very long": ("archive-path", lambda tar: put(tar, "n" * 250)),
    "link outside": ("archive-link", lambda tar: special(tar, "a/b", tarfile.SYMTYPE, "../../outside")),
    "link to the root": ("archive-link", lambda tar: special(tar, "a", tarfile.SYMTYPE, "/etc/passwd")),
    "through a link": ("archive-link", through_a_link),
    "over a link": ("archive-link", over_a_link),
    "hard link": ("archive-kind", lambda tar: special(tar, "a", tarfile.LNKTYPE, "/etc/passwd")),
    "device": ("archive-kind", lambda tar: special(tar, "a", tarfile.CHRTYPE)),
    "pipe": ("archive-kind", lambda tar: special(tar, "a", tarfile.FIFOTYPE)),
    "twice": ("archive-twice", twice),
    "nothing": ("archive-broken", lambda tar: None),
}


def archive(folder: Path, write: Write) -> Path:
    place = folder / "release.tar.gz"
    with tarfile.open(place, "w:gz") as tar:
        write(tar)
    return place


@pytest.mark.parametrize("case", BAD)
def test_an_archive_that_is_up_to_something_is_refused(tmp_path: Path, case: str) -> None:
    code, write = BAD[case]
    (tmp_path / "into").mkdir()
    with pytest.raises(ArchiveRefused, match=f"^{code}$"):
        unpack(archive(tmp_path, write), tmp_path / "into")
    assert {path.name for path in tmp_path.iterdir()} == {"release.tar.gz", "into"}


def test_a_bomb_is_stopped_before_it_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "SMALLEST_LIMIT", 1_000_000)
    bomb = archive(tmp_path, lambda tar: put(tar, "zeros", bytes(3_000_000)))
    (tmp_path / "into").mkdir()
    with pytest.raises(ArchiveRefused, match="archive-bomb"):
        unpack(bomb, tmp_path / "into")
    assert sum(path.stat().st_size for path in (tmp_path / "into").iterdir()) <= 1_000_000


def test_a_crowd_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MEMBERS", 5)
    (tmp_path / "into").mkdir()
    with pytest.raises(ArchiveRefused, match="archive-crowd"):
        unpack(archive(tmp_path, nine_files), tmp_path / "into")


@pytest.mark.parametrize(
    "content", [b"", b"no archive", gzip.compress(b"no tar" * 200)], ids=["empty", "text", "gzip of no tar"]
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.tar.gz").write_bytes(content)
    (tmp_path / "into").mkdir()
    with pytest.raises(ArchiveRefused, match="archive-broken"):
        unpack(tmp_path / "bad.tar.gz", tmp_path / "into")


def test_half_an_archive_is_refused(tmp_path: Path) -> None:
    whole = archive(tmp_path, lambda tar: put(tar, "a", bytes(range(256)) * 999))
    whole.write_bytes(whole.read_bytes()[:-60])
    (tmp_path / "into").mkdir()
    with pytest.raises(ArchiveRefused, match="archive-broken"):
        unpack(whole, tmp_path / "into")


def test_links_inside_and_the_right_to_run_are_kept(tmp_path: Path) -> None:
    def write(tar: tarfile.TarFile) -> None:
        put(tar, "./app/start", b"#!/bin/sh\n", 0o4777)
        put(tar, "app/lib/deep.so")
        special(tar, "app/lib.so", tarfile.SYMTYPE, "lib/deep.so")

    (tmp_path / "into").mkdir()
    unpack(archive(tmp_path, write), tmp_path / "into")
    assert (tmp_path / "into/app/start").stat().st_mode & 0o7777 == 0o755
    assert (tmp_path / "into/app/lib.so").read_bytes() == b"x"


@pytest.mark.parametrize("entry", ["app/other", "app", "../release.tar.gz", "app/plain"])
def test_a_release_without_its_program_is_not_staged(tmp_path: Path, entry: str) -> None:
    def write(tar: tarfile.TarFile) -> None:
        put(tar, "app/start", mode=0o755)
        put(tar, "app/plain")

    place = archive(tmp_path, write)
    shelf = FolderShelf(tmp_path / "state", tmp_path / "versions")
    with pytest.raises(UpdateError, match="update-archive"):
        shelf.put(str(place), ProgramOffer("1.0.0", "program/x", entry, 0))
    assert shelf.state() is None

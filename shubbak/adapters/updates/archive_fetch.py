"""Fetching a file that signed metadata names: piece by piece, across tries, and kept only when it is that file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import quote

from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import TargetFile

from shubbak.ports.updates import PieceMissing, UpdateError, UpdateLine

#: Connections that may break within one call; the next call goes on where this one ended.
TRIES = 4
#: An update never takes the disk's last space: applications come first.
_SPARE = 600 * 1024 * 1024


def fetch_archive(line: UpdateLine, target: TargetFile, folder: Path) -> str:
    """Return the file's place in the folder; raises UpdateError and OSError, with what came so far kept.

    Half of it for good is update-half, other bytes are update-forged, more than its length update-too-large.
    """
    place = folder / quote(target.path, "")
    part = place.with_name(f"{next(iter(target.hashes.values()))[:16]}.part")
    if shutil.disk_usage(folder).free < 2 * target.length + min(_SPARE, 20 * target.length):
        raise UpdateError("update-disk")
    for old in folder.glob("*.part"):
        if old != part:
            old.unlink()
    _fill(line, target, part)
    with part.open("rb") as file:
        try:
            target.verify_length_and_hashes(file)
        except LengthOrHashMismatchError as error:
            part.unlink()
            raise UpdateError("update-forged") from error
        os.fsync(file.fileno())
    part.replace(place)
    return str(place)


def _fill(line: UpdateLine, target: TargetFile, part: Path) -> None:
    """Append until the file is as long as it should be. A try that brings nothing new is the last."""
    path = f"targets/{target.get_prefixed_paths()[0]}"
    for _ in range(TRIES):
        before = part.stat().st_size if part.exists() else 0
        if before >= target.length:
            return
        broken = None
        try:
            _append(line, path, target.length, part)
        except PieceMissing as error:
            raise UpdateError("update-half") from error
        except UpdateError as error:
            broken = error
        after = part.stat().st_size
        if after >= target.length:
            return
        if after == before:
            raise broken or UpdateError("update-half")
    raise UpdateError("update-half")


def _append(line: UpdateLine, path: str, length: int, part: Path) -> None:
    with part.open("ab") as file:
        for piece in line.pieces(path, file.tell()):
            if file.tell() + len(piece) > length:
                file.truncate(0)
                raise UpdateError("update-too-large")
            file.write(piece)

"""Updates from a folder: a copy of the portal's repository on a stick, for stations that are never online."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from shubbak.ports.updates import PieceMissing, UpdateError

_PIECE = 64 * 1024


class FolderLine:
    """Implements `shubbak.ports.updates.UpdateLine` over `metadata/` and `targets/` below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pieces(self, path: str, start: int = 0) -> Iterator[bytes]:
        if ".." in path.split("/"):
            raise PieceMissing
        try:
            with (self._folder / path).open("rb") as file:
                file.seek(start)
                while piece := file.read(_PIECE):
                    yield piece
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise PieceMissing from error
        except OSError as error:
            raise UpdateError("update-unreachable") from error

    def time_there(self) -> datetime | None:
        return None

"""Updates from a folder: a copy of the portal's repository on a stick, for stations that are never online."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from shubbak.ports.updates import PieceMissing, UpdateError

_PIECE = 64 * 1024
#: A link on a stick leads nowhere, and a named pipe holds nobody up.
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class FolderLine:
    """Implements `shubbak.ports.updates.UpdateLine` over `metadata/` and `targets/` below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pieces(self, path: str, start: int = 0) -> Iterator[bytes]:
        if ".." in path.split("/"):
            raise PieceMissing
        try:
            with open(self._folder / path, "rb", opener=lambda place, _: os.open(place, _FLAGS)) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise PieceMissing
                file.seek(start)
                while piece := file.read(_PIECE):
                    yield piece
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise PieceMissing from error
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise PieceMissing from error
            raise UpdateError("update-unreachable") from error

    def time_there(self) -> datetime | None:
        return None

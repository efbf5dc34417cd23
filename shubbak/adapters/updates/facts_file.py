"""A few durable facts in a file of their own, for an updater that has no station's store."""

from __future__ import annotations

import json
import os
from pathlib import Path

from shubbak.adapters.updates.program_state_file import sync_folder
from shubbak.ports.updates import UpdateError


class FactsFile:
    """Implements `shubbak.ports.audit.StationFacts`; one process at a time. Raises UpdateError update-disk.

    A file that cannot be read is no empty one: it would open the way back to old versions.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def fact(self, name: str) -> str:
        return self._read().get(name, "")

    def keep_fact(self, name: str, value: str) -> None:
        facts = {**self._read(), name: value}
        beside = self._path.with_name(f".{self._path.name}.new")
        try:
            with beside.open("w", encoding="utf-8") as file:
                json.dump(facts, file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
            sync_folder(self._path.parent)
        except OSError as error:
            raise UpdateError("update-disk") from error

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise UpdateError("update-disk") from error
        if not isinstance(found, dict):
            raise UpdateError("update-disk")
        return {str(name): str(value) for name, value in found.items()}

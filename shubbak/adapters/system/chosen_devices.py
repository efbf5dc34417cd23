"""The station's devices as staff chose them: a small file in the station's folder."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from shubbak.ports.devices import ChoiceError

ROLES = ("card_scanner", "document_scanner", "printer", "other_printer", "code_reader", "chip_reader")
_LARGEST_BYTES = 20_000
_LONGEST_ADDRESS = 500

log = logging.getLogger("shubbak.devices")


class ChosenDevices:
    """Implements `ports.devices.DeviceChoices`: a JSON object, its owner's alone, written whole or not at all.

    A file that cannot be read, or an entry that is none, counts as nothing chosen: the station starts all the same, and
    says so in its log.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def chosen(self) -> dict[str, str]:
        try:
            with self._path.open("rb") as file:
                entries = json.loads(file.read(_LARGEST_BYTES))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            log.warning("the file of the chosen devices cannot be read")
            return {}
        if not isinstance(entries, dict):
            return {}
        return {role: entries[role] for role in ROLES if _is_address(entries.get(role))}

    def choose(self, role: str, address: str) -> None:
        if role not in ROLES or (address and not _is_address(address)):
            raise ChoiceError("device-unknown")
        entries = {**self.chosen(), role: address}
        try:
            self._write({role: address for role, address in entries.items() if address})
        except OSError as error:
            raise ChoiceError("device-file") from error

    def _write(self, entries: dict[str, str]) -> None:
        beside = self._path.with_suffix(".new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(entries, file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and ":" in value and value.isprintable() and len(value) <= _LONGEST_ADDRESS

"""The certificates of network devices as this station saw them first, in a file of its folder."""

from __future__ import annotations

import json
import os
import re
import threading
from pathlib import Path

_LARGEST_BYTES = 100_000
_MOST = 200


class PinFile:
    """Implements `escl_link.Pins`: a JSON object of host:port to SHA-256, readable by its owner alone.

    A file that cannot be read or written lets nothing in that was not known: `accepts` answers False.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def accepts(self, place: str, fingerprint: str) -> bool:
        with self._lock:
            try:
                pins = self._read()
                if place not in pins and len(pins) < _MOST:
                    pins[place] = fingerprint
                    self._write(pins)
            except (OSError, ValueError):
                return False
            return pins.get(place) == fingerprint

    def forget(self, place: str) -> None:
        """Take the next certificate for the right one: somebody chose this device again. Raises OSError, ValueError."""
        with self._lock:
            pins = self._read()
            if pins.pop(place, None):
                self._write(pins)

    def _read(self) -> dict[str, str]:
        try:
            with self._path.open("rb") as file:
                pins = json.loads(file.read(_LARGEST_BYTES))
        except FileNotFoundError:
            return {}
        if not isinstance(pins, dict):
            raise ValueError(self._path.name)
        return {str(place): str(pin) for place, pin in pins.items() if re.fullmatch(r"[0-9a-f]{64}", str(pin))}

    def _write(self, pins: dict[str, str]) -> None:
        """Whole or not at all: a torn file would forget every device."""
        beside = self._path.with_suffix(".new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(pins, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)

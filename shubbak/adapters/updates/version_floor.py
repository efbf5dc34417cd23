"""The newest versions that a station has ever accepted, kept in its store: lost files on the disk open no way back."""

from __future__ import annotations

import hashlib

import msgspec
from tuf.api.metadata import Root, Signed

from shubbak.ports.audit import StationFacts
from shubbak.ports.updates import UpdateError

FACT = "update-versions"
EXPIRED = "update-expired"


class _Floor(msgspec.Struct, frozen=True):
    version: int
    keys: str


class VersionFloor:
    """Checks accepted metadata against the facts and raises them.

    When root gave a role new keys its count may begin anew: that is how a portal recovers from a stolen online key with
    which somebody signed an enormous version number. Root itself never goes back.
    """

    def __init__(self, facts: StationFacts) -> None:
        self._facts = facts

    def check(self, root: Root, accepted: list[Signed]) -> None:
        """Raise UpdateError update-older or update-frozen, StoreError; else remember what was accepted."""
        floors = self._read()
        now = {one.type: _Floor(one.version, _keys(root, one.type)) for one in accepted}
        for role, seen in now.items():
            before = floors.get(role)
            if before and (before.keys == seen.keys or role == "root") and seen.version < before.version:
                raise UpdateError("update-older")
        if self._expired_once(now.get("timestamp")):
            raise UpdateError("update-frozen")
        if now != floors:
            self._facts.keep_fact(FACT, msgspec.json.encode(now).decode())

    def expired(self, root: Root, timestamp: Signed) -> None:
        """Remember a timestamp whose time was over: a clock that is turned back does not bring it to life again."""
        gone = _Floor(timestamp.version, _keys(root, "timestamp"))
        text = msgspec.json.encode(gone).decode()
        if self._facts.fact(EXPIRED) != text:
            self._facts.keep_fact(EXPIRED, text)

    def _expired_once(self, timestamp: _Floor | None) -> bool:
        text = self._facts.fact(EXPIRED)
        if not text or timestamp is None:
            return False
        gone = msgspec.json.decode(text, type=_Floor)
        return gone.keys == timestamp.keys and timestamp.version <= gone.version

    def _read(self) -> dict[str, _Floor]:
        text = self._facts.fact(FACT)
        return msgspec.json.decode(text, type=dict[str, _Floor]) if text else {}


def _keys(root: Root, role: str) -> str:
    asked = root.roles[role]
    text = f"{asked.threshold} {' '.join(sorted(asked.keyids))}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]

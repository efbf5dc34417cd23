"""The signed metadata of updates in a folder, always one whole state: the timestamp is written last and alone counts.

`metadata/N.root.json`, `N.targets.json`, `N.snapshot.json` and `timestamp.json`; `targets/` holds the files under their
SHA-256. A cut between two writes leaves files that no timestamp leads to, and the next state writes over them.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Signed, Snapshot, TargetFile, Targets, Timestamp

from portal.updates.durable import write_whole

#: How long each kind of metadata counts. The timestamp's life is how long an attacker may hold a station back unseen.
LIVES: Final[Mapping[str, timedelta]] = {
    "root": timedelta(days=365),
    "targets": timedelta(days=365),
    "snapshot": timedelta(days=30),
    "timestamp": timedelta(days=3),
}
#: What the portal signs by itself is signed anew once this part of its life is over.
_RENEW_AFTER = 0.25
#: A file that no metadata names stays so long, for stations that are fetching it just now.
_KEEP_UNNAMED = timedelta(days=1)
_Kind = TypeVar("_Kind", Root, Snapshot, Targets, Timestamp)
Sign = Mapping[str, CryptoSigner]


class MissingKeysError(Exception):
    """Too few of a role's keys are at hand; `role`, and how many are `needed`."""

    def __init__(self, role: str, needed: int) -> None:
        super().__init__(f"update-keys-missing {role} {needed}")
        self.role = role
        self.needed = needed


class UpdateRepository:
    """One portal's repository. Its verbs change it under a lock that holds between processes."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.metadata = folder / "metadata"
        self.targets = folder / "targets"
        #: Keys of snapshot and timestamp; the running portal signs with them.
        self.online = folder / "online"
        #: Keys of root and targets, only where nobody has taken them offline.
        self.own_keys = folder / "own-keys"
        self._now = now

    def exists(self) -> bool:
        return (self.metadata / "timestamp.json").exists()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let nobody else write meanwhile."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def root(self) -> Metadata[Root]:
        return _read(self.metadata / f"{self.root_version()}.root.json")

    def root_text(self) -> str:
        """Return the newest root as it was signed, for a station to begin with."""
        return (self.metadata / f"{self.root_version()}.root.json").read_text(encoding="utf-8")

    def root_version(self) -> int:
        return max(int(file.name.partition(".")[0]) for file in self.metadata.glob("*.root.json"))

    def timestamp(self) -> Metadata[Timestamp]:
        return _read(self.metadata / "timestamp.json")

    def snapshot(self) -> Metadata[Snapshot]:
        return _read(self.metadata / f"{self.timestamp().signed.snapshot_meta.version}.snapshot.json")

    def named(self) -> Metadata[Targets]:
        """Return the metadata that names the files."""
        return _read(self.metadata / f"{self.snapshot().signed.meta['targets.json'].version}.targets.json")

    def write_root(self, metadata: Metadata[Root]) -> None:
        """Put a root in place that is signed already."""
        write_whole(self.metadata / f"{metadata.signed.version}.root.json", metadata.to_bytes())

    def add_file(self, path: str, content: bytes, custom: Mapping[str, str]) -> TargetFile:
        """Lay a file down under its digest and return what names it; nothing names it yet."""
        target = TargetFile(len(content), {"sha256": hashlib.sha256(content).hexdigest()}, path)
        if custom:
            target.unrecognized_fields["custom"] = dict(custom)
        place = self.targets / target.get_prefixed_paths()[0]
        if not place.exists():
            write_whole(place, content)
        return target

    def write_targets(self, targets: Targets, version: int, signers: Sign, online: Sign) -> None:
        """Sign a new list of files and everything above it, and make it the state; raises MissingKeysError."""
        targets.version = version
        snapshot_version, timestamp_version = self._last_versions()
        signed = self.signed("targets", targets, signers)
        self._write_above(signed, snapshot_version + 1, timestamp_version + 1, online)
        self._drop_unnamed(targets)

    def renew(self, online: Sign, *, always: bool = False) -> bool:
        """Sign the timestamp anew when its time has come, and the snapshot with it; returns whether it was."""
        timestamp, snapshot = self.timestamp().signed, self.snapshot().signed
        if not always and not (self._due("timestamp", timestamp) or self._due("snapshot", snapshot)):
            return False
        if always or self._due("snapshot", snapshot):
            self._write_above(self.named(), snapshot.version + 1, timestamp.version + 1, online)
        else:
            self._write_timestamp(timestamp.snapshot_meta, timestamp.version + 1, online)
        return True

    def signed(self, role: str, content: _Kind, signers: Sign) -> Metadata[_Kind]:
        """Date and sign; raises MissingKeysError when fewer keys are at hand than the role asks for."""
        content.expires = self.expires(role)
        asked = self.root().signed.roles[role]
        hands = [signers[key_id] for key_id in asked.keyids if key_id in signers]
        if len(hands) < asked.threshold:
            raise MissingKeysError(role, asked.threshold)
        metadata = Metadata(content)
        for hand in hands:
            metadata.sign(hand, append=True)
        return metadata

    def expires(self, role: str) -> datetime:
        """Return when a role that is signed now stops to count, to the second as the format wants it."""
        return self._now().replace(microsecond=0) + LIVES[role]

    def _write_above(self, targets: Metadata[Targets], version: int, timestamp_version: int, online: Sign) -> None:
        body = targets.to_bytes()
        number = targets.signed.version
        meta = {"targets.json": MetaFile.from_data(number, body, ["sha256"])}
        snapshot = self.signed(
            "snapshot", Snapshot(version=version, expires=self.expires("snapshot"), meta=meta), online
        )
        above = snapshot.to_bytes()
        write_whole(self.metadata / f"{number}.targets.json", body)
        write_whole(self.metadata / f"{version}.snapshot.json", above)
        self._write_timestamp(MetaFile.from_data(version, above, ["sha256"]), timestamp_version, online)

    def _write_timestamp(self, snapshot: MetaFile, version: int, online: Sign) -> None:
        content = Timestamp(version=version, expires=self.expires("timestamp"), snapshot_meta=snapshot)
        write_whole(self.metadata / "timestamp.json", self.signed("timestamp", content, online).to_bytes())

    def _last_versions(self) -> tuple[int, int]:
        if not self.exists():
            return 0, 0
        timestamp = self.timestamp().signed
        return timestamp.snapshot_meta.version, timestamp.version

    def _due(self, role: str, content: Signed) -> bool:
        signed_at = content.expires - LIVES[role]
        # A timestamp from the future was signed by a clock that has since been put right.
        return not signed_at <= self._now() < signed_at + LIVES[role] * _RENEW_AFTER

    def _drop_unnamed(self, targets: Targets) -> None:
        named = {self.targets / target.get_prefixed_paths()[0] for target in targets.targets.values()}
        old = (self._now() - _KEEP_UNNAMED).timestamp()
        for file in self.targets.rglob("*"):
            if file.is_file() and file not in named and file.stat().st_mtime < old:
                file.unlink()


def _read(file: Path) -> Metadata[_Kind]:
    return Metadata[_Kind].from_bytes(file.read_bytes())

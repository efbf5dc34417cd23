"""A repository of updates, a station that follows it, and copies of the repository for attackers to change."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
from fakes.clock import FakeClock
from fakes.store import FakeStore
from tuf.api.metadata import Metadata, Targets

from portal.updates.ceremony import Quorum, begin
from portal.updates.key_files import Signers, load_signers
from portal.updates.repository import UpdateRepository
from shubbak.adapters.updates.folder_line import FolderLine
from shubbak.adapters.updates.tuf_updates import CATALOGUE, TufUpdates
from shubbak.wire.station import SignedCatalogue

PLATFORM = "linux-x86_64"
TWO_OF_TWO = Quorum(targets_keys=2, targets_threshold=2)


class UpdateBench:
    """`publish` as the portal, `take` as the station; `served` is the folder that the station reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.facts = FakeStore(self.clock.now)
        self.repository = UpdateRepository(folder / "portal", self.clock.now)
        if not self.repository.exists():
            begin(self.repository, folder / "sticks", TWO_OF_TWO)
        self.root = (self.repository.metadata / "1.root.json").read_text(encoding="utf-8")
        self.served = self.repository.folder
        self.home = folder / "home"

    @property
    def offline(self) -> Signers:
        return load_signers([self.folder / "sticks"])

    @property
    def online(self) -> Signers:
        return load_signers([self.repository.online])

    def publish(self, number: int) -> bytes:
        """Offer a catalogue of this number, in the shape of one, and return its bytes."""
        content = catalogue(number)
        targets = self.repository.named().signed
        targets.targets[CATALOGUE] = self.repository.add_file(CATALOGUE, content, {})
        self.repository.write_targets(targets, targets.version + 1, self.offline, self.online)
        return content

    def copy(self, name: str) -> UpdateRepository:
        """Return a copy of the repository, with the online keys that a break-in at the portal would give."""
        shutil.copytree(self.repository.folder, self.folder / name)
        return UpdateRepository(self.folder / name, self.clock.now)

    def forge(self, repository: UpdateRepository, signers: Signers) -> None:
        """Put a list of files in place that these keys signed, however few, under genuine online signatures."""
        content = catalogue(666)
        targets = repository.named().signed
        targets.version += 1
        targets.targets[CATALOGUE] = repository.add_file(CATALOGUE, content, {})
        metadata: Metadata[Targets] = Metadata(targets)
        for signer in signers.values():
            metadata.sign(signer, append=True)
        timestamp = repository.timestamp().signed
        repository._write_above(metadata, timestamp.snapshot_meta.version + 1, timestamp.version + 1, self.online)

    def updates(self) -> TufUpdates:
        line = FolderLine(self.served)
        return TufUpdates(self.home, self.root, line, self.facts, self.clock, PLATFORM)

    def take(self) -> SignedCatalogue:
        """Do what the station does each round."""
        return self.updates().catalogue()

    def lose_disk(self) -> None:
        shutil.rmtree(self.home)


def catalogue(number: int) -> bytes:
    return msgspec.json.encode(SignedCatalogue(f"catalogue {number} " + "service " * 3000, "signature"))

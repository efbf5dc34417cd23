"""A disk that may lose power: plays a write log and says what it could hold after a cut.

The model is a strict one. Bytes are durable after f(data)sync of their file, names after fsync of their folder. Until
then every write may be kept, dropped or torn at sectors of 512 bytes, each by itself, and names may be kept up to any
point in their order.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

_HEAD = struct.Struct("<cHHQqI")
SECTOR = 512
#: SQLite's index beside its log: made anew at every opening, never read after a cut.
NEVER_READ = "-shm"


@dataclass(frozen=True, slots=True)
class Step:
    """One record of the log (see wlog.c); `name` is a mark's text where `kind` is "M"."""

    kind: str
    name: str
    other: str
    inode: int
    offset: int
    data: bytes


def read_log(path: Path) -> Iterator[Step]:
    """Yield the steps of a log in their order."""
    log, at = path.read_bytes(), 0
    while at < len(log):
        kind, first, second, inode, offset, size = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        name, other = log[at : at + first].decode(), log[at + first : at + first + second].decode()
        at += first + second
        data = log[at : at + size] if kind == b"W" else b""
        at += len(data)
        yield Step(kind.decode(), name, other, inode, offset, data)


def _apply(content: bytearray, kind: str, offset: int, data: bytes) -> None:
    end = offset if kind == "T" else offset + len(data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if kind == "T":
        del content[offset:]
    else:
        content[offset:end] = data


@dataclass(slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Step] = field(default_factory=list)

    def sync(self) -> None:
        for step in self.pending:
            _apply(self.durable, step.kind, step.offset, step.data)
        self.pending.clear()

    def after_cut(self, chance: Random | None) -> bytes:
        """Return one content; without chance, the one where everything arrived."""
        content = bytearray(self.durable)
        for step in self.pending:
            _apply_some(content, step, chance) if chance else _apply(content, step.kind, step.offset, step.data)
        return bytes(content)


def _apply_some(content: bytearray, step: Step, chance: Random) -> None:
    luck = chance.random()
    if luck < 0.4:
        return
    if step.kind == "W" and luck < 0.6 and len(step.data) > SECTOR:
        for start in range(0, len(step.data), SECTOR):
            if chance.random() < 0.5:
                _apply(content, "W", step.offset + start, step.data[start : start + SECTOR])
    else:
        _apply(content, step.kind, step.offset, step.data)


class Disk:
    """Plays the steps that are `done` to it one after another.

    before: what lay in the folder, durably, when the recording began: inode and bytes by name.
    """

    def __init__(self, before: Mapping[str, tuple[int, bytes]]) -> None:
        self._by_inode = {inode: _File(bytearray(content)) for inode, content in before.values()}
        self._live = {name: self._by_inode[inode] for name, (inode, _) in before.items()}
        self._named = dict(self._live)
        self._renaming: list[tuple[str, str, _File | None]] = []

    def do(self, step: Step) -> None:
        if step.kind == "M" or step.name.endswith(NEVER_READ):
            return
        if step.kind in "WT":
            self._by_inode[step.inode].pending.append(step)
        elif step.kind == "S":
            self._by_inode[step.inode].sync()
        elif step.kind == "D":
            self._sync_names(len(self._renaming), self._named)
            self._renaming.clear()
        else:
            self._change_names(step)

    @property
    def at_risk(self) -> bool:
        """Whether a cut now could take anything."""
        files = [*self._live.values(), *self._named.values()]
        return bool(self._renaming) or any(file.pending for file in files)

    def everything(self) -> dict[str, bytes]:
        """Return the files as the program saw them."""
        return {name: file.after_cut(None) for name, file in self._live.items()}

    def least(self) -> dict[str, bytes]:
        """Return what is there for certain."""
        return {name: bytes(file.durable) for name, file in self._named.items()}

    def after_cut(self, chance: Random) -> dict[str, bytes]:
        """Return the files of one possible cut at this point."""
        names = dict(self._named)
        self._sync_names(chance.randint(0, len(self._renaming)), names)
        return {name: file.after_cut(chance) for name, file in names.items()}

    def _change_names(self, step: Step) -> None:
        if step.kind == "C":
            self._by_inode[step.inode] = self._live[step.name] = _File()
            self._renaming.append(("", step.name, self._live[step.name]))
        elif step.kind == "U":
            del self._live[step.name]
            self._renaming.append((step.name, "", None))
        elif step.kind == "R":
            self._live[step.other] = self._live.pop(step.name)
            self._renaming.append((step.name, step.other, self._live[step.other]))
        else:
            self._live[step.other] = self._live[step.name]
            self._renaming.append(("", step.other, self._live[step.other]))

    def _sync_names(self, count: int, names: dict[str, _File]) -> None:
        for gone, come, file in self._renaming[:count]:
            names.pop(gone, None)
            if file is not None:
                names[come] = file

"""The key ceremony: who signs what from the first day on, and how a lost or stolen key is taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tuf.api.metadata import Metadata, Root, Targets

from portal.updates.key_files import Signers, load_signers, make_key
from portal.updates.repository import LIVES, MissingKeysError, UpdateRepository

ONLINE = ("snapshot", "timestamp")


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many keys root and targets have, and how many must sign."""

    root_keys: int = 3
    root_threshold: int = 2
    targets_keys: int = 1
    targets_threshold: int = 1


class CeremonyError(Exception):
    """A ceremony that makes no sense. The text is a code: updates-begun, quorum-impossible or key-unknown."""


def begin(repository: UpdateRepository, keys: Path, quorum: Quorum = Quorum()) -> None:
    """Make all keys and the first signed state, with no file in it.

    keys: where the keys of root and targets are left; they belong on sticks in different hands. Raises CeremonyError,
    UpdateKeyError and OSError.
    """
    if not (0 < quorum.root_threshold <= quorum.root_keys and 0 < quorum.targets_threshold <= quorum.targets_keys):
        raise CeremonyError("quorum-impossible")
    with repository.locked():
        if repository.exists():
            raise CeremonyError("updates-begun")
        root = Root(version=1, expires=repository.expires("root"), consistent_snapshot=True)
        offline: Signers = {}
        for role, count in (("root", quorum.root_keys), ("targets", quorum.targets_keys)):
            for number in range(1, count + 1):
                signer = make_key(_free(keys, role, number))
                offline[signer.public_key.keyid] = signer
                root.add_key(signer.public_key, role)
        root.roles["root"].threshold = quorum.root_threshold
        root.roles["targets"].threshold = quorum.targets_threshold
        for role in ONLINE:
            root.add_key(make_key(_free(repository.online, role, 1)).public_key, role)
        _sign_root(repository, root, root, offline)
        online = load_signers([repository.online])
        repository.write_targets(Targets(expires=repository.expires("targets")), 1, offline, online)


def rotate(
    repository: UpdateRepository, role: str, signers: Signers, into: Path, revoke: tuple[str, ...] = ()
) -> list[Path]:
    """Put new keys in the place of a role's old ones and return their files; the state is signed anew with them.

    signers: the keys at hand, of which the old root must have enough to sign. revoke: ids (or their beginnings) of the
    keys that go, all of the role's keys when empty; a role "none" changes no key and only lengthens root's life. Raises
    CeremonyError key-unknown, MissingKeysError, UpdateKeyError, OSError.
    """
    with repository.locked():
        before = repository.root().signed
        root = Metadata[Root].from_bytes(repository.root().to_bytes()).signed
        going = [] if role == "none" else _going(root, role, revoke)
        hands = dict(signers)
        made = []
        for number, key_id in enumerate(going, 1):
            file = _free(repository.online if role in ONLINE else into, role, number)
            signer = make_key(file)
            made.append(file)
            hands[signer.public_key.keyid] = signer
            root.revoke_key(key_id, role)
            root.add_key(signer.public_key, role)
        root.version += 1
        try:
            _check_hands(before, root, hands)
        except MissingKeysError:
            for file in made:
                file.unlink()
            raise
        _sign_root(repository, root, before, hands)
        online = load_signers([repository.online])
        if role == "targets":
            targets = repository.named().signed
            repository.write_targets(targets, targets.version + 1, hands, online)
        elif role in ONLINE:
            repository.renew(online, always=True)
        return made


def _check_hands(before: Root, root: Root, hands: Signers) -> None:
    for keys in (before.roles["root"], root.roles["root"], root.roles["targets"]):
        unchanged = keys is root.roles["targets"] and keys.keyids == before.roles["targets"].keyids
        if not unchanged and sum(key_id in hands for key_id in keys.keyids) < keys.threshold:
            raise MissingKeysError("targets" if keys is root.roles["targets"] else "root", keys.threshold)


def _going(root: Root, role: str, revoke: tuple[str, ...]) -> list[str]:
    if role not in root.roles:
        raise CeremonyError("key-unknown")
    keys = list(root.roles[role].keyids)
    going = [key for key in keys if not revoke or key.startswith(revoke)]
    if len(going) < len(revoke) or not going:
        raise CeremonyError("key-unknown")
    return going


def _sign_root(repository: UpdateRepository, root: Root, before: Root, signers: Signers) -> None:
    """Sign a root with the keys that it names and those that the one before it named, and put it in place."""
    root.expires = repository.expires("root")
    asked = [*before.roles["root"].keyids, *root.roles["root"].keyids]
    metadata = Metadata(root)
    for key_id in dict.fromkeys(asked):
        if key_id in signers:
            metadata.sign(signers[key_id], append=True)
    repository.write_root(metadata)


def _free(folder: Path, role: str, number: int) -> Path:
    """Return a file name that is not taken; old keys are never written over."""
    while (file := folder / f"{role}-{number}.pem").exists():
        number += 1
    return file


def root_ends_soon(repository: UpdateRepository, within: timedelta = LIVES["root"] / 6) -> bool:
    """Whether the key holders should meet: no station takes anything once root's time is over."""
    return repository.expires("root") - LIVES["root"] > repository.root().signed.expires - within

"""What stations are offered: the catalogue and releases of the program, as files that updates name."""

from __future__ import annotations

import logging
import re

import msgspec
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import TargetFile

from portal.assembly import Portal
from portal.cases.publish_catalogue import publish_catalogue
from portal.refusal import RefusalError
from portal.updates.ceremony import CeremonyError, begin, root_ends_soon
from portal.updates.key_files import Signers, UpdateKeyError, load_signers
from portal.updates.repository import MissingKeysError, UpdateRepository
from shubbak.domain.program_version import ProgramVersion

CATALOGUE = "catalogue.json"
_PLATFORM = re.compile(r"[a-z0-9_-]{1,32}")
_ENTRY = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[A-Za-z0-9._/-]{1,200}")
_LOG = logging.getLogger("portal.updates")


class ReleaseError(ValueError):
    """A release that stations would not take. The text is a code: release-platform, release-entry or release-number."""


def open_repository(portal: Portal) -> UpdateRepository:
    """Return the portal's repository.

    Where nobody has held a key ceremony the portal holds one by itself and keeps all keys: good for a trial, and said.
    """
    repository = UpdateRepository(portal.updates, portal.now)
    if not repository.exists():
        try:
            begin(repository, repository.own_keys)
        except CeremonyError:
            return repository  # another process was first
        _LOG.warning("updates are signed with keys that lie on this machine; see docs/updates.md for a key ceremony")
    return repository


def offer_catalogue(portal: Portal, repository: UpdateRepository, signers: Signers) -> bool:
    """Name the catalogue as it is now; False when it was named already. Raises MissingKeysError, RefusalError."""
    with repository.locked():
        # Asked in here, so that nobody who asked before a change names the former catalogue after it.
        content = msgspec.json.encode(publish_catalogue(portal))
        targets = repository.named().signed
        target = repository.add_file(CATALOGUE, content, {})
        if targets.targets.get(CATALOGUE) == target:
            return False
        return _name(repository, target, signers)


def offer_program(
    repository: UpdateRepository, content: bytes, version: str, platform: str, entry: str, signers: Signers
) -> str:
    """Name a release (a .tar.gz) and return its path.

    version: 1 to 4 numbers with points, above every release of this platform. entry: the program inside the archive.
    Raises ReleaseError and MissingKeysError.
    """
    if not _PLATFORM.fullmatch(platform):
        raise ReleaseError("release-platform")
    if not _ENTRY.fullmatch(entry):
        raise ReleaseError("release-entry")
    number = ProgramVersion.read(version)
    path = f"program/{platform}/shubbak-{number}.tar.gz"
    with repository.locked():
        there = [target for name, target in repository.named().signed.targets.items() if _is_for(name, platform)]
        if any(ProgramVersion.read(str(target.custom["version"])) >= number for target in there):
            raise ReleaseError("release-number")
        _name(repository, repository.add_file(path, content, {"version": str(number), "entry": entry}), signers)
    return path


def withdraw_program(repository: UpdateRepository, version: str, platform: str, signers: Signers) -> bool:
    """Offer a release no longer; False when it was not offered. Stations that run it need a newer one."""
    path = f"program/{platform}/shubbak-{ProgramVersion.read(version)}.tar.gz"
    with repository.locked():
        targets = repository.named().signed
        if targets.targets.pop(path, None) is None:
            return False
        repository.write_targets(targets, targets.version + 1, signers, load_signers([repository.online]))
        return True


def keep_fresh(portal: Portal) -> None:
    """Sign anew what is due and, where the portal has the keys for it, name a catalogue that has changed.

    Called whenever a station asks, so that there is no clockwork that could stand still. What cannot be signed is
    said in the log; stations get what there is, and judge it themselves.
    """
    repository = open_repository(portal)
    try:
        with repository.locked():
            if repository.renew(load_signers([repository.online])) and root_ends_soon(repository):
                _LOG.error("root of the updates ends soon: hold a ceremony (shubbak portal updates rotate none)")
        if repository.own_keys.exists():
            offer_catalogue(portal, repository, load_signers([repository.own_keys]))
    except (MissingKeysError, UpdateKeyError, RefusalError, RepositoryError, OSError) as error:
        _LOG.error("updates are not kept fresh: %s", error)


def _name(repository: UpdateRepository, target: TargetFile, signers: Signers) -> bool:
    targets = repository.named().signed
    targets.targets[target.path] = target
    repository.write_targets(targets, targets.version + 1, signers, load_signers([repository.online]))
    return True


def _is_for(path: str, platform: str) -> bool:
    return path.startswith(f"program/{platform}/")

"""Releases side by side on the disk: a new one is laid beside the old, whole or not at all, and then staged."""

from __future__ import annotations

import json
import logging
import os
import shutil
from pathlib import Path

from shubbak.adapters.updates.program_state_file import RELEASE, NoProgram, ProgramStateFile, sync_folder
from shubbak.adapters.updates.unpack import ArchiveRefused, unpack
from shubbak.domain.program_version import ProgramVersion
from shubbak.ports.updates import ProgramOffer, UpdateError
from shubbak.services.program_update import ProgramState, stage

log = logging.getLogger("shubbak.updates")
_DRAFT = ".unpacking-"


class FolderShelf:
    """Implements `shubbak.services.program_intake.ProgramShelf`; raises UpdateError update-archive or update-disk."""

    def __init__(self, folder: Path, versions: Path) -> None:
        self._state = ProgramStateFile(folder, versions)

    def state(self) -> ProgramState | None:
        try:
            return self._state.read()
        except NoProgram:
            return None
        except OSError as error:
            raise UpdateError("update-disk") from error

    def put(self, archive: str, offer: ProgramOffer) -> None:
        """Lay a checked archive down as a release. A cut leaves a draft, which the next call removes, or the whole."""
        version = str(ProgramVersion.read(offer.version))
        try:
            self._lay(Path(archive), version, offer.entry)
            state = self._state.change(lambda state: stage(state, version))
            self._prune(state)
            Path(archive).unlink(missing_ok=True)
        except ArchiveRefused as error:
            log.warning("release %s is not laid down: %s", version, error)
            raise UpdateError("update-archive") from error
        except (OSError, NoProgram) as error:
            raise UpdateError("update-disk") from error

    def _lay(self, archive: Path, version: str, entry: str) -> None:
        versions = self._state.versions
        versions.mkdir(parents=True, exist_ok=True)
        for left in versions.glob(f"{_DRAFT}*"):
            shutil.rmtree(left)
        if self._state.whole(version):
            return
        draft = versions / f"{_DRAFT}{version}"
        draft.mkdir()
        unpack(archive, draft)
        program = draft / entry
        if not program.is_file() or program.is_symlink() or not os.access(program, os.X_OK) or ".." in entry:
            raise ArchiveRefused("archive-entry")
        with (draft / RELEASE).open("w", encoding="utf-8") as file:
            json.dump({"version": version, "entry": entry}, file)
            file.flush()
            os.fsync(file.fileno())
        for folder in (draft, *(place for place in draft.rglob("*") if place.is_dir() and not place.is_symlink())):
            sync_folder(folder)  # names as well as contents, before the name that makes them count
        shutil.rmtree(versions / version, ignore_errors=True)
        draft.rename(versions / version)
        sync_folder(versions)

    def _prune(self, state: ProgramState) -> None:
        for name in self._state.releases():
            if name not in state.in_use:
                shutil.rmtree(self._state.versions / name)

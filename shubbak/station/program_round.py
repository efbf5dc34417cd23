"""The station's part in updates of the program: fetching one in the background, and knowing that one waits."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path

from shubbak.ports.store import StoreError
from shubbak.ports.updates import UpdateError, Updates
from shubbak.services.program_intake import ProgramShelf, stage_newer_program
from shubbak.services.update_refusals import UpdateRefusals
from shubbak.station.joining import Station
from shubbak.station.late_updates import LateUpdates

log = logging.getLogger("shubbak.updates")


class ProgramRound:
    """`stage` blocks and may take long; `waiting` is quick. None of them raises: nothing waits for an update."""

    def __init__(self, updates: Updates | None, shelf: ProgramShelf, refusals: UpdateRefusals) -> None:
        self._updates = updates
        self._shelf = shelf
        self._refusals = refusals

    def stage(self) -> None:
        """Fetch a newer release and lay it beside this one."""
        if self._updates is None:
            return
        try:
            version = stage_newer_program(self._updates, self._shelf)
        except UpdateError as error:
            log.warning("no newer release: %s", error.code)
            self._note(error)
        except StoreError as error:
            log.warning("no newer release: %s", error.code)
        else:
            if version:
                log.info("release %s is staged", version)

    def waiting(self) -> bool:
        """Whether a release waits to be tried."""
        try:
            state = self._shelf.state()
        except UpdateError as error:
            log.warning("whether a release waits is not known: %s", error.code)
            return False
        return state is not None and bool(state.staged)

    def _note(self, error: UpdateError) -> None:
        try:
            self._refusals.note("program-refused", error)
        except StoreError as full:
            log.warning("a refusal was not noted: %s", full.code)


def program_round(station: Station, environment: Mapping[str, str] = os.environ) -> ProgramRound | None:
    """Return the round of a program that the launcher started, None for one that was started otherwise.

    Where the releases' folder is not this program's to write, as at a kiosk, another unit stages them.
    """
    state, versions = environment.get("SHUBBAK_PROGRAM_STATE", ""), environment.get("SHUBBAK_VERSIONS", "")
    if not state or not versions:
        return None
    from shubbak.adapters.updates.program_shelf import FolderShelf

    source = station.catalogues
    mine = source if isinstance(source, LateUpdates) and os.access(versions, os.W_OK) else None
    return ProgramRound(mine, FolderShelf(Path(state), Path(versions)), station.refusals)

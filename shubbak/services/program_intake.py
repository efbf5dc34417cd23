"""Take a newer release of the program in: fetched, laid beside the one that runs, and left for a lull."""

from __future__ import annotations

from typing import Protocol

from shubbak.domain.program_version import ProgramVersion
from shubbak.ports.updates import ProgramOffer, Updates
from shubbak.services.program_update import ProgramState


class ProgramShelf(Protocol):
    """Where releases lie side by side; raises UpdateError update-archive or update-disk."""

    def state(self) -> ProgramState | None:
        """Return which release is good, staged or given up; None before the first."""

    def put(self, archive: str, offer: ProgramOffer) -> None:
        """Lay a checked archive down as a release, durably and whole, and stage it; the first is the good one."""


def newer_program(updates: Updates, shelf: ProgramShelf) -> ProgramOffer | None:
    """Return the offered release, unless it is not newer than the good one, failed here before or is staged already.

    Raises UpdateError, StoreError.
    """
    offer, state = updates.newest_program(), shelf.state()
    if offer is None or state is None:
        return offer
    version = ProgramVersion.read(offer.version)
    known = {state.staged, state.trying, *state.bad} - {""}
    if str(version) in known or version <= ProgramVersion.read(state.current):
        return None
    return offer


def stage_newer_program(updates: Updates, shelf: ProgramShelf) -> str:
    """Fetch and stage the offered release and return its number, "" when there is nothing newer; may take long.

    Raises UpdateError, StoreError; then what runs goes on running.
    """
    offer = newer_program(updates, shelf)
    if offer is None:
        return ""
    shelf.put(updates.fetch_program(offer), offer)
    return offer.version

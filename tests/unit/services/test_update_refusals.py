"""A refusal is noted once, a portal that is away is none, and something good ends it."""

from __future__ import annotations

import pytest
from fakes.store import FakeStore

from shubbak.ports.portal import PortalError
from shubbak.ports.updates import ProgramOffer, UpdateError
from shubbak.services.catalogue_intake import CatalogueError
from shubbak.services.program_intake import stage_newer_program
from shubbak.services.program_update import ProgramState
from shubbak.services.update_refusals import LAST_REFUSAL, UpdateRefusals
from shubbak.wire.station import SignedCatalogue


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def noted(store: FakeStore) -> list[tuple[str, str]]:
    return [(event.kind, event.detail) for event in store.events]


def test_a_refusal_that_goes_on_is_noted_once(store: FakeStore) -> None:
    refusals = UpdateRefusals(store, store)
    for _ in range(3):
        refusals.note("catalogue-refused", UpdateError("update-forged"))
    assert noted(store) == [("catalogue-refused", "update-forged")]
    assert store.fact(LAST_REFUSAL) == "update-forged"
    refusals.all_well()
    assert store.fact(LAST_REFUSAL) == ""
    refusals.note("catalogue-refused", CatalogueError("catalogue-older"))
    assert noted(store)[-1] == ("catalogue-refused", "catalogue-older")


@pytest.mark.parametrize(
    "away", [PortalError("portal-unreachable"), UpdateError("update-unreachable"), UpdateError("update-missing")]
)
def test_nobody_there_is_no_refusal(store: FakeStore, away: Exception) -> None:
    UpdateRefusals(store, store).note("catalogue-refused", away)
    assert noted(store) == []
    assert store.fact(LAST_REFUSAL) == ""


class Offered:
    """Updates that offer one release."""

    def __init__(self, version: str) -> None:
        self.offer = ProgramOffer(version, f"program/x/{version}", "a", 1)
        self.fetched = 0

    def catalogue(self) -> SignedCatalogue:
        raise UpdateError("update-missing")

    def newest_program(self) -> ProgramOffer:
        return self.offer

    def fetch_program(self, offer: ProgramOffer) -> str:
        self.fetched += 1
        return "archive"


class Shelf:
    def __init__(self, state: ProgramState | None) -> None:
        self._state = state
        self.laid: list[str] = []

    def state(self) -> ProgramState | None:
        return self._state

    def put(self, archive: str, offer: ProgramOffer) -> None:
        self.laid.append(offer.version)


@pytest.mark.parametrize(
    ("state", "version", "taken"),
    [
        (None, "1.0.0", True),
        (ProgramState("1.0.0"), "1.1", True),
        (ProgramState("1.9.0"), "1.10.0", True),
        (ProgramState("1.1.0"), "1.1.0", False),
        (ProgramState("2.0.0"), "1.9.9", False),
        (ProgramState("1.0.0", staged="1.1.0"), "1.1", False),
        (ProgramState("1.0.0", bad=("1.1.0",)), "1.1.0", False),
    ],
)
def test_only_a_newer_release_that_has_not_failed_is_fetched(
    state: ProgramState | None, version: str, taken: bool
) -> None:
    updates, shelf = Offered(version), Shelf(state)
    assert stage_newer_program(updates, shelf) == (version if taken else "")
    assert (updates.fetched, shelf.laid) == (int(taken), [version] * taken)

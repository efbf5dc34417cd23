"""A catalogue counts when the portal signed it, it is not older than the kept one, and every service in it is sound."""

from __future__ import annotations

import msgspec
import pytest
from fakes.portal import FakePortal
from fakes.store import FakeStore

from shubbak.ports.portal import PortalError
from shubbak.resources import root
from shubbak.services.catalogue_intake import CatalogueError, current_catalogue, take_catalogue
from shubbak.wire.seal import sign_text
from shubbak.wire.station import SignedCatalogue

SERVICE = "kw/health_licence_renewal.yaml"


@pytest.fixture
def portal() -> FakePortal:
    portal = FakePortal()
    portal.files = {SERVICE: (root() / "services" / SERVICE).read_text(encoding="utf-8")}
    portal.version = 5
    return portal


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def test_before_the_first_there_is_none(portal: FakePortal, store: FakeStore) -> None:
    assert current_catalogue(store, portal.signing.public_key()) is None


def test_a_signed_catalogue_is_kept_and_found_again(portal: FakePortal, store: FakeStore) -> None:
    key = portal.signing.public_key()
    taken = take_catalogue(portal, store, key)
    assert taken is not None
    assert (taken.version, len(taken.services)) == (5, 1)
    kept = current_catalogue(store, key)
    assert kept is not None
    assert (kept.version, list(kept.services)) == (5, list(taken.services))
    assert take_catalogue(portal, store, key) is None


def test_a_newer_one_takes_the_place_and_an_older_one_does_not(portal: FakePortal, store: FakeStore) -> None:
    key = portal.signing.public_key()
    take_catalogue(portal, store, key)
    portal.version = 6
    taken = take_catalogue(portal, store, key)
    assert taken is not None
    assert taken.version == 6
    portal.version = 4
    with pytest.raises(CatalogueError, match="catalogue-older"):
        take_catalogue(portal, store, key)
    kept = current_catalogue(store, key)
    assert kept is not None
    assert kept.version == 6


def signed(portal: FakePortal, text: str) -> SignedCatalogue:
    return SignedCatalogue(text, sign_text(text, portal.signing))


@pytest.mark.parametrize("code", ["catalogue-signature", "catalogue-shape", "catalogue-broken"])
def test_a_bad_one_leaves_the_kept_one(
    portal: FakePortal, store: FakeStore, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    key = portal.signing.public_key()
    take_catalogue(portal, store, key)
    good = portal.catalogue()
    bad = {
        "catalogue-signature": SignedCatalogue(good.catalogue.replace('"version":5', '"version":9'), good.signature),
        "catalogue-shape": signed(portal, '{"version": 9}'),
        "catalogue-broken": signed(
            portal, msgspec.json.encode({"version": 9, "files": {SERVICE: "id: nothing_else"}}).decode()
        ),
    }
    monkeypatch.setattr(portal, "catalogue", lambda: bad[code])
    with pytest.raises(CatalogueError, match=code):
        take_catalogue(portal, store, key)
    kept = current_catalogue(store, key)
    assert kept is not None
    assert kept.version == 5


def test_a_kept_one_that_the_disk_changed_is_not_used_and_gives_way(portal: FakePortal, store: FakeStore) -> None:
    key = portal.signing.public_key()
    good = portal.catalogue()
    store.save_catalogue(5, good.catalogue.replace("5", "4", 1), good.signature)
    with pytest.raises(CatalogueError, match="catalogue-signature"):
        current_catalogue(store, key)
    assert take_catalogue(portal, store, key) is not None
    assert current_catalogue(store, key) is not None


def test_without_a_portal_the_kept_one_serves(
    portal: FakePortal, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = portal.signing.public_key()
    take_catalogue(portal, store, key)

    def away() -> SignedCatalogue:
        raise PortalError("portal-unreachable")

    monkeypatch.setattr(portal, "catalogue", away)
    with pytest.raises(PortalError):
        take_catalogue(portal, store, key)
    assert current_catalogue(store, key) is not None

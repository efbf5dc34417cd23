"""Take the portal's catalogue in: signed by the pinned key, never older than the one that is kept, and sound."""

from __future__ import annotations

from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.forms.catalogue import FORMAT, Catalogue, load_catalogue, open_catalogue
from shubbak.forms.source import ServiceFileError
from shubbak.ports.store import StationStore
from shubbak.wire.seal import check_text
from shubbak.wire.service_cards import card_from_wire
from shubbak.wire.station import Catalogue as CatalogueText
from shubbak.wire.station import SignedCatalogue


class CatalogueSource(Protocol):
    """Where catalogues come from: updates, or for a station that was enrolled before there were any, the portal."""

    def catalogue(self) -> SignedCatalogue:
        """Fetch the newest that is offered; raises UpdateError or PortalError."""


class CatalogueError(Exception):
    """A catalogue was not taken; the one that is kept stays. `code`: catalogue-signature, catalogue-shape,
    catalogue-older or catalogue-broken.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def current_catalogue(store: StationStore, portal_signing: Ed25519PublicKey) -> Catalogue | None:
    """Return the catalogue that is kept, checked again, or None before the first; raises CatalogueError, StoreError."""
    kept = store.catalogue()
    if kept is None:
        return None
    text = _text(SignedCatalogue(*kept), portal_signing)
    # It was read whole when it was taken in; a start only needs to know what there is.
    return _opened(text) if text.format == FORMAT else _load(text)


def take_catalogue(source: CatalogueSource, store: StationStore, portal_signing: Ed25519PublicKey) -> Catalogue | None:
    """Fetch the offered catalogue and keep it when it is newer; return it, or None when there is nothing newer.

    It carries the portal's own signature also inside an update, so that the kept one can be checked at every start
    without a network. A signed catalogue with an older version is refused: somebody may be replaying one with
    yesterday's fees. Raises UpdateError, PortalError, CatalogueError or StoreError; then the kept one stays.
    """
    offered = source.catalogue()
    text = _text(offered, portal_signing)
    kept_version = _kept_version(store, portal_signing)
    if text.version < kept_version:
        raise CatalogueError("catalogue-older")
    if text.version == kept_version:
        return None
    catalogue = _load(text)
    store.save_catalogue(catalogue.version, offered.catalogue, offered.signature)
    return catalogue


def _kept_version(store: StationStore, portal_signing: Ed25519PublicKey) -> int:
    kept = store.catalogue()
    # A kept one that the disk damaged counts as none, so that the portal's sound one can take its place.
    if kept is None or not check_text(*kept, portal_signing):
        return 0
    return _text(SignedCatalogue(*kept), portal_signing).version


def _text(signed: SignedCatalogue, portal_signing: Ed25519PublicKey) -> CatalogueText:
    if not check_text(signed.catalogue, signed.signature, portal_signing):
        raise CatalogueError("catalogue-signature")
    try:
        return msgspec.json.decode(signed.catalogue, type=CatalogueText)
    except msgspec.MsgspecError as error:
        raise CatalogueError("catalogue-shape") from error


def _load(text: CatalogueText) -> Catalogue:
    """Read every service once, so that none is found broken in front of a visitor."""
    try:
        catalogue = load_catalogue(text.files, text.version)
    except ServiceFileError as error:
        raise CatalogueError("catalogue-broken") from error
    if text.format != FORMAT:
        return catalogue
    opened = _opened(text)
    if opened.cards != catalogue.cards:
        raise CatalogueError("catalogue-broken")
    return opened


def _opened(text: CatalogueText) -> Catalogue:
    return open_catalogue(text.files, text.version, tuple(card_from_wire(card) for card in text.cards))

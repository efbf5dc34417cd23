"""Take the portal's catalogue in: signed by the pinned key, never older than the one that is kept, and sound."""

from __future__ import annotations

from typing import Protocol, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.forms.catalogue import FORMAT, Catalogue, load_catalogue, open_catalogue
from shubbak.forms.source import ServiceFileError
from shubbak.ports.portal import PortalError
from shubbak.ports.store import StationStore
from shubbak.ports.updates import UpdateError
from shubbak.services.update_refusals import UpdateRefusals
from shubbak.wire.seal import check_text
from shubbak.wire.service_cards import card_from_wire
from shubbak.wire.station import Catalogue as CatalogueText
from shubbak.wire.station import SignedCatalogue

_Kind = TypeVar("_Kind", bound=msgspec.Struct)


class CatalogueSource(Protocol):
    """Where catalogues come from: updates, or for a station that was enrolled before there were any, the portal."""

    def catalogue(self) -> SignedCatalogue:
        """Fetch the newest that is offered; raises UpdateError or PortalError."""


class CatalogueError(Exception):
    """A catalogue was not taken; the one that is kept stays. `code`: catalogue-signature, catalogue-shape,
    catalogue-older or catalogue-broken; catalogue-unreadable when the kept one itself is of no use and the portal has
    none in its place.
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


def usable_catalogue(
    source: CatalogueSource, store: StationStore, portal_signing: Ed25519PublicKey, refusals: UpdateRefusals
) -> Catalogue:
    """Return the kept catalogue, which opens the shop at once and without a network; without one, fetch the first.

    One that is kept and that this program cannot use is noted and asked for anew. Raises StoreError and
    CatalogueError, before the first also UpdateError and PortalError.
    """
    try:
        kept = current_catalogue(store, portal_signing)
    except CatalogueError as error:
        refusals.note("catalogue-refused", error)
        return _in_its_place(source, store, portal_signing, refusals)
    taken = kept or take_catalogue(source, store, portal_signing)
    if taken is None:
        raise CatalogueError("catalogue-broken")
    return taken


def _in_its_place(
    source: CatalogueSource, store: StationStore, portal_signing: Ed25519PublicKey, refusals: UpdateRefusals
) -> Catalogue:
    try:
        taken = take_catalogue(source, store, portal_signing)
    except (PortalError, UpdateError) as error:
        raise CatalogueError("catalogue-unreadable") from error
    if taken is None:
        raise CatalogueError("catalogue-unreadable")
    refusals.all_well()
    return taken


def take_catalogue(source: CatalogueSource, store: StationStore, portal_signing: Ed25519PublicKey) -> Catalogue | None:
    """Fetch the offered catalogue and keep it when it is newer; return it, or None when there is nothing newer.

    It carries the portal's own signature also inside an update, so that the kept one can be checked at every start
    without a network. A signed catalogue with an older version is refused: somebody may be replaying one with
    yesterday's fees. Raises UpdateError, PortalError, CatalogueError or StoreError; then the kept one stays.
    """
    offered = source.catalogue()
    text = _text(offered, portal_signing)
    before = kept_version(store, portal_signing)
    if text.version < before:
        raise CatalogueError("catalogue-older")
    if text.version == before:
        return None
    catalogue = _load(text)
    store.save_catalogue(catalogue.version, offered.catalogue, offered.signature)
    return catalogue


class _Numbered(msgspec.Struct):
    """As much of any catalogue as every program understands."""

    version: int


def kept_version(store: StationStore, portal_signing: Ed25519PublicKey) -> int:
    """Return the version that is kept, 0 for none; raises CatalogueError, StoreError.

    A kept one that the disk damaged counts as none, so that the portal's sound one can take its place. One that a newer
    program took in counts, though this one may not be able to read all of it.
    """
    kept = store.catalogue()
    if kept is None or not check_text(*kept, portal_signing):
        return 0
    return _decoded(kept[0], _Numbered).version


def _text(signed: SignedCatalogue, portal_signing: Ed25519PublicKey) -> CatalogueText:
    if not check_text(signed.catalogue, signed.signature, portal_signing):
        raise CatalogueError("catalogue-signature")
    return _decoded(signed.catalogue, CatalogueText)


def _decoded(text: str, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.json.decode(text, type=kind)
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

"""The catalogue: all service files as one signed text, whose version grows whenever a file's content changes."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path, PurePosixPath

import msgspec
from sqlalchemy.exc import IntegrityError

from portal.assembly import Portal, stamp
from portal.published import FolderStamp, Served, folder_stamp
from portal.refusal import RefusalError
from portal.store.catalogue_store import StoredCatalogue, add_catalogue, latest_catalogue, latest_mark
from shubbak.forms.catalogue import FORMAT, load_catalogue
from shubbak.forms.catalogue import Catalogue as ServiceCatalogue
from shubbak.forms.load_pages import COUNTRIES
from shubbak.forms.pieces import is_piece_file
from shubbak.forms.source import ServiceFileError
from shubbak.wire.seal import sign_text
from shubbak.wire.service_cards import card_to_wire
from shubbak.wire.station import Catalogue, SignedCatalogue

_LOG = logging.getLogger("portal.catalogue")


def publish_catalogue(portal: Portal) -> SignedCatalogue:
    """Return the signed catalogue of the services folder as it is now.

    A folder that no longer loads is not published: stations go on getting the last version that did. Its files are read
    again when one of them looks changed; whoever asks meanwhile waits. Raises RefusalError catalogue-broken when there
    is none.
    """
    served = _served(portal, _stamp(portal.services))
    if served is not None:
        return served
    with portal.published.reading:
        stamp_before = _stamp(portal.services)
        return _served(portal, stamp_before) or _serve(portal, stamp_before)


def _stamp(folder: Path) -> FolderStamp | None:
    try:
        return folder_stamp(folder)
    except OSError:
        return None


def _served(portal: Portal, seen: FolderStamp | None) -> SignedCatalogue | None:
    """Return what was answered last while it still holds: the folder is as it was, and no other process has published
    since.
    """
    last = portal.published.served
    if last is None or seen != last.stamp:
        return None
    with portal.database.read() as connection:
        mark = latest_mark(connection)
    return last.signed if mark is not None and mark[0] == last.version else None


def _serve(portal: Portal, seen: FolderStamp | None) -> SignedCatalogue:
    latest = _published_now(portal)
    signed = SignedCatalogue(latest.body, sign_text(latest.body, portal.keys.signing))
    if seen is not None:
        portal.published.served = Served(seen, latest.version, signed)
    return signed


def _published_now(portal: Portal) -> StoredCatalogue:
    files = _read_files(portal.services, portal.country)
    digest = hashlib.sha256(msgspec.json.encode((FORMAT, files))).hexdigest()
    with portal.database.read() as connection:
        latest = latest_catalogue(connection)
    if latest is None or latest.digest != digest:
        catalogue = _read_catalogue(files)
        latest = latest if catalogue is None else _publish(portal, files, catalogue, digest)
    if latest is None:
        raise RefusalError("catalogue-broken", retry_after=60)
    return latest


def _read_catalogue(files: dict[str, str]) -> ServiceCatalogue | None:
    try:
        return load_catalogue(files, 0)
    except ServiceFileError as error:
        for complaint in error.complaints:
            _LOG.error("catalogue not published: %s", complaint)
        return None


def _publish(portal: Portal, files: dict[str, str], catalogue: ServiceCatalogue, digest: str) -> StoredCatalogue:
    try:
        with portal.database.write() as connection:
            latest = latest_catalogue(connection)
            if latest is not None and latest.digest == digest:
                return latest
            version = 1 if latest is None else latest.version + 1
            cards = [card_to_wire(card) for card in catalogue.cards]
            body = msgspec.json.encode(Catalogue(version, files, FORMAT, cards)).decode()
            stored = StoredCatalogue(version, digest, body)
            add_catalogue(connection, stored, stamp(portal.now()))
            return stored
    except IntegrityError:
        # Another process published this number in the same moment; what it published is read, not repeated.
        with portal.database.read() as connection:
            latest = latest_catalogue(connection)
        if latest is None or latest.digest != digest:
            raise
        return latest


def _read_files(folder: Path, country: str) -> dict[str, str]:
    """Read every service file by its path below the folder, in one order, so that equal folders sign equally; only
    those of `country` and what is shared where one is named.
    """
    try:
        paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
        if not folder.is_dir():
            raise RefusalError("catalogue-broken", retry_after=60)
        names = {path.relative_to(folder).as_posix(): path for path in paths}
        return {name: path.read_text(encoding="utf-8") for name, path in names.items() if _served_in(name, country)}
    except (OSError, UnicodeDecodeError) as error:
        raise RefusalError("catalogue-broken", retry_after=60) from error


def _served_in(name: str, country: str) -> bool:
    """Services lie in their country's folder, and a country's own pieces are called after it: kw.yaml, kw_land.yaml."""
    place = PurePosixPath(name)
    owner = place.stem.partition("_")[0] if is_piece_file(name) else place.parts[0]
    return not country or owner == country or owner.upper() not in COUNTRIES

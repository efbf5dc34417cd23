"""The catalogue: all service files as one signed text, whose version grows whenever a file's content changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from sqlalchemy.exc import IntegrityError

from portal.assembly import Portal, stamp
from portal.refusal import RefusalError
from portal.store.catalogue_store import StoredCatalogue, add_catalogue, latest_catalogue
from shubbak.wire.seal import sign_text
from shubbak.wire.station import Catalogue, SignedCatalogue


def publish_catalogue(portal: Portal) -> SignedCatalogue:
    """Return the signed catalogue of the services folder as it is now; raises RefusalError catalogue-broken."""
    files = _read_files(portal.services)
    digest = hashlib.sha256(msgspec.json.encode(files)).hexdigest()
    with portal.database.read() as connection:
        latest = latest_catalogue(connection)
    if latest is None or latest.digest != digest:
        latest = _publish(portal, files, digest)
    return SignedCatalogue(latest.body, sign_text(latest.body, portal.keys.signing))


def _publish(portal: Portal, files: dict[str, str], digest: str) -> StoredCatalogue:
    try:
        with portal.database.write() as connection:
            latest = latest_catalogue(connection)
            if latest is not None and latest.digest == digest:
                return latest
            version = 1 if latest is None else latest.version + 1
            body = msgspec.json.encode(Catalogue(version, files)).decode()
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


def _read_files(folder: Path) -> dict[str, str]:
    """Read every service file by its path below the folder, in one order, so that equal folders sign equally."""
    try:
        paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
        if not folder.is_dir():
            raise RefusalError("catalogue-broken", retry_after=60)
        return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    except (OSError, UnicodeDecodeError) as error:
        raise RefusalError("catalogue-broken", retry_after=60) from error

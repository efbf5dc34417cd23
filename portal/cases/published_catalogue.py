"""One published version of the catalogue, opened once and kept open."""

from __future__ import annotations

from portal.assembly import Portal
from portal.store.catalogue_store import find_catalogue
from shubbak.forms.catalogue import Catalogue


def published_catalogue(portal: Portal, version: int) -> Catalogue | None:
    """Return a version's services, None for one that was never published; raises SQLAlchemy's errors.

    Not to be called inside a transaction: SQLite has one connection, and whoever opens a version needs it.
    """

    def body() -> str | None:
        with portal.database.read() as connection:
            stored = find_catalogue(connection, version)
        return None if stored is None else stored.body

    return portal.published.version(version, body)

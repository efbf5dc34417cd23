"""Rows about the catalogue: each version's exact text, so that what was signed can be given again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from portal.store.tables import CATALOGUES


@dataclass(frozen=True, slots=True)
class StoredCatalogue:
    """One published version; `body` is the JSON text of a Catalogue, `digest` SHA-256 over its format and files."""

    version: int
    digest: str
    body: str


def latest_catalogue(connection: Connection) -> StoredCatalogue | None:
    """Return the version that is served now, None before the first."""
    row = connection.execute(select(CATALOGUES).order_by(CATALOGUES.c.version.desc()).limit(1)).one_or_none()
    return None if row is None else StoredCatalogue(row.version, row.digest, row.body)


def latest_mark(connection: Connection) -> tuple[int, str] | None:
    """Return number and digest of the version that is served now without its text, None before the first."""
    marks = select(CATALOGUES.c.version, CATALOGUES.c.digest).order_by(CATALOGUES.c.version.desc()).limit(1)
    row = connection.execute(marks).one_or_none()
    return None if row is None else (row.version, row.digest)


def add_catalogue(connection: Connection, catalogue: StoredCatalogue, made_at: str) -> None:
    """Publish a version; raises IntegrityError when another process published that number first."""
    connection.execute(
        insert(CATALOGUES).values(
            version=catalogue.version, digest=catalogue.digest, body=catalogue.body, made_at=made_at
        )
    )


def find_catalogue(connection: Connection, version: int) -> StoredCatalogue | None:
    """Return a version that was published once, None for one that never was."""
    row = connection.execute(select(CATALOGUES).where(CATALOGUES.c.version == version)).one_or_none()
    return None if row is None else StoredCatalogue(row.version, row.digest, row.body)

"""Everything the portal is made of, joined once at its start and handed to its verbs."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from portal.keys import PortalPrivateKeys, open_keys
from portal.published import PublishedCatalogues
from portal.store.counter_store import settle_fact
from portal.store.database import Database
from portal.store.objects import ObjectStore


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the portal keeps its things.

    database: sqlite:///file or postgresql+psycopg://…. files: file:///folder or a bucket. keys: the folder of its
    private keys. services: the catalogue's folder. public_url: how people reach it, without a slash at the end.
    updates: the repository of updates, beside the keys' folder when it is not named. registers: the folder of the
    registers that forms ask, beside the catalogue's when it is not named. country: serve this country's services only
    (ISO 3166-1 alpha-2, lower case), "" for all.
    """

    database: str
    files: str
    keys: Path
    services: Path
    public_url: str
    updates: Path | None = None
    registers: Path | None = None
    country: str = ""


class ForeignKeysError(Exception):
    """The database belongs to another signing key than the one in the keys folder."""


def now_utc() -> datetime:
    """Return the machine's time, aware."""
    return datetime.now(UTC)


def stamp(at: datetime) -> str:
    """Write an aware time as RFC 3339 UTC text to the second, the width of every time that the portal stores."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Portal:
    """The portal at work."""

    database: Database
    objects: ObjectStore
    keys: PortalPrivateKeys
    services: Path
    public_url: str
    now: Callable[[], datetime]
    updates: Path
    registers: Path
    codes: Path
    country: str = ""
    published: PublishedCatalogues = field(default_factory=PublishedCatalogues)

    @property
    def verify_url(self) -> str:
        """The public page that receipt codes open."""
        return f"{self.public_url}/v"

    def close(self) -> None:
        self.database.close()


def open_portal(settings: Settings, now: Callable[[], datetime] = now_utc) -> Portal:
    """Open (and migrate) the stores and load the keys, made if this is the first start.

    Raises ForeignKeysError when a database meets keys that are not its own: new keys would silently turn away every
    packet that stations sealed to the old ones. Raises also KeyFileError, ObjectStoreError and SQLAlchemy's errors.
    """
    keys = open_keys(settings.keys)
    objects = ObjectStore(settings.files)
    database = Database(settings.database)
    try:
        _settle_owner(database, keys)
    except BaseException:
        database.close()
        raise
    updates = settings.updates or settings.keys.parent / "updates"
    registers = settings.registers or settings.services.parent / "registers"
    places = (settings.public_url, now, updates, registers, settings.keys / "codes", settings.country)
    return Portal(database, objects, keys, settings.services, *places)


def _settle_owner(database: Database, keys: PortalPrivateKeys) -> None:
    mine = base64.b64encode(keys.signing.public_key().public_bytes_raw()).decode()
    with database.write() as connection:
        if settle_fact(connection, "signing-key", mine) != mine:
            raise ForeignKeysError

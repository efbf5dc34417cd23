"""What a service is called, out of the catalogue that the portal published last."""

from __future__ import annotations

from portal.assembly import Portal
from portal.cases.published_catalogue import published_catalogue
from portal.store.catalogue_store import latest_mark
from shubbak.domain.text import Text


def service_name(portal: Portal, service_id: str) -> Text:
    """Return the name in both languages; a service that is no longer in the catalogue keeps its bare id."""
    return service_names(portal).get(service_id, Text(service_id, service_id))


def service_names(portal: Portal) -> dict[str, Text]:
    """Return every service's name by its id."""
    with portal.database.read() as connection:
        mark = latest_mark(connection)
    catalogue = published_catalogue(portal, mark[0]) if mark else None
    return {card.id: card.name for card in catalogue.cards} if catalogue else {}

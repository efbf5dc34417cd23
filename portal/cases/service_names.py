"""What a service is called, out of the catalogue that the portal published last."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from portal.assembly import Portal
from portal.store.catalogue_store import latest_catalogue
from shubbak.domain.text import Text
from shubbak.wire.station import Catalogue


def service_name(portal: Portal, service_id: str) -> Text:
    """Return the name in both languages; a service that is no longer in the catalogue keeps its bare id."""
    with portal.database.read() as connection:
        latest = latest_catalogue(connection)
    names = _names(latest.body) if latest else {}
    return names.get(service_id, Text(service_id, service_id))


@lru_cache(maxsize=4)
def _names(body: str) -> Mapping[str, Text]:
    catalogue = msgspec.json.decode(body, type=Catalogue)
    return {card.id: Text(card.name_ar, card.name_en) for card in catalogue.cards}

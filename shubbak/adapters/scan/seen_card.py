"""What the zone on a card says of its page: whose card it is a side of, and whether it has run out."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

from shubbak.domain.page import CardZone
from shubbak.ports.reader import Reading


class SeenCard(NamedTuple):
    """zone: None where none may be believed."""

    zone: CardZone | None = None
    expired: bool = False


def seen_card(reading: Reading, today: date) -> SeenCard:
    """Return what a reading says; a visa is a page of a passport and names no card of its own."""
    document = reading.document
    if document is None:
        return SeenCard()
    # Not the names: no check digit guards them, and one letter misread would make another person of its holder.
    named = "|".join((document.issuer, document.number, str(document.birth_date)))
    card = hashlib.sha256(named.encode()).hexdigest()[:24]
    return SeenCard(None if document.visa else CardZone(card, reading.place), document.expired(today))

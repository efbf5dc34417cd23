"""The cards of a catalogue between the domain's words and the wire's."""

from __future__ import annotations

import msgspec

from shubbak.domain.text import Text
from shubbak.forms.card import Card


class WireCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One service in the list of services; `path` is its file in the catalogue."""

    id: str
    version: int
    path: str
    country: str
    name_ar: str
    name_en: str
    summary_ar: str
    summary_en: str
    keywords_ar: str
    keywords_en: str
    icon: str
    category: str
    life_events: list[str]
    channels: list[str]
    service_class: str
    renews: str = ""
    takes_number: bool = False


def card_to_wire(card: Card) -> WireCard:
    """Return a card as it travels."""
    return WireCard(
        id=card.id,
        version=card.version,
        path=card.path,
        country=card.country,
        name_ar=card.name.ar,
        name_en=card.name.en,
        summary_ar=card.summary.ar,
        summary_en=card.summary.en,
        keywords_ar=card.keywords.ar,
        keywords_en=card.keywords.en,
        icon=card.icon,
        category=card.category,
        life_events=list(card.life_events),
        channels=list(card.channels),
        service_class=card.service_class,
        renews=card.renews,
        takes_number=card.takes_number,
    )


def card_from_wire(wire: WireCard) -> Card:
    """Return the card that travelled."""
    return Card(
        id=wire.id,
        version=wire.version,
        path=wire.path,
        country=wire.country,
        name=Text(wire.name_ar, wire.name_en),
        summary=Text(wire.summary_ar, wire.summary_en),
        keywords=Text(wire.keywords_ar, wire.keywords_en),
        icon=wire.icon,
        category=wire.category,
        life_events=tuple(wire.life_events),
        channels=tuple(wire.channels),
        service_class=wire.service_class,
        renews=wire.renews,
        takes_number=wire.takes_number,
    )

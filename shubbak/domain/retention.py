"""How long a station keeps what, and why: the table of a country, read from data and never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from shubbak.domain.text import Text


class Kept(StrEnum):
    """What a station keeps. PACKET: a delivered packet's receipt facts with the receipt's paper, and the portal's word
    for it. EVENT: the audit trail. PARKED_DOCUMENT: pages of a visit that is under way. DRAFT: an application that was
    put aside at a counter, with its pages; its days count from then. LICENCE: what stands on an output that is to be
    printed here, and its line once it is printed; its days count from its coming.
    """

    SEALED_BODY = "sealed_body"
    PACKET = "packet"
    PAYMENT = "payment"
    EVENT = "event"
    PARKED_DOCUMENT = "parked_document"
    DRAFT = "draft"
    LICENCE = "licence"


class Until(StrEnum):
    """When something goes that does not go by its age."""

    PORTAL_VOUCHES = "portal-vouches"
    VISIT_ENDS = "visit-ends"
    STATION_RETIRES = "station-retires"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long one kind is kept: `days` after the portal accepted it (a payment: after it was intended), or `until`.

    cited: whether the figure stands in the law that is named; otherwise it is a sample which the municipality's own
    rules replace.
    """

    days: int | None
    until: Until | None
    cited: bool
    law: Text
    why: Text


RetentionTable = Mapping[str, Mapping[Kept, RetentionRule]]


def read_retention(tree: object) -> RetentionTable:
    """Read `resources/retention.yaml`: country, then kind; raises ValueError for anything missing or unknown."""
    countries = tree.get("countries") if isinstance(tree, dict) else None
    if not isinstance(countries, dict):
        raise ValueError("retention: countries")
    table = {}
    for country, kinds in countries.items():
        if not isinstance(kinds, dict) or set(kinds) != {kind.value for kind in Kept}:
            raise ValueError(f"retention: {country}")
        table[str(country)] = MappingProxyType({kind: _rule(kinds[kind.value], f"{country}.{kind}") for kind in Kept})
    return MappingProxyType(table)


def _rule(node: object, place: str) -> RetentionRule:
    if not isinstance(node, dict) or node.get("standing") not in ("cited", "sample"):
        raise ValueError(f"retention: {place}")
    days, until = node.get("days"), node.get("until")
    if days is None and place.endswith(f".{Kept.LICENCE}"):  # nothing else ends its stay here
        raise ValueError(f"retention: {place} needs days")
    if (type(days) is int and days > 0) is (until is not None):
        raise ValueError(f"retention: {place} needs days or until")
    law, why = (_text(node.get(name), place) for name in ("law", "why"))
    return RetentionRule(days, Until(until) if until else None, node["standing"] == "cited", law, why)


def _text(node: object, place: str) -> Text:
    if not isinstance(node, dict) or set(node) != {"ar", "en"}:
        raise ValueError(f"retention: {place} needs its law and its reason")
    return Text(str(node["ar"]), str(node["en"]))

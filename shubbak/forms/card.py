"""What must be known of a service to find it: small, so that a station knows all services before it reads any."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.domain.text import Text
from shubbak.forms.service import Field, Service

#: Where a service is found; each has its words in `find.yaml` and its symbol.
CATEGORIES = (
    "licences",
    "building",
    "land",
    "tax",
    "water",
    "health",
    "business",
    "work",
    "civil",
    "reports",
    "inquiries",
    "appointments",
)
#: What happens in people's lives (CPSV-AP life and business events).
LIFE_EVENTS = (
    "opening_business",
    "running_business",
    "closing_business",
    "building_home",
    "owning_land",
    "renting",
    "employing",
    "working",
    "reporting_problem",
    "paying_dues",
    "holding_event",
    "proving_status",
    "starting_office",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One service in the list of services. path: its file. renews: what renews its output (service id, "" for none).
    takes_number: whether it asks for the number of an earlier licence.
    """

    id: str
    version: int
    path: str
    country: str
    name: Text
    summary: Text
    keywords: Text
    icon: str
    category: str
    life_events: tuple[str, ...]
    channels: tuple[str, ...]
    service_class: str
    renews: str = ""
    takes_number: bool = False


def card_of(service: Service, path: str) -> Card:
    """Return the card of a loaded service."""
    return Card(
        id=service.id,
        version=service.version,
        path=path,
        country=service.country,
        name=service.name,
        summary=service.summary,
        keywords=service.keywords,
        icon=service.icon,
        category=service.category,
        life_events=service.life_events,
        channels=service.channels,
        service_class=service.service_class.value,
        renews=next((to for kind, to in service.procedure.variants.items() if kind == "renew"), ""),
        takes_number=number_question(service) is not None,
    )


def number_question(service: Service) -> Field | None:
    """Return the question into which the number of an earlier licence goes, None where there is none: the first that
    looks one up, or what a service that renews its own output first asks a number by.
    """
    fields = [field for page in service.pages for field in page.fields]
    kinds = ["licence_lookup"]
    if ("renew", service.id) in service.procedure.variants.items():
        kinds.append("registration_number")
    return next((field for kind in kinds for field in fields if field.kind == kind), None)

"""One drawing for each family of services, each kind and each purpose; a service file names it, the look draws it."""

from __future__ import annotations

_DRAWINGS = {
    "licence": "file-check",
    "well": "droplets",
    "tax": "landmark",
    "shop": "store",
    "report": "megaphone",
    "plan": "map",
    "building": "building-2",
    "land": "land-plot",
    "health": "heart-pulse",
    "food": "utensils",
    "business": "briefcase-business",
    "work": "hard-hat",
    "home": "house",
    "person": "user",
    "certificate": "award",
    "search": "search",
    "calendar": "calendar",
    "complaint": "message-square-warning",
    "sign": "signpost",
    "tent": "tent",
    "road": "route",
    "payment": "wallet",
    "refund": "undo-2",
    "appeal": "scale",
    "office": "stamp",
    "demolition": "construction",
    "lease": "key-round",
    "pharmacy": "pill",
    "travel": "plane",
    "guide": "book-open",
}
_CATEGORIES = {
    "licences": "file-check",
    "building": "building-2",
    "land": "land-plot",
    "tax": "landmark",
    "water": "droplets",
    "health": "heart-pulse",
    "business": "store",
    "work": "hard-hat",
    "civil": "id-card",
    "reports": "megaphone",
    "inquiries": "search",
    "appointments": "calendar",
}
_LIFE_EVENTS = {
    "opening_business": "door-open",
    "running_business": "store",
    "closing_business": "door-closed",
    "building_home": "house-plus",
    "owning_land": "land-plot",
    "renting": "key-round",
    "employing": "users",
    "working": "hard-hat",
    "reporting_problem": "megaphone",
    "paying_dues": "banknote",
    "holding_event": "tent",
    "proving_status": "award",
    "starting_office": "stamp",
}
_PLAIN = "file-text"


def service_icon(family: str) -> str:
    """Return the symbol of a family; one that this release does not know gets a plain sheet."""
    return _DRAWINGS.get(family, _PLAIN)


def category_icon(category: str) -> str:
    """Return the symbol of a kind of services."""
    return _CATEGORIES.get(category, _PLAIN)


def life_event_icon(life_event: str) -> str:
    """Return the symbol of what a person wants to do."""
    return _LIFE_EVENTS.get(life_event, _PLAIN)

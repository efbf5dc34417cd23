"""One drawing for each family of services; a service file names the family, the look decides how it is drawn."""

from __future__ import annotations

_DRAWINGS = {
    "licence": "file-check",
    "well": "droplets",
    "tax": "landmark",
    "shop": "store",
    "report": "megaphone",
    "plan": "map",
    "building": "building-2",
    "health": "heart-pulse",
}


def service_icon(family: str) -> str:
    """Return the symbol of a family; one that this release does not know gets a plain sheet."""
    return _DRAWINGS.get(family, "file-text")

"""The bounds of figures and days in the schema of service files, from the limits that the loaders hold them to."""

from __future__ import annotations

from typing import Any, TypeAlias

from shubbak.fields.kind import Kind, LimitedKind
from shubbak.forms.source import MOST_DIGITS

Schema: TypeAlias = dict[str, Any]

_MOST = 10**MOST_DIGITS - 1
#: A whole number as the loaders read it.
WHOLE: Schema = {"type": "integer", "minimum": -_MOST, "maximum": _MOST}
#: A percentage of a tier or tax, and one that may be a discount, which takes at most everything.
SHARE: Schema = {"type": "string", "pattern": r"^\d{1,3}(\.\d{1,2})?$"}
PERCENT: Schema = {"type": "string", "pattern": r"^(\d{1,3}(\.\d{1,2})?|-(100(\.00?)?|0?\d{1,2}(\.\d{1,2})?))$"}


def counted(low: int, high: int = _MOST) -> Schema:
    """Return the schema of a whole number from low to high."""
    return {"type": "integer", "minimum": low, "maximum": high}


def bounded(kind: Kind, name: str, rule: Schema) -> Schema:
    """Return the schema of one setting of a kind with the bounds that it has for this kind.

    Money is bounded below alone, by its pattern: its upper bound depends on the currency's decimals.
    """
    limit = kind.limits.get(name) if isinstance(kind, LimitedKind) else None
    if limit is None:
        return rule
    if rule["type"] == "integer" and isinstance(limit.low, int) and isinstance(limit.high, int):
        return counted(limit.low, limit.high)
    if isinstance(limit.low, str) and isinstance(limit.high, str):
        return {"type": "string", "pattern": rf"^({_years(int(limit.low[:4]), int(limit.high[:4]))})-\d{{2}}-\d{{2}}$"}
    return rule


def _years(first: int, last: int) -> str:
    """Return a pattern of the years from first to last."""
    found, year = [], first
    while year <= last:
        many = next(many for many in (100, 10, 1) if year % many == 0 and year + many - 1 <= last)
        found.append(str(year // many) + r"\d" * (len(str(many)) - 1))
        year += many
    return "|".join(found)


def several(items: Schema, least: int, most: int = 0) -> Schema:
    """Return the schema of a list of at least so many; a piece may stand for all of them. most: 0 for no bound."""
    found: Schema = {"type": "array", "items": items, "minItems": 1}
    if least > 1:
        found["anyOf"] = [{"minItems": least}, {"contains": {"required": ["use"]}}]
    return found | {"maxItems": most} if most else found

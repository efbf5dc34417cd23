"""Where a zone may carry its holder's civil number: looked for by issuing state, in the fields it may use freely.

No state of the four publishes where its cards put the civil number, so none of these rows is confirmed: the fields
are tried in their order, and the first text of the right form is taken. The form on screen marks it as read by machine
and open to correction.
"""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.domain.mrz_zone import ZoneColumns
from shubbak.domain.national_number import national_number_fault


@dataclass(frozen=True, slots=True)
class CivilNumberRule:
    """country: ISO 3166 code of two letters, whose check is made. fields: "optional" (both optional fields, first line
    first) and "number", in the order they are tried. confirmed: whether a real card was seen that has it there.
    """

    country: str
    fields: tuple[str, ...] = ("optional", "number")
    confirmed: bool = False


RULES = {
    "JOR": CivilNumberRule("JO"),
    "KWT": CivilNumberRule("KW"),
    "OMN": CivilNumberRule("OM"),
    "SAU": CivilNumberRule("SA"),
}
"""By issuing state as zones print it."""


def find_civil_number(zone: ZoneColumns) -> str:
    """Return the first text that has the form of the issuing state's civil number, or "".

    Visas carry none: their number is the visa's.
    """
    rule = RULES.get(zone.issuer.strip("<"))
    if rule is None or zone.kind.startswith("MRV"):
        return ""
    texts = {"optional": zone.optional, "number": (zone.number,)}
    candidates = (text.strip("<") for field in rule.fields for text in texts[field])
    return next((text for text in candidates if national_number_fault(rule.country, text) == ""), "")

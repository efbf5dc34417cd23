"""Read the figures of a fee line: amounts, percentages, tiers and rounding, and which of them each kind of line has."""

from __future__ import annotations

import re

from shubbak.domain.fees import MOST_MINOR, FeeKind
from shubbak.domain.money import Money
from shubbak.forms.service import ROUNDINGS, Rounding, Tier
from shubbak.forms.source import Section, not_one_of

_UNITS = ("amount", "base", "unit", "free")
_ANY = (*_UNITS, "percent", "tiers")
#: The keys with figures that each kind of line may have.
FIGURES = {
    FeeKind.FIXED: ("amount",),
    FeeKind.PER_UNIT: _UNITS,
    FeeKind.TIER: ("base", "unit", "tiers"),
    FeeKind.PERCENT: ("percent", "base"),
    FeeKind.DEPOSIT: (*_UNITS, "percent"),
    FeeKind.PENALTY: _ANY,
    FeeKind.RESUBMISSION: _ANY,
    FeeKind.OFFICE_CHARGE: _ANY,
    FeeKind.CHANNEL_CHARGE: ("amount", "percent", "base", "unit", "tiers"),
    FeeKind.TAX: ("percent",),
}
#: What each of the ways to work a line out needs; the first key that stands there decides the way.
_NEEDED = {
    "tiers": ("tiers", "base"),
    "percent": ("percent", "base"),
    "base": ("amount", "base", "unit"),
    "amount": ("amount",),
}
_SINGLE = {
    FeeKind.FIXED: ("amount",),
    FeeKind.PER_UNIT: ("amount", "base", "unit"),
    FeeKind.TIER: ("base", "tiers"),
    FeeKind.PERCENT: ("percent", "base"),
    FeeKind.TAX: ("percent",),
}
_PERCENT = re.compile(r"(-?)(\d{1,3})(?:\.(\d{1,2}))?")


def check_figures(section: Section, kind: FeeKind) -> None:
    """Complain about figures that are missing, or that tell of two ways to work the line out."""
    article = "an" if kind is FeeKind.OFFICE_CHARGE else "a"
    way = next((key for key in _NEEDED if section.has(key)), "amount")
    for key in _SINGLE.get(kind, _NEEDED[way]):
        if not section.has(key):
            section.complain(f'{article} {kind.value} fee needs "{key}"')
    told = [key for key in ("amount", "percent", "tiers") if section.has(key) and key in FIGURES[kind]]
    if len(told) > 1:
        section.complain(f'a fee is worked out in one way: leave out "{told[0]}" or "{told[1]}"', told[1])
    if way in ("tiers", "percent") and section.has("free"):
        section.complain('"free" units belong to an amount for each unit', "free")


def read_amount(section: Section, key: str, currency: str) -> int | None:
    """Return an amount in minor units, or None where there is none."""
    if not section.has(key):
        return None
    amount = section.amount(key, currency)
    if amount < 0:
        section.complain(f'"{key}" cannot be below zero; a discount is a percent below zero', key)
    if amount > MOST_MINOR:
        section.complain(f'"{key}" is more than {Money(MOST_MINOR, currency).decimal()}, the most a line may be', key)
    return amount


def read_basis_points(section: Section) -> int:
    """Return a percentage such as "2.50" in hundredths of a percent, 0 where there is none."""
    if not section.has("percent"):
        return 0
    word = section.word("percent")
    match = _PERCENT.fullmatch(word)
    if match is None:
        section.complain(f'"{word}" is not a percentage such as "15" or "2.50"', "percent")
        return 0
    sign, whole, part = match.groups()
    points = int(whole) * 100 + int((part or "").ljust(2, "0"))
    if sign and points > 10_000:
        section.complain("a discount takes at most 100 percent", "percent")
    return -points if sign else points


def read_tiers(section: Section, currency: str) -> tuple[Tier, ...]:
    """Return the bands of a tier table; they rise, and the last one has no end."""
    tiers = section.each("tiers", "a tier", lambda part: _tier(part, currency))
    limits = [tier.below for tier in tiers]
    bounded = [limit for limit in limits if limit is not None]
    rising = bounded == sorted(set(bounded)) and all(limit > 0 for limit in bounded)
    if section.has("tiers") and (not limits or limits[-1] is not None or len(bounded) != len(limits) - 1 or not rising):
        section.complain('tiers rise by "below", and the last one has none', "tiers")
    return tiers


def _tier(section: Section, currency: str) -> Tier:
    section.only("below", "amount", "percent")
    if section.has("amount") == section.has("percent"):
        section.complain('a tier needs either "amount" or "percent"')
    points = read_basis_points(section)
    if points < 0:
        section.complain("a tier cannot be below zero; a discount is a percent line of its own", "percent")
    below = section.whole("below") if section.has("below") else None
    return Tier(below, read_amount(section, "amount", currency) or 0, max(0, points))


def read_rounding(section: Section, currency: str) -> Rounding | None:
    """Return how the amount is rounded, or None where half a minor unit goes up."""
    if not section.has("rounding"):
        return None
    part = section.section("rounding", "the rounding")
    if part is None:
        return None
    part.only("to", "how")
    how, to_minor = part.word("how"), read_amount(part, "to", currency)
    if not part.has("to"):
        part.complain('the rounding needs "to", an amount such as "0.250"')
    elif to_minor is not None and to_minor <= 0:
        part.complain("an amount is rounded to a figure above zero", "to")
    if how and how not in ROUNDINGS:
        part.complain(not_one_of(how, ROUNDINGS), "how")
    return Rounding(max(1, to_minor or 1), how if how in ROUNDINGS else "half_up")
